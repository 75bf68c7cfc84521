"""The project table that the demo county offers says what its pages say."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_table_is_that_of_the_pages(site: Path) -> None:
    spec = importlib.util.spec_from_file_location("table", ROOT / "tools" / "project_table.py")
    assert spec and spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.FILE.read_bytes() == tool.table(site)
    offered = site / "files" / "downloads" / "project-table" / "project-table.csv"
    assert offered.read_bytes() == tool.FILE.read_bytes()
