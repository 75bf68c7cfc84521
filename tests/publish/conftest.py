"""Servers that several tests use."""

from collections.abc import Iterator
from pathlib import Path

import daemons
import pytest


@pytest.fixture(scope="session")
def ssh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[daemons.Ssh]:
    """An sshd for the whole run."""
    with daemons.sshd(tmp_path_factory.mktemp("sshd")) as server:
        yield server


@pytest.fixture
def www(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder for releases, and the address at which nginx serves its `current`."""
    port = daemons.free_port()
    folder = tmp_path / "www"
    folder.mkdir()
    inside = (
        f"server {{ listen 127.0.0.1:{port}; root {folder}/current; error_page 404 /404.html; }}"
    )
    with daemons.nginx(tmp_path / "nginx", inside, port) as url:
        yield folder, url
