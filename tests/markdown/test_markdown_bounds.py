"""Slow texts are refused by counting, the same on every machine, and still come out readable."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zsite.content.markdown import Body, render
from zsite.content.markdown.limits import DEEPEST, LARGEST, overload

SIZE = 40_000
TOO = ("markdown-too-large", "markdown-too-deep", "markdown-too-intricate")
DEEP = {
    "300 nested lists": "".join(" " * (4 * n) + "- a\n" for n in range(300)),
    "quotes": "> " * 1000 + "a",
    "quotes without spaces": ">" * 1000 + "a",
    "lists on a line": "- " * 500 + "a",
    "numbers on a line": "1. " * 500 + "a",
    "quotes and lists": "> - " * 300 + "a",
    "tabs": "".join("\t" * n + "- a\n" for n in range(100)),
}
SLOW = {  # each was found to take many seconds in Python-Markdown or the sanitiser
    "brackets": "[" * SIZE + "](",
    "image brackets": "![" * SIZE + "](",
    "open links": "[a](" * (SIZE // 4),
    "open quoted links": '[a]("' * (SIZE // 5),
    "nested links": "[](((" * (SIZE // 5),
    "angle links": "[a](<" * (SIZE // 5),
    "backtick runs of all lengths": "".join("`" * n + "a" for n in range(400)),
    "open tags": "<a" * (SIZE // 2),
    "open attributes": '<a b="' * (SIZE // 6),
    "many attributes": "<a b c d e " * (SIZE // 11),
    "open sections": "<![CDATA[" * (SIZE // 9),
    "comments in inline tags": "<b>" * 4000 + "<!--x-->" * 1000,
    "formatting that is opened again": "".join(f"<b x={n}>" for n in range(2000)) + "<p>" * 5000,
    "tables in tables": "#<table><tr><td>\n\n" * 2500,
    "open mails": "<a@" * (SIZE // 3),
    "a note used often": "[^a]: b\n\n" + "[^a]" * (SIZE // 4),
    "headings in one block": "a\n=\n" * (SIZE // 4),
    "line breaks in one paragraph": "a  \n" * (SIZE // 2),
    "rows with all columns": "a|" * 400 + "\n" + "-|" * 400 + "\n" + "|\n" * 20_000,
    "rows with columns after a heading": "# h\n" + "a|" * 400 + "\n" + "-|" * 400 + "\n|" * 9000,
    "attribute lists": "# " + " {: x" * (SIZE // 5),
    "spaces before no attribute list": "# a" + " " * SIZE + "b",
    "definitions": "a\n: b\n" * (SIZE // 6),
    "definitions in quotes": "> a\n : b\n" * (SIZE // 9),
    "references without target": "[a]:\n" * (SIZE // 2),
    "blocks": "a\n\n" * 80_000,
    "empty lines": "\n" * 250_000,
    "emphasis": "*a **a " * (SIZE // 2),
    "underscores": "_a __a " * (SIZE // 2),
    "entities": "&amp;" * SIZE,
    "less-than": "<" * 50_000,
}
FINE = {
    "a long paragraph": "中文文字，" * 4000,
    "a long text": "段落文字，有[链接](a/b)和**重点**。\n\n- 一\n- 二\n\n" * 1500,
    "a long table": "|a|b|c|\n|-|-|-|\n" + "|[链接](a/b)|**重点**|1.5亿元|\n" * 1500,
    "a raw table": "<table>\n" + '<tr><td class="c-x">a</td><td>b</td></tr>\n' * 200 + "</table>",
    "many notes": "".join(f"a[^{n}]\n\n[^{n}]: b\n\n" for n in range(100)),
    "pictures": '![图](a.jpg "说明")\n\n' * 300,
    "a rule": "* " * 40 + "\n\n" + "-" * 300,
    "deep code": "a\n\n" + " " * 400 + "code",
}


def assert_readable(body: Body, text: str) -> None:
    assert "<p>" in body.html or not text.strip()
    assert len(body.html) < 6 * len(text) + 100


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_a_deep_text_is_refused_at_its_line(text: str) -> None:
    body = render(text, "zh-Hans")
    assert [fault.id for fault in body.faults] == ["markdown-too-deep"]
    assert_readable(body, text)


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW)
def test_a_slow_text_is_refused(text: str) -> None:
    body = render(text, "zh-Hans")
    assert any(fault.id in TOO for fault in body.faults)
    assert_readable(body, text)


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_a_long_ordinary_text_is_not_refused(text: str) -> None:
    assert render(text, "zh-Hans").faults == ()


def test_the_fault_names_the_worst_block() -> None:
    fault = overload("中文\n\n" * 10 + "[a](" * 10_000 + "\n\n中文")
    assert fault is not None
    assert fault.line == 21


def test_the_largest_text_is_accepted_and_one_more_byte_is_not() -> None:
    assert overload("字" * (LARGEST // 3)) is None
    too_large = overload("字" * (LARGEST // 3 + 1))
    assert too_large is not None
    assert too_large.id == "markdown-too-large"


def test_the_deepest_list_needs_little_of_the_stack() -> None:
    text = "".join(" " * (4 * n) + "- a\n" for n in range(DEEPEST))
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(450)
    try:
        assert render(text, "en").faults == ()
    finally:
        sys.setrecursionlimit(limit)


@given(st.text(), st.sampled_from(list(SLOW.values())), st.integers(0, 300))
def test_no_text_raises(text: str, slow: str, size: int) -> None:
    assert isinstance(render(text + slow[:size] + text, "en"), Body)
