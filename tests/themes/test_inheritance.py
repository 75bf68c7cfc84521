"""Themes that stand on the default one: a column inside a portal, and one colour with one block."""

import io
import re
import shutil
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser

from zsite import session
from zsite.report import Report, Wishes

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("index.html", "en/index.html", "en/projects/food-processing.html", "404.html")


def demo(folder: Path, theme: str, more: str = "") -> Path:
    """A copy of the demo county that wears another theme."""
    for name in ("content", "marks", "themes"):
        shutil.copytree(ROOT / name, folder / name)
    settings = (ROOT / "zsite.yaml").read_text("utf-8").replace("theme: default", f"theme: {theme}")
    (folder / "zsite.yaml").write_text(settings + more, "utf-8")
    return folder


def built(folder: Path) -> Report:
    report = session.build(folder, Wishes("2026-11-22", guides=False))
    assert not report.errors, report.problems
    return report


def page(folder: Path, path: str) -> str:
    return (folder / "output" / path).read_text("utf-8")


@pytest.fixture(scope="module")
def column(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = demo(tmp_path_factory.mktemp("column"), "column")
    built(folder)
    return folder


@pytest.mark.parametrize("path", PAGES)
def test_a_column_leaves_masthead_footer_and_policy_to_its_host(column: Path, path: str) -> None:
    html = page(column, path)
    assert html.count('class="host-place"') == 2
    assert 'class="masthead"' not in html
    assert 'class="foot"' not in html
    assert "Content-Security-Policy" not in html
    assert html.count("<main") == html.count("<h1") == 1
    assert re.search(r'href="[^"]*assets/column\.[0-9a-f]{8}\.css"', html)


def test_a_column_has_colours_of_its_own(column: Path) -> None:
    (tokens,) = (column / "output" / "assets").glob("tokens.*.css")
    assert "--main:#1D4F86;" in tokens.read_text("utf-8")


def test_a_host_may_be_included_by_its_server(tmp_path: Path) -> None:
    include = "host: {header: /inc/top.html, footer: /inc/end.html, name: {zh: 某县政府}}\n"
    folder = demo(tmp_path, "column", include)
    built(folder)
    for path in PAGES:
        html = page(folder, path)
        assert html.index('<!--#include virtual="/inc/top.html" -->') < html.index("<main")
        assert html.index('<!--#include virtual="/inc/end.html" -->') > html.index("</main>")


def test_an_include_cannot_break_out_of_its_comment(tmp_path: Path) -> None:
    folder = demo(tmp_path, "column", 'host: {header: "/x\\" --><script>alert(1)</script>"}\n')
    report = session.build(folder, Wishes("2026-11-22", guides=False))
    assert [found.problem.id for found in report.problems if found.severity == "error"] == [
        "pattern-mismatch"
    ]


def test_a_host_may_be_a_file_of_a_child_theme(tmp_path: Path) -> None:
    folder = demo(tmp_path, "ours")
    ours = folder / "themes" / "ours" / "host"
    ours.mkdir(parents=True)
    (ours.parent / "theme.yaml").write_text("name: ours\napi: 1\nparent: column\n", "utf-8")
    (ours / "header.html").write_text("<p>门户的页头 {{ site.title }}</p>\n", "utf-8")
    built(folder)
    assert "<p>门户的页头 投资云泽</p>" in page(folder, "index.html")
    assert page(folder, "index.html").count('class="host-place"') == 1


def test_a_child_theme_changes_one_colour_and_one_block(tmp_path: Path) -> None:
    plain, child = demo(tmp_path / "plain", "default"), demo(tmp_path / "child", "example")
    built(plain)
    built(child)
    differing = set()
    for path in sorted((plain / "output").rglob("*.html")):
        name = path.relative_to(plain / "output").as_posix()
        before, after = (unhashed(page(folder, name)) for folder in (plain, child))
        if before != after:
            differing.add(name)
    assert differing == {"index.html", "en/index.html"}
    (tokens,) = (child / "output" / "assets").glob("tokens.*.css")
    assert "--main:#5B3A8C;" in tokens.read_text("utf-8")


def unhashed(html: str) -> str:
    """The page without the name of the tokens' file, which follows its content."""
    return re.sub(r"site\.[0-9a-f]{8}\.css", "site.css", html)


def test_a_column_keeps_its_edges_and_its_sheets(browser: Browser, column: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto((column / "output" / "projects" / "food-processing.html").as_uri())
    edges = page.evaluate(
        "['main .crumbs ol', 'main h1', 'main .colophon']"
        ".map(one => document.querySelector(one).getBoundingClientRect().left)"
    )
    sheets = len(pypdfium2.PdfDocument(io.BytesIO(page.pdf())))
    page.close()
    assert max(edges) - min(edges) < 1
    assert sheets == 2
