"""The printed products of the demo, and of a county with little to say, page by page."""

import json
import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from measuring import Page, pages, paragraphs
from products import ROOT, SMALL, documents
from typography import blocks, forbidden

from zsite.render.fonts import SHIPPED
from zsite.render.guide.runner import typeset

THEME = ROOT / "themes" / "default" / "guide"


def test_there_is_a_document_for_each_product(demo: Mapping[str, bytes]) -> None:
    names = {path.split("/")[1].split(".")[0] for path in demo}
    books = {"guide", "handbook", "costs", "policies", "leaflet", "facing"}
    assert names == {*books, "flyer", "park"}
    assert len([path for path in demo if "/flyer/" in path]) == 17


def test_lines_break_by_the_rules(demo: Mapping[str, bytes]) -> None:
    for path, data in demo.items():
        found = list(blocks(data))
        assert found, path
        assert forbidden(found) == [], path


def test_chinese_text_meets_its_right_edge(demo: Mapping[str, bytes]) -> None:
    full = 0
    for data in (demo["downloads/guide.zh.pdf"], demo["downloads/policies.zh.pdf"]):
        for page in pages(data):
            for lines in paragraphs(page, 9.5, 17):
                edge = max(line.right for line in lines[:-1])
                full += len(lines) - 1
                assert all(edge - line.right <= 2 for line in lines[:-1]), page.number
    assert full > 40


def test_no_page_is_empty_and_nothing_leaves_a_page(demo: Mapping[str, bytes]) -> None:
    for path, data in demo.items():
        for page in pages(data):
            notes = page.text.startswith(("笔记", "Notes"))  # ruled lines to write on
            assert notes or len(page.text) > 10, (path, page.number)
            assert list(outside(page)) == [], (path, page.number)


def outside(page: Page) -> Iterator[str]:
    """Lines that come nearer to the trimmed edge than a knife may: 3 mm."""
    safe = 8.5
    for line in page.lines:
        first, last = line.letters[0], line.letters[-1]
        across = first.left < safe or last.right > page.width - safe
        if across or first.top < safe or first.foot > page.height - safe:
            yield line.text


def test_no_heading_stands_at_the_foot_of_its_page(demo: Mapping[str, bytes]) -> None:
    """What is bookmarked is set larger than text, and something smaller stands below it."""
    for path, data in demo.items():
        document = pypdfium2.PdfDocument(data)
        sheets = pages(data)
        for mark in document.get_toc():
            at = mark.get_dest()
            if at is None or at.get_index() is None:
                continue
            page = sheets[at.get_index()]
            _, place = at.get_view()
            top = page.height - place[1]
            below = [line for line in page.lines if line.foot > top + 20]
            assert below, (path, page.number, mark.get_title())
            assert max(line.foot for line in below) - top > 36, (path, page.number)


def test_running_heads_name_the_chapter_in_both_languages(demo: Mapping[str, bytes]) -> None:
    guide = pages(demo["downloads/guide.zh.pdf"])
    heads = [page.lines[0].text + page.lines[1].text for page in guide if page.number > 3]
    assert any("重点产业" in head and "Industries" in head for head in heads)


def test_pages_that_are_named_are_where_they_are_said_to_be(demo: Mapping[str, bytes]) -> None:
    """The number at the end of a row of the project table is the page that bears its title."""
    sheets = pages(demo["downloads/handbook.zh.pdf"])
    table = next(page for page in sheets if "项目总表" in page.text and "合计" in page.text)
    edge = max(line.right for line in table.lines if line.size < 9)
    ends = [line.text for line in table.lines if line.right > edge - 1 and line.size < 9]
    said = [int(found[0]) for text in ends if (found := re.search(r"\d+$", text))]
    projects = [page.number for page in sheets if "项目要点" in page.text]
    assert said == projects


