"""A text into its pieces: qualifier, currency, figures, unit. Only digits are judged here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from zsite.content.quantities.faults import Fault, fault
from zsite.content.quantities.figures import ENGLISH, EXPONENTS, with_chinese_scale
from zsite.content.quantities.units import aliases
from zsite.content.quantities.words import AFTER, BEFORE, by_spelling, pattern

MOST_DIGITS = 30


@dataclass(slots=True)
class Figure:
    """One figure of the text: its normal spelling, 余 or 多 within it, and where it ends.

    `scale` is the last Chinese scale that it has, `power` the ten's power of an English one.
    """

    text: str
    scale: str
    amid: str
    end: int
    power: int = 0


@dataclass(slots=True)
class Pieces:
    """`约每亩` … `12万` – `15万` … `元以上`: all that stands in the text, in its order."""

    each: str
    before: str
    lead: str
    low: Figure
    first_unit: str
    high: Figure
    amid: str
    unit: str
    after: str
    unit_at: int


def scan(text: str) -> Pieces | Fault | None:
    """The pieces; None if the text does not begin like a quantity."""
    head = _HEAD.match(text)
    if not head:
        return None
    low = _figure(text, head.end())
    high, first_unit, lead = low, "", head["lead"] or ""
    dash = _RANGE.match(text, low.end) if not isinstance(low, Fault) else None
    if dash:
        high, first_unit, lead = _figure(text, dash.end()), dash["unit"], lead or dash["lead"] or ""
    if isinstance(low, Fault):
        return low
    if isinstance(high, Fault):
        return high
    amid, unit, after, skipped = _tail(text[high.end :])
    before = _BEFORE_WORDS[head["before"].lower()] if head["before"] else ""
    each = head["each"].replace("年产", "每年").replace("日产", "每天")
    return Pieces(
        each, before, lead, low, first_unit, high, low.amid or high.amid or amid, unit, after,
        high.end + skipped,
    )  # fmt: skip


def _figure(text: str, at: int) -> Figure | Fault:
    """The figure that begins here; a fault if its digits are separated misleadingly."""
    found = _FIGURE.match(text, at)
    if not found:
        return fault("quantity-separator", at)
    sign, digits, amid, scale = found.groups()
    end = found.end()
    if _BROKEN.match(text, found.end("digits")):
        return fault("quantity-separator", at, end - at)
    if len(digits) > MOST_DIGITS:
        return fault("quantity-too-long", at, len(digits), limit=str(MOST_DIGITS))
    if not digits.isdigit() or digits[0] == "0":
        digits = _plain(digits)
    scale = scale or ""
    amid = "多" if amid == "+" else amid or ""
    figure = ("-" if sign == "-" else "") + digits
    if scale.isascii() and scale:
        power = ENGLISH[scale.lower()]
        return Figure(with_chinese_scale(figure, power), "", amid, end, power)
    if scale and end < len(text) and text[end] in "0123456789零":
        return _mixed(text, figure, scale, amid, end)
    return Figure(figure + scale, scale, amid, end)


def _mixed(text: str, figure: str, scale: str, amid: str, end: int) -> Figure | Fault:
    """`3亿5000万`: parts in falling order, each smaller than one of the scale before it."""
    spelling = figure + scale
    while part := _PART.match(text, end):
        digits, next_scale = part[1], part[2] or ""
        size, room = len(digits.partition(".")[0]) + EXPONENTS[next_scale], EXPONENTS[scale]
        if size > room or (not next_scale and len(digits) == 1):
            at, length = part.start(), len(part[0])
            return fault("quantity-not-understood", at, length, example="3.5亿")
        spelling, scale, end = spelling + digits + next_scale, next_scale, part.end()
        if not next_scale:
            break
    return Figure(spelling, scale, amid, end)


def _plain(digits: str) -> str:
    """The digits without separators and needless zeros in front."""
    bare = _SEPARATOR.sub("", digits).lstrip("0")
    return "0" + bare if not bare or bare[0] == "." else bare


@lru_cache(maxsize=4096)
def _tail(text: str) -> tuple[str, str, str, int]:
    """What follows the last figure: 余 or 多, the unit, 以上; and where the unit begins."""
    found = _TAIL.match(text)
    if not found:
        return "", text.strip(), "", 0
    amid, unit, after = found["amid"] or "", found["unit"], found["after"]
    return amid, unit, _AFTER_WORDS[after.lower()] if after else "", found.start("unit")


_BEFORE_WORDS = by_spelling(BEFORE)
_AFTER_WORDS = by_spelling(AFTER)
_CURRENCY = (
    "|".join(
        re.escape(spelling).replace(r"\_", " ?") + (r"(?![a-z])" if spelling[-1:].isalpha() else "")
        for spelling in sorted(aliases(), key=len, reverse=True)
        if aliases()[spelling].dimension == "money" and spelling not in ("元", "圆")
    )
    + r"|\$"
)
_DIGITS = r"\d{1,3}(?:[,' \u00a0\u2009\u202f]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_SCALE = (
    r"万亿|千亿|百亿|十亿|千万|百万|十万|亿|万|千(?![瓦克米伏焦牛])|百(?!分)|十"
    r"|(?:thousand|million|mn|billion|bn|trillion)\b"
)
_HEAD = re.compile(
    r"\s*(?P<each>年产|日产|(?:每[^\d\s每]{1,6}?)*)\s*"
    rf"(?P<before>{pattern(BEFORE)})?\s*(?P<lead>{_CURRENCY})?\s*(?=[-+]?\.?\d)",
    re.IGNORECASE | re.ASCII,
)
_FIGURE = re.compile(
    rf"(?P<sign>[-+]?)(?P<digits>{_DIGITS})\s*(?P<amid>余|多|\+)?\s*(?P<scale>{_SCALE})?",
    re.IGNORECASE | re.ASCII,
)
_RANGE = re.compile(
    r"\s*(?P<unit>(?:[^\d,;()、。]|(?<=m)[23])*?)\s*(?:——|[-–—―~～至到]|\bto\b)\s*"
    rf"(?P<lead>{_CURRENCY})?\s*(?=[-+]?\.?\d)",
    re.IGNORECASE | re.ASCII,
)
_PART = re.compile(rf"零?\s*(\d+(?:\.\d+)?)\s*({_SCALE})?", re.ASCII)
_BROKEN = re.compile(r"[,.']\d", re.ASCII)
_SEPARATOR = re.compile(r"[,'\s]")
_TAIL = re.compile(
    rf"\s*(?P<amid>余|多)?\s*(?P<unit>.*?)\s*(?P<after>{pattern(AFTER)})?\s*$", re.IGNORECASE
)
