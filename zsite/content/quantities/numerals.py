"""Chinese numerals in a text without other digits: 三百亩 reads as 300亩, 三亿元 as 3亿元."""

from __future__ import annotations

import re

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_RUN = re.compile(r"[零〇一二两三四五六七八九十百千万亿]*[一二两三四五六七八九十][零〇十百千万亿]*")
_GROUP = re.compile(r"([^万亿]*)(万亿|亿|万|$)")
_UNIT_PREFIX = re.compile(r"千(?=[瓦克米伏焦牛])")


def with_arabic_digits(text: str) -> str:
    """The text with its first run of Chinese numerals in Arabic digits, 万 and 亿 kept."""
    text = text.replace("半", "0.5", 1) if text.startswith("半") else text
    run = _RUN.search(_UNIT_PREFIX.sub("k", text))
    if not run or any(c.isdigit() and c.isascii() for c in text):
        return text
    start, end = run.span()
    return text[:start] + _digits(run[0]) + text[end:]


def _digits(run: str) -> str:
    groups = ((number, scale) for number, scale in _GROUP.findall(run) if number)
    return "".join(f"{_below_ten_thousand(number)}{scale}" for number, scale in groups)


def _below_ten_thousand(number: str) -> int:
    total, digit = 0, 0
    for position, c in enumerate(number):
        if c in _DIGITS:
            digit = digit * 10 + _DIGITS[c]
        else:
            total += (digit if digit or position else 1) * _PLACES[c]
            digit = 0
    return total + digit
