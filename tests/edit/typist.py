"""Somebody who fills in forms with nothing but a keyboard."""

import re

from playwright.sync_api import Page, TimeoutError

DESCRIBE = """() => {
  const e = document.activeElement;
  return {tag: e.tagName, type: e.type || '', name: e.name || '', value: e.value || '', id: e.id};
}"""


def here(page: Page) -> dict[str, object]:
    """The element that has the focus."""
    found: dict[str, object] = page.evaluate(DESCRIBE)
    return found


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Press Tab until the control of that name has the focus."""
    for _ in range(400):
        if here(page)["name"] == name:
            return
        page.keyboard.press(key)
    raise AssertionError(f"no way to {name} by keyboard")


def pressed(page: Page, selector: str, query: str) -> None:
    """Press a button and wait for the page that follows; else say what the form said."""
    try:
        with page.expect_navigation(url=re.compile(query), timeout=60_000):
            page.click(selector)
    except TimeoutError:
        told = [each.inner_text() for each in page.locator("section.error, #trouble, .wrong").all()]
        raise AssertionError("\n".join(told) or page.url) from None
