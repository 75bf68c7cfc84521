"""How each language writes figures, dates, phones and names: data, one file per language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """Separators and the way of large numbers; `style` is typed, words or myriads."""

    group: str
    group_from: int
    decimal: str
    dash: str
    space: str
    style: str
    brackets: str
    about: str
    also: str


@dataclass(frozen=True, slots=True, eq=False)
class Locale:
    """The conventions of one language; the sections are those of `languages/*.toml`."""

    tag: str
    number: NumberStyle
    scales: Words
    powers: tuple[tuple[int, str], ...]
    money: Words
    money_note: Words
    units: Mapping[str, tuple[str, str]]
    each: Words
    joins: Words
    qualifiers: Words
    amid: Words
    states: Words
    convert: Mapping[str, tuple[str, ...]]
    larger: Words
    local: Words
    exchange: Words
    dates: Words
    phones: Words
    people: Words


SHIPPED = ("zh", "zh-Hant", "en", "ja", "ko", "de")


@cache
def locale(tag: str) -> Locale:
    """The shipped locale nearest to a BCP 47 tag: zh-Hans-CN is zh, zh-TW is zh-Hant, fr is en."""
    return _locale(tag, _sections(_shipped_name(tag)))


def custom_locale(tag: str, sections: Mapping[str, Mapping[str, Any]], base: str = "") -> Locale:
    """A locale from a site's or theme's own sections, laid over the shipped one for `base`."""
    under = _sections(_shipped_name(base or tag))
    names = {*under, *sections}
    merged = {name: {**under.get(name, {}), **sections.get(name, {})} for name in names}
    return _locale(tag, merged)


def _shipped_name(tag: str) -> str:
    """The file that serves a tag."""
    subtags = tag.split("-")
    if subtags[0] == "zh":
        return "zh-Hant" if {"Hant", "TW", "HK", "MO"} & set(subtags[1:]) else "zh"
    return subtags[0] if subtags[0] in SHIPPED else "en"


def _sections(name: str) -> dict[str, dict[str, Any]]:
    source = files(__package__).joinpath("languages", f"{name}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def _locale(tag: str, data: Mapping[str, Mapping[str, Any]]) -> Locale:
    words = {
        field: data.get(field.replace("_", "-"), {})
        for field in Locale.__slots__
        if field not in ("tag", "number", "powers", "units", "convert")
    }
    return Locale(
        tag=tag,
        number=NumberStyle(**data["number"]),
        powers=_powers(data.get("scales", {})),
        units={id: _one_and_many(name) for id, name in data.get("units", {}).items()},
        convert={id: tuple(targets) for id, targets in data.get("convert", {}).items()},
        **words,
    )


def _powers(scales: Words) -> tuple[tuple[int, str], ...]:
    """The scale words by power of ten, the largest first; the plain number is the last."""
    powers = [(int(power), word) for power, word in scales.items() if power.isdecimal()]
    return *sorted(powers, reverse=True), (0, "")


def _one_and_many(name: str | list[str]) -> tuple[str, str]:
    return (name, name) if isinstance(name, str) else (name[0], name[1])
