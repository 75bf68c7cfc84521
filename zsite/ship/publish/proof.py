"""Proof that a release is up: its changed pages, fetched as a reader gets them, and compared."""

import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from zsite.digest import Digest, digest
from zsite.problems import Place, Problem, problem
from zsite.ship.publish.manifest import Manifest
from zsite.ship.publish.plan import Plan
from zsite.ship.publish.telling import Tell

MOST = 500  # pages that are fetched; of more, the first ones and the home page
_AT_ONCE = 6
_PATIENCE = 20  # seconds for an answer
_PAUSES = (0.0, 0.5, 2.0, 5.0)  # seconds before each try: servers and caches need a moment
_INCLUDE = re.compile(rb"<!--#include .*?-->")


@dataclass(frozen=True, slots=True)
class Proof:
    """How many pages were fetched, and what was wrong with some."""

    fetched: int
    problems: tuple[Problem, ...] = ()


def prove(
    url: str,
    manifest: Manifest,
    plan: Plan,
    tree: Path | None,
    tell: Tell,
    framed: bool = False,
    pauses: Sequence[float] = _PAUSES,
) -> Proof:
    """Compare what `url` serves with the release: new and changed pages are as they were made,
    removed ones are gone. The home page is always among them. Where a server fills in a portal's
    frame (`framed`), pages are compared around it; without the `tree` they only have to be there.
    """
    there = list(dict.fromkeys(["index.html", *(page.path for page in plan.pages)]))[:MOST]
    gone = {page.path for page in plan.removed[:MOST]}
    done, problems = 0, []

    def look(path: str) -> Problem | None:
        if path in gone:
            return _absent(url, path, pauses)
        page = (tree / path).read_bytes() if tree else b""
        around = _INCLUDE.split(page) if _INCLUDE.search(page) else []
        known = "" if framed and tree is None else manifest.files[path].digest
        return _equal(url, path, Wanted(known, around), pauses)

    with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
        for found in pool.map(look, [*there, *sorted(gone)]):
            done += 1
            tell(done, len(there) + len(gone))
            problems += [found] if found else []
    return Proof(done, tuple(problems))


class Wanted(NamedTuple):
    """What a page must be: its digest (empty: anything), or the pieces around what the server
    fills in.
    """

    digest: Digest
    around: Sequence[bytes]

    def is_met(self, data: bytes | None) -> bool:
        """True when the data are that page."""
        if data is None or not self.around:
            return data is not None and self.digest in ("", digest(data))
        pattern = b"(?s:.*?)".join(map(re.escape, self.around))
        return re.fullmatch(pattern, data) is not None


def _equal(url: str, path: str, wanted: Wanted, pauses: Sequence[float]) -> Problem | None:
    address, tries = f"{url}/{quote(path)}", []
    for status, data in _fetched(address, pauses):
        if wanted.is_met(data):
            return None
        tries.append(status)
    fresh = next(_fetched(f"{address}?zsite={wanted.digest[:8]}", (0.0,)))[1]
    id = "publish-cache-stale" if wanted.is_met(fresh) else "publish-not-up"
    return problem(id, Place(path), url=f"{url}/{path}", status=tries[-1])


def _absent(url: str, path: str, pauses: Sequence[float]) -> Problem | None:
    for status, _ in _fetched(f"{url}/{quote(path)}", pauses):
        if status in ("404", "410"):
            return None
    return problem("publish-still-there", Place(path), url=f"{url}/{path}")


def _fetched(address: str, pauses: Sequence[float]) -> Iterator[tuple[str, bytes | None]]:
    """The status and the body (None unless it is 200) of one try after another."""
    request = urllib.request.Request(address, headers={"User-Agent": "zsite"})  # noqa: S310
    for pause in pauses:
        time.sleep(pause)
        try:
            with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310
                yield str(answer.status), answer.read()
        except urllib.error.HTTPError as error:
            error.close()
            yield str(error.code), None
        except (OSError, ValueError, HTTPException) as error:
            yield str(getattr(error, "reason", error)), None
