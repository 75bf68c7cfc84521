"""What `render` and `fill` say about a body: headings, links, facts, places, line breaks."""

import json
import pickle
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zsite.content.markdown import Body, FactUse, Heading, Link, fill, render


def html(text: str, lang: str = "zh-Hans") -> str:
    body = render(text, lang)
    return fill(body.html, [link.target for link in body.links], lambda name: f"<{name}>")


MARKUP = st.lists(
    st.sampled_from(
        (
            *(
                "中文",
                "，",
                "word ",
                "\n",
                "\n\n",
                "# h\n",
                "## 标题\n",
                "- a\n",
                "> q\n",
                "1. b\n",
            ),
            *("*", "**", "`", "[a](b)", "![c](d.jpg)", "[=land]", "|a|b|\n|-|-|\n|c|d|\n", "<b>"),
            *("</b>", "<div>", "</div>", "[^1]", "\n[^1]: n\n", "{: .x #y }", "&#65;", "  \n"),
            *("<table><tr><td>", "</table>", "&#x202e;", "&#xfdd0;", "\ufdd0", "\u202e", "\x00"),
            *("{{ x }}", "{% x %}", "<a name=q>", "<img>", "javascript:", "[e](javascript:f)"),
        )
    ),
    max_size=20,
).map("".join)


@given(MARKUP)
@settings(max_examples=600, deadline=None)
def test_any_body_keeps_its_promises(text: str) -> None:
    body = render(text, "zh-Hans")
    assert render(text, "zh-Hans") == body
    assert Body.from_json(json.loads(json.dumps(body.to_json()))) == body
    assert pickle.loads(pickle.dumps(body)) == body
    holes = re.findall(r'="zsite:(\d+)"', body.html)
    assert [int(hole) for hole in holes] == list(range(len(body.links)))
    ids = re.findall(r' id="([^"]*)"', body.html)
    assert len(ids) == len(set(ids))
    assert all(1 < heading.level < 7 and heading.id in ids for heading in body.headings)
    lines = text.count("\n") + 1
    assert all(use.line <= lines for use in (*body.links, *body.facts))
    filled = fill(body.html, ["u"] * len(body.links), lambda name: "F")
    assert not re.search("zsite:|[\x00-\x08\u202e\ufdd0-\ufdef]", filled)
    assert "  " not in fill(body.words, (), lambda name: "F")


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("# 建设条件", [(2, "建设条件", "建设条件")]),
        ("## A\n\n### B", [(2, "a", "A"), (3, "b", "B")]),
        ("### A\n\n#### B", [(2, "a", "A"), (3, "b", "B")]),
        ("# A\n\n## B", [(2, "a", "A"), (3, "b", "B")]),
        ("## 水电\n\n## 水电\n\n## 水电", [(2, f"水电{n}", "水电") for n in ("", "-2", "-3")]),
        ("## Roads & *rail*", [(2, "roads-rail", "Roads & rail")]),
        ("## ！！", [(2, "section-1", "！！")]),
        ("## A {#own}", [(2, "own", "A")]),
        ("## z-menu", [(2, "section-z-menu", "z-menu")]),
        ("## 用地[=area]", [(2, "用地-area", "用地[=area]")]),
        ("## 项目 {2026}", [(2, "项目-2026", "项目 {2026}")]),
        ("## {{ title }}", [(2, "title", "{{ title }}")]),
    ],
)
def test_headings(text: str, headings: list[tuple[int, str, str]]) -> None:
    assert render(text, "zh-Hans").headings == tuple(Heading(*each) for each in headings)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("见[园](parks/east)", [Link("link", "parks/east", 1, 6)]),
        ("`[a](b)` 与\n[a](b)", [Link("link", "b", 2, 5)]),
        ("[a](x) [b](x)", [Link("link", "x", 1, 5), Link("link", "x", 1, 12)]),
        ('![全景](a.jpg "航拍")', [Link("image", "a.jpg", 1, 7, "全景", "航拍")]),
        ("![](a.jpg)", [Link("image", "a.jpg", 1, 5)]),
        ("[a][r]\n\n[r]: ../x.md", [Link("link", "../x.md", 3, 6)]),
        ("<https://a.org/?x=1&y=2>", [Link("link", "https://a.org/?x=1&y=2", 1, 2)]),
        ("[a](年报.pdf)", [Link("link", "年报.pdf", 1, 5)]),
        ('<a href="q.pdf">q</a>', [Link("link", "q.pdf", 1, 10)]),
        ("注[^1]\n\n[^1]: n", []),
    ],
)
def test_links(text: str, links: list[Link]) -> None:
    assert render(text, "zh-Hans").links == tuple(links)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("用地[=land_area]，", [FactUse("land_area", 1, 3)]),
        ("a\n[=benefits.annual_tax]", [FactUse("benefits.annual_tax", 2, 1)]),
        ("[=parks/east-zone.land_area]", [FactUse("parks/east-zone.land_area", 1, 1)]),
        ("`[=x]` [=x]", [FactUse("x", 1, 8)]),
        ("\\[=x]", []),
        ("a\n\n    [=x]", []),
        ("**[=x]** [[=y]](u)", [FactUse("x", 1, 3), FactUse("y", 1, 11)]),
        ("<div>[=x] <code>[=x]</code></div>", [FactUse("x", 1, 6)]),
        ("[a](u '[=x]') ![[=x]](u)", []),
        ("[=] [= x] [=1]", []),
    ],
)
def test_facts(text: str, facts: list[FactUse]) -> None:
    assert render(text, "zh-Hans").facts == tuple(facts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中文\n中文", "<p>中文中文</p>"),
        ("中文，\n中文", "<p>中文，中文</p>"),
        ("中文 \n  中文", "<p>中文中文</p>"),
        ("**中文**\n中文", "<p><strong>中文</strong>中文</p>"),
        ("中文\n*[中](u)*文", '<p>中文<em><a href="u">中</a></em>文</p>'),
        ("中文\nword", "<p>中文\nword</p>"),
        ("word\n中文", "<p>word\n中文</p>"),
        ("word\nword", "<p>word\nword</p>"),
        ("中文，\nISO", "<p>中文，ISO</p>"),
        ("한국어\n한국어", "<p>한국어\n한국어</p>"),
        ("かな\nカナ", "<p>かなカナ</p>"),
        ("用地\n[=area]\n左右", "<p>用地<area>左右</p>"),
        ("`中\n文`", "<p><code>中\n文</code></p>"),
        ("`中`\n文", "<p><code>中</code>文</p>"),
        ("中  \n文", "<p>中<br>\n文</p>"),
        ("    中\n    文", "<pre><code>中\n文\n</code></pre>"),
    ],
)
def test_soft_line_breaks(text: str, expected: str) -> None:
    assert html(text) == expected


