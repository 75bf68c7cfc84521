"""A small site with guides: made with the pages, offered, kept while nothing changes, and true."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.guide.typesetting import words
from tests.whole.tiny import TINY, build, built, made, project, put, write
from zsite import session
from zsite.report import Pressing, Wishes

BOOK = """#import "/zsite.typ": *
#set document(title: {{ guide.title or site.title }})
#set page(width: {{ guide.width }} * 1mm, height: {{ guide.height }} * 1mm)
#set page(bleed: {{ guide.bleed }} * 1mm)
#set text(font: "Noto Sans SC", lang: {{ language(lang.tag)[0] }})
= #{{ guide.title or site.title }}
#{{ guide.date }}
{% for project in entries.projects %}
#anchor({{ project|key }})
== #{{ project.name }}
{% for fact in project.facts() if fact.type != "prose" %}
#par[#{{ fact.label }}: #{{ fact.value }}]
{% endfor %}
#prose({{ project.body }})
{% if project.cover %}#image({{ project.cover }}.path, alt: {{ project.cover }}.alt){% endif %}
{% endfor %}
#{{ guide.total(entries.projects, "total_investment") }}
"""
FLYER = """#import "/zsite.typ": *
#set document(title: {{ entry.name|plain }})
#set text(font: "Noto Sans SC")
{% for e in editions %}
#set page(height: auto)
= #{{ e.entry.name }}
#image({{ qr(e.entry.href) }}, alt: {{ e.entry.href }}, width: 2cm)
{% endfor %}
"""
GUIDES = (
    "guides:\n"
    "  - {name: book, product: guide, title: {zh: 投资指南, en: The Guide}}\n"
    "  - {name: flyers, product: flyer}\n"
)
OF_THEME = {
    "themes/plain/guide/guide.typ": BOOK,
    "themes/plain/guide/flyer.typ": FLYER,
}
BOOKS = {"downloads/book.zh.pdf", "downloads/book.en.pdf"}
FLYERS = {"downloads/flyers/juice.pdf", "downloads/flyers/wine.pdf"}


def site(root: Path, **more: str) -> Path:
    """The small site with guides declared; `more` are files by path, with `__` for `/`."""
    files: dict[str, Any] = {**TINY, **OF_THEME}
    files["zsite.yaml"] = f"{files['zsite.yaml']}\n{GUIDES}"
    return write(root, {**files, **{path.replace("__", "/"): text for path, text in more.items()}})


def pdfs(root: Path) -> dict[str, bytes]:
    """All PDFs of guides, by their paths."""
    found = (root / "output" / "downloads").rglob("*.pdf")
    return {path.relative_to(root / "output").as_posix(): path.read_bytes() for path in found}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site that no test changes."""
    root = site(tmp_path_factory.mktemp("kept"))
    built(root)
    return root


def test_every_document_is_there_and_offered(kept: Path) -> None:
    assert pdfs(kept).keys() == BOOKS | FLYERS
    for path in ("downloads", "en/downloads"):
        folder = kept / "output" / path
        html = "".join(page.read_text("utf-8") for page in folder.glob("*.html"))
        links = set(re.findall(r'href="([^"]+\.pdf)"', html))
        there = {(folder / link).resolve() for link in links}
        assert {kept.resolve() / "output" / path for path in BOOKS | FLYERS} <= there


def test_a_guide_holds_the_records_of_its_language(kept: Path) -> None:
    chinese = "".join(words(pdfs(kept)["downloads/book.zh.pdf"]).split())
    english = words(pdfs(kept)["downloads/book.en.pdf"])
    assert "投资指南" in chinese
    assert "3.5亿元" in chinese
    assert "The Guide" in english
    assert "350 million" in english
    assert "亿" not in english


def test_a_flyer_is_in_all_languages(kept: Path) -> None:
    text = words(pdfs(kept)["downloads/flyers/juice.pdf"])
    assert "果汁" in text
    assert "Juice" in text


def test_nothing_changed_makes_nothing_and_the_same_content_gives_the_same_bytes(
    kept: Path, tmp_path: Path
) -> None:
    root = site(tmp_path)
    built(root)
    assert made(built(root)) == set()
    assert pdfs(root) == pdfs(kept)
    shutil.rmtree(root / ".zsite")
    shutil.rmtree(root / "output")
    built(root)
    assert pdfs(root) == pdfs(kept)


