"""The processes that work for the server: what they leave behind."""

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from running import until
from site_files import small, with_guides

from zsite.ship.serve.worker import Worker


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of temporary files, of this process and of those that it starts."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def test_a_guide_that_is_cut_short_leaves_no_temporary_files(
    tmp_path: Path, temporary: Path
) -> None:
    setter = Worker(with_guides(small(tmp_path / "project")), "printing")
    with ThreadPoolExecutor(1) as press:
        job = press.submit(setter.ask, "book\t")
        until(lambda: [*temporary.rglob("zsite-guide-*/staging")])
        setter.cut()
        assert [each["id"] for each in job.result()["report"]["problems"]] == ["preview-stopped"]
    assert [each.name for each in temporary.rglob("*") if "guide" in each.name] == []
    assert [each for each in temporary.iterdir() if each.is_dir()] == []
