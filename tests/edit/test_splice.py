"""Any record, any change: what was asked for is there, and all else is as it was, to the byte."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zsite.content.documents import Node, parse, plain
from zsite.ship.edit.emission import Item, Tree
from zsite.ship.edit.spans import content_end, line_end, line_start
from zsite.ship.edit.splice import bare, spliced

TYPED = """\
# 项目 Project
code: YZ-01   # the number

name: {zh: "甲，[=capacity]", en: 'It''s one'}  # both
summary:
  # by the office
  zh: 一句话
  en: >-
    In one sentence
    that goes on

# what is made
capacity: 20万吨/年
owner:
advantages:
  zh: [近, 足]
  en: [Near,  "At hand, now"]
rows:
  # the first
  - item: {zh: 水, en: Water}
    price: 2.5元/吨   # with tax
  # the second
  - {item: {zh: 电, en: Power}, price: 0.6元/千瓦时}
  - item: 气
    # no price yet
    note: |
      one

      two

modes:
- 独资  # first
- 合资
stage: "招商中"
"""


def tree(value: Any) -> Tree:
    """The same values, every member of a list where it was."""
    if isinstance(value, dict):
        return {key: tree(each) for key, each in value.items()}
    return [Item(tree(v), i) for i, v in enumerate(value)] if isinstance(value, list) else value


def values(text: str) -> dict[str, Any]:
    document = parse("", text)
    assert not document.problems
    return plain(document.root) or {}


def test_nothing_changed_changes_nothing() -> None:
    assert spliced(TYPED, tree(values(TYPED))) == TYPED  # type: ignore[arg-type]


CHANGES = [
    ("code", "YZ-02", "code: YZ-01 ", "code: YZ-02 "),
    (
        "name",
        {"zh": "乙", "en": "It's two"},
        "\"甲，[=capacity]\", en: 'It''s one'",
        "\"乙\", en: 'It''s two'",
    ),
    ("owner", "bureau", "owner:\n", "owner: bureau\n"),
    ("stage", "seeking", '"招商中"', '"seeking"'),
    ("capacity", None, "capacity: 20万吨/年\n", ""),
    (
        "modes",
        [Item("合资", 1), Item("独资", 0)],
        "- 独资  # first\n- 合资\n",
        "- 合资\n- 独资  # first\n",
    ),
    ("modes", [Item("独资", 0)], "- 合资\n", ""),
    ("modes", "独资", "modes:\n- 独资  # first\n- 合资\n", "modes: 独资\n"),
]


@pytest.mark.parametrize(("key", "value", "before", "after"), CHANGES)
def test_one_change_is_that_change_alone(key: str, value: Tree, before: str, after: str) -> None:
    assert TYPED.count(before) == 1
    new = {k: v for k, v in tree(values(TYPED)).items() if k != key or value is not None}  # type: ignore[union-attr]
    if value is not None:
        new[key] = value
    assert spliced(TYPED, new) == TYPED.replace(before, after)


def test_a_new_key_stands_behind_the_one_it_follows_in_the_files_own_line_ends() -> None:
    text = "a: 1  # x\r\nb: |\r\n  t\r\n\r\n# c\r\nc: 3"
    new = {"a": "1", "a2": {"zh": "甲", "en": "A"}, "b": "t\n", "b2": "u\nv\n", "c": "3", "d": "4"}
    assert spliced(text, new) == (
        "a: 1  # x\r\na2: {zh: 甲, en: A}\r\nb: |\r\n  t\r\nb2: |\r\n  u\r\n  v\r\n\r\n# c\r\n"
        "c: 3\r\nd: 4"
    )


TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r\x85\u2028\u2029"), max_size=12
) | st.sampled_from(
    [
        "3.5亿元",
        "NO",
        "~",
        "- a",
        "a: b",
        "x #y",
        "'q'",
        "[=a]",
        "a\nb\n",
        " a",
        "|",
        ": :",
        "1,200亩",
    ]
)
KEY = st.sampled_from(["a", "b", "名称", "c d", "e", "总投资（万元）"])
LEAF = TEXT | st.none()


def grown(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.dictionaries(KEY, children, max_size=3) | st.lists(children, max_size=3)


VALUE = st.recursive(LEAF, grown, max_leaves=8)
RECORD = st.dictionaries(KEY, VALUE, min_size=1, max_size=5)


@st.composite
def changed(draw: st.DrawFn, value: Any) -> Tree:
    """A value after any edit: members changed, added, taken away, moved."""
    if draw(st.integers(0, 5)) == 0:
        return fresh(draw(VALUE))
    if isinstance(value, dict):
        keys = [key for key in value if draw(st.integers(0, 4))]
        made = {key: draw(changed(value[key])) for key in keys}
        new = draw(st.dictionaries(KEY, VALUE, max_size=1))
        return {**made, **{k: fresh(v) for k, v in new.items() if k not in made}}
    if isinstance(value, list):
        kept = draw(st.permutations([i for i in range(len(value)) if draw(st.integers(0, 4))]))
        items = [Item(draw(changed(value[i])), i) for i in kept]
        more = [Item(fresh(each)) for each in draw(st.lists(VALUE, max_size=1))]
        return items + more if draw(st.booleans()) else more + items
    return value if draw(st.booleans()) else draw(LEAF)


def fresh(value: Any) -> Tree:
    if isinstance(value, dict):
        return {key: fresh(each) for key, each in value.items()}
    return [Item(fresh(each)) for each in value] if isinstance(value, list) else value


@st.composite
def sessions(draw: st.DrawFn) -> tuple[str, list[Mapping[str, Tree]]]:
    """A record as somebody wrote it, and what each of several edits asks for."""
    start = TYPED if draw(st.booleans()) else spliced("# head\n\n", fresh(draw(RECORD)))  # type: ignore[arg-type]
    assert start is not None
    if draw(st.booleans()):
        start = start.replace("\n", "\r\n")
    text, steps = start, []
    for _ in range(draw(st.integers(1, 4))):
        step = draw(changed(values(text)))
        if not isinstance(step, dict) or not step:
            continue
        steps.append(step)
        text = spliced(text, step) or text
    return start, steps


@settings(max_examples=150, deadline=None)
@given(sessions())
def test_any_sequence_of_edits(session: tuple[str, list[Mapping[str, Tree]]]) -> None:
    text, steps = session
    for step in steps:
        made = spliced(text, step)
        assert made is not None, (text, step)
        assert values(made) == bare(step)
        for key, lines in untouched(text, step).items():
            assert lines in made, (key, text, made)
        assert values(text).keys().isdisjoint(step) or remarks(text) <= remarks(made)
        text = made


def untouched(text: str, step: Mapping[str, Tree]) -> dict[str, str]:
    """The lines of the keys whose values stay as they were."""
    root = parse("", text).root
    assert isinstance(root, Node) and isinstance(root.value, dict)
    return {
        key: text[line_start(text, pair.key.start) : line_end(text, content_end(text, pair.node))]
        for key, pair in root.value.items()
        if key in step and plain(pair.node) == bare(step[key])
    }


def remarks(text: str) -> set[str]:
    """The lines at the left margin that are remarks."""
    return {line for line in text.splitlines() if line.startswith("# ")}
