"""What holds for every quantity."""

from __future__ import annotations

import dataclasses
import json
import re
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from zsite.content.quantities import DIMENSIONS, Fault, Quantity, from_json, parse
from zsite.content.quantities.figures import rounded
from zsite.content.quantities.units import by_name, shape
from zsite.content.quantities.words import AFTER, AMID, BEFORE
from zsite.site.formats import SHIPPED, locale, quantity

ZH, EN = locale("zh"), locale("en")
UNITS = [
    "元", "美元", "港元", "亩", "公顷", "平方米", "吨", "千瓦", "千伏安", "千瓦时", "千伏", "个月",
    "年", "%", "人", "公里", "元/亩", "元/平方米·月", "元/千瓦·月", "元/吨·公里", "吨/年", "件/年",
    "立方米/日", "千牛/平方米", "元/亩·年",
]  # fmt: skip
SCALES = ["", "", "", "千", "万", "百万", "千万", "亿", "万亿"]

digits = st.decimals(
    min_value=Decimal("0.0001"), max_value=Decimal("99999999"), places=4, allow_nan=False
).map(lambda d: format(d.normalize(), "f"))
words = st.sampled_from(["", *BEFORE, *AFTER, *AMID])


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    scale = draw(st.sampled_from(SCALES))
    unit = draw(st.sampled_from(UNITS))
    if unit[0] in "千" and scale == "千":
        scale = "万"
    ends = sorted((draw(digits), draw(digits)), key=Decimal)
    low, high = ends if draw(st.booleans()) else (ends[0], ends[0])
    return Quantity(low + scale, high + scale, unit, draw(words))


@given(quantities())
def test_chinese_is_read_back_as_it_was(q: Quantity) -> None:
    assert parse(quantity(q, ZH).text, _dimension(q)) == q


@given(quantities())
def test_plain_text_is_read_back_as_it_was(q: Quantity) -> None:
    assert parse(str(q), _dimension(q)) == q


@given(quantities())
def test_english_says_the_same_amount(q: Quantity) -> None:
    again = parse(quantity(q, EN).text, _dimension(q))
    assert isinstance(again, Quantity), again
    assert again.base == q.base
    assert again.qualifier == q.qualifier
    assert again.currency == q.currency


@given(quantities())
def test_chinese_keeps_every_digit(q: Quantity) -> None:
    text = quantity(q, ZH).text.replace(",", "")
    for figure in {q.low, q.high}:
        assert figure in text


@given(quantities(), st.sampled_from(SHIPPED))
def test_the_pieces_make_the_text(q: Quantity, tag: str) -> None:
    shown = quantity(q, locale(tag))
    assert _squeezed(shown.lead + shown.number + shown.tail) == _squeezed(shown.text)
    assert shown.full.startswith(shown.text)
    assert shown.about in shown.full


@given(quantities())
def test_json_there_and_back(q: Quantity) -> None:
    assert from_json(json.loads(json.dumps(q.to_json()))) == q


@given(quantities())
def test_nothing_is_a_float(q: Quantity) -> None:
    assert all(isinstance(getattr(q, field.name), str) for field in dataclasses.fields(q))
    assert all(type(amount) is Fraction for amount in (*q.values, *q.base))


@given(st.fractions(min_value=Fraction(1, 10**6), max_value=10**12))
def test_rounding_is_off_by_half_of_the_third_digit_at_most(amount: Fraction) -> None:
    text, exact = rounded(amount.numerator, amount.denominator)
    shown = Fraction(text)
    assert abs(shown - amount) * 200 <= amount
    assert exact == (shown == amount)
    assert len(text.replace(".", "").strip("0")) <= 3


@given(st.text(max_size=300), st.sampled_from([*DIMENSIONS, "元/平方米·月"]))
def test_hostile_text_gives_a_value(text: str, dimension: str) -> None:
    _check(text, dimension)


LUMPS = (
    *[
        "1",
        "9.5",
        "0",
        "，",
        ",",
        "万",
        "亿",
        "千",
        "百万",
        "元",
        "亩",
        "平方米",
        "m2",
        "/",
        "·",
        "每",
        "月",
        "约",
        "≥",
        "以上",
        "余",
        "-",
        "–",
        "至",
        "~",
        "+",
        ".",
        "(",
        ")",
        "％",
        "RMB",
    ],
    *["$", "US$", "零", "一", "十", "半", "million", "per", "kW", "千瓦"],
    " ",
)


@given(st.lists(st.sampled_from(LUMPS), max_size=60).map("".join), st.sampled_from([*DIMENSIONS]))
def test_hostile_quantities_give_a_value(text: str, dimension: str) -> None:
    _check(text, dimension)


def test_every_unit_is_read_by_its_own_name() -> None:
    for name, unit in by_name().items():
        found = parse(f"2{name}", "quantity" if name else "number")
        assert isinstance(found, Quantity), name
        assert shape(found.unit).unit.id == unit.id


def _check(text: str, dimension: str) -> None:
    found = parse(text, dimension)
    if isinstance(found, Fault):
        assert found.id.startswith("quantity-")
        assert 0 <= found.offset <= len(text)
        assert 0 <= found.length <= len(text) - found.offset
    else:
        assert parse(str(found), dimension) == found
        assert all(quantity(found, locale(tag)).text for tag in SHIPPED)


def _dimension(q: Quantity) -> str:
    return q.dimension


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)
