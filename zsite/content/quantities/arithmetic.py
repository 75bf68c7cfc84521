"""Sums, quotients and comparisons of quantities, all exact."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal
from fractions import Fraction

from zsite.content.quantities.figures import computed, with_chinese_scale
from zsite.content.quantities.quantity import Quantity
from zsite.content.quantities.units import shape


def comparable(one: Quantity, other: Quantity) -> bool:
    """Whether both have figures of the same dimensions and, for money, the same currency."""
    if not one.low or not other.low:
        return False
    same = shape(one.unit).signature == shape(other.unit).signature
    return same and one.currency == other.currency


def exceeds(one: Quantity, other: Quantity) -> bool:
    """Whether `one` is larger however ranges are read; False if they are not comparable."""
    return comparable(one, other) and one.base[0] > other.base[1]


def total(quantities: Iterable[Quantity]) -> Quantity | None:
    """The sum in the unit of the first; None for no quantities or such as are not comparable."""
    given = list(quantities)
    if not given or not all(comparable(given[0], each) for each in given):
        return None
    unit = given[0].unit
    factor = shape(unit).factor
    low, high = (sum((each.base[end] for each in given), Fraction(0)) / factor for end in (0, 1))
    scaled = bool(given[0].currency) or not given[0].low[-1].isdigit()
    return Quantity(_exact(low, scaled), _exact(high, scaled), unit, _common_word(given))


def quotient(amount: Quantity, share: Quantity) -> Quantity | None:
    """`amount` per unit of `share`: 2.6亿元 over 200亩 is 130万元/亩. None for states and zero.

    The unit stays that of the two; the result is exact and is rounded only when it is shown.
    """
    if not amount.low or not share.low or 0 in share.values or "/" in share.unit:
        return None
    (low, high), (least, most) = amount.values, share.values
    joint = "·" if "/" in amount.unit else "/"
    unit = f"{amount.unit}{joint}{share.unit}"
    word = _common_word([amount, share])
    return Quantity(computed(low / most), computed(high / least), unit, word)


def plausible(quantity: Quantity, low: Quantity | None, high: Quantity | None) -> bool:
    """Whether the quantity lies within bounds of its own dimension; a missing bound is open."""
    below = low is not None and exceeds(low, quantity)
    above = high is not None and exceeds(quantity, high)
    return not below and not above


def _exact(amount: Fraction, scaled: bool) -> str:
    """The amount as a figure: in full where its digits end, else as a fraction."""
    rest = amount.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{amount.numerator}/{amount.denominator}"
    digits = format(_WIDE.divide(Decimal(amount.numerator), Decimal(amount.denominator)), "f")
    return with_chinese_scale(digits, 0) if scaled else digits


def _common_word(quantities: list[Quantity]) -> str:
    """约 if any of them is qualified in any way, for what it becomes is no longer sure."""
    return "约" if any(each.word for each in quantities) else ""


_WIDE = Context(prec=100)
