"""Drawings: what runs, loads or moves is refused; what editors write for themselves is left out."""

import re
from base64 import b64encode
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from samples import encoded, original

from zsite.problems import Problem
from zsite.render import images
from zsite.render.images.references import MOST_DRAWN, loads_something
from zsite.site.cuts import Seen

NAMES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
HEAD = f'<svg {NAMES} viewBox="0 0 120 80">'


def svg(inside: str, before: str = "") -> bytes:
    return f"{before}{HEAD}{inside}</svg>".encode()


def data_uri(data: bytes, kind: str) -> str:
    return f"data:{kind};base64,{b64encode(data).decode()}"


def rewritten(data: bytes) -> str:
    made = images.drawing(original=original(data, "content/a.svg"))
    assert isinstance(made, bytes), made
    return made.decode()


TELLING = data_uri(encoded(Image.new("RGB", (2, 2)), "JPEG", exif=b"Exif\0\0MM"), "image/jpeg")
HTML = 'xmlns:h="http://www.w3.org/1999/xhtml"'

ATTACKS = {
    "script": svg("<script>alert(1)</script>"),
    "script with a prefix": svg('<s:script xmlns:s="http://www.w3.org/2000/svg">1</s:script>'),
    "script of HTML": svg(f"<h:script {HTML}>1</h:script>"),
    "script in a foreign language": svg('<script type="text/ecmascript" href="x.js"/>'),
    "script spelt large": svg("<SCRIPT>1</SCRIPT>"),
    "event on the root": f'<svg {NAMES} viewBox="0 0 9 9" onload="x()"/>'.encode(),
    "event inside": svg('<rect onclick="x()"/>'),
    "event spelt large": svg('<rect OnMouseOver="x()"/>'),
    "event written as entities": svg('<rect onfocus="&#97;lert(1)"/>'),
    "foreign object": svg(f"<foreignObject><h:iframe {HTML} src='//x'/></foreignObject>"),
    "iframe of HTML": svg(f"<h:iframe {HTML} src='https://x.example'/>"),
    "link": svg('<a href="https://x.example"><rect/></a>'),
    "link that runs": svg('<a xlink:href="javascript:alert(1)"><rect/></a>'),
    "link written as entities": svg('<use href="&#x6a;avascript:alert(1)"/>'),
    "use from outside": svg('<use href="other.svg#a"/>'),
    "use from a server": svg('<use xlink:href="https://x.example/a.svg#a"/>'),
    "use of data": svg(f'<use href="{data_uri(b"<svg/>", "image/svg+xml")}#a"/>'),
    "picture from a server": svg('<image href="http://x.example/a.png"/>'),
    "picture from here": svg('<image href="a.png"/>'),
    "picture without a scheme": svg('<image xlink:href="//x.example/a.png"/>'),
    "picture of the disk": svg('<image xlink:href="file:///etc/passwd"/>'),
    "picture that is HTML": svg(f'<image href="{data_uri(b"<script>", "text/html")}"/>'),
    "picture that is a drawing": svg(f'<image href="{data_uri(b"<svg/>", "image/svg+xml")}"/>'),
    "picture that tells": svg(f'<image href="{TELLING}"/>'),
    "filter's picture": svg('<filter><feImage href="https://x.example/a.png"/></filter>'),
    "fill from outside": svg('<rect fill="url(https://x.example/a.svg#b)"/>'),
    "fill in quotes": svg("<rect fill=\"url( 'x.svg#b' )\"/>"),
    "mask from outside": svg('<rect mask="url(//x.example#b)"/>'),
    "style attribute": svg('<rect style="background:url(https://x.example)"/>'),
    "style, escaped": svg(r'<rect style="fill:u\72 l(https://x.example)"/>'),
    "style import": svg("<style>@import 'https://x.example/a.css';</style>"),
    "style import, escaped": svg(r"<style>@\69mport 'https://x.example/a.css';</style>"),
    "style in parts": svg("<style>rect{fill:u<![CDATA[rl(https://x.example)]]>}</style>"),
    "style with a set": svg("<style>*{cursor:image-set('https://x.example/a' 1x)}</style>"),
    "style with a font": svg("<style>@font-face{src:url(https://x.example/a.woff)}</style>"),
    "style sheet": svg("", before='<?xml-stylesheet href="https://x.example/a.css"?>'),
    "entity": svg("&a;", before='<!DOCTYPE svg [<!ENTITY a "b">]>'),
    "entity of a file": svg("&a;", before='<!DOCTYPE svg [<!ENTITY a SYSTEM "/etc/passwd">]>'),
    "entity of a server": svg("", before='<!DOCTYPE svg [<!ENTITY % a SYSTEM "http://x">%a;]>'),
    "entity nobody declares": svg("&a;", before='<!DOCTYPE svg SYSTEM "a.dtd">'),
    "laughs": svg(
        "&c;",
        before='<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>',
    ),
    "animated link": svg('<rect><animate attributeName="href" to="javascript:x()"/></rect>'),
    "set": svg('<rect><set attributeName="onclick" to="x()"/></rect>'),
    "handler": svg('<handler type="text/javascript">1</handler>'),
    "embed": svg('<embed src="a.swf"/>'),
    "audio": svg('<audio src="a.mp3"/>'),
    "deep": svg("<g>" * 300 + "</g>" * 300),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_attacks_are_refused_at_their_place(name: str) -> None:
    found = images.look("content/a.svg", ATTACKS[name])
    assert isinstance(found, Problem)
    assert (found.id, found.place.file) == ("drawing-active", "content/a.svg")
    assert found.place.line >= 1 and dict(found.facts)["what"]
    assert images.drawing(original=original(ATTACKS[name], "content/a.svg")) == found


def nested(levels: int, each: int) -> str:
    """Groups that draw the group before them several times over."""
    groups = ['<g id="l0"><rect/></g>']
    for level in range(1, levels):
        groups.append(f'<g id="l{level}">' + f'<use href="#l{level - 1}"/>' * each + "</g>")
    return "".join(groups)


@pytest.mark.parametrize(
    "inside",
    [
        nested(10, 10),
        nested(30, 2),
        '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
        '<g id="a"><use xlink:href="#a"/></g>',
        '<pattern id="a"><rect fill="url(#a)"/></pattern>',
        "<!--" + "x" * 5_000_001 + "-->",
    ],
    ids=["ten to the ninth", "two to the thirtieth", "a ring", "itself", "own pattern", "bytes"],
)
def test_what_no_browser_could_draw_is_refused(inside: str) -> None:
    found = images.look("content/a.svg", svg(inside))
    assert isinstance(found, Problem) and found.id == "drawing-heavy"


NONE = {
    "nothing": b"",
    "HTML": b"<!DOCTYPE html><html><body/></html>",
    "not closed": HEAD.encode(),
    "text": b"hello",
    "PDF": b"%PDF-1.4",
    "another root": b"<rect/>",
    "two roots": svg("") + svg(""),
    "an unknown encoding": b'<?xml version="1.0" encoding="x-mac"?><svg/>',
    "a picture that is no base64": svg('<image href="data:image/png;base64,A"/>'),
}


@pytest.mark.parametrize("name", NONE)
def test_what_is_no_drawing_is_refused(name: str) -> None:
    found = images.look("content/a.svg", NONE[name])
    assert isinstance(found, Problem)
    assert found.id in ("picture-broken", "picture-not-one")


GRADIENT = '<linearGradient id="p"><stop offset="0"/></linearGradient>'
HERE = Path(__file__).parent / "drawings"
INKSCAPE = (HERE / "inkscape.svg").read_bytes()
ILLUSTRATOR = (HERE / "illustrator.svg").read_bytes()

BENIGN = {
    "Inkscape": (INKSCAPE, (120, 80)),
    "Illustrator": (ILLUSTRATOR, (595, 842)),
    "with a mark at its start": (b"\xef\xbb\xbf" + svg("<rect/>"), (120, 80)),
    "in UTF-16": (svg("<title>图</title>").decode().encode("utf-16"), (120, 80)),
    "without a namespace": (b'<svg viewBox="0,0,3e2,200"><rect/></svg>', (300, 200)),
    "with a size only": (b'<svg width="2in" height="96"><rect/></svg>', (192, 96)),
    "tiny": (b'<svg viewBox="0 0 1.5 1"><rect/></svg>', (150, 100)),
    "many gradients": (svg(GRADIENT + '<g fill="url(#p)"/>' * 900), (120, 80)),
    "nested, in measure": (svg(nested(5, 4)), (120, 80)),
}


@pytest.mark.parametrize("name", BENIGN)
def test_what_editors_write_passes_with_its_size(name: str) -> None:
    data, size = BENIGN[name]
    assert images.look("content/a.svg", data) == Seen(*size, True, "SVG")


@pytest.mark.parametrize("name", BENIGN)
def test_a_rewritten_drawing_is_itself_and_says_nothing_of_its_making(name: str) -> None:
    made = rewritten(BENIGN[name][0])
    assert rewritten(made.encode()) == made
    assert images.look("a.svg", made.encode()) == images.look("a.svg", BENIGN[name][0])
    for secret in ("SECRET", "inkscape", "sodipodi", "Illustrator", "<!--", "<!DOCTYPE", "rdf"):
        assert secret not in made


@pytest.mark.parametrize("name", BENIGN)
def test_all_that_is_drawn_is_kept(name: str) -> None:
    def drawn(data: bytes) -> list[tuple[str, str | None, str | None]]:
        tags = ("rect", "path", "tspan", "use", "image", "g", "stop", "title", "linearGradient")
        found = ElementTree.fromstring(data.decode("utf-16") if data[:1] == b"\xff" else data)
        return [
            (
                element.tag.rpartition("}")[2],
                element.get("d"),
                element.text and element.text.strip(),
            )
            for element in found.iter()
            if element.tag.rpartition("}")[2] in tags
        ]

    data = BENIGN[name][0]
    assert drawn(rewritten(data).encode()) == drawn(data)


def test_styles_and_texts_mean_what_they_meant() -> None:
    made = rewritten(ILLUSTRATOR)
    style = ElementTree.fromstring(made).find("{http://www.w3.org/2000/svg}style")
    assert style is not None and "a > b {opacity:0.5}" in (style.text or "")
    assert "东区 &amp; A&lt;B" in rewritten(INKSCAPE)


@pytest.mark.parametrize(
    "root", ["", 'width="100%" height="100%"', 'viewBox="0 0 0 5"', 'viewBox="a"']
)
def test_a_drawing_needs_a_size(root: str) -> None:
    found = images.look("content/a.svg", f"<svg {NAMES} {root}/>".encode())
    assert isinstance(found, Problem) and found.id == "drawing-without-size"


PIECES = st.sampled_from(
    [
        *(
            "<g>",
            "</g>",
            "<rect/>",
            "<use href='#a'/>",
            "<style>",
            "</style>",
            "url(",
            "#a)",
            "//x",
        ),
        *("<script>", "</script>", "<image href='", "'/>", "x:y", "<a>", "</a>", " onload='x'"),
        *("<![CDATA[", "]]>", "&#106;", "&lt;", "@import", "\\", "javascript:", "<", ">", "'", '"'),
    ]
)


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_whatever_passes_neither_runs_nor_loads(inside: str) -> None:
    found = images.drawing(original=original(svg(inside), "content/a.svg"))
    if isinstance(found, Problem):
        return
    for element in ElementTree.fromstring(found).iter():
        assert element.tag.rpartition("}")[2] in ("svg", "g", "rect", "use", "style", "image")
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert not name.endswith("href") or value.startswith("#")
        if element.tag.endswith("style"):
            assert not re.search(r"url\((?!#)|@import|javascript:", element.text or "")


@given(st.text("url(#'\" \\72abc)", max_size=12))
def test_only_a_part_of_the_drawing_itself_is_no_loading(text: str) -> None:
    plain = text.replace("\\", "")
    loads = bool(re.search(r"url\((?!\s*[\"']?\s*#)", plain))
    assert "\\" in text or bool(loads_something(plain)) == loads


def test_the_bound_is_on_what_is_drawn_not_on_what_is_written() -> None:
    many = '<g id="a">' + "<rect/>" * 1000 + "</g>"
    inside = many + '<use href="#a"/>' * (MOST_DRAWN // 1000 - 10)
    assert isinstance(images.look("a.svg", svg(inside)), Seen)
    assert isinstance(images.look("a.svg", svg(inside + '<use href="#a"/>' * 20)), Problem)
