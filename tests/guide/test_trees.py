"""Bodies as trees: what the web page shows is what print is given, in every shape of HTML."""

from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.guide.typesetting import rendered, set_in_type, words
from zsite.content.markdown import render
from zsite.render.guide.grids import MOST_COLUMNS
from zsite.render.guide.literals import picture
from zsite.render.guide.trees import tree
from zsite.site.views import Html, Picture


def kids(html: str) -> list[Any]:
    """The inline nodes of a body that is one paragraph."""
    (only,) = tree(html)
    assert isinstance(only, dict)
    assert only["tag"] == "p"
    found: list[Any] = only["kids"]
    return found


def text(nodes: Any) -> str:
    """All texts of a tree, in order."""
    if isinstance(nodes, str):
        return nodes
    if isinstance(nodes, dict):
        parts = [nodes.get(name, "") for name in ("caption", "head", "rows", "text", "kids")]
        return "".join(text(part) for part in parts)
    return "".join(text(each) for each in nodes)


@pytest.mark.parametrize("tag", ["strong", "em", "sub", "sup", "s", "u", "q", "small", "mark"])
def test_inline_tags_stay(tag: str) -> None:
    assert kids(f"<p>a<{tag}>b</{tag}>c</p>") == ["a", {"tag": tag, "kids": ["b"]}, "c"]


def test_unknown_tags_are_transparent_and_what_is_no_text_is_gone() -> None:
    html = "<section><p>a<blink>b<b>c</b></blink><script>x</script><style>y</style>d</p></section>"
    assert kids(html) == ["ab", {"tag": "strong", "kids": ["c"]}, "d"]


def test_text_outside_paragraphs_becomes_one() -> None:
    assert [each["tag"] for each in tree("a <b>b</b><ul><li>c</li></ul> d")] == ["p", "ul", "p"]


@pytest.mark.parametrize(
    "href", ["http://a.cn", "https://a.cn/?b=1#c", "mailto:a@b.cn", "tel:+861", "#projects/glass"]
)
def test_links_that_print_knows_stay(href: str) -> None:
    assert kids(f'<p><a href="{href}">x</a></p>') == [{"tag": "a", "href": href, "kids": ["x"]}]


@pytest.mark.parametrize("href", ["javascript:x", "data:text/html,x", "file:///etc", "a.html", ""])
def test_other_links_are_their_text(href: str) -> None:
    assert kids(f'<p><a href="{href}">x</a></p>') == ["x"]


def test_a_picture_alone_is_a_block_and_one_in_a_line_is_not() -> None:
    picture = '<img src="/pictures/a.png" alt="A">'
    about = {"path": "/pictures/a.png", "alt": "A"}
    assert tree(f"<p>{picture}</p>") == [{"tag": "picture", **about}]
    assert kids(f"<p>a {picture}</p>") == ["a ", {"tag": "img", **about}]


def test_headings_are_ranked_without_gaps_and_keep_their_order() -> None:
    levels = [h["level"] for h in tree("<h3>a</h3><h6>b</h6><h4>c</h4><h2>d</h2><h4>e</h4>")]
    assert levels == [1, 2, 2, 1, 2]


def test_footnotes_stand_where_they_are_called() -> None:
    body = render("甲[^1]乙[^二]再[^1]。\n\n[^1]: 注**一**。\n[^二]: 注二。\n", "zh")
    (paragraph,) = tree(body.html)
    notes = [text(n) for n in paragraph["kids"] if isinstance(n, dict)]
    assert notes == ["注一。", "注二。", "注一。"]
    assert text(paragraph) == "甲注一。乙注二。再注一。。"


def test_lists_nest_and_numbers_start_where_they_did() -> None:
    (made,) = tree('<ol start="4"><li>a<ul><li>b</li><li><p>c</p></li></ul></li><li>d</li></ol>')
    assert (made["tag"], made["start"], len(made["kids"])) == ("ol", 4, 2)
    assert [block["tag"] for block in made["kids"][0]] == ["p", "ul"]


def test_open_tags_end_where_html_ends_them() -> None:
    (made,) = tree("<ul><li>a<li>b<li>c</ul>")
    assert [text(item) for item in made["kids"]] == ["a", "b", "c"]
    (table,) = tree("<table><tr><td>a<td>b<tr><td>c<td>d</table>")
    assert [[text(c) for c in row] for row in table["rows"]] == [["a", "b"], ["c", "d"]]


def test_a_table_without_a_head_has_none_unless_its_first_row_is_one() -> None:
    (plain,) = tree("<table><tr><td>a</td></tr><tr><td>b</td></tr></table>")
    (headed,) = tree("<table><tr><th>a</th></tr><tr><td>b</td></tr></table>")
    assert (len(plain["head"]), len(plain["rows"])) == (0, 2)
    assert (len(headed["head"]), len(headed["rows"])) == (1, 1)


