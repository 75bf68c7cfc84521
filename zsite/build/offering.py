"""Guides finished before pages are planned, since pages say how long and how large they are.

What is known of a guide is remembered under its key; only a guide that nobody knows is made here,
and its bytes go on to the writer.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import NamedTuple, Self

from zsite.build import parallel
from zsite.build.artifact import Artifact, Made, completed, made, prepared
from zsite.build.store import Store
from zsite.digest import Digest
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

    One whose records changed, but not what it shows of them, is not set again: it stays as it is
    under the key of what it shows. Unless these are `every` guide of the site, what is known of
    the others stays as it is.
    """
    memory = Memory(store, code)
    keys = {each.path: memory.key(each.key) for each in artifacts}
    rows = store.memo(list(keys.values()))
    missing = [each for each in artifacts if keys[each.path] not in rows]
    found = Finished()
    given = _made(memory, missing, found, progress, workers)
    for each in artifacts:
        made = given.get(each.path) or Set.of(rows.get(keys[each.path]))
        if made:
            found.known[each.path] = made.known
            found.artifacts.append(replace(each, key=made.key, data=made.data))
    fresh = {keys[path]: made.row for path, made in given.items()}
    store.remember(fresh | {memory.key(made.key): made.row for made in given.values()})
    if every:
        store.sweep([*keys.values(), *(memory.key(each.key) for each in found.artifacts)], FAMILY)
    return found


class Set(NamedTuple):
    """A guide that has been set: the key of what it shows, what is known of it, and its bytes if
    it was set just now.
    """

    key: Digest
    known: Known
    data: bytes | None = None

    @classmethod
    def of(cls, row: bytes | None) -> Self | None:
        """What is remembered."""
        if row is None:
            return None
        key, pages, size = json.loads(row)
        return cls(key, Known(pages, size))

    @property
    def row(self) -> bytes:
        """What to remember."""
        return json.dumps([self.key, *self.known]).encode()


class Memory(NamedTuple):
    """Where guides are remembered, by their records and by what they show of them."""

    store: Store
    code: Digest

    def key(self, own: Digest) -> str:
        """The key of a row."""
        return f"{FAMILY}/{own}:{self.code[:16]}"

    def find(self, own: Digest) -> Set | None:
        """What is remembered of a guide that shows this."""
        key = self.key(own)
        return Set.of(self.store.memo([key]).get(key))


def set_one(memory: Memory, each: Artifact) -> Set | Problem | list[Problem]:
    """A guide, set unless one that shows the same has been."""
    if each.prepare is None:
        return _as_set(each.key, made(each))
    ready = prepared(each)
    if isinstance(ready, Problem | list):
        return ready
    key = ready.digest()
    return memory.find(key) or _as_set(key, completed(each, ready))


def _as_set(key: Digest, data: Made) -> Set | Problem | list[Problem]:
    return Set(key, Known(press.count(data), len(data)), data) if isinstance(data, bytes) else data


def _made(
    memory: Memory,
    missing: Sequence[Artifact],
    found: Finished,
    progress: Progress | None,
    workers: int,
) -> Mapping[str, Set]:
    given: dict[str, Set] = {}
    ordered = _in_turn(missing)
    results = parallel.run(partial(set_one, memory), ordered, workers)
    for done, (each, result) in enumerate(zip(ordered, results, strict=True), 1):
        if isinstance(result, Set):
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
