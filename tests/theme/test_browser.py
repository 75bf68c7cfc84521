"""The demo county in a real browser: nothing sticks out, nothing fails, it opens from anywhere."""

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from outline import outlines
from playwright.sync_api import Browser, Page, Request, sync_playwright

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
    "--disable-sync", "--disable-component-update",
]  # fmt: skip
TEMPLATES = (
    "index.html", "county.html", "sitemap.html", "404.html", "about.html",
    "industries/index.html", "industries/glass.html", "parks/index.html", "parks/east-zone.html",
    "premises/index.html", "premises/e-03.html", "projects/index.html",
    "projects/food-processing.html", "policies/index.html", "policies/industrial-growth.html",
    "policies/outside-investment-2014.html", "costs/index.html", "costs/electricity.html",
    "procedures/index.html", "procedures/set-up-company.html", "contacts/index.html",
    "contacts/investment-centre.html", "cases/index.html", "cases/precision-parts.html",
    "events/index.html", "events/chain-roundtable.html", "news/index.html", "news/substation.html",
    "faqs/index.html", "faqs/school.html", "townships/index.html", "townships/liuhe.html",
)  # fmt: skip
PAGES = [*TEMPLATES, *(f"en/{path}" for path in TEMPLATES if path != "404.html")]
LOW_CONTRAST = (Path(__file__).parent / "low_contrast.js").read_text("utf-8")


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield opened
        opened.close()


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder without a word."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def served(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server whose root is the site and whose /tzcj/ is the site, too."""
    root = tmp_path_factory.mktemp("www") / "root"
    shutil.copytree(site, root)
    shutil.copytree(site, root / "tzcj")
    handler = functools.partial(Quiet, directory=str(root))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def failure(request: Request) -> list[str]:
    """A request that failed, unless the browser itself gave it up to go to the next page."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"failed: {request.url}"]


def watched(page: Page) -> list[str]:
    """What goes wrong on a page from now on: messages of the console, requests that fail."""
    faults: list[str] = []
    page.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("requestfailed", lambda request: faults.extend(failure(request)))
    page.on(
        "response", lambda r: faults.append(f"{r.status}: {r.url}") if r.status >= 400 else None
    )
    return faults


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_on_its_ground(browser: Browser, served: str, scheme: str) -> None:
    page = browser.new_page(color_scheme="dark" if scheme == "dark" else "light")
    faults = []
    for path in PAGES[::2]:
        page.goto(served + path)
        faults += [f"{path}: {fault}" for fault in page.evaluate(LOW_CONTRAST)]
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


@pytest.mark.parametrize("path", ["index.html", "en/projects/index.html", "parks/east-zone.html"])
def test_a_page_is_light(browser: Browser, served: str, path: str) -> None:
    page = browser.new_page()
    sizes: list[int] = []
    page.on("response", lambda response: sizes.append(len(response.body())))
    page.goto(served + path, wait_until="networkidle")
    page.close()
    assert len(sizes) <= 6
    assert sum(sizes) <= 130_000  # as files; compressed by a server it is less than 50 KB
