"""The demo county, built once for all tests of its theme."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from visitor import serving

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
def served(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server whose root is the site and whose /tzcj/ is the site, too."""
    root = tmp_path_factory.mktemp("www") / "root"
    shutil.copytree(site, root)
    shutil.copytree(site, root / "tzcj")
    with serving(root) as base:
        yield base
