"""Other languages, dates, phones, names and addresses."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest

from zsite.content.quantities import Quantity, parse
from zsite.content.quantities.units import by_id
from zsite.site.formats import (
    SHIPPED,
    Options,
    address,
    address_of,
    custom_locale,
    date,
    day_of,
    days,
    locale,
    moment,
    month,
    number,
    person,
    phone,
    quantity,
    year,
)

ZH, EN = locale("zh"), locale("en")


def shown(text: str, tag: str, options: Options | None = None) -> str:
    found = parse(text, "quantity")
    assert isinstance(found, Quantity), found
    return str(quantity(found, locale(tag), options or Options()))


@pytest.mark.parametrize(
    ("text", "tag", "expected"),
    [
        ("3.5亿元", "zh-Hant", "3.5億元"),
        ("3500万元", "zh-Hant", "3,500萬元"),
        ("200亩", "zh-Hant", "200畝（約13.3公頃）"),
        ("3.5亿元", "ja", "3.5億元（人民元）"),
        ("12.5万元/亩", "ja", "12.5万元/ムー（人民元）（約188万元/ha）"),
        ("20万吨/年", "ja", "20万トン/年"),
        ("不少于1,200亩", "ja", "1,200ムー以上（80ha）"),
        ("3.5亿元", "ko", "3억5천만 위안"),
        ("12亿元", "ko", "12억 위안"),
        ("1234.5万元", "ko", "1,234만5천 위안"),
        ("0.65元/千瓦时", "ko", "0.65 위안/kWh"),
        ("200亩", "ko", "200무(약 13.3ha)"),
        ("3.5亿元", "de", "350 Mio. RMB"),
        ("12亿元", "de", "1,2 Mrd. RMB"),
        ("120000元", "de", "120.000 RMB"),
        ("8–12元/平方米·月", "de", "8–12 RMB pro m² und Monat"),
        ("12.5%", "de", "12,5 %"),
        ("面议", "de", "nach Vereinbarung"),
        ("10万千瓦", "ja", "100MW"),
    ],
)
def test_other_languages(text: str, tag: str, expected: str) -> None:
    assert shown(text, tag) == expected


@pytest.mark.parametrize(
    ("text", "tag", "expected"),
    [
        ("200平方米", "zh-Hant", "200平方公尺（60.5坪）"),
        ("200亩", "zh-Hant", "200畝（約13.7甲）"),
        ("200平方米", "ko", "200m²(60.5평)"),
        ("200平方米", "en", "200 m²"),
    ],
)
def test_local_units_are_an_option(text: str, tag: str, expected: str) -> None:
    assert shown(text, tag, Options(local=True)) == expected


@pytest.mark.parametrize("tag", [tag for tag in SHIPPED if tag not in ("zh", "zh-Hant")])
def test_no_chinese_shows_through(tag: str) -> None:
    missing = set(by_id()) - set(locale(tag).units) - set(locale(tag).money)
    assert not missing


@pytest.mark.parametrize("tag", SHIPPED)
def test_every_language_has_every_section(tag: str) -> None:
    ours, english = locale(tag), EN
    for section in ("joins", "states", "dates", "phones", "people", "exchange"):
        assert set(getattr(english, section)) - set(getattr(ours, section)) <= {"rate-hour"}
    assert set(english.qualifiers) <= set(ours.qualifiers)


def test_tags_find_their_nearest_language() -> None:
    assert locale("zh-Hans-CN").money == ZH.money
    assert locale("zh-TW").scales == locale("zh-Hant").scales
    assert locale("fr").tag == "fr" and locale("fr").number == EN.number


def test_a_site_brings_its_own_words() -> None:
    french = custom_locale(
        "fr",
        {
            "number": {"group": "\u202f", "decimal": ","},
            "scales": {"6": "millions", "9": "milliards"},
            "money": {"CNY": "{} de RMB"},
        },
        base="en",
    )
    found = parse("12.5亿元", "money")
    assert isinstance(found, Quantity)
    assert quantity(found, french).text == "1,25 milliards de RMB"


@pytest.mark.parametrize(
    ("value", "zh", "de"),
    [
        (1200, "1,200", "1200"),
        (12000, "12,000", "12.000"),
        (Decimal("1234.50"), "1,234.50", "1234,50"),
    ],
)
def test_numbers(value: int | Decimal, zh: str, de: str) -> None:
    assert (number(value, ZH), number(value, locale("de"))) == (zh, de)


DAY = dt.date(2026, 3, 1)


@pytest.mark.parametrize(
    ("tag", "day", "month_", "year_", "time"),
    [
        ("zh", "2026年3月1日", "2026年3月", "2026年", "2026年3月1日 14:30"),
        ("en", "1 March 2026", "March 2026", "2026", "1 March 2026, 14:30 (UTC+8)"),
        ("ja", "2026年3月1日", "2026年3月", "2026年", "2026年3月1日 14:30（UTC+8）"),
        ("ko", "2026년 3월 1일", "2026년 3월", "2026년", "2026년 3월 1일 14:30 (UTC+8)"),
        ("de", "1. März 2026", "März 2026", "2026", "1. März 2026, 14:30 Uhr (UTC+8)"),
    ],
)
def test_dates(tag: str, day: str, month_: str, year_: str, time: str) -> None:
    to = locale(tag)
    assert (date(DAY, to), month(2026, 3, to), year(2026, to)) == (day, month_, year_)
    assert moment(dt.datetime(2026, 3, 1, 14, 30), to) == time
    assert moment(dt.datetime(2026, 3, 1, 6, 30, tzinfo=dt.UTC), to) == time
    assert day_of("2026-03-01T18:30+00:00") == "2026-03-02"
    assert day_of("2026-03-01T14:30") == "2026-03-01"
    assert day_of("2026-03") == "2026-03"


@pytest.mark.parametrize("tag", SHIPPED)
def test_no_date_is_all_figures_and_strokes(tag: str) -> None:
    assert not re.search(r"\d[/.]\d", date(DAY, locale(tag)))


@pytest.mark.parametrize(
    ("last", "zh", "en"),
    [
        (dt.date(2026, 3, 1), "2026年3月1日", "1 March 2026"),
        (dt.date(2026, 3, 3), "2026年3月1日至3日", "1–3 March 2026"),
        (dt.date(2026, 4, 3), "2026年3月1日至4月3日", "1 March–3 April 2026"),
        (dt.date(2027, 1, 3), "2026年3月1日至2027年1月3日", "1 March 2026–3 January 2027"),
    ],
)
def test_days(last: dt.date, zh: str, en: str) -> None:
    assert (days(DAY, last, ZH), days(DAY, last, EN)) == (zh, en)


@pytest.mark.parametrize(
    ("stored", "zh", "en", "uri"),
    [
        ("0000-0000000", "0000-0000000", "+86 000 0000000", "tel:+860000000000"),
        ("0512-12345678", "0512-12345678", "+86 512 12345678", "tel:+8651212345678"),
        ("+86 512 12345678", "0512-12345678", "+86 512 12345678", "tel:+8651212345678"),
        ("+8651212345678", "0512-12345678", "+86 512 12345678", "tel:+8651212345678"),
        ("(0512) 1234567", "0512-1234567", "+86 512 1234567", "tel:+865121234567"),
        ("010-12345678", "010-12345678", "+86 10 12345678", "tel:+861012345678"),
        ("+861012345678", "010-12345678", "+86 10 12345678", "tel:+861012345678"),
        ("13800000000", "138 0000 0000", "+86 138 0000 0000", "tel:+8613800000000"),
        (
            "0512-12345678转801",
            "0512-12345678转801",
            "+86 512 12345678 ext. 801",
            "tel:+8651212345678;ext=801",
        ),
        ("+852 0000 0000", "+852 0000 0000", "+852 0000 0000", "tel:+85200000000"),
    ],
)
def test_phones(stored: str, zh: str, en: str, uri: str) -> None:
    ours, theirs = phone(stored, ZH), phone(stored, EN)
    assert (ours.text, theirs.text) == (zh, en)
    assert ours.uri == theirs.uri == uri
    assert theirs.abroad


@pytest.mark.parametrize("stored", ["400-000-0000", "12345", "4000000000", "800-000-0000", "95000"])
def test_some_numbers_work_only_in_china(stored: str) -> None:
    assert not phone(stored, EN).abroad
    assert phone(stored, EN).text.endswith("(within China only)")
    assert "China" not in phone(stored, ZH).text
    assert not phone(stored, ZH).uri.startswith("tel:+")


def test_people() -> None:
    assert person("张三", "局长", ZH) == "张三 局长"
    assert person("Zhang San", "Director", EN) == "Director Zhang San"
    assert person("张三", "", ZH) == "张三"


def test_addresses() -> None:
    assert address("青山县临江大道1号", "000000", ZH) == "青山县临江大道1号（邮编 000000）"
    assert address("1 Linjiang Road", "", EN) == "1 Linjiang Road"
    assert address_of(("青山县", "临江大道1号"), "000000", ZH) == "青山县临江大道1号（邮编 000000）"
    places = ("Qingshan County", "1 Linjiang Road")
    assert address_of(places, "000000", EN) == "1 Linjiang Road, Qingshan County 000000, China"
