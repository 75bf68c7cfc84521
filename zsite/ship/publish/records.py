"""What a project keeps of its publications, in `publishing/`: for the bureau, and for its git."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from zsite.build.faults import fault
from zsite.build.replace import replace_file
from zsite.content.sources import read
from zsite.problems import Place, Problem, problem
from zsite.ship.publish.stopped import StoppedError

FOLDER = "publishing"
_BEIJING = timezone(timedelta(hours=8))


def now() -> str:
    """The time at +08:00, to the second."""
    return datetime.now(UTC).astimezone(_BEIJING).isoformat(timespec="seconds")


def rows(root: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a record; none when there is none yet. One that is damaged stops, so that it is
    never overwritten.
    """
    path = f"{FOLDER}/{name}"
    if not (root / path).exists():
        return []
    data = read(root, path)
    if isinstance(data, Problem):
        raise StoppedError(data)
    try:
        found = json.loads(data)
    except ValueError:
        found = None
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise StoppedError(problem("publish-record-broken", Place(path)))
    return found


def write_rows(root: Path, name: str, found: Sequence[Mapping[str, Any]]) -> list[Problem]:
    """Replace a record in one step."""
    return write(root, name, json.dumps(found, ensure_ascii=False, indent=1) + "\n")


def write(root: Path, name: str, text: str) -> list[Problem]:
    """Replace a file of the folder in one step."""
    try:
        (root / FOLDER).mkdir(exist_ok=True)
    except OSError as error:
        return [fault(error, root)]
    return replace_file(root, f"{FOLDER}/{name}", text.encode())
