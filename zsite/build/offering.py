"""Guides finished before pages are planned, since pages say how long and how large they are.

What is known of a guide is remembered under its key; only a guide that nobody knows is made here,
and its bytes go on to the writer.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from zsite.build import parallel
from zsite.build.artifact import Artifact, made
from zsite.build.store import Store
from zsite.problems import Problem
from zsite.render import press

FAMILY = "guide"
Progress = Callable[[int, int], None]


class Known(NamedTuple):
    """A guide's pages and its size in bytes."""

    pages: int
    bytes: int


@dataclass(slots=True)
class Finished:
    """Guides that can be had, what is known of each by its path, and why the others cannot.

    `columns` are the addresses that offer guides even when there is none just now.
    """

    artifacts: list[Artifact] = field(default_factory=list)
    known: dict[str, Known] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)


def finished(
    artifacts: Sequence[Artifact],
    store: Store,
    code: str,
    progress: Progress | None = None,
    workers: int = 0,
    *,
    every: bool = True,
) -> Finished:
    """Every guide with its pages and size; those that nobody remembers are made now.

    Unless these are `every` guide of the site, what is known of the others stays as it is.
    """
    keys = {each.path: f"{FAMILY}/{each.key}:{code[:16]}" for each in artifacts}
    rows = store.memo(list(keys.values()))
    missing = [each for each in artifacts if keys[each.path] not in rows]
    found = Finished()
    given = _made(missing, found, progress, workers)
    for each in artifacts:
        row, data = rows.get(keys[each.path]), given.get(each.path)
        if row is None and data is None:
            continue
        known = Known(*json.loads(row)) if row else _known(data or b"")
        found.known[each.path] = known
        found.artifacts.append(replace(each, data=data))
    fresh = {keys[path]: json.dumps(found.known[path]).encode() for path in given}
    store.remember(fresh)
    if every:
        store.sweep(list(keys.values()), FAMILY)
    return found


def _known(data: bytes) -> Known:
    return Known(press.count(data), len(data))


def _made(
    missing: Sequence[Artifact], found: Finished, progress: Progress | None, workers: int
) -> Mapping[str, bytes]:
    given: dict[str, bytes] = {}
    ordered = _in_turn(missing)
    results = parallel.run(made, ordered, workers)
    for done, (each, result) in enumerate(zip(ordered, results, strict=True), 1):
        if isinstance(result, bytes):
            given[each.path] = result
        else:
            found.problems += result if isinstance(result, list) else [result]
        if progress:
            progress(done, len(missing))
    return given


def _in_turn(missing: Sequence[Artifact]) -> list[Artifact]:
    """The least first, which shows what the others cost and warms what they share; then the
    largest, so that none of them is left to one process at the end.
    """
    ordered = sorted(missing, key=_weight)
    return [*ordered[:1], *reversed(ordered[1:])]


def _weight(each: Artifact) -> tuple[int, str]:
    about = each.inputs.get("about")
    known = about if isinstance(about, dict) else {}
    return len(known.get("files", ())) * len(known.get("languages", ())), each.path
