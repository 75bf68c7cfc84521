"""Dates as people write them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zsite.content.dates import EXAMPLES, parse

DAYS = st.dates(date(1000, 1, 1))
FORMS = ["{0:04}-{1:02}-{2:02}", "{0:04}-{1}-{2}", "{0:04}/{1}/{2}", "{0:04}.{1}.{2}",
         "{0:04}年{1}月{2}日", "{0:04} 年 {1} 月 {2} 日", " {0:04}－{1:02}－{2:02} "]  # fmt: skip


@given(DAYS, st.sampled_from(FORMS))
def test_a_day_in_any_form_is_that_day(day: date, form: str) -> None:
    assert parse(form.format(day.year, day.month, day.day), "date") == day.isoformat()


@given(st.datetimes(datetime(1000, 1, 1)), st.sampled_from([" ", "T", "  "]))
def test_a_moment_is_that_moment(moment: datetime, between: str) -> None:
    text = f"{moment:%Y-%m-%d}".zfill(10) + between + f"{moment:%H:%M}"
    assert parse(text, "datetime") == moment.isoformat(timespec="minutes")


@given(st.text(max_size=20), st.sampled_from(sorted(EXAMPLES)))
def test_any_text_is_a_date_that_exists_or_nothing(text: str, precision: str) -> None:
    found = parse(text, precision)
    if found:
        datetime.fromisoformat((found + "-01-01")[:10] if len(found) < 10 else found)
        assert parse(found, precision) == found


@pytest.mark.parametrize("precision", EXAMPLES)
def test_the_examples_are_what_they_show(precision: str) -> None:
    assert parse(EXAMPLES[precision], precision) is not None


@pytest.mark.parametrize(
    ("text", "precision", "found"),
    [("2026-02-29", "date", None), ("2024-02-29", "date", "2024-02-29"), ("2026-13", "month", None),
     ("2026-3", "month", "2026-03"), ("2026年3月", "month", "2026-03"), ("2026", "date", None),
     ("2026-03-02", "month", "2026-03-02"), ("2026年", "year", "2026"), ("26-3-2", "date", None),
     ("2026-03-02 25:00", "datetime", None), ("2026-03-02", "datetime", "2026-03-02"),
     ("２０２６-０３-０２", "date", "2026-03-02"), ("", "date", None), ("3/2/2026", "date", None),
     ("2026-03-02 09:30:15", "datetime", "2026-03-02T09:30")],
)  # fmt: skip
def test_what_is_a_date(text: str, precision: str, found: str | None) -> None:
    assert parse(text, precision) == found
