"""axe-core finds nothing wrong with any template.

Each is seen four times over: wide and narrow, light and dark; twice in Chinese, twice in English.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from visitor import TEMPLATES

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
CHINESE = TEMPLATES
ENGLISH = [f"en/{path}" for path in TEMPLATES if path != "404.html"]
WAYS = {
    (1280, "light"): [*CHINESE[::2], *ENGLISH[1::2]],
    (360, "dark"): [*CHINESE[::2], *ENGLISH[1::2]],
    (1280, "dark"): [*CHINESE[1::2], *ENGLISH[::2]],
    (360, "light"): [*CHINESE[1::2], *ENGLISH[::2]],
}


@pytest.mark.parametrize(("width", "scheme"), WAYS)
def test_no_violations(browser: Browser, served: str, width: int, scheme: str) -> None:
    page = browser.new_page(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    faults = []
    for path in WAYS[width, scheme]:
        page.goto(served + path)
        found = Axe().run(page, options=OPTIONS).response["violations"]
        faults += [f"{path}: {each['id']}: {each['nodes'][0]['html'][:90]}" for each in found]
    page.close()
    assert not faults, "\n".join(faults[:12])
