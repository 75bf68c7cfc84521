"""The tables in the docs say what the declarations say."""

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES: dict[Path, str] = runpy.run_path(str(ROOT / "docs" / "fields.py"))["pages"]()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_page_is_current(page: Path) -> None:
    assert page.read_text("utf-8") == PAGES[page], "run: python docs/fields.py"


def test_both_languages_have_the_same_pages() -> None:
    names = [path.relative_to(ROOT / "docs").as_posix() for path in PAGES]
    english = {name for name in names if not name.startswith("zh/")}
    assert english == {name.removeprefix("zh/") for name in names if name.startswith("zh/")}
