"""axe finds nothing on any page of the editor, in both languages, in light and dark."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from zsite.content.declarations import built_in

RECORD = "projects/fruit-wine"
FILE = "content/projects/fruit-wine/project.yaml"


BOTH = [("zh", "light"), ("en", "dark")]
# A form is long to look at: each kind's in one of the two, all macros of forms in both.
FORMS = [(BOTH[n % 2], f"{kind}/new") for n, kind in enumerate(built_in())]
FORMS += [(each, path) for each in BOTH for path in ("projects", RECORD)]


@pytest.fixture(scope="module", params=BOTH, ids="-".join)
def opened(
    request: pytest.FixtureRequest, browser: Browser, desk_at: tuple[Path, str]
) -> Iterator[Page]:
    """A page at the editor's first page, in a language and a scheme of colours."""
    language, scheme = request.param
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{desk_at[1]}?words={language}")
    yield page
    context.close()


def clean(page: Page) -> None:
    """Nothing is found, with everything unfolded that can be."""
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    found = Axe().run(page)
    wrong = [
        (v["id"], n["html"], n["failureSummary"])
        for v in found.response["violations"]
        for n in v["nodes"]
    ]
    assert wrong == [], page.url


@pytest.mark.parametrize(("opened", "path"), FORMS, indirect=["opened"])
def test_of_forms_and_lists(opened: Page, desk_at: tuple[Path, str], path: str) -> None:
    opened.goto(desk_at[1] + path)
    clean(opened)


@pytest.mark.parametrize(
    "path",
    ["", "search?q=园", "history", "contacts/none", f"{RECORD}?text=1", f"{RECORD}/remove"],
)
def test_of_the_other_pages(opened: Page, desk_at: tuple[Path, str], path: str) -> None:
    opened.goto(desk_at[1] + path)
    clean(opened)


def _refused(page: Page, record: Path) -> None:
    page.fill('[name="f.total_investment"]', "3.5公顷")
    page.click("button.main[value=save]")
    page.wait_for_selector("#wrong-title:focus")


def _contested(page: Page, record: Path) -> None:
    page.fill('[name="f.name.en"]', "Mine")
    record.write_text(record.read_text("utf-8") + "# by hand\n", "utf-8")
    page.click("button.main[value=save]")
    page.wait_for_selector(".difference")


def _saved(page: Page, record: Path) -> None:
    page.fill('[name="f.name.en"]', "Saved")
    page.click("button.main[value=save]")
    page.wait_for_url("**saved=*")


def _undone(page: Page, record: Path) -> None:
    _saved(page, record)
    page.click("[formaction*=undo]")
    page.wait_for_url("**undone=*")


def _broken(page: Page, record: Path) -> None:
    record.write_text("name：x\n", "utf-8")
    page.reload()


@pytest.mark.parametrize("what", [_refused, _contested, _saved, _undone, _broken])
def test_of_what_comes_of_a_save(
    opened: Page, desk_at: tuple[Path, str], what: Callable[[Page, Path], None]
) -> None:
    root, base = desk_at
    before = (root / FILE).read_bytes()
    opened.goto(base + RECORD)
    try:
        what(opened, root / FILE)
        clean(opened)
    finally:
        (root / FILE).write_bytes(before)
