"""An entry as every build has it at hand, and the rows of the store that it comes from.

An `Entry` is what lists and cards show, what it refers to, and the digests of the rest. The rest
(all facts, places, rendered bodies) is fetched from the store when somebody asks for it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from zsite.content.kinds import Kind
from zsite.digest import Digest
from zsite.problems import Place, Problem

Data = Mapping[str, Any]


class Span(NamedTuple):
    """A value's line and column from 1, and its start and end as character offsets."""

    line: int
    column: int
    start: int
    end: int


class Reference(NamedTuple):
    """An entry (`name` is `kind/id`) named by another: by which field, and where that stands."""

    field: str
    kind: str
    id: str
    name: str
    line: int
    column: int
    length: int

    def place(self, file: str) -> Place:
        """The place in the record's file."""
        return Place(file, self.line, self.column, self.length, self.field)


class BodyLink(NamedTuple):
    """A link or picture in a body: what was written, and where."""

    kind: str
    target: str
    file: str
    line: int
    column: int
    alt: str

    @property
    def place(self) -> Place:
        """The place in the body's file."""
        return Place(self.file, self.line, self.column)


@dataclass(frozen=True, slots=True)
class Entry:
    """One record, as far as lists, links and statuses need it.

    `digests` gives, by language, the digest of all its facts and of those that are `kept`; `texts`
    the files of its bodies.
    """

    kind: Kind
    id: str
    name: str
    file: str
    key: Digest
    kept: Data
    digests: Mapping[str, tuple[Digest, Digest]]
    bodies: Mapping[str, Digest]
    references: tuple[Reference, ...]
    links: Mapping[str, tuple[BodyLink, ...]]
    files: tuple[tuple[str, str, Place], ...]
    keys: tuple[tuple[str, str, Place], ...]
    foreign: tuple[tuple[str, Place], ...]
    others: tuple[str, ...]
    problems: tuple[Problem, ...]
    texts: Mapping[str, str] = field(default_factory=dict)

    def flag(self, name: str) -> bool:
        """A common yes-or-no field."""
        return bool(self.kept.get(name))


def entry_from(kind: Kind, id: str, file: str, key: Digest, head: bytes) -> Entry:
    """The entry whose `head` row this is."""
    row = json.loads(head)
    return Entry(
        kind,
        id,
        f"{kind.name}/{id}",
        file,
        key,
        row["kept"],
        row["digests"],
        row["bodies"],
        tuple(Reference(*each) for each in row["references"]),
        {where: tuple(BodyLink(*link) for link in links) for where, links in row["links"].items()},
        _placed(file, row["files"]),
        _placed(file, row["keys"]),
        tuple((name, Place(*place)) for name, place in row["foreign"]),
        tuple(row["others"]),
        tuple(unpacked(each) for each in row["problems"]),
        row["texts"],
    )


def facts_from(row: bytes) -> Data:
    """All facts of the entry whose `record` row this is."""
    facts: Data = json.loads(row)
    return facts


def places_from(row: bytes) -> Mapping[str, Span]:
    """Where each value stands, by its dotted path, from an entry's `places` row."""
    return {path: Span(*span) for path, span in json.loads(row).items()}


def find(data: Any, path: str) -> Any:
    """The value at a dotted path such as `benefits.annual_tax`; None when there is none."""
    for part in path.split("."):
        if isinstance(data, list) and part.isdigit() and int(part) < len(data):
            data = data[int(part)]
        elif isinstance(data, dict):
            data = data.get(part)
        else:
            return None
    return data


def _placed(file: str, rows: Sequence[Any]) -> tuple[tuple[str, str, Place], ...]:
    return tuple(
        (where, name, Place(file, line, column, length, where))
        for where, name, line, column, length in rows
    )


def packed(found: Problem) -> list[Any]:
    """A problem as plain data; `unpacked` gives it back."""
    place = found.place
    where = [place.file, place.line, place.column, place.length, place.field]
    return [found.id, where, [list(fact) for fact in found.facts]]


def unpacked(row: Sequence[Any]) -> Problem:
    """The problem that `packed` was given."""
    id, where, facts = row
    return Problem(id, Place(*where), tuple((name, value) for name, value in facts))
