"""Figures: digits with a Chinese scale, as typed, and what they are worth.

A figure is a short string such as `3.5亿`, `1200`, `3亿5000万` or, when it was computed, an exact
fraction such as `3500/3`. No float ever comes near it.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

EXPONENTS = {
    "": 0, "十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7,
    "亿": 8, "十亿": 9, "百亿": 10, "千亿": 11, "万亿": 12,
}  # fmt: skip
ENGLISH = {"thousand": 3, "million": 6, "mn": 6, "billion": 9, "bn": 9, "trillion": 12}
SIGNIFICANT = 3
_PART = re.compile(r"(\d+(?:\.\d+)?)([十百千万亿]*)")


def value(figure: str) -> Fraction:
    """The exact amount: `3.5亿` is 350000000."""
    return Fraction(*ratio(figure))


@lru_cache(maxsize=16384)
def ratio(figure: str) -> tuple[int, int]:
    """The exact amount as two whole numbers, not necessarily in lowest terms."""
    if "/" in figure:
        top, _, bottom = figure.partition("/")
        return int(top), int(bottom)
    pairs = parts(figure)
    places = max(len(digits.partition(".")[2]) for digits, _ in pairs)
    total = 0
    for digits, scale in pairs:
        whole, _, rest = digits.partition(".")
        total += int(whole + rest.ljust(places, "0")) * 10 ** EXPONENTS[scale]
    return (-total if figure[0] == "-" else total), 10**places


def parts(figure: str) -> list[tuple[str, str]]:
    """Digits and scales in the order typed: `[("3", "亿"), ("5000", "万")]`."""
    return _PART.findall(figure)


def is_typed(figure: str) -> bool:
    """True for digits that somebody typed, False for a computed fraction."""
    return "/" not in figure


def shifted(digits: str, places: int) -> str:
    """The digits times 10 to the `places`, every digit kept: ("9999.5", 4) gives "99995000"."""
    if not places:
        return digits
    whole, _, rest = digits.partition(".")
    point = len(whole) + places
    padded = (whole + rest).ljust(point, "0")
    if point <= 0:
        padded, point = "0" * (1 - point) + padded, 1
    return _trimmed(padded[:point], padded[point:])


def with_chinese_scale(digits: str, exponent: int = 0) -> str:
    """An amount in English scale words (digits, power of ten) in the scale of Chinese: 3.5亿."""
    plain = shifted(digits, exponent)
    whole = len(plain.partition(".")[0])
    for scale in ("亿", "万"):
        if whole > EXPONENTS[scale]:
            return shifted(plain, -EXPONENTS[scale]) + scale
    return plain


def computed(amount: Fraction) -> str:
    """The figure of a computed amount: digits if three of them say it exactly, else a fraction."""
    digits, exact = rounded(amount.numerator, amount.denominator)
    return with_chinese_scale(digits) if exact else f"{amount.numerator}/{amount.denominator}"


def rounded(top: int, bottom: int) -> tuple[str, bool]:
    """top / bottom to three significant digits, halves up, and whether that lost nothing."""
    if not top:
        return "0", True
    sign, top = ("-", -top) if top < 0 else ("", top)
    places = SIGNIFICANT - 1 - _exponent(top, bottom)
    scaled, over = (top * 10**places, bottom) if places >= 0 else (top, bottom * 10**-places)
    kept = (2 * scaled + over) // (2 * over)
    return sign + shifted(str(kept), -places), kept * over == scaled


def _trimmed(whole: str, rest: str) -> str:
    """Digits without zeros in front of the whole or behind the rest."""
    whole, rest = whole.lstrip("0") or "0", rest.rstrip("0")
    return f"{whole}.{rest}" if rest else whole


def _exponent(top: int, bottom: int) -> int:
    """The power of ten of the first digit of top / bottom."""
    guess = len(str(top)) - len(str(bottom))
    low = top < bottom * 10**guess if guess >= 0 else top * 10**-guess < bottom
    return guess - 1 if low else guess
