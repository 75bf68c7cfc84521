"""What all tests share: the examples of a build machine, and one browser."""

import os
import shutil
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("here", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")

# As root Chromium needs --no-sandbox; the others keep it from looking for its maker's hosts.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's program; its absence is a failure, never a silent skip."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    found = os.environ.get("ZSITE_CHROMIUM") or next(filter(None, map(shutil.which, names)), "")
    assert found, "these tests need Chromium, for example: apt-get install chromium"
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One for all tests of a process: a second Playwright beside it would refuse to start."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield started
        started.close()
