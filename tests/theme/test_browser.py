"""The demo county in a real browser: nothing sticks out, nothing fails, it opens from anywhere."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from outline import outlines
from playwright.sync_api import Browser
from visitor import PAGES, watched


def test_nothing_sticks_out_and_nothing_fails(browser: Browser, served: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    faults = watched(page)
    for path in PAGES:
        page.goto(served + path)
        for width, larger in ((1280, False), (768, False), (320, False), (320, True)):
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate(f"document.getElementById('larger').checked = {str(larger).lower()}")
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if over > 0:
                size = "with larger text" if larger else ""
                faults.append(f"{path} is {over}px too wide at {width}px {size}")
    page.close()
    assert not faults, "\n".join(faults[:12])


@pytest.mark.parametrize("where", ["root", "sub-path", "disk"])
def test_the_site_opens_from_anywhere(
    browser: Browser, served: str, site: Path, where: str
) -> None:
    bases = {"root": served, "sub-path": served + "tzcj/", "disk": site.as_uri() + "/"}
    page = browser.new_page()
    faults = watched(page)
    page.goto(bases[where] + "index.html")
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
    page.click("nav.menu a[href*='projects']")
    page.click("a.title >> nth=0")
    assert page.url.startswith(bases[where] + "projects/")
    page.click(".languages a[hreflang=en]")
    assert page.url.startswith(bases[where] + "en/projects/")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.close()
    assert not faults, faults


def test_every_link_leads_to_a_file(site: Path) -> None:
    ids = {
        path: {e.attributes["id"] for e in page.elements if "id" in e.attributes}
        for path, page in outlines(site)
    }
    dead = []
    for path, page in outlines(site):
        for element in page.of("a", "link", "img", "source"):
            for link in _links(element.attributes):
                target = _target(site, path, link)
                if target is None:
                    continue
                name = target.relative_to(site).as_posix() if target.is_file() else ""
                anchor = unquote(urlsplit(link).fragment)
                if not name or (anchor and name in ids and anchor not in ids[name]):
                    dead.append(f"{path}: {link}")
    assert not dead, "\n".join(dead[:12])


def _links(attributes: dict[str, str]) -> list[str]:
    sources = [part.split()[0] for part in attributes.get("srcset", "").split(",") if part.strip()]
    return [*sources, *(attributes[name] for name in ("href", "src") if name in attributes)]


def _target(site: Path, path: str, link: str) -> Path | None:
    """The file that a link means; None for one that leads out of the site."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    if parts.path.startswith("/"):
        return site / unquote(parts.path).lstrip("/")
    return (
        (site / path).parent.joinpath(unquote(parts.path)).resolve() if parts.path else site / path
    )


def test_a_keyboard_reaches_the_content_first(browser: Browser, served: str) -> None:
    page = browser.new_page()
    page.goto(served + "en/index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    page.close()


def test_larger_text_and_cards_need_no_script(browser: Browser, served: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(served + "projects/index.html")
    heading = page.locator("h1")
    before = heading.bounding_box()
    page.check("#larger")
    after = heading.bounding_box()
    assert before and after and after["height"] > before["height"] * 1.1
    assert not page.locator(".pool .cover").first.is_visible()
    page.check("#as-cards")
    assert page.locator(".pool .cover").first.is_visible()
    page.context.close()


def test_a_card_on_a_phone_has_its_labels_above_their_values(browser: Browser, served: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto(served + "projects/index.html")
    cell = page.locator(".pool td[data-label]").first
    line = cell.evaluate("cell => parseFloat(getComputedStyle(cell).lineHeight)")
    in_rows = cell.bounding_box()
    page.check("#as-cards")
    in_cards = cell.bounding_box()
    page.close()
    assert in_rows and in_cards
    assert in_rows["height"] < 1.6 * line < in_cards["height"]
