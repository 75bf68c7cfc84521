"""Quantities in a language: what was typed, and what it is in units that the reader knows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from zsite.content.quantities.figures import is_typed, ratio, rounded, with_chinese_scale
from zsite.content.quantities.quantity import Quantity
from zsite.content.quantities.units import shape
from zsite.site.formats.conversions import PLAIN, Options, conversions
from zsite.site.formats.locales import Locale
from zsite.site.formats.phrases import phrase


@dataclass(frozen=True, slots=True)
class Rendered:
    """A quantity in one language. `text` is the figure, `about` its conversion or `""`.

    `full` is both. `lead`, `number` and `tail` are the same text in three pieces, for large
    numerals: ("RMB", "350", "million"), ("", "3.5", "亿元"); a state is all `number`.
    """

    text: str
    about: str
    full: str
    lead: str
    number: str
    tail: str

    def __str__(self) -> str:
        return self.full


@lru_cache(maxsize=32768)
def quantity(given: Quantity, locale: Locale, options: Options = PLAIN) -> Rendered:
    """The quantity as that language writes it, every typed digit kept."""
    if given.state:
        word = locale.states[given.state]
        return Rendered(word, "", word, "", word, "")
    low, high, exact = _settled(given)
    unit = shape(given.unit)
    amid = locale.amid.get(given.word, "")
    lead, number, tail = phrase(low, high, unit.unit, unit.over, locale, amid)
    tail += locale.money_note.get(unit.unit.id, "")
    if not amid and (given.word or not exact):
        before, after = _qualifier(given, locale)
        lead, tail = before + lead, tail + after
    text, about = lead + number + tail, conversions(given, locale, options)
    full = text + locale.number.brackets.format(about) if about else text
    return Rendered(text, about, full, lead.strip(), number, tail.strip())


def _settled(quantity: Quantity) -> tuple[str, str, bool]:
    """The figures to show; a computed fraction is rounded here, once."""
    if is_typed(quantity.low) and is_typed(quantity.high):
        return quantity.low, quantity.high, True
    low, high = (rounded(*ratio(figure)) for figure in (quantity.low, quantity.high))
    return with_chinese_scale(low[0]), with_chinese_scale(high[0]), low[1] and high[1]


def _qualifier(quantity: Quantity, locale: Locale) -> tuple[str, str]:
    """What stands before and after the figure: ("at least ", ""), ("", "以上")."""
    words = locale.qualifiers
    pattern = words.get(quantity.word) or words[quantity.qualifier or "about"]
    before, _, after = pattern.partition("{}")
    return before, after
