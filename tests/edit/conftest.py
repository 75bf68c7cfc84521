"""A copy of the demo county's content for each test that changes it, and pages to see it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from serving import served

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """The demo county in a folder of its own."""
    for name in ("content", "internal"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "zsite.yaml", tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def desk_at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A county that the tests of a module share, and the address of its editor."""
    folder = tmp_path_factory.mktemp("county")
    for name in ("content", "internal"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "zsite.yaml", folder)
    with served(folder) as base:
        yield folder, base


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of which nothing may fail: no script error, no refusal by the content policy."""
    page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda m: (
            faults.append(m.text)
            if m.type == "error" and "status of 4" not in m.text and "favicon" not in m.text
            else None
        ),
    )
    page.on("dialog", lambda dialog: dialog.accept())
    yield page
    page.close()
    assert not faults, faults