def test_a_figure_remakes_the_guides_that_show_it_and_no_others(tmp_path: Path) -> None:
    """The flyer holds the record, but of what it says only the name."""
    root = site(tmp_path)
    built(root)
    put(
        root, "content/projects/wine.yaml", project("果酒", "Wine", code="YZ-002", land_area="30亩")
    )
    found = {path for path in made(built(root)) if path.endswith(".pdf")}
    assert found == BOOKS
    before = pdfs(root)["downloads/flyers/wine.pdf"]
    assert made(built(root)) == set(), "what stayed as it is, is known under the changed record"
    put(root, "content/projects/wine.yaml", project("梨酒", "Perry", code="YZ-002"))
    found = {path for path in made(built(root)) if path.endswith(".pdf")}
    assert found == BOOKS | {"downloads/flyers/wine.pdf"}
    assert pdfs(root)["downloads/flyers/wine.pdf"] != before


def test_a_guide_that_stays_as_it_is_can_be_made_again(tmp_path: Path) -> None:
    root = site(tmp_path)
    built(root)
    before = pdfs(root)
    put(
        root, "content/projects/wine.yaml", project("果酒", "Wine", code="YZ-002", land_area="30亩")
    )
    built(root)
    (root / "output/downloads/flyers/wine.pdf").unlink()
    assert "downloads/flyers/wine.pdf" in made(built(root))
    assert pdfs(root)["downloads/flyers/wine.pdf"] == before["downloads/flyers/wine.pdf"]


def test_a_guide_that_is_no_longer_declared_goes(tmp_path: Path) -> None:
    root = site(tmp_path)
    built(root)
    put(root, "zsite.yaml", TINY["zsite.yaml"])
    report = built(root)
    assert pdfs(root) == {}
    assert report.totals is not None
    assert set(report.totals.removed) >= BOOKS | FLYERS


def test_without_guides_the_site_is_built_and_offers_none(tmp_path: Path) -> None:
    root = site(tmp_path)
    built(root, guides=False)
    assert pdfs(root) == {}


def test_a_character_that_no_font_has_is_named_with_its_record(tmp_path: Path) -> None:
    root = site(tmp_path, content__projects__wine__zh="")
    put(root, "content/projects/wine.zh.md", "果酒𠮷。\n")
    report = build(root)
    found = [each.problem for each in report.problems if each.problem.id == "missing-glyph"]
    assert report.totals is None
    assert {dict(each.facts)["code"] for each in found} == {"U+20BB7"}
    assert {each.place.file for each in found} == {"content/projects/wine.yaml"}


def test_a_refusal_names_the_record(tmp_path: Path) -> None:
    root = site(tmp_path)
    bad = BOOK.replace("#prose({{", '{% if project.id == "wine" %}#panic("no"){% endif %}#prose({{')
    put(root, "themes/plain/guide/guide.typ", bad)
    found = [e.problem for e in build(root).problems if e.problem.id == "guide-refused-entry"]
    assert found
    assert {each.place.file for each in found} == {"content/projects/wine.yaml"}
    assert {dict(each.facts)["entry"] for each in found} == {"projects/wine"}


def test_a_site_may_go_without_a_guide_that_cannot_be_made(tmp_path: Path) -> None:
    root = site(tmp_path)
    put(root, "themes/plain/guide/flyer.typ", '#panic("no")')
    settings = (root / "zsite.yaml").read_text("utf-8")
    put(root, "zsite.yaml", settings.replace("problems: {", "problems: {guide-refused: warning, "))
    built(root)
    assert pdfs(root).keys() == BOOKS


DECLARATIONS = {
    "guide-incomplete": "- {product: guide}",
    "guide-twice": "- {name: book, product: costs}\n  - {name: book, product: guide}",
    "guide-language": "- {name: a, product: guide, languages: [ja]}",
    "guide-unknown": "- {name: a, product: guide, entries: [projects/nobody]}",
    "guide-empty": "- {name: a, product: flyer, stages: [withdrawn]}",
    "font-elsewhere": "- {name: a, product: guide, fonts: [../x.ttf]}",
    "template-missing": "- {name: a, product: leaflet}",
}


@pytest.mark.parametrize("id", DECLARATIONS)
def test_what_cannot_be_declared_is_said(id: str, tmp_path: Path) -> None:
    root = site(tmp_path)
    put(root, "zsite.yaml", f"{TINY['zsite.yaml']!s}\nguides:\n  {DECLARATIONS[id]}\n")
    assert id in {each.problem.id for each in build(root).problems}


def test_a_record_in_the_way_of_an_offer_is_said(tmp_path: Path) -> None:
    root = site(tmp_path)
    put(root, "content/downloads/book-zh/file.pdf", b"%PDF-1.4")
    put(
        root,
        "content/downloads/book-zh/download.yaml",
        "title: {zh: 书, en: Book}\nfile: {file: file.pdf}\nlanguage: zh\ndate: 2026-01-01\n",
    )
    assert "guide-id-taken" in {each.problem.id for each in build(root).problems}


