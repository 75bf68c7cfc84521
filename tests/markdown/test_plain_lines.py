"""A line without markup takes a short way, and comes out the same as on the long one."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from zsite.content.markdown import Body, render
from zsite.content.markdown.render import PLAIN, _render

LINES = [
    "3 production halls, a store and a testing centre",
    "建设加工车间、冷库与检测中心，占地约200亩（含绿地）。",
    "Price: 8–12 yuan; see page 4 (table 2) - and www.yunze.example/a",
    "a  b   c",
    "Setext = not here",
    "term : definition",
    "“quoted” 'and' \"straight\" text @ 5% + VAT",
]


def plain(line: str) -> Body:
    return Body(f"<p>{line}</p>", words=" ".join(line.split()))


@pytest.mark.parametrize("line", LINES)
def test_such_lines_are_plain_or_take_the_long_way(line: str) -> None:
    assert render(line, "en") == _render(line, "en", [])


@settings(max_examples=400, deadline=None)
@given(st.text(alphabet="ab Z中文，。、;:'\"()-+=.1 9%/?@$–", min_size=1, max_size=40))
@example("a. b")
@example("a) b")
def test_every_plain_line_equals_the_long_way(line: str) -> None:
    if PLAIN.fullmatch(line):
        assert _render(line, "zh-Hans", []) == plain(line)
