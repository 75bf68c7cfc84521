"""What real portals got wrong, and must never happen here."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from zsite.content.quantities import Fault, Quantity, parse, plausible
from zsite.site.formats import SHIPPED, Exchange, Options, locale, quantity


def shown(text: str, dimension: str, tag: str = "en", options: Options | None = None) -> str:
    found = parse(text, dimension)
    assert isinstance(found, Quantity), found
    return str(quantity(found, locale(tag), options or Options()))


def test_350_million_is_neither_3_5_billion_nor_35_million() -> None:
    assert shown("3.5亿元", "money") == "RMB 350 million"


@pytest.mark.parametrize("tag", SHIPPED)
@pytest.mark.parametrize(("text", "dimension"), [("200亩", "area"), ("15万元/亩", "price")])
def test_mu_is_never_an_acre(text: str, dimension: str, tag: str) -> None:
    assert "acre" not in shown(text, dimension, tag).lower()


def test_an_acre_is_not_understood_as_mu() -> None:
    assert isinstance(parse("200 acres", "area"), Fault)


def test_15_wan_per_mu_is_2_25_million_per_hectare() -> None:
    assert "RMB 2.25 million per ha" in shown("15万元/亩", "price")


def test_kilowatt_is_not_kilovolt() -> None:
    text = shown("32元/千瓦·月", "price")
    assert "per kW per month" in text
    assert "volt" not in text.lower() and "kV" not in text


def test_wan_kilowatt_is_10_megawatt() -> None:
    assert shown("1万千瓦", "power") == "10 MW"


def test_rent_keeps_its_period() -> None:
    month, day = shown("8元/平方米·月", "price"), shown("8元/平方米·天", "price")
    assert month.endswith("per month") and "day" not in month
    assert day.endswith("per day") and "month" not in day


def test_steam_by_the_tonne_is_not_by_the_cubic_metre() -> None:
    fault = parse("210元/立方米", "元/吨")
    assert isinstance(fault, Fault) and fault.id == "quantity-wrong-dimension"
    assert shown("210元/吨", "元/吨") == "RMB 210 per t"


@pytest.mark.parametrize("text", ["3.5亿元", "8–12元", "0.5万元", "不少于100元"])
def test_yuan_is_never_a_yen_sign_in_japanese(text: str) -> None:
    found = shown(text, "money", "ja")
    assert "¥" not in found and "￥" not in found and "円" not in found
    assert "人民元" in found


def test_a_million_hectares_are_not_plausible_for_a_zone() -> None:
    zone, largest = parse("100万公顷", "area"), parse("500平方公里", "area")
    assert isinstance(zone, Quantity) and isinstance(largest, Quantity)
    assert not plausible(zone, None, largest)
    assert plausible(largest, None, zone)


@pytest.mark.parametrize("tag", SHIPPED)
def test_a_dollar_figure_has_a_rate_and_a_date_or_does_not_exist(tag: str) -> None:
    exchange = Exchange(Decimal("7.10"), dt.date(2026, 10, 1), "central parity rate")
    assert "49.3" not in shown("3.5亿元", "money", tag)
    dated = shown("3.5亿元", "money", tag, Options(exchange))
    assert "7.10" in dated or "7,10" in dated
    assert "2026" in dated


def test_dollars_are_about_and_from_the_typed_value() -> None:
    exchange = Exchange(Decimal("7.10"), dt.date(2026, 10, 1), "central parity rate")
    text = shown("3.5亿元", "money", "en", Options(exchange))
    assert text == "RMB 350 million (about US$49.3 million at 7.10 on 1 October 2026)"


def test_ten_thousands_are_never_named_in_english() -> None:
    assert "thousand" not in shown("3200万元", "money")


@pytest.mark.parametrize(
    ("text", "en"),
    [
        ("0.14992亩", "about 99.9 m²"),
        ("149.925亩", "about 10 ha"),
        ("1.49925亩", "about 0.1 ha"),
        ("66600元/亩", "RMB 999,000 per ha"),
        ("66666元/亩", "about RMB 1 million per ha"),
    ],
)
def test_rounding_looks_again_at_the_unit(text: str, en: str) -> None:
    dimension = "price" if "元" in text else "area"
    assert shown(text, dimension).endswith(f"({en})")
