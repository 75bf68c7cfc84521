"""What pages say first, what they say once, and that a narrow place does not press words apart."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

BUILT = "2026-11-22"  # the day for which the demo county of these tests is built


def _days(html: str) -> list[str]:
    return re.findall(r'<time datetime="([^"]+)"', html)


@pytest.mark.parametrize("folder", ["", "en/"])
def test_the_next_event_stands_first(site: Path, folder: str) -> None:
    sections = (site / folder / "events" / "index.html").read_text().split("<section")
    coming, past = (_days(section) for section in sections[1:3])
    assert coming == sorted(coming) and coming[0] > BUILT
    assert past == sorted(past, reverse=True) and past[0] < BUILT
    lately = [
        day
        for day in _days((site / folder / "index.html").read_text())
        if "T" in day and day > BUILT
    ]
    assert lately == coming[:2]


@pytest.mark.parametrize("folder", ["", "en/"])
def test_news_names_a_policy_once(site: Path, folder: str) -> None:
    page = (site / folder / "news" / "growth-explained.html").read_text()
    assert page.count('class="title" href="../policies/industrial-growth.html"') == 1


@pytest.mark.parametrize("folder", ["", "en/"])
def test_an_address_of_mail_breaks_before_its_at(site: Path, folder: str) -> None:
    for page in (site / folder / "contacts").glob("*.html"):
        for shown in re.findall(r'<a href="mailto:[^"]*">(.*?)</a>', page.read_text()):
            assert shown.count("<wbr>@") == 1, (page, shown)


def test_a_missing_page_says_so_in_every_language(site: Path) -> None:
    page = (site / "404.html").read_text()
    assert "没有这个页面" in page
    said = re.search(r'<p class="lead" lang="en">(.*?)</p>', page)
    assert said and "There is no such page" in said[1] and "/en/" in said[1]


@pytest.mark.parametrize(("width", "least"), [(1280, 0.25), (768, 0.25)])
def test_projects_have_room_for_their_names(
    browser: Browser, served: str, width: int, least: float
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(served + "en/projects/index.html")
    share = page.evaluate(
        "(() => { const name = document.querySelector('.pool a.title').closest('th');"
        " return name.clientWidth / name.closest('table').clientWidth; })()"
    )
    page.close()
    assert share >= least


@pytest.mark.parametrize("width", [1280, 768, 320])
def test_links_of_a_chain_break_between_words(browser: Browser, served: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(served + "en/industries/index.html")
    pressed = page.evaluate(
        "[...document.querySelectorAll('.chain li')].filter(li => {"
        " li.style.overflowWrap = 'normal'; return li.scrollWidth > li.clientWidth;"
        " }).map(li => li.textContent)"
    )
    page.close()
    assert not pressed, pressed


def test_facts_within_facts_keep_their_words_whole(browser: Browser, served: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto(served + "en/projects/pv-glass.html")
    found = page.locator(".facts .facts dd")
    assert found.count() > 2
    pressed = found.evaluate_all(
        "all => all.filter(dd => {"
        " dd.style.overflowWrap = 'normal'; return dd.scrollWidth > dd.clientWidth;"
        " }).map(dd => dd.textContent)"
    )
    page.close()
    assert not pressed, pressed


def test_a_drawing_shown_in_both_languages_is_written_in_neither(site: Path) -> None:
    shown = [
        set((site / folder / "parks" / "east-zone.html").read_text().split('"'))
        for folder in ("", "en/")
    ]
    drawings = [
        path
        for path in (site / "media").rglob("*.svg")
        if all(any(link.endswith(path.name) for link in links) for links in shown)
    ]
    written = [re.findall(r"<text[^>]*>([^<]*)", path.read_text()) for path in drawings]
    assert any("E-03" in labels for labels in written)
    assert all(re.fullmatch(r"[A-Z]-\d\d", label) for labels in written for label in labels)
