"""A process of its own that builds a preview again and again, so that pages are served meanwhile.

An empty line asks for a build, one line of JSON answers. A build forks, and keeps the interpreter
busy: nothing of that may happen beside the loop that answers a browser. The process ends with its
input.
"""

import gc
import json
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from zsite import session
from zsite.content.entries import Entry
from zsite.report import Wishes, today
from zsite.ship.guidebook import books
from zsite.site.i18n import Edition
from zsite.warm import Planned, Warm

PREVIEW = ".zsite/preview"


def main() -> None:
    """Answer until the input ends."""
    respond(answers(Path(sys.argv[1])))


def respond(answers: Iterable[Mapping[str, Any]]) -> None:
    """Write each answer as a line."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's; it ends our input
    gc.disable()
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    for answer in answers:
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        sys.stdout.flush()
        gc.collect()  # while nobody waits


def answers(root: Path) -> Iterator[Mapping[str, Any]]:
    """One for each line of the input."""
    warm, known = Warm(), dict[str, str]()
    told: object = None
    for _ in iter(sys.stdin.readline, ""):
        began = time.perf_counter()
        wishes = Wishes(today(), drafts=True, guides=False, forgiving=True, output=PREVIEW)
        report = session.build(root, wishes, warm=warm)
        pages = _pages(warm)
        planned = warm.planned
        news = planned is not None and planned.planning is not told
        yield {
            "report": report.to_json(),
            "seconds": time.perf_counter() - began,
            "as_of": wishes.as_of,
            "pages": dict(pages.items() - known.items()),
            "gone": list(known.keys() - pages.keys()),
            **(_site(planned, wishes.as_of) if planned and news else {}),
        }
        known, told = pages, planned.planning if planned else None


def _pages(warm: Warm) -> dict[str, str]:
    """The file to edit for every page."""
    if warm.planned is None:
        return {}
    return {each.path: each.source for each in warm.planned.artifacts if each.group == "page"}


def _site(planned: Planned, as_of: str) -> dict[str, Any]:
    """What a plan says of the site as a whole.

    The path below which it will stand; its languages, each with its key, tag, folder and own name;
    the titles of records by file; those that only a preview shows, with the day from which the site
    will; and its guides.
    """
    planning, config = planned.planning, planned.project.config
    tongues = [edition.tongue for edition in planning.editions]
    entries = planning.catalog.entries.values()
    later = {each.file: str(each.kept.get("published") or "")[:10] for each in entries}
    return {
        "base": urlsplit(planning.url).path.rstrip("/"),
        "languages": [[each.key, each.tag, each.path, each.label] for each in tongues],
        "drafts": [each.file for each in entries if each.flag("draft")],
        "upcoming": {file: day for file, day in later.items() if day > as_of},
        "titles": {each.file: _titles(each, planning.editions) for each in entries},
        "guides": books(config, planning.catalog),
    }


def _titles(entry: Entry, editions: Sequence[Edition]) -> Mapping[str, str]:
    """What a record is called in each language; what it says itself, but for facts in it."""
    texts = entry.kept.get(entry.kind.title)
    if isinstance(texts, dict) and not any("[=" in text for text in texts.values()):
        return texts
    return {each.key: each.title(entry)[0] for each in editions}


if __name__ == "__main__":
    main()
