"""Digits and scales in a language."""

from __future__ import annotations

from decimal import Decimal

from zsite.content.quantities.figures import EXPONENTS, parts, ratio, shifted
from zsite.site.formats.locales import Locale

MINUS = "−"


def number(value: int | Decimal | str, locale: Locale) -> str:
    """A plain number with the language's separators, every digit kept: 1,200 or 1.200,5."""
    digits = format(value, "f") if isinstance(value, Decimal) else str(value)
    return grouped(digits, locale)


def grouped(digits: str, locale: Locale) -> str:
    """Plain digits with the language's separators."""
    style = locale.number
    sign, bare = (MINUS, digits[1:]) if digits.startswith("-") else ("", digits)
    whole, point, rest = bare.partition(".")
    if len(whole) >= style.group_from:
        whole = f"{int(whole):,}".replace(",", style.group)
    return f"{sign}{whole}{style.decimal}{rest}" if point else sign + whole


def spelled(low: str, high: str, locale: Locale) -> tuple[str, str]:
    """One figure or a range as the number and the scale word after it: ("2–3", "million").

    The scale is `""` where each number of a range carries its own, as in 8千万–1.2亿.
    """
    if locale.number.style == "typed":
        return _typed(low, high, locale)
    if locale.number.style == "myriads":
        texts = [_myriads(figure, locale) for figure in ({low: 0, high: 0})]
        return locale.number.dash.join(texts), ""
    return _worded(low, high, locale)


def _typed(low: str, high: str, locale: Locale) -> tuple[str, str]:
    """The scale that was typed, at each figure of a range (GB/T 15835)."""
    if low != high:
        texts = ("".join(_typed(figure, figure, locale)) for figure in (low, high))
        return locale.number.dash.join(texts), ""
    pairs = [(digits, _scale(scale, locale)) for digits, scale in parts(low)]
    sign = MINUS if low[0] == "-" else ""
    *front, (digits, scale) = pairs
    head = "".join(grouped(part, locale) + own for part, own in front)
    if head and not scale:
        return sign + head + digits, ""
    return sign + head + grouped(digits, locale), scale


def _scale(scale: str, locale: Locale) -> str:
    """A Chinese scale in the language's characters."""
    return "".join(locale.scales.get(c, c) for c in scale) if locale.scales else scale


def _worded(low: str, high: str, locale: Locale) -> tuple[str, str]:
    """The scale word of the higher figure, for both."""
    size = magnitude(high)
    power, word = next((step for step in locale.powers if step[0] <= size), (0, ""))
    text = grouped(in_tens(high, power), locale)
    if low != high:
        text = grouped(in_tens(low, power), locale) + locale.number.dash + text
    return text, word


def _myriads(figure: str, locale: Locale) -> str:
    """The figure split at 10⁸ and 10⁴, whole thousands of each spelled: 3억5천만."""
    digits = in_tens(figure, 0)
    sign, bare = (MINUS, digits[1:]) if digits.startswith("-") else ("", digits)
    whole, point, rest = bare.partition(".")
    if len(whole) <= 4:
        return sign + grouped(bare, locale)
    amount, texts = int(whole), []
    for power in (8, 4):
        group, amount = divmod(amount, 10**power)
        if group:
            texts.append(_thousands(group, locale) + locale.scales[str(power)])
    if amount or point:
        last = grouped(f"{amount}.{rest}", locale) if point else _thousands(amount, locale)
        texts.append(last)
    return sign + "".join(texts)


def _thousands(amount: int, locale: Locale) -> str:
    if amount % 1000 == 0 and amount < 10_000 and amount:
        return f"{amount // 1000}{locale.scales['3']}"
    return grouped(str(amount), locale)


def magnitude(figure: str) -> int:
    """The power of ten of a figure's first digit."""
    digits, scale = parts(figure)[0]
    whole, _, rest = digits.partition(".")
    if whole != "0":
        return len(whole) - 1 + EXPONENTS[scale]
    return len(rest.lstrip("0")) - len(rest) - 1 + EXPONENTS[scale]


def in_tens(figure: str, power: int) -> str:
    """The figure in units of 10 to the `power`, every digit kept."""
    pairs = parts(figure)
    sign = "-" if figure[0] == "-" else ""
    if len(pairs) == 1:
        digits, scale = pairs[0]
        return sign + shifted(digits, EXPONENTS[scale] - power)
    top, bottom = ratio(figure)
    return shifted(str(top), -power - len(str(bottom)) + 1)