# ---- What goes to the printer ----


def pressed(root: Path, **wanted: Any) -> Any:
    return session.press(root, Wishes("2026-11-22", workers=1), Pressing(**wanted))


def test_previews_and_booklets_stand_in_press_and_the_site_stays(tmp_path: Path) -> None:
    root = site(tmp_path)
    built(root)
    before = pdfs(root)
    report = pressed(root, names=("book",), booklet=True, preview=True)
    assert not report.errors, report.problems
    there = {p.relative_to(root / "press").as_posix() for p in (root / "press").rglob("*.*")}
    assert {"book/book.zh/001.png", "book/book.en/001.png"} <= there
    assert not any(path.startswith("flyers") for path in there)
    assert pdfs(root) == before
    assert pressed(root, names=("book",), booklet=True, preview=True).totals.made == []


def test_the_press_wants_a_profile_and_a_name_that_is_declared(tmp_path: Path) -> None:
    root = site(tmp_path)
    ids = {each.problem.id for each in pressed(root, names=("nobody",), press=True).problems}
    assert "guide-name-unknown" in ids
    ids = {each.problem.id for each in pressed(root, press=True).problems}
    assert "press-without-profile" in ids


# ---- The figures in print are those of the records. ----

MONEY = st.tuples(st.integers(1, 99_999), st.sampled_from(["万元", "亿元"])).map(
    lambda pair: f"{pair[0]}{pair[1]}" if pair[1] == "万元" else f"{pair[0] % 500 + 1}亿元"
)
AREA = st.integers(10, 9_000).map(lambda n: f"{n}亩")


@given(money=MONEY, fixed=MONEY, area=AREA, name=st.text("云山水火木金土", min_size=2, max_size=6))
@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_print_says_exactly_what_the_page_says(
    tmp_path_factory: pytest.TempPathFactory, money: str, fixed: str, area: str, name: str
) -> None:
    """Every figure of the record's page stands in the guide of the same language, and no other."""
    root = site(tmp_path_factory.mktemp("figures"))
    more = {"total_investment": money, "fixed_investment": fixed, "land_area": area}
    put(root, "content/projects/wine.yaml", project(name, "Wine", code="YZ-002", **more))
    put(root, "zsite.yaml", f"{TINY['zsite.yaml']!s}\n" + GUIDES.partition("  - {name: flyers")[0])
    settings = (root / "zsite.yaml").read_text("utf-8")
    put(root, "zsite.yaml", settings.replace("problems: {", "problems: {implausible: ignore, "))
    put(
        root,
        "themes/plain/projects/detail.html",
        "{% for f in entry.facts() %}<p>{{ f.value|plain }}</p>{% endfor %}",
    )
    built(root)
    for path, book in (("projects", "book.zh.pdf"), ("en/projects", "book.en.pdf")):
        page = (root / "output" / path / "wine.html").read_text("utf-8")
        shown = "".join(words((root / "output/downloads" / book).read_bytes()).split())
        figures = re.findall(r"<p>([^<]*\d[^<]*)</p>", page)
        assert figures
        assert [f for f in figures if "".join(f.split()) not in shown] == []


# ---- Texts link to what is printed. ----


def test_texts_link_to_guides_by_name_by_file_and_by_record(tmp_path: Path) -> None:
    """`downloads/NAME` is the guide in the reader's language, a flyer is found under its record."""
    root = site(tmp_path)
    body = (
        "[a](downloads/book) [b](/downloads/book.zh.pdf) "
        "[c](../../downloads/flyers/juice) [d](downloads/book-en)"
    )
    put(root, "content/projects/juice/body.zh.md", body)
    put(root, "content/projects/juice/body.en.md", body)
    built(root)
    pages = {
        "zh": root / "output/projects/juice.html",
        "en": root / "output/en/projects/juice.html",
    }
    for language, page in pages.items():
        html = page.read_text("utf-8")
        links = [re.search(rf'href="([^"]+)"[^>]*>{name}</a>', html) for name in "abcd"]
        there = [(page.parent / link[1]).resolve() for link in links if link]
        folder = root.resolve() / "output" / "downloads"
        wanted = [f"book.{language}.pdf", "book.zh.pdf", "flyers/juice.pdf", "book.en.pdf"]
        assert there == [folder / name for name in wanted]
        assert all(each.is_file() for each in there)


def test_a_link_to_no_guide_is_broken_and_the_nearest_is_named(tmp_path: Path) -> None:
    root = site(tmp_path)
    put(root, "content/projects/juice/body.zh.md", "[a](downloads/bok)")
    (found,) = (each for each in build(root).problems if each.problem.id == "broken-link")
    assert dict(found.problem.facts)["near"] == "downloads/book"
