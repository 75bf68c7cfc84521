"""Dates as people write them -> ISO text: a day, a month, a year, or a moment at +08:00."""

import re
import unicodedata
from datetime import date, time
from types import MappingProxyType

EXAMPLES = MappingProxyType(
    {"date": "2026-03-02", "month": "2026-03", "year": "2026", "datetime": "2026-03-02 09:30"}
)
_DAY = r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
_PATTERNS = {
    "date": re.compile(_DAY),
    "datetime": re.compile(_DAY + r"[T\s]*(\d{1,2}):(\d{2})(?::\d{2})?(?:\+08:?00)?"),
    "month": re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?"),
    "year": re.compile(r"(\d{4})\s*年?"),
}


def parse(text: str, precision: str) -> str | None:
    """ISO text of a date, month, year or datetime; None when the text is none of that kind.

    A datetime may be given as a day alone, and a month or year as a day.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    for kind in _ALLOWED[precision]:
        match = _PATTERNS[kind].fullmatch(plain)
        if match:
            return _iso([int(part) for part in match.groups()])
    return None


_ALLOWED = {
    "date": ("date",),
    "datetime": ("datetime", "date"),
    "month": ("month", "date"),
    "year": ("year", "month"),
}


def _iso(numbers: list[int]) -> str | None:
    try:
        year, month, day_of_month = [*numbers, 1, 1][:3]
        day = date(year, month, day_of_month)
        moment = time(numbers[3], numbers[4]) if len(numbers) > 3 else None
    except ValueError:
        return None
    iso = day.isoformat()[: (4, 7, 10)[min(len(numbers), 3) - 1]]
    return f"{iso}T{moment:%H:%M}" if moment else iso
