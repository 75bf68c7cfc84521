"""The project table that the demo county offers says what its pages say."""

import importlib.util
from pathlib import Path
from types import SimpleNamespace

import pytest

from zsite.theme.filters import own_first

ROOT = Path(__file__).resolve().parents[2]


def test_the_table_is_that_of_the_pages(site: Path) -> None:
    spec = importlib.util.spec_from_file_location("table", ROOT / "tools" / "project_table.py")
    assert spec and spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.FILE.read_bytes() == tool.table(site)
    offered = site / "files" / "downloads" / "project-table" / "project-table.csv"
    assert offered.read_bytes() == tool.FILE.read_bytes()


@pytest.mark.parametrize(("language", "expected"), [("zh", "zbeh"), ("en", "ebzh"), ("ko", "ezbh")])
def test_files_in_the_language_of_the_page_come_first(language: str, expected: str) -> None:
    spoken = {"e": ["en"], "z": ["zh"], "b": ["en", "zh"], "h": ["zh-Hant"]}
    cards = [
        SimpleNamespace(id=name, language=[SimpleNamespace(key=key) for key in keys])
        for name, keys in spoken.items()
    ]
    assert "".join(card.id for card in own_first(cards, language)) == expected
