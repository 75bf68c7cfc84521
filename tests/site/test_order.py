"""How values are ordered: absent first, figures by size, choices as declared, names by pinyin."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from zsite.content.declarations import built_in
from zsite.content.kinds import Field
from zsite.content.quantities import Quantity, parse
from zsite.site.order import sort_key, spelled

PROJECTS = built_in()["projects"]


def field(name: str) -> Field:
    found = PROJECTS.field(name)
    assert found is not None
    return found


@given(
    st.lists(st.tuples(st.integers(1, 9999), st.sampled_from(["万元", "亿元", "元"])), max_size=8)
)
def test_amounts_are_ordered_by_what_they_are_worth(rows: list[tuple[int, str]]) -> None:
    key = sort_key(field("total_investment"))
    scale = {"元": 1, "万元": 10**4, "亿元": 10**8}
    ordered = sorted(rows, key=lambda row: key(stored(f"{row[0]}{row[1]}")))
    worth = [Decimal(n) * scale[unit] for n, unit in ordered]
    assert worth == sorted(worth)


def stored(text: str) -> object:
    found = parse(text, "money")
    assert isinstance(found, Quantity)
    return found.to_json()


def test_what_is_absent_or_to_be_agreed_comes_first() -> None:
    key = sort_key(field("total_investment"))
    assert key(None) <= key(stored("面议")) <= key(stored("1元"))


def test_choices_are_ordered_as_they_are_declared() -> None:
    key = sort_key(field("stage"))
    names = list(field("stage").choices)
    assert [key(name) for name in names] == sorted({key(name) for name in names})
    assert key(None) < key(names[0])


def test_names_are_ordered_by_pinyin() -> None:
    names = ["张", "阿", "玻", "东", "李", "王"]
    assert sorted(names, key=spelled) == ["阿", "玻", "东", "李", "王", "张"]


@given(st.text(max_size=8), st.text(max_size=8))
def test_any_two_names_can_be_compared(one: str, other: str) -> None:
    key = sort_key(field("name"))
    assert key({"zh": one}) < key({"zh": other}) or key({"zh": one}) >= key({"zh": other})
