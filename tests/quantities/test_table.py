"""Hand-written texts with what Chinese and English pages show, and faults with their ids."""

from __future__ import annotations

from pathlib import Path

import pytest

from zsite.content.quantities import Fault, Quantity, parse
from zsite.site.formats import locale, quantity

HERE = Path(__file__).parent
ZH, EN = locale("zh"), locale("en")


def rows(name: str) -> list[tuple[str, str, str, str]]:
    found = []
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            text, dimension, third, fourth = line.split("|")
            text = text.removesuffix(" ")
            found.append((text, dimension.strip(), third.strip(), fourth.strip()))
    return found


@pytest.mark.parametrize(("text", "asked", "zh", "en"), rows("quantities.txt"))
def test_what_is_typed_is_shown_in_chinese_and_english(
    text: str, asked: str, zh: str, en: str
) -> None:
    dimension, _, unit = asked.partition(":")
    found = parse(text, dimension, unit or None)
    assert isinstance(found, Quantity), found
    assert (str(quantity(found, ZH)), str(quantity(found, EN))) == (zh, en)


def test_the_table_is_long_enough() -> None:
    assert len({row[:2] for row in rows("quantities.txt")}) >= 200


@pytest.mark.parametrize(("text", "dimension", "id", "marked"), rows("faults.txt"))
def test_a_fault_is_named_and_points_at_its_cause(
    text: str, dimension: str, id: str, marked: str
) -> None:
    found = parse(text, dimension)
    assert isinstance(found, Fault), found
    assert (found.id, text[found.offset : found.offset + found.length]) == (id, marked)
    assert dict(found.facts)["text"] == text.strip()
