"""A list of several pages becomes one when a visitor wants to filter; without scripts and from a
disk its pages stay."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from visitor import serving, watched

from zsite import session
from zsite.report import Wishes

ROOT = Path(__file__).resolve().parents[2]
ROW = "#pool tr[data-number]"
SHOWN = f"{ROW}:not([hidden])"


@pytest.fixture(scope="module")
def paged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo county with ten projects on a page."""
    folder = tmp_path_factory.mktemp("paged")
    for name in ("content", "marks", "themes"):
        shutil.copytree(ROOT / name, folder / name)
    settings = (ROOT / "zsite.yaml").read_text("utf-8")
    (folder / "zsite.yaml").write_text(settings.replace("page_size: 60", "page_size: 10"), "utf-8")
    report = session.build(folder, Wishes("2026-11-22", guides=False))
    assert not report.errors, report.problems
    return folder / "output"


@pytest.fixture(scope="module")
def address(paged: Path) -> Iterator[str]:
    with serving(paged) as base:
        yield base


def numbers(page: Page, rows: str = SHOWN) -> list[str]:
    found = page.locator(rows).evaluate_all("rows => rows.map(row => row.dataset.number)")
    return sorted(str(number) for number in found)


def opened(browser: Browser, link: str, scripts: bool = True) -> Page:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(link)
    return page


def test_one_list_comes_of_all_pages(browser: Browser, address: str, served: str) -> None:
    whole = opened(browser, served + "projects/index.html")
    page = opened(browser, address + "projects/page-2.html")
    faults = watched(page)
    assert not page.locator(".filters").is_visible()
    assert len(numbers(page)) == 10
    page.click(".pool-bar button")
    page.wait_for_selector(".filters:visible")
    assert numbers(page) == numbers(whole)
    for box in ("[name=industry][value=glass]", "[name=stage][value=seeking]"):
        page.check(f".filters input{box}")
        whole.check(f".filters input{box}")
    assert 0 < len(numbers(page)) < 10
    assert numbers(page) == numbers(whole)
    choices = ".filters input"
    read = "boxes => boxes.map(box => box.name + '=' + box.value + box.closest('label').innerText)"
    assert sorted(page.locator(choices).evaluate_all(read)) == sorted(
        whole.locator(choices).evaluate_all(read)
    )
    assert page.locator(".pager").count() == 0
    page.click(f"{SHOWN} a.title >> nth=0")
    assert "/projects/" in page.url and page.locator("h1").count() == 1
    assert not faults
    page.context.close()
    whole.context.close()


def test_an_address_with_a_choice_needs_no_button(browser: Browser, address: str) -> None:
    page = opened(browser, address + "en/projects/index.html#industry=bamboo")
    page.wait_for_selector(".filters:visible")
    industries = page.locator(SHOWN).evaluate_all("rows => rows.map(row => row.dataset.industry)")
    assert set(industries) == {"bamboo"}
    page.context.close()


@pytest.mark.parametrize("where", ["disk", "no scripts"])
def test_else_the_pages_stay(browser: Browser, address: str, paged: Path, where: str) -> None:
    link = paged.as_uri() + "/" if where == "disk" else address
    page = opened(browser, link + "projects/index.html", scripts=where == "disk")
    assert page.locator(f"{ROW}:visible").count() == 10
    assert page.locator(".pager").is_visible()
    assert not page.locator(".filters").is_visible()
    assert page.locator(".pool-bar button").count() == 0
    linked = page.locator(".by-industry a").evaluate_all("links => links.map(a => a.href)")
    assert len(linked) == 5
    seen = set()
    for industry in linked:
        page.goto(industry)
        seen |= set(
            page.locator("main a[href*='projects/']").evaluate_all("x => x.map(a => a.href)")
        )
    assert len({href for href in seen if "index" not in href}) >= 24
    page.context.close()


def test_every_industry_can_be_linked_to(paged: Path) -> None:
    for path in ("projects/index.html", "en/projects/index.html"):
        text = (paged / path).read_text("utf-8")
        for industry in (paged / "industries").glob("*.html"):
            if industry.stem != "index":
                assert text.count(f'id="industry={industry.stem}"') == 1
