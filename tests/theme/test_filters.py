"""Projects can be narrowed and compared; without scripts the whole list is there."""

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

LIST = "projects/index.html"
ROW = "#pool tr[data-number]"
SHOWN = f"{ROW}:not([hidden])"


@pytest.fixture
def page(browser: Browser, served: str) -> Page:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.goto(served + LIST)
    return opened


def numbers(page: Page, rows: str = SHOWN) -> list[str]:
    found = page.locator(rows).evaluate_all("rows => rows.map(row => row.dataset.number)")
    return [str(number) for number in found]


def test_choices_of_a_group_add_and_groups_narrow(page: Page) -> None:
    everything = numbers(page)
    page.check("input[name=industry][value=glass]")
    glass = numbers(page)
    page.check("input[name=industry][value=food]")
    both = numbers(page)
    page.check("input[name=stage][value=seeking]")
    seeking = numbers(page)
    assert set(glass) < set(both) < set(everything)
    assert set(seeking) < set(both)
    stages = page.locator(SHOWN).evaluate_all("rows => rows.map(row => row.dataset.stage)")
    assert set(stages) == {"seeking"}
    assert str(len(seeking)) in page.inner_text("[role=status]")
    page.click(".chips .plain")
    assert numbers(page) == everything
    page.close()


def test_a_count_says_what_a_choice_would_leave(page: Page) -> None:
    page.check("input[name=stage][value=seeking]")
    label = page.locator("label", has=page.locator("input[name=industry][value=glass]"))
    said = int(label.locator("small").inner_text())
    page.check("input[name=industry][value=glass]")
    assert len(numbers(page)) == said
    page.close()


def test_the_address_remembers_what_was_chosen(page: Page, browser: Browser) -> None:
    page.check("input[name=park][value=east-zone]")
    page.check("input[name=investment][value='2']")
    chosen, address = numbers(page), page.url
    other = browser.new_page()
    other.goto(address)
    assert numbers(other) == chosen
    assert other.is_checked("input[name=park][value=east-zone]")
    other.close()
    page.close()


def test_groups_without_a_project_are_not_shown(page: Page) -> None:
    page.check("input[name=industry][value=glass]")
    assert page.locator("#pool tbody:not([hidden])").count() == 1
    page.close()


def test_up_to_four_are_compared_side_by_side(page: Page) -> None:
    boxes = page.locator(".pick input")
    for at in range(4):
        boxes.nth(at).check()
    boxes.nth(4).click()
    assert not boxes.nth(4).is_checked()
    page.click(".compare-bar .button")
    dialog = page.locator("dialog")
    names = numbers(page, ".picked")
    assert len(names) == 4
    assert dialog.locator("tr").first.locator("td").count() == 4
    assert all(name in dialog.inner_text() for name in names)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)  # its "close" comes in a task of its own
    page.close()


def test_cards_and_filters_go_together(page: Page) -> None:
    page.check("#as-cards")
    page.check("input[name=industry][value=glass]")
    assert page.locator(f"{ROW}:visible").count() == len(numbers(page))
    page.close()


def test_it_works_from_a_disk(browser: Browser, site: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto((site / "en" / LIST).as_uri())
    before = len(numbers(page))
    page.check("input[name=stage][value=seeking]")
    assert 0 < len(numbers(page)) < before
    page.close()


def test_without_scripts_the_whole_list_is_there(browser: Browser, served: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(served + LIST)
    assert page.locator(f"{ROW}:visible").count() == page.locator(ROW).count() > 20
    assert not page.locator(".filters").is_visible()
    page.context.close()


def test_scripts_are_small(site: Path) -> None:
    sizes = [len(gzip.compress(script.read_bytes())) for script in site.glob("assets/*.js")]
    assert 0 < sum(sizes) <= 10_240


MOVED = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value; }))
    .observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
})"""


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_when_the_script_comes(browser: Browser, served: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(served + "en/" + LIST)
    assert page.locator(".filters").is_visible()
    assert page.evaluate(MOVED) < 0.01
    page.close()
