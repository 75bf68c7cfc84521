"""Text into a quantity, or into what is wrong with it."""

from __future__ import annotations

import re

from zsite.content.quantities.dimensions import accepts
from zsite.content.quantities.faults import (
    TO_THE_END,
    Fault,
    example,
    fault,
    in_text,
    wrong_dimension,
)
from zsite.content.quantities.figures import with_chinese_scale
from zsite.content.quantities.numerals import with_arabic_digits
from zsite.content.quantities.quantity import Quantity
from zsite.content.quantities.scan import Figure, Pieces, scan
from zsite.content.quantities.units import UnitText, nearest, read_unit, shape
from zsite.content.quantities.words import STATES, WORDS, by_spelling

LONGEST = 200


def parse(text: str, dimension: str, unit: str | None = None) -> Quantity | Fault:
    """The quantity that a person wrote, or a fault that points at what is wrong.

    `dimension` is a key of `DIMENSIONS` or an exact unit such as `元/平方米·月`; `unit` is the unit
    that the key or heading gives, used where the text has none of its own.
    """
    found = _parsed(text, dimension, unit)
    return in_text(found, text) if isinstance(found, Fault) else found


def _parsed(text: str, dimension: str, unit: str | None) -> Quantity | Fault:
    if len(text) > LONGEST:
        return fault("quantity-too-long", limit=str(LONGEST))
    plain = text.translate(_NARROW)
    state = _STATES.get(plain.strip().lower())
    if state:
        return Quantity(word=state)
    pieces = scan(plain) or scan(plain := with_arabic_digits(plain))
    if pieces is None:
        return fault("quantity-not-understood", example=example(dimension))
    if isinstance(pieces, Fault):
        return pieces
    return _judge(plain, pieces, dimension, unit)


def _judge(text: str, found: Pieces, dimension: str, heading: str | None) -> Quantity | Fault:
    """The pieces as a quantity, if they go together and suit the field."""
    words = [word for word in (found.before, found.amid, found.after) if word]
    if len({WORDS[word].sense for word in words}) > 1:
        return fault("quantity-two-qualifiers", words="、".join(words))
    unit = _unit(found, heading)
    if unit is None:
        return _unknown_unit(text, found, heading, dimension)
    if not accepts(dimension, unit.unit):
        return _unsuitable(text, found, unit.unit, dimension)
    low, high = _figures(found, unit)
    quantity = Quantity(low, high, unit.unit, words[0] if words else "")
    return _disorder(found, quantity, dimension) or quantity


def _unit(found: Pieces, heading: str | None) -> UnitText | None:
    """The unit in the text, else that of the heading, else the bare number's."""
    unit = read_unit(found.unit, found.lead, found.each)
    if unit is None or unit.unit or not heading:
        return unit
    given = read_unit(heading)
    if given and (unit.scale or found.high.scale):
        return UnitText(given.unit, unit.scale)
    return given


def _figures(found: Pieces, unit: UnitText) -> tuple[str, str]:
    """Both figures with their scales: 2–3亿元 is 2亿 to 3亿, 3500 under 万元 is 3500万."""
    low, high = found.low, found.high
    if high.power and not low.power and not low.scale:
        return with_chinese_scale(low.text, high.power), high.text
    top = high.text + unit.scale
    shared = unit.scale or high.scale
    if low is high or low.scale or found.first_unit or not _is_simple(high):
        return low.text + unit.scale, top
    return low.text + shared, top


def _is_simple(figure: Figure) -> bool:
    """Digits with at most one scale after them."""
    return figure.text.removesuffix(figure.scale).replace(".", "").isdigit()


def _disorder(found: Pieces, quantity: Quantity, dimension: str) -> Fault | None:
    """What the figures themselves have against them."""
    if found.low is found.high and quantity.low[0] != "-":
        return None
    low, high = quantity.values
    if found.first_unit and not _same_unit(found.first_unit, quantity.unit, found.lead):
        return fault("quantity-two-units", first=found.first_unit, second=found.unit)
    if low > high:
        return fault("quantity-range-upside-down", low=quantity.low, high=quantity.high)
    if low < 0 and shape(quantity.unit).unit.dimension not in _SIGNED:
        return fault("quantity-negative", example=example(dimension))
    return None


def _same_unit(first: str, unit: str, lead: str) -> bool:
    """Whether the unit after the lower figure is the whole unit or the part above its line."""
    read = read_unit(first, lead)
    return read is not None and read.unit in (unit, unit.partition("/")[0])


def _unknown_unit(text: str, found: Pieces, heading: str | None, dimension: str) -> Fault:
    """A unit that nobody knows, or words that are no unit at all."""
    if more := _MORE.search(found.unit):
        extra = found.unit[more.start() :]
        return fault("quantity-extra-text", found.unit_at + more.start(), extra=extra)
    unit = found.unit or found.each or found.lead or heading or ""
    at = max(text.find(unit), 0)
    return fault(
        "quantity-unknown-unit", at, len(unit) if unit in text else TO_THE_END,
        unit=unit, nearest=nearest(unit) or example(dimension, found.high.text),
    )  # fmt: skip


def _unsuitable(text: str, found: Pieces, unit: str, dimension: str) -> Fault:
    """No unit where one is needed, or one that the field cannot hold."""
    if unit:
        return wrong_dimension(dimension, unit, found.unit_at, len(found.unit))
    figure = found.high.text if found.low is found.high else f"{found.low.text}–{found.high.text}"
    end = len(text.rstrip())
    return fault("quantity-no-unit", end, 0, example=example(dimension, figure))


_SIGNED = ("number", "percent", "temperature", "money")
_STATES = by_spelling(STATES)
_MORE = re.compile(r"[(,;、。]|(?<![A-Za-z])\d")
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {
    ord(wide): narrow
    for wide, narrow in {"\u3000": " ", "￥": "¥", "−": "-", "〜": "~", "﹣": "-"}.items()
}
