"""Sums, quotients and comparisons."""

from __future__ import annotations

from fractions import Fraction

import pytest

from zsite.content.quantities import (
    Quantity,
    comparable,
    exceeds,
    parse,
    plausible,
    quotient,
    total,
)
from zsite.site.formats import locale, quantity

ZH, EN = locale("zh"), locale("en")


def q(text: str) -> Quantity:
    found = parse(text, "quantity")
    assert isinstance(found, Quantity), found
    return found


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2.6亿元", "3.5亿元", False),
        ("3.6亿元", "3.5亿元", True),
        ("16亩", "1公顷", True),
        ("15亩", "1公顷", False),
        ("4亿元", "3亿美元", False),
        ("300亩", "2亿元", False),
        ("2–5亿元", "3亿元", False),
        ("15万元/亩", "200万元/公顷", True),
    ],
)
def test_exceeds(one: str, other: str, expected: bool) -> None:
    assert exceeds(q(one), q(other)) is expected


def test_states_compare_with_nothing() -> None:
    assert not comparable(q("面议"), q("3亿元"))
    assert q("面议").dimension == "" and q("面议").state == "negotiable"
    with pytest.raises(ValueError, match="面议"):
        q("面议").values  # noqa: B018


def test_base_values_are_exact() -> None:
    assert q("15亩").base == (Fraction(10_000), Fraction(10_000))
    assert q("1亩").base[0] == Fraction(10_000, 15)
    assert q("1万千瓦").base == q("10兆瓦").base
    assert q("12吨/小时").base == q("288吨/天").base


@pytest.mark.parametrize(
    ("texts", "sum_"),
    [
        (["3.5亿元", "2600万元"], "3.76亿元"),
        (["200亩", "1公顷"], "215亩"),
        (["1–2亿元", "1亿元"], "2亿–3亿元"),
        (["约1亿元", "1亿元"], "约2亿元"),
        (["0.1元", "0.2元"], "0.3元"),
    ],
)
def test_total(texts: list[str], sum_: str) -> None:
    found = total(q(text) for text in texts)
    assert found is not None and str(found) == sum_


def test_no_total_over_currencies_or_dimensions() -> None:
    assert total([q("1亿元"), q("1亿美元")]) is None
    assert total([q("1亿元"), q("1亩")]) is None
    assert total([q("1亿元"), q("待定")]) is None
    assert total([]) is None


def test_an_endless_sum_stays_exact_and_is_rounded_when_shown() -> None:
    found = total([q("1公顷"), q("1亩")])
    assert found is not None
    assert found.values[0] == 1 + Fraction(1, 15)
    assert quantity(found, EN).text == "about 1.07 ha"


@pytest.mark.parametrize(
    ("money", "land", "zh", "en"),
    [
        ("2.6亿元", "200亩", "130万元/亩", "RMB 1.3 million per mu (RMB 19.5 million per ha)"),
        ("350元", "3亩", "约117元/亩", "about RMB 117 per mu (RMB 1,750 per ha)"),
        ("1亿元", "约100亩", "约100万元/亩", "about RMB 1 million per mu (RMB 15 million per ha)"),
    ],
)
def test_intensity(money: str, land: str, zh: str, en: str) -> None:
    found = quotient(q(money), q(land))
    assert found is not None and found.dimension == "price"
    assert (str(quantity(found, ZH)), str(quantity(found, EN))) == (zh, en)


def test_no_quotient_without_figures() -> None:
    assert quotient(q("面议"), q("200亩")) is None
    assert quotient(q("1亿元"), q("0亩")) is None


def test_plausible() -> None:
    low, high = q("1亩"), q("500平方公里")
    assert plausible(q("200亩"), low, high)
    assert not plausible(q("100万公顷"), low, high)
    assert not plausible(q("0.5亩"), low, high)
    assert plausible(q("待定"), low, high)
    assert plausible(q("100万公顷"), None, None)
