"""A process of its own that builds a preview again and again, so that pages are served meanwhile.

One line asks, for a build or by its name for a guide, one line of JSON answers. A build forks, and
keeps the interpreter busy: nothing of that may happen beside the loop that answers a browser. The
process ends with its input.
"""

import gc
import json
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from zsite import session
from zsite.report import Pressing, Wishes, today
from zsite.warm import Warm

PREVIEW = ".zsite/preview"
PRINTED = ".zsite/printed"


def main() -> None:
    """Answer until the input ends."""
    root = Path(sys.argv[1])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's; it ends our input
    gc.disable()
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    for answer in answers(root):
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        sys.stdout.flush()
        gc.collect()  # while nobody waits


def answers(root: Path) -> Iterator[Mapping[str, Any]]:
    """One for each line of the input."""
    warm, known = Warm(), dict[str, str]()
    for line in iter(sys.stdin.readline, ""):
        began = time.perf_counter()
        if line.strip():
            yield _printed(root, line.strip())
            continue
        wishes = Wishes(today(), drafts=True, guides=False, forgiving=True, output=PREVIEW)
        report = session.build(root, wishes, warm=warm)
        pages = _pages(warm)
        yield {
            "report": report.to_json(),
            "seconds": time.perf_counter() - began,
            "as_of": wishes.as_of,
            "pages": dict(pages.items() - known.items()),
            "gone": list(known.keys() - pages.keys()),
            **_site(warm),
        }
        known = pages


def _printed(root: Path, name: str) -> dict[str, Any]:
    """The pages of a guide as pictures, made now unless they stand."""
    wanted = Pressing([name], preview=True, folder=PRINTED)
    report = session.press(root, Wishes(today(), drafts=True, named=(name,)), wanted)
    folder = root / PRINTED
    images = sorted(path.relative_to(folder).as_posix() for path in folder.glob(f"{name}/**/*.png"))
    return {"report": report.to_json(), "images": images if report.totals else []}


def _pages(warm: Warm) -> dict[str, str]:
    """The file to edit for every page."""
    if warm.planned is None:
        return {}
    return {each.path: each.source for each in warm.planned.artifacts if each.group == "page"}


def _site(warm: Warm) -> dict[str, Any]:
    """The path below which the site will stand, and its languages; nothing before it was planned.

    A language is its key, tag, folder and own name.
    """
    if warm.planned is None:
        return {}
    planning = warm.planned.planning
    tongues = [edition.tongue for edition in planning.editions]
    languages = [[each.key, each.tag, each.path, each.label] for each in tongues]
    declared = warm.planned.project.config.values.get("guides") or ()
    guides = {row["name"]: row.get("title") or {} for row in declared if "name" in row}
    base = urlsplit(planning.url).path.rstrip("/")
    return {"base": base, "languages": languages, "guides": guides}


if __name__ == "__main__":
    main()
