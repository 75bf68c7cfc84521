"""The demo county, built once for all tests of its theme."""

import shutil
from pathlib import Path

import pytest

from zsite import session
from zsite.report import Wishes

ROOT = Path(__file__).resolve().parents[2]
AS_OF = "2026-11-22"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site."""
    folder = tmp_path_factory.mktemp("demo")
    for name in ("content", "marks", "themes"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "zsite.yaml", folder)
    report = session.build(folder, Wishes(AS_OF, guides=False))
    assert not report.errors, report.problems
    return folder / "output"


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser; its absence is a failure, never a silent skip."""
    found = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
    )
    assert found, "these tests need Chromium, for example: apt-get install chromium"
    return found
