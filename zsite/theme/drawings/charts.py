"""Small charts: bars as percentages, and the price of electricity hour by hour."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

_HOURS = re.compile(r"(\d{1,2}):(\d{2})\s*[–—~-]\s*(\d{1,2}):(\d{2})")


def share(part: Any, whole: Any) -> int:
    """How many hundredths of one quantity another is; 0 when that cannot be said."""
    return round(100 * min(1.0, part.size / whole.size)) if part and whole and whole.size else 0


def portion(day: Any, start: Any, end: Any) -> int:
    """How many hundredths of the time between two days have passed on a third."""
    first, last, at = (date.fromisoformat(each.iso[:10]) for each in (start, end, day))
    length = (last - first).days
    return max(0, min(100, round(100 * (at - first).days / length))) if length > 0 else 0


class Hour(NamedTuple):
    """An hour of the day: which period it belongs to, and its bar, 24 across and 100 high.

    `label` is where the price stands, once for each period: the middle of its longest run.
    """

    start: int
    period: str
    top: int
    height: int
    label: int = 0


def day_prices(periods: Iterable[Any]) -> tuple[Hour, ...]:
    """The bars of a day; a later row counts where two overlap, so seasonal rows stand first.

    Empty unless every hour has a price.
    """
    found: dict[int, Any] = {}
    highest = 0.0
    for row in periods:
        for hour in _hours(str(row.hours)):
            found[hour] = row
    if len(found) < 24:
        return ()
    highest = max(row.price.size for row in found.values()) or 1.0
    heights = {hour: round(100 * row.price.size / highest) for hour, row in found.items()}
    names = [str(found[hour].period.key) for hour in range(24)]
    labels = _labels(names)
    return tuple(
        Hour(hour, names[hour], 100 - heights[hour], heights[hour], labels.get(hour, 0))
        for hour in range(24)
    )


def _labels(names: list[str]) -> dict[int, int]:
    """Where prices stand, by the first hour of the longest run of each name."""
    longest: dict[str, tuple[int, int]] = {}
    first = 0
    for name, run in groupby(names):
        length = len(list(run))
        if length > longest.get(name, (0, 0))[1]:
            longest[name] = (first, length)
        first += length
    return {first: round((first + length / 2) * 25) for first, length in longest.values()}


def _hours(text: str) -> list[int]:
    hours: list[int] = []
    for start, _, end, _ in _HOURS.findall(text):
        first, last = int(start), int(end)
        last = last if last > first else last + 24
        hours += [hour % 24 for hour in range(first, last)]
    return hours
