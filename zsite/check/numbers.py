"""Figures in a text, whatever the language: `3.5亿` and `350 million` are one number."""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_ENGLISH = {
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "billion": 10**9,
    "mn": 10**6,
    "bn": 10**9,
}
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
)
_DECADES = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {word: number for number, word in enumerate(_ONES.split())}
_TENS = {word: 10 * number for number, word in enumerate(_DECADES.split(), 2)}
_DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_CHINESE = re.compile(
    r"(\d[\d,]*(?:\.\d+)?)\s?((?:[十百万亿]|千(?![瓦伏克米]))*)"
    r"|((?:[零一二两三四五六七八九十百万亿]|千(?![瓦伏克米])){2,})(?!分之)"
)
_KNOWN = "|".join(("half a", "a", *_WORDS, *_TENS, "hundred", "thousand", "million", "billion"))
_LATIN = re.compile(
    r"(\d[\d,]*(?:\.\d+)?)(?:[\s-]?(hundred|thousand|million|billion|mn|bn)\b)?"
    rf"|\b((?:(?:{_KNOWN}|and)\b[\s-]?)+)",
    re.I,
)

Found = tuple[Fraction, int, int]  # a number, and where it stands


def numbers(text: str, chinese: bool) -> Iterator[Found]:
    """The numbers of a text in their order."""
    pattern = _CHINESE if chinese else _LATIN
    for match in pattern.finditer(text):
        digits, scale, words = match.groups()
        if digits:
            value = Fraction(digits.replace(",", "").rstrip(".") or "0")
            for sign in (scale or "") if chinese else [scale.lower()] if scale else []:
                value *= _SCALES[sign] if chinese else _ENGLISH[sign]
            yield value, *match.span()
        else:
            found = _chinese(words) if chinese else _english(words.lower())
            if found is not None:
                yield found, *match.span()


@lru_cache(maxsize=1024)
def _chinese(words: str) -> Fraction | None:
    """五十万 as 500,000; None for what is no number, such as 万万 or 一一."""
    total = section = digit = 0
    for sign in words:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in "十百千":
            section += (digit or 1) * _SCALES[sign]
            digit = 0
        else:
            if not section + digit:
                return None
            total, section, digit = (total + section + digit) * _SCALES[sign], 0, 0
    return Fraction(total + section + digit)


@lru_cache(maxsize=1024)
def _english(words: str) -> Fraction | None:
    total, current = Fraction(0), Fraction(0)
    parts = [part for part in re.split(r"[\s-]+", words) if part not in ("", "and")]
    if all(part == "a" for part in parts):
        return None
    for part in parts:
        if part in _WORDS or part in _TENS:
            current += _WORDS.get(part, _TENS.get(part, 0))
        elif part == "half":
            current = Fraction(1, 2)
        elif part in _ENGLISH:
            current = (current or Fraction(1)) * _ENGLISH[part]
            if part != "hundred":
                total, current = total + current, Fraction(0)
    return total + current or None
