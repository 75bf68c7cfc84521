"""Links that lead to other sites: each visited once, slowly, and only when that was asked for."""

import http.client
import ssl
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from zsite.check.pages import Built
from zsite.problems import Place, Problem, problem
from zsite.report import Progress

MOST = 500  # addresses in a run
PAUSE = 1.0  # seconds between two visits to a host
PATIENCE = 15.0  # seconds for an answer; an inspector waits no longer
MOST_TURNS = 5
_AGENT = "zsite-check (link check; HEAD requests, one a second)"
_SILENT = (401, 403, 405, 406, 429, 999)  # the page may well be there, for people


class Answer(NamedTuple):
    """What an address answered: a status, 0 for none, and the reason."""

    status: int
    reason: str


Visit = Callable[[str], Answer]


def dead(
    built: Built, visit: Visit | None = None, progress: Progress | None = None
) -> Iterator[Problem]:
    """A link to another site that is dead, with the first page that it stands on."""
    addresses = of_site(built)
    asked = sorted(addresses)[:MOST]
    answers = visited(asked, visit or fetched, progress)
    for href in asked:
        answer = answers[href]
        if answer.status in _SILENT or 200 <= answer.status < 400:
            continue
        pages = addresses[href]
        facts = {"href": href, "status": answer.status or answer.reason, "pages": len(pages)}
        yield problem("page-external-dead", Place(f"{built.folder}/{min(pages)}"), **facts)


def of_site(built: Built) -> Mapping[str, Sequence[str]]:
    """Every address that leads elsewhere, without its anchor, and the pages it stands on."""
    found: dict[str, list[str]] = defaultdict(list)
    for page in built.pages.values():
        for href in page.outside:
            address = ("https:" + href if href.startswith("//") else href).partition("#")[0]
            if "zfwzgl.www.gov.cn" not in address:  # a form about each page, not a page
                found[address].append(page.path)
    return found


def visited(
    addresses: Sequence[str], visit: Visit, progress: Progress | None = None
) -> dict[str, Answer]:
    """The answers; a host is asked once a second at most."""
    last: dict[str, float] = {}
    answers = {}
    for number, address in enumerate(addresses, 1):
        host = urlsplit(address).netloc
        wait = last.get(host, 0.0) + PAUSE - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        answers[address] = visit(address)
        last[host] = time.monotonic()
        if progress:
            progress(number, len(addresses))
    return answers


def fetched(address: str) -> Answer:
    """The status of an address, by HEAD and, where that is refused, by GET; turns are followed."""
    for method in ("HEAD", "GET"):
        answer = _followed(method, address)
        if answer.status not in (405, 501):
            break
    return answer


def _followed(method: str, address: str) -> Answer:
    for _ in range(MOST_TURNS):
        try:
            status, reason, location = _asked(method, address)
        except (OSError, http.client.HTTPException, ValueError) as error:
            return Answer(0, type(error).__name__)
        if not (300 <= status < 400 and location):
            return Answer(status, reason)
        address = urljoin(address, location)
    return Answer(0, "too many redirects")


def _asked(method: str, address: str) -> tuple[int, str, str]:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(address)
    connection: http.client.HTTPConnection
    if parts.scheme == "https":
        context = ssl.create_default_context()
        connection = http.client.HTTPSConnection(
            parts.hostname, parts.port, timeout=PATIENCE, context=context
        )
    else:
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=PATIENCE)
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(method, target, headers={"User-Agent": _AGENT})
        response = connection.getresponse()
        return response.status, response.reason, response.getheader("Location") or ""
    finally:
        connection.close()
