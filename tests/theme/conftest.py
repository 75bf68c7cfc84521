"""The demo county, built once for all tests of its theme."""

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
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


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder without a word."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def served(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server whose root is the site and whose /tzcj/ is the site, too."""
    root = tmp_path_factory.mktemp("www") / "root"
    shutil.copytree(site, root)
    shutil.copytree(site, root / "tzcj")
    handler = functools.partial(Quiet, directory=str(root))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()
