"""Every folder in cases/ is a small project and what must come of it; a new one needs no code.

`project/` is the project; the plain theme is put beside it. `expected/` holds files that must stand
in the output with the same bytes. `expected.json` may say: `as_of`; `problems`, all of them but
notes, as [severity, id, place]; `paths`, every file of the output but assets; `absent`, texts that
no file of the output may hold; `next_change`; `urls`, the text of urls.yaml without its head.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import tiny

from zsite.report import Report

CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.is_dir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, tmp_path: Path) -> None:
    expected = json.loads((case / "expected.json").read_text("utf-8"))
    root = tmp_path / "project"
    shutil.copytree(case / "project", root)
    tiny.write(root, {})
    report = tiny.build(root, expected.get("as_of", tiny.DAY))
    assert problems(report) == expected.get("problems", [])
    assert_output(root, case, expected)
    assert report.next_change == expected.get("next_change", report.next_change)
    assert remembered(root) == expected.get("urls", [])


def problems(report: Report) -> list[list[str]]:
    return [[severity, p.id, str(p.place)] for p, severity in report.problems if severity != "note"]


def assert_output(root: Path, case: Path, expected: dict[str, Any]) -> None:
    output = tiny.output(root)
    for path in sorted((case / "expected").rglob("*")):
        if path.is_file():
            name = path.relative_to(case / "expected").as_posix()
            assert name in output
            assert output[name].decode() == path.read_text("utf-8"), name
    paths = sorted(path for path in output if not path.startswith("assets/"))
    assert paths == expected.get("paths", paths)
    for text in expected.get("absent", []):
        assert [path for path, data in output.items() if text.encode() in data] == []


def remembered(root: Path) -> list[str]:
    path = root / "urls.yaml"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return [line for line in lines if line and not line.startswith("#")]
