"""What a printer, a screen reader and an archive ask of every document that the demo has."""

import io
from collections.abc import Mapping
from pathlib import Path

import pdfua
import pikepdf
import pytest
from measuring import pages
from products import ROOT, documents
from test_design import outside

from zsite.render.press.painted import painted

PAPERS = ("185x260", "210x210", "285x210", "a4")
THINNEST = 0.25  # points: a thinner line breaks up on the plate


def test_there_are_all_documents(demo: Mapping[str, bytes]) -> None:
    assert len(demo) == 40


def test_screen_readers_find_what_they_need(demo: Mapping[str, bytes]) -> None:
    for path, data in demo.items():
        report = pdfua.validate(io.BytesIO(data))
        assert not report.findings, (path, report.findings)


def test_every_file_is_whole(demo: Mapping[str, bytes]) -> None:
    """What `qpdf --check` says, by the library that it is made of: no program has to be there."""
    for path, data in demo.items():
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert [*pdf.check_pdf_syntax(), *pdf.get_warnings()] == [], path


def test_lines_are_thick_enough_and_fonts_are_in_the_file(demo: Mapping[str, bytes]) -> None:
    for path, data in demo.items():
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for number, page in enumerate(pdf.pages, 1):
                found = painted(page)
                assert found.thinnest >= THINNEST, (path, number, found.thinnest)
                assert found.missing == 0, (path, number)
                assert all(found.fonts.values()), (path, number, found.fonts)


def test_fonts_are_cut_down_to_what_is_used(demo: Mapping[str, bytes]) -> None:
    """A subset's name has six capitals before a plus."""
    for path, data in demo.items():
        with pikepdf.open(io.BytesIO(data)) as pdf:
            names = [
                str(each.BaseFont)[1:]
                for each in pdf.objects
                if isinstance(each, pikepdf.Dictionary)
                and each.get("/Type") == "/Font"
                and "/BaseFont" in each
            ]
        assert names, path
        assert [name for name in names if name[6:7] != "+"] == [], path


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("product", ["handbook", "leaflet"])
def test_other_papers_hold_their_words(paper: str, product: str, state: Path) -> None:
    held(state, product, paper=paper)


@pytest.mark.parametrize("paper", ["185x260", "285x210"])
def test_the_guide_fits_narrow_and_low_papers(paper: str, state: Path) -> None:
    """In English, which is the longer."""
    held(state, "guide", paper=paper, languages=["en"])


def held(state: Path, product: str, **about: object) -> None:
    """The demo's documents: made, nothing beyond the edge, no page without words."""
    for path, data in documents(ROOT, state / "demo", product, about).items():
        for page in pages(data):
            assert list(outside(page)) == [], (path, page.number)
            assert len(page.text) > 3, (path, page.number)
