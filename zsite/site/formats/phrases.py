"""A figure with its unit in a language: RMB 125,000 per mu, 12.5万元/亩."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from zsite.content.quantities.figures import parts
from zsite.content.quantities.units import Unit, by_id
from zsite.site.formats.locales import Locale
from zsite.site.formats.numbers import in_tens, spelled


class Phrase(NamedTuple):
    """The pieces of a figure with the spaces between them: `("RMB ", "350", " million")`."""

    lead: str
    number: str
    tail: str


def phrase(
    low: str, high: str, unit: Unit, over: tuple[Unit, ...], locale: Locale, amid: str = ""
) -> Phrase:
    """The figure or range in that unit; `amid` is 余 or 多, which stands before the unit."""
    if unit.id in locale.larger and parts(high)[-1][1]:
        low, high, unit = _in_larger(low, high, unit, locale)
    number, scale = spelled(low, high, locale)
    one = number == "1" and not scale
    lead, tail = _unit_text(unit, over, one, locale)
    if low != high and unit.dimension == "percent" and locale.number.style == "typed":
        number = number.replace(locale.number.dash, tail + locale.number.dash, 1)
    if scale:
        scale = locale.number.space + scale
    return Phrase(lead, number, scale + amid + tail)


def _in_larger(low: str, high: str, unit: Unit, locale: Locale) -> tuple[str, str, Unit]:
    """万千瓦 in MW: a thousand times the unit, every digit kept."""
    return in_tens(low, 3), in_tens(high, 3), by_id()[locale.larger[unit.id]]


@lru_cache(maxsize=4096)
def _unit_text(unit: Unit, over: tuple[Unit, ...], one: bool, locale: Locale) -> tuple[str, str]:
    """What stands before the number and what after number and scale."""
    per = _per(unit, over, locale)
    pattern = locale.money.get(unit.id)
    if pattern:
        lead, _, tail = pattern.partition("{}")
        return lead, tail + per
    name = locale.units.get(unit.id, (unit.name, unit.name))[0 if one else 1]
    tight = not name or name[0] in "%‰ "
    return "", ("" if tight else locale.number.space) + name + per


def _per(unit: Unit, over: tuple[Unit, ...], locale: Locale) -> str:
    """The units below the line: " per m² per month", "/平方米·月"."""
    joins, text = locale.joins, ""
    for position, each in enumerate(over):
        join = joins["also"]
        if position == 0 and unit.dimension == "money":
            join = joins["price"]
        elif position == 0:
            rate = joins.get(f"rate-{each.id}", joins["rate"])
            join = rate if each.dimension == "duration" else joins["symbol"]
        name = locale.each.get(each.id) or locale.units.get(each.id, (each.name, ""))[0]
        text += join.format(name)
    return text
