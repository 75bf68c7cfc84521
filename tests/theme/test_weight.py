"""No page needs more than 6 requests or 50 KB but for its pictures, and 300 KB with them."""

import gzip
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from outline import Outline, outlines
from playwright.sync_api import Browser

LOADED = {"link": "href", "script": "src", "img": "src"}
NOT_LOADED = ("canonical", "alternate")
LOAD_ALL = """async () => {
  for (const image of document.images) image.loading = "eager";
  await Promise.all([...document.images].map((image) => image.decode().catch(() => 0)));
}"""


@cache
def sent(file: Path) -> int:
    """How many bytes a server that compresses texts sends."""
    return len(gzip.compress(file.read_bytes(), 6))


def files(site: Path, path: str, page: Outline) -> Iterator[Path]:
    """The page and every file of the site that it loads, to the foot."""
    yield site / path
    for element in page.of(*LOADED):
        link = element.attributes.get(LOADED[element.tag], "")
        if link and element.attributes.get("rel") not in NOT_LOADED:
            top = site if link.startswith("/") else (site / path).parent
            yield (top / link.lstrip("/")).resolve()


def test_every_page_is_light(site: Path) -> None:
    heavy = []
    for path, page in outlines(site):
        loaded = set(files(site, path, page))
        pictures = {file for file in loaded if site.resolve() / "media" in file.parents}
        own = loaded - pictures
        weight, whole = sum(map(sent, own)), sum(map(sent, loaded))
        if len(own) > 6 or weight > 50_000 or whole > 300_000:
            heavy.append(f"{path}: {len(own)} requests, {weight} bytes, {whole} with pictures")
    assert not heavy, "\n".join(heavy[:12])


@pytest.mark.parametrize("path", ["en/projects/index.html", "parks/east-zone.html"])
def test_a_browser_loads_just_these(browser: Browser, served: str, site: Path, path: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(served)))
    page.goto(served + path)
    page.evaluate(LOAD_ALL)
    page.close()
    counted = files(site, path, Outline((site / path).read_text("utf-8")))
    names = {file.relative_to(site.resolve()).as_posix() for file in counted}
    assert set(asked) <= names
    assert set(asked) >= {name for name in names if "icon" not in name}
