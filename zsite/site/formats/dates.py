"""Dates in a language, by fixed patterns: 2026年3月1日, 1 March 2026, never 03/01/26."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from zsite.site.formats.locales import Locale

CHINA = dt.timezone(dt.timedelta(hours=8), "+08:00")


@lru_cache(maxsize=16384)
def date(day: dt.date, locale: Locale) -> str:
    """A day."""
    return _formatted(day, locale, "date")


def month(year: int, month: int, locale: Locale) -> str:
    """A month: 2026年3月, March 2026."""
    return _formatted(dt.date(year, month, 1), locale, "month")


def year(year: int, locale: Locale) -> str:
    """A year: 2026年, 2026."""
    return _formatted(dt.date(year, 1, 1), locale, "year")


@lru_cache(maxsize=4096)
def moment(at: dt.datetime, locale: Locale) -> str:
    """A time in China: 1 March 2026, 14:30 (UTC+8). One without a zone is taken as +08:00."""
    local = at.astimezone(CHINA) if at.tzinfo else at
    return _formatted(local.replace(tzinfo=None), locale, "moment") + locale.dates["zone"]


def day_of(iso: str) -> str:
    """The day of a stored moment in China; any other stored date as it is."""
    if len(iso) <= 10:
        return iso
    at = dt.datetime.fromisoformat(iso)
    return (at.astimezone(CHINA) if at.tzinfo else at).date().isoformat()


def days(first: dt.date, last: dt.date, locale: Locale) -> str:
    """From a day to a day, what both share said once: 1–3 March 2026, 2026年3月1日至3日."""
    if first == last:
        return date(first, locale)
    short = "date"
    if first.year == last.year:
        short = "same_month" if first.month == last.month else "same_year"
    whole_first = locale.dates["joint"] == "first"
    start = _formatted(first, locale, "date" if whole_first else short)
    end = _formatted(last, locale, short if whole_first else "date")
    return locale.dates["days"].format(first=start, last=end)


def _formatted(day: dt.date, locale: Locale, pattern: str) -> str:
    from babel.dates import format_date, format_datetime

    form = locale.dates[pattern]
    if isinstance(day, dt.datetime):
        return str(format_datetime(day, form, locale=locale.dates["babel"]))
    return str(format_date(day, form, locale=locale.dates["babel"]))
