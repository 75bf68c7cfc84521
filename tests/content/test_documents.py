"""YAML as people write it: every text as typed, every value with its place, no crash."""

from collections.abc import Iterator
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from zsite.content.documents import MAX_DEPTH, Node, parse, plain
from zsite.content.sources import decode
from zsite.problems import catalogue, words

KEYS = st.text("abcxyz_项目名称0123456789", min_size=1, max_size=8)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=20)
TREES = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
ANYTHING = st.text("ab: -[]{}#&*!|>'\"%@`,?\n\t~：，1汉\x00\u2028\ufeff\\", max_size=60)


@given(
    tree=st.dictionaries(KEYS, TREES, max_size=4), flow=st.booleans(), width=st.integers(20, 200)
)
def test_what_was_written_is_what_is_read(tree: Any, flow: bool, width: int) -> None:
    """However a writer of YAML lays a tree out, it comes back, and empty texts as nothing."""
    text = yaml.safe_dump(
        tree, allow_unicode=True, default_flow_style=flow, width=width, default_style='"'
    )
    document = parse("a.yaml", text)
    accepted = {"yaml-comma-in-number", "yaml-full-width-colon"}
    assert {p.id for p in document.problems} <= accepted
    assert plain(document.root) == tree


@given(ANYTHING | st.text(max_size=80))
def test_any_text_gives_a_document_or_problems_with_places(written: str) -> None:
    text = decode("a.yaml", written.encode("utf-8", "replace"))[0]
    document = parse("a.yaml", text)
    lines = text.split("\n")
    for problem in document.problems:
        assert problem.id in catalogue()
        assert all(words(problem, language).message for language in ("zh", "en"))
        assert problem.place.file == "a.yaml"
        assert 0 <= problem.place.line <= len(lines) + 1
    for node in nodes(document.root):
        assert 1 <= node.line <= len(lines)
        assert 1 <= node.column <= len(lines[node.line - 1]) + 1
        assert 0 <= node.start <= node.end <= len(text)


@given(st.dictionaries(KEYS, st.text("ab汉1，。", min_size=1, max_size=10), min_size=1, max_size=5))
def test_a_node_stands_where_its_text_stands(values: dict[str, str]) -> None:
    text = "".join(f"{key}:   {value}  # remark\n" for key, value in values.items())
    document = parse("a.yaml", text)
    assert document.root is not None and isinstance(document.root.value, dict)
    for number, (key, value) in enumerate(values.items(), 1):
        pair = document.root.value[key]
        assert text[pair.node.start : pair.node.end] == value
        assert (pair.key.line, pair.key.column) == (number, 1)
        assert (pair.node.line, pair.node.column) == (number, len(key) + 5)


@given(st.integers(1, 40), st.booleans())
def test_depth_has_a_bound(depth: int, flow: bool) -> None:
    text = "[" * depth + "]" * depth if flow else "- " * depth + "x"
    problems = [p.id for p in parse("a.yaml", text).problems]
    assert problems == (["yaml-too-deep"] if depth > MAX_DEPTH else [])


def nodes(node: Node | None) -> Iterator[Node]:
    if node is None:
        return
    yield node
    if isinstance(node.value, list):
        for item in node.value:
            yield from nodes(item)
    elif isinstance(node.value, dict):
        for pair in node.value.values():
            yield pair.key
            yield from nodes(pair.node)


def test_a_full_width_colon_is_told_once_wherever_it_is() -> None:
    for text in ("name：冷链\nsummary: a\n", "name: 冷链\nsummary：a\nstage: b\n"):
        assert [each.id for each in parse("x.yaml", text).problems] == ["yaml-full-width-colon"]