def test_a_fact_keeps_its_space_in_a_spaced_language() -> None:
    assert html("covers\n[=area]\n中", "en") == "<p>covers\n<area>\n中</p>"


@pytest.mark.parametrize("text", ["{{ x }}", "{% if x %}", "a {{ x }}", "*a*{{ x }}", "{{{ x }}}"])
@pytest.mark.parametrize("form", ["{}", "# {}", "- {}", "|{}|b|\n|-|-|\n|{}|d|", "`{}`"])
def test_template_marks_are_text(text: str, form: str) -> None:
    plain = text.replace("*", "")
    assert (
        plain
        in render(form.replace("{}", text.replace("*", "" if "`" in form else "*")), "en").words
    )


def test_words_are_the_text_without_marks() -> None:
    text = "## 标题\n\n**中**文[^1] &amp; `a b`\n\n- 一\n- 二\n\n[^1]: 注"
    assert render(text, "zh-Hans").words == "标题 中文 & a b 一 二 注"
    assert fill(render("有[=x]亩", "zh-Hans").words, (), str.upper) == "有X亩"


def test_fill_puts_in_links_images_and_facts() -> None:
    body = render("[a *b*](x) ![图](y) [=f] [^1] [c](z)\n\n[^1]: n", "en")
    filled = fill(body.html, ["/x/", "<picture></picture>", None], lambda name: f"<b>{name}</b>")
    assert '<a href="/x/">a <em>b</em></a> <picture></picture> <b>f</b>' in filled
    assert '<a class="footnote-ref" href="#fn:1">1</a></sup> c</p>' in filled
    assert "图" in fill(body.html, [None, None, None], str)


def test_tables_scroll_and_name_themselves() -> None:
    table = "|项目|价格|\n|-|-:|\n|水|3|"
    assert render(table, "zh-Hans").html.startswith(
        '<div class="table" role="region" tabindex="0" aria-labelledby="z-table-1"><table>\n'
        '<thead id="z-table-1">\n<tr>\n<th scope="col">项目</th>\n'
        '<th class="align-right" scope="col">价格</th>'
    )
    assert 'aria-labelledby="成本 z-table-1"' in render(f"## 成本\n\n{table}", "zh-Hans").html
    assert html("<table><tr><td>a</td></tr></table>").startswith('<div class="table" tabindex="0">')


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("a\n\nb\x00c", [("markdown-control", 3, 2)]),
        ("a\u202eb\u2066", [("markdown-control", 1, 2), ("markdown-control", 1, 4)]),
        ("x\n\n<script>a</script>", [("markdown-html-dropped", 3, 1)]),
        ("a <b onclick='x'>c</b>", [("markdown-html-dropped", 1, 3)]),
        ("[a](javascript:x)", [("markdown-link-dropped", 1, 5)]),
        ("![a](data:image/png;base64,x)", [("markdown-link-dropped", 1, 6)]),
        ("a\n\n# T", [("markdown-heading-one", 3, 3)]),
        ("## A\n\n#### B", [("markdown-heading-skipped", 3, 6)]),
        ("**/* * *<b>*", [("markdown-muddled", 1, 1)]),
        ("中文 *a* <sub>2</sub> [b](c) &lt; 1 < 2", []),
    ],
)
def test_faults(text: str, ids: list[tuple[str, int, int]]) -> None:
    assert [fault[:3] for fault in render(text, "zh-Hans").faults] == ids
