"""Somebody who fills in forms with nothing but a keyboard."""

import re

from playwright.sync_api import FilePayload, Page, TimeoutError

DESCRIBE = """() => {
  const e = document.activeElement;
  return {tag: e.tagName, type: e.type || '', name: e.name || '', value: e.value || '', id: e.id};
}"""
# How many presses of Tab away an element is, as far as the document tells: a date has more stops.
AWAY = """selector => {
  const now = document.activeElement;
  const radios = [...document.querySelectorAll('input[type=radio]')];
  const group = e => e.type === 'radio' && radios.filter(each => each.name === e.name);
  // Of a group of radio buttons one is a stop: the one in focus, or chosen, or the first.
  const stop = e => !group(e) || e === (
    group(e).find(each => each === now) || group(e).find(each => each.checked) || group(e)[0]);
  const stops = [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex]')].filter(
    e => e.tabIndex >= 0 && !e.disabled && e.type !== 'hidden' && e.checkVisibility() && stop(e));
  const target = document.querySelector(selector);
  return [stops.indexOf(target) - stops.indexOf(now), stops.includes(target)];
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


def reach(page: Page, selector: str) -> None:
    """Press Tab, or Shift and Tab, until an element has the focus."""
    for _ in range(60):
        away, there = page.evaluate(AWAY, selector)
        assert there, f"Tab never comes to {selector}"
        if not away:
            return
        for _ in range(abs(away)):
            page.keyboard.press("Tab" if away > 0 else "Shift+Tab")
    raise AssertionError(f"no way to {selector} by keyboard")


def typed(page: Page, selector: str, text: str) -> None:
    """Write a text in the place of what is there."""
    reach(page, selector)
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def chosen(page: Page, selector: str) -> None:
    """The first choice of a list that is one."""
    reach(page, selector)
    page.keyboard.press("ArrowDown")
    assert page.input_value(selector)


def picked(page: Page, selector: str, file: FilePayload) -> None:
    """Choose a file in the system's own dialogue, opened by the space key.

    The browser takes keys and orders to intercept dialogues by different ways, and a key can be the
    faster one: then the real dialogue opens. What the page answers, it answers behind the order.
    """
    reach(page, selector)
    with page.expect_file_chooser() as asked:
        here(page)
        page.keyboard.press("Space")
    asked.value.set_files(file)


def entered(page: Page, selector: str, query: str) -> None:
    """Press a button by Enter and wait for the page that follows; else say what the form said."""
    reach(page, selector)
    try:
        with page.expect_navigation(url=re.compile(query), timeout=60_000):
            page.keyboard.press("Enter")
    except TimeoutError:
        raise AssertionError(complaints(page)) from None


def pressed(page: Page, selector: str, query: str) -> None:
    """Press a button and wait for the page that follows; else say what the form said."""
    try:
        with page.expect_navigation(url=re.compile(query), timeout=60_000):
            page.click(selector)
    except TimeoutError:
        raise AssertionError(complaints(page)) from None


def complaints(page: Page) -> str:
    """What a form says is wrong, or where one is."""
    told = [each.inner_text() for each in page.locator("section.error, #trouble, .wrong").all()]
    return "\n".join(told) or page.url
