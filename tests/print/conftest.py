"""Every document of the demo, made once for all tests of print."""

from pathlib import Path

import pytest
from products import PRODUCTS, ROOT, documents


@pytest.fixture(scope="session")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("state")
    for name in ("demo", "small", "figures"):
        (folder / name).mkdir()
    return folder


@pytest.fixture(scope="session")
def demo(state: Path) -> dict[str, bytes]:
    """Every document of every product in both languages, by path."""
    found: dict[str, bytes] = {}
    for product in PRODUCTS:
        found |= documents(ROOT, state / "demo", product, {})
    return found
