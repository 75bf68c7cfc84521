"""Our converter writes what plain Python-Markdown with the same extensions writes."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from zsite.content.markdown.convert import convert
from zsite.content.markdown.extensions import extensions

HERE = Path(__file__).parent
PIECES = (
    *("中文", "文字，", "。", "word", "two words", "3.5亿元", "a", "b", " ", "  ", "    ", "\t"),
    *("\n", "\n\n", "\n\n\n", "  \n", "\n    ", "\n        ", "\n   ", "\\", "\\*", "\\[", "\\\\"),
    *("*", "**", "***", "_", "__", "`", "``", "~", "|", "a|b\n-|-\nc|d", "|a|b|\n|:-|-:|\n|1|2|\n"),
    *("[", "]", "(", ")", "![", "](", "[text](url)", "![alt](a.jpg 'title')", "[a][b]", "[b]"),
    *("[b]: http://x.y 'T'", "\n[b]: u\n", "[^1]", "\n[^1]: note", "[=land]", "[=a.b/c-d]"),
    *("<", ">", "<b>", "</b>", "<br>", "<div>", "</div>", "<!-- c -->", "<http://a.b>", "<a@b.c>"),
    *("<p>x</p>", "<hr>", "<?", "<!", "</", "&", "&amp;", "&#65;", "&#65", "&#", '"', "'"),
    *("# ", "## h", "#", "\n===\n", "\n---\n", "---", "* * *", "- ", "\n- a", "\n* b", "+ c"),
    *("1. ", "\n1. a", "\n2) b", "\n3. c", "> ", "\n> q", ">", "\n: def", "\n:   def", ": "),
    *("{: .x }", "{#id}", "{: #i lang=zh }", "{", "}", "{{ x }}", "!", ":", "://", "@", "=", "-"),
    *("///Footnotes Go Here///", "klzzwxh:0000", "\x02", "\x03", "1337820767766393qq"),
)


@cache
def plain() -> Markdown:
    return Markdown(extensions=extensions(), output_format="html")


def plainly(text: str) -> str:
    plain().parser.state.clear()
    return plain().reset().convert(text)


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
@settings(max_examples=1500, deadline=None)
def test_any_markup_comes_out_as_from_plain_python_markdown(text: str) -> None:
    assert convert(text)[0] == plainly(text)


@given(st.text(alphabet="ab 中，\n*_`[]()<>!&|#-:{}\\.1=", max_size=80))
@settings(max_examples=1500, deadline=None)
def test_any_text_comes_out_as_from_plain_python_markdown(text: str) -> None:
    assert convert(text)[0] == plainly(text)


@pytest.mark.parametrize("path", sorted(HERE.glob("*.md")), ids=lambda path: path.stem)
def test_fixtures_come_out_as_from_plain_python_markdown(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert convert(text)[0] == plainly(text)


def test_one_text_does_not_change_the_next() -> None:
    first = convert("[a]\n\n[a]: b\n\n[^1] *x*\n\n[^1]: note")[0]
    convert("[^1]: other\n\n[a]: other\n\n**open *[a] [^1]")
    assert convert("[a] [^1]")[0] == "<p>[a] [^1]</p>"
    assert convert("[a]\n\n[a]: b\n\n[^1] *x*\n\n[^1]: note")[0] == first
