"""The demo county, built once with a theme that shows every vCard and QR code."""

import shutil
from pathlib import Path

import pytest

from zsite import session
from zsite.report import Wishes

ROOT = Path(__file__).parents[2]
BESIDE = "<p>vcard={{ entry.vcard }} qr={{ entry.qr }}</p>\n"
THEME = "name: beside\napi: 1\nparent: default\nqr: [contacts, parks, county]\n"


@pytest.fixture(scope="package")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of the demo county."""
    root = tmp_path_factory.mktemp("demo")
    shutil.copytree(ROOT / "content", root / "content")
    settings = (ROOT / "zsite.yaml").read_text("utf-8")
    (root / "zsite.yaml").write_text(settings.replace("theme: default", "theme: beside"), "utf-8")
    theme = root / "themes" / "beside"
    theme.mkdir(parents=True)
    (theme / "theme.yaml").write_text(THEME, "utf-8")
    for kind in ("contacts", "parks", "county", "projects"):
        (theme / kind).mkdir()
        (theme / kind / "detail.html").write_text(BESIDE, "utf-8")
    report = session.build(root, Wishes("2026-11-22", workers=1, guides=False))
    assert report.totals is not None, report.problems
    return root / "output"
