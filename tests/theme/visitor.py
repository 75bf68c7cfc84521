"""What a visitor of the demo county is to the tests: which pages, and what goes wrong on them."""

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, Request

TEMPLATES = (
    "index.html", "county.html", "why-here.html", "sitemap.html", "404.html", "about.html",
    "industries/index.html", "industries/glass.html", "parks/index.html", "parks/east-zone.html",
    "premises/index.html", "premises/e-03.html", "projects/index.html",
    "projects/food-processing.html", "policies/index.html", "policies/industrial-growth.html",
    "policies/outside-investment-2014.html", "policies/cold-storage-2023.html",
    "policies/homestay-draft.html", "policies/agency-service.html", "projects/lake-resort.html",
    "costs/index.html", "costs/electricity.html",
    "procedures/index.html", "procedures/set-up-company.html", "contacts/index.html",
    "contacts/investment-centre.html", "cases/index.html", "cases/precision-parts.html",
    "events/index.html", "events/chain-roundtable.html", "news/index.html", "news/substation.html",
    "downloads/index.html", "downloads/project-table.html",
    "faqs/index.html", "faqs/school.html", "townships/index.html", "townships/liuhe.html",
)  # fmt: skip
PAGES = [*TEMPLATES, *(f"en/{path}" for path in TEMPLATES if path != "404.html")]


def failure(request: Request) -> list[str]:
    """A request that failed, unless the browser itself gave it up to go to the next page."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"failed: {request.url}"]


def watched(page: Page) -> list[str]:
    """What goes wrong on a page from now on: messages of the console, requests that fail."""
    faults: list[str] = []
    page.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("requestfailed", lambda request: faults.extend(failure(request)))
    page.on(
        "response", lambda r: faults.append(f"{r.status}: {r.url}") if r.status >= 400 else None
    )
    return faults


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder without a word."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a server of a folder."""
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()