def test_facing_pages_say_the_same(demo: Mapping[str, bytes]) -> None:
    """Every page on the left is Chinese, and the one on the right says it in English."""
    (path,) = (each for each in demo if "facing" in each)
    sheets = pages(demo[path])
    end = next(at for at, page in enumerate(sheets) if "版权页" in page.text)
    pairs = [(a, b) for a, b in zip(sheets[1:end:2], sheets[2:end:2], strict=True)]
    assert len(pairs) > 40
    for left, right in pairs:
        assert han(left) > 0.3, left.number
        assert han(right) < 0.2, right.number


def han(page: Page) -> float:
    letters = [c for line in page.lines for letter in line.letters for c in letter.text]
    return sum("\u4e00" <= c <= "\u9fff" for c in letters) / len(letters)


@pytest.mark.parametrize("product", ["guide", "handbook", "flyer", "park", "leaflet", "facing"])
def test_a_county_with_little_to_say(product: str, state: Path) -> None:
    """One park, two projects, and no field that is not required."""
    found = documents(SMALL, state / "small", product, {})
    assert found
    for path, data in found.items():
        for page in pages(data):
            assert len(page.text) > 3, (path, page.number)
            assert list(outside(page)) == [], (path, page.number)


def library(source: str) -> bytes:
    """A document made with the theme's library alone."""
    tokens = json.loads(json.dumps(configuration_of_tokens()))
    words = {"zh": {"guide_in_brackets": "（第{}页）", "guide_notes": "笔记", "guide_hours": "{}"}}
    given = {"tokens": tokens, "words": words, "bleed": 0, "press": False, "product": "guide"}
    staged = {f"lib/{path.name}": path.read_bytes() for path in (THEME / "lib").glob("*.typ")}
    about = '(title: "T", author: "A", lang: "en")'
    head = f'#import "/lib/all.typ": *\n#show: book.with({about})\n'
    own = (files("zsite") / "render" / "guide" / "zsite.typ").read_bytes()
    staged |= {"zsite.typ": own, "given.json": json.dumps(given).encode()}
    made = typeset({**staged, "main.typ": (head + source).encode()}, [SHIPPED], 0)
    assert made.errors == ()
    return made.pdf


def configuration_of_tokens() -> Any:
    from zsite.build.printing import numbered
    from zsite.content.documents import parse, plain

    text = (THEME / "tokens.yaml").read_text(encoding="utf-8")
    return numbered(plain(parse("tokens.yaml", text).root))


TABLE = """#heading(level: 1, "Table")
#ruled((auto, 1fr, auto), ("No", "Name of it", "Figure"),
  range(90).map(i => (str(i), "A row", "1,234")), figures: (2,))"""


def test_a_table_repeats_its_head_on_every_page() -> None:
    sheets = pages(library(TABLE))
    assert len(sheets) > 2
    assert all("Nameofit" in page.text for page in sheets)


LONG = (
    "Integrated Demonstration Base for the Deep Processing, Freeze-Drying, Canning and Intelligent "
    "Cold-Chain Distribution of Citrus, Peaches and Organic Vegetables (Phase Two, North)"
)
PROJECT = """#let short = (label: "Jobs", value: "500")
#let fact = (label: "Scope and scale of it all", value: %r)
#project((name: "projects/x", level: 1, open: true, status: ("A", "B"), title: %r,
  summary: lorem(30), scene: none, facts-title: "Facts", facts: (fact,) * 3 + (short,) * 7,
  reasons-title: "Why", reasons: (lorem(20),) * 5,
  stats: ((value: (lead: "RMB", number: "1,234,567", tail: "million", state: false),
    label: "Total investment", open: true),) * 4,
  contact: (line: "Call", office: lorem(6), phone: "+86 000 0000000", email: "a@b.example",
    subject: none, qr: none, qr-alt: none)))"""


def test_a_project_with_absurd_words_stays_on_its_page() -> None:
    source = PROJECT.replace("%r", json.dumps(LONG), 2)
    (page,) = pages(library(source))
    assert list(outside(page)) == []
    assert "+86" in page.text
