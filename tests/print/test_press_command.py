"""`zsite guide --press`: files for the printer from a whole county, and never in its site."""

import json
import shutil
from pathlib import Path

import icc
import pytest
from small_pdfs import MM, opened, operations, words

from zsite import session
from zsite.report import Pressing, Report, Wishes
from zsite.ship import scaffold

PRINT = """
print:
  press: {profile: printer/press.icc, binding: perfect, sheet_mm: 1.2}
guides:
  - {name: book, product: guide, languages: [zh]}
  - {name: stapled, product: guide, languages: [zh], press: {binding: saddle, most_pages: 4}}
"""


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county as `zsite init` makes it, with a printer and two guides."""
    root = tmp_path_factory.mktemp("county")
    assert scaffold.write(root, scaffold.county(root).new) == []
    with (root / "zsite.yaml").open("a", encoding="utf-8") as settings:
        settings.write(PRINT)
    (root / "printer").mkdir()
    (root / "printer" / "press.icc").write_bytes(icc.press_profile())
    return root


def made(root: Path, *names: str, **wanted: bool) -> Report:
    wishes = Wishes("2026-11-24", workers=1)
    return session.press(root, wishes, Pressing(names, **({"press": True} | wanted)))


def ids(report: Report) -> set[str]:
    return {found.problem.id for found in report.problems}


def names(root: Path, name: str) -> set[str]:
    folder = root / "press" / name
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def report(county: Path) -> Report:
    return made(county, cover=True, booklet=True, preview=True)


def test_everything_that_was_asked_for_stands_in_press_and_not_in_the_site(
    county: Path, report: Report
) -> None:
    assert report.errors == 0
    parts = ("press.pdf", "press.preflight.json", "cover.pdf", "cover.preflight.json")
    for name in ("book", "stapled"):
        wanted = {f"{name}.zh.{part}" for part in (*parts, "booklet.pdf")}
        images = {path for path in names(county, name) if path.endswith(".png")}
        assert names(county, name) - images == wanted
        assert f"{name}.zh/001.png" in images
    assert not (county / "output").exists()


def test_a_glued_guide_is_inner_pages_and_a_cover_around_them(county: Path, report: Report) -> None:
    book, stapled = (county / "press" / n / f"{n}.zh.press.pdf" for n in ("book", "stapled"))
    with opened(book.read_bytes()) as inner, opened(stapled.read_bytes()) as whole:
        assert len(whole.pages) % 4 == 0
        assert len(inner.pages) % 2 == 0 and len(whole.pages) - len(inner.pages) in (4, 6)
        spine = len(inner.pages) / 2 * 1.2
    assert words(book.read_bytes()) == words(stapled.read_bytes(), 2)
    with opened((county / "press/book/book.zh.cover.pdf").read_bytes()) as cover:
        left, _, right, _ = (float(each) / MM for each in cover.pages[0].obj.TrimBox)
        assert right - left == pytest.approx(2 * 210 + spine, abs=0.1)
        assert len(cover.pages) == 2


def test_files_for_the_press_are_in_the_inks_of_the_design(county: Path, report: Report) -> None:
    with opened((county / "press/book/book.zh.press.pdf").read_bytes()) as pdf:
        assert pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes() == icc.press_profile()
        used = {tuple(numbers) for _, numbers in operations(pdf, "k")}
    assert (0.86, 0.45, 0.72, 0.45) in used  # the main colour
    assert (0, 0, 0, 1) in used and not any(b > 0.9 and c for c, _, _, b in used)  # text


def test_a_preflight_says_what_each_file_is_and_what_is_wrong(county: Path, report: Report) -> None:
    about = json.loads((county / "press/stapled/stapled.zh.press.preflight.json").read_bytes())
    assert about["size_mm"] == [210, 285] and about["fonts"] == ["NotoSansSC-Thin"]
    found = [each.problem for each in report.problems if each.problem.id == "press-too-thick"]
    assert [each.place.file for each in found] == ["press/stapled/stapled.zh.press.pdf"]
    assert dict(found[0].facts)["pages"] == str(about["pages"])
    assert [id for id, _ in about["problems"] if id == "press-too-thick"]


def test_nothing_changed_makes_nothing(county: Path, report: Report) -> None:
    before = stands(county)
    again = made(county, cover=True, booklet=True, preview=True)
    assert again.totals is not None and again.totals.made == []
    assert stands(county) == before
    assert ids(again) == ids(report)


def stands(root: Path) -> dict[str, tuple[int, bytes]]:
    files = [path for path in (root / "press").rglob("*") if path.is_file()]
    return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def test_the_same_county_elsewhere_gives_the_same_bytes(
    county: Path, report: Report, tmp_path: Path
) -> None:
    other = tmp_path / "elsewhere"
    shutil.copytree(county, other, ignore=shutil.ignore_patterns("press", ".zsite"))
    made(other, "book")
    for name in names(other, "book"):
        assert (other / "press/book" / name).read_bytes() == (
            county / "press/book" / name
        ).read_bytes()
    assert not (other / "press/stapled").exists()


@pytest.mark.parametrize(
    ("profile", "id"),
    [
        (None, "press-without-profile"),
        ("gone.icc", "cannot-read"),
        ("screen.icc", "profile-not-cmyk"),
        ("zsite.yaml", "profile-unreadable"),
    ],
)
def test_without_a_printers_profile_nothing_is_made(
    county: Path, tmp_path: Path, profile: str | None, id: str
) -> None:
    other = tmp_path / "county"
    shutil.copytree(county, other, ignore=shutil.ignore_patterns("press", ".zsite"))
    (other / "screen.icc").write_bytes(icc.screen_profile())
    text = (other / "zsite.yaml").read_text("utf-8")
    told = f"profile: {profile}," if profile else ""
    text = text.replace("profile: printer/press.icc,", told)
    (other / "zsite.yaml").write_text(text, "utf-8")
    found = made(other, "book")
    assert found.errors == 1 and id in ids(found)
    assert not (other / "press").exists()


def test_inks_that_are_none_and_paper_without_thickness_are_told(
    county: Path, tmp_path: Path
) -> None:
    other = tmp_path / "county"
    shutil.copytree(county, other, ignore=shutil.ignore_patterns("press", ".zsite"))
    text = (other / "zsite.yaml").read_text("utf-8").replace(", sheet_mm: 1.2", "")
    text = text.replace("print:\n", 'print:\n  tokens: {inks: {"#1B4A3E": [86, 145]}}\n')
    (other / "zsite.yaml").write_text(text, "utf-8")
    found = made(other, "book")
    assert {"press-inks", "press-sheet"} <= ids(found)
    assert found.errors == 1
