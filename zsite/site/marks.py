"""A county's own official marks: pictures from `marks/` that `zsite.yaml` names."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from posixpath import splitext
from typing import Any

from zsite.digest import Digest
from zsite.problems import Place, Problem, problem
from zsite.site.cuts import Seen
from zsite.site.pictures import ENDINGS

FOLDER = "marks"
_NAME = re.compile(r"[\w-][\w.-]*(?:/[\w-][\w.-]*)*")
Look = Callable[[str], tuple[Digest, Seen] | Problem | None]


@dataclass(frozen=True, slots=True)
class Mark:
    """One picture: its source, where it will stand, its size in pixels, whether it is an SVG."""

    source: str
    path: str
    digest: Digest
    width: int
    height: int
    drawn: bool


def marks(
    rows: Sequence[Mapping[str, Any]], look: Look, place: Place
) -> tuple[dict[str, Mark], list[Problem]]:
    """The marks by the names that the settings give them, and what names no picture."""
    found: dict[str, Mark] = {}
    problems: list[Problem] = []
    for name in dict.fromkeys(str(row["file"]) for row in rows if "file" in row):
        made = _mark(name, look, place)
        if isinstance(made, Problem):
            problems.append(made)
        else:
            found[name] = made
    return found, problems


def _mark(name: str, look: Look, place: Place) -> Mark | Problem:
    stem, ending = splitext(name)
    if not _NAME.fullmatch(name) or ending.lower() not in ENDINGS:
        return problem("mark-name", place, name=name, folder=FOLDER)
    source = f"{FOLDER}/{name}"
    seen = look(source)
    if seen is None:
        return problem("mark-missing", place, path=source)
    if isinstance(seen, Problem):
        return seen
    mark, about = seen
    path = f"assets/{FOLDER}/{stem}.{mark[:8]}{ending}"
    return Mark(source, path, mark, about.width, about.height, about.format == "SVG")