def test_another_language_is_known() -> None:
    assert kids('<p><span lang="zh-Hans">文</span></p>')[0]["lang"] == "zh-Hans"
    (made,) = tree('<div lang="en"><p>a</p></div>')
    assert (made["tag"], made["lang"], made["kids"][0]["tag"]) == ("lang", "en", "p")


def test_white_space_is_that_of_a_line() -> None:
    assert kids("<p>\n a \n\n b<b> c </b>d\n</p>") == [
        "a b",
        {"tag": "strong", "kids": [" c "]},
        "d",
    ]


# ---- Whatever it is, Typst sets it, and all of its words. ----

PIECES = st.sampled_from(["文字", "word", "3.5", "#x", "*", "_", "`", "$", "[", "]", "<", '"'])
LINES = st.lists(PIECES, min_size=1, max_size=4).map(" ".join)
CELLS = st.tuples(
    st.sampled_from(["td", "th"]), st.integers(0, 4), st.integers(0, 4), st.sampled_from("甲乙丙")
).map(lambda c: f'<{c[0]} colspan="{c[1]}" rowspan="{c[2]}">{c[3]}</{c[0]}>')
ROWS = st.lists(CELLS, max_size=4).map(lambda cells: f"<tr>{''.join(cells)}</tr>")
TABLES = st.tuples(st.lists(ROWS, max_size=3), st.lists(ROWS, max_size=4)).map(
    lambda t: f"<table><thead>{''.join(t[0])}</thead><tbody>{''.join(t[1])}</tbody></table>"
)


def _escaped(line: str) -> str:
    return line.replace("&", "&amp;").replace("<", "&lt;")


LEAVES = st.one_of(
    LINES.map(lambda t: f"<p>{_escaped(t)}</p>"),
    TABLES,
    LINES.map(lambda t: f"<h4>{_escaped(t)}</h4>"),
    LINES.map(lambda t: f"<pre><code>{_escaped(t)}\n</code></pre>"),
    LINES.map(lambda t: f"<dl><dt>{_escaped(t)}</dt><dd>{_escaped(t)}</dd></dl>"),
    st.sampled_from(["<hr>", "", "stray", "<table></table>", "<ul></ul>", "<p></p>", "<li>x</li>"]),
)
HTML = st.recursive(
    LEAVES,
    lambda inner: st.tuples(
        st.sampled_from(
            [
                "<ul><li>{}</li></ul>",
                "<ol><li>{}</li><li>{}</li></ol>",
                "<div>{}</div>",
                "<blockquote>{}</blockquote>",
                '<div lang="en">{}</div>',
                "<figure>{}</figure>",
            ]
        ),
        st.lists(inner, min_size=1, max_size=3).map("".join),
    ).map(lambda pair: pair[0].replace("{}", pair[1])),
    max_leaves=6,
)


@given(st.lists(HTML, min_size=6, max_size=6))
@settings(max_examples=12)
def test_typst_sets_every_body_as_an_accessible_document(bodies: list[str]) -> None:
    source = '#set text(lang: "zh")\n= A\n== B\n' + "".join(
        rendered("#prose({{ body }})\n", body=Html(each)) for each in bodies
    )
    made = set_in_type(source, tagged=True)
    assert made.pdf, (made.errors, bodies)


def test_print_has_every_word_of_the_web_page() -> None:
    body = render(
        "## 一\n\n甲*乙*`丙`[丁](https://a.cn)。\n\n| 戊 | 己 |\n|--|--:|\n| 庚 | 12.5 |\n\n"
        "> 辛\n\n1. 壬\n2. 癸\n\n子\n: 丑\n\n寅[^1]\n\n[^1]: 卯\n",
        "zh",
    )
    source = "= A\n== B\n" + rendered("#prose({{ body }})", body=Html(body.html))
    made = set_in_type(source, tagged=True)
    shown = words(made.pdf)
    assert [c for c in "一甲乙丙丁戊己庚辛壬癸子丑寅卯" if c not in shown] == []
    assert "12.5" in shown


def test_a_table_too_wide_for_any_page_is_text() -> None:
    row = "<tr>" + "<td>a</td>" * (MOST_COLUMNS + 1) + "</tr>"
    (made,) = tree(f"<table>{row}</table>")
    assert made["tag"] == "p"


def test_the_picture_that_a_record_names_has_its_path() -> None:
    """It comes as a bare tag, which without a paragraph around it would be a letter in a line."""

    class Named:
        caption = ""

        def tag(self, use: str) -> Html:
            return Html('<img src="/pictures/a.jpg" alt="A">')

        def __str__(self) -> str:
            return "A"

    made = picture(cast(Picture, Named()))
    assert (made["path"], made["alt"]) == ("/pictures/a.jpg", "A")
