"""All entries together: which are public, in which order, who refers to whom, what is in force.

`as_of` enters here and nowhere else: pages get the resulting statuses, never the date.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Any

from zsite.content.entries import Entry, Reference
from zsite.content.kinds import Field, Kind, Kinds, label_of
from zsite.problems import Problem, problem
from zsite.site.order import sort_key

UPCOMING, CURRENT, EXPIRED, SUPERSEDED = "upcoming", "current", "expired", "superseded"


@dataclass(slots=True)
class Catalog:
    """The public entries of a site by name, by kind in order, and by who refers to them.

    `documents` are the paths of files that stand for the pages of some entries.
    """

    kinds: Kinds
    entries: dict[str, Entry] = field(default_factory=dict)
    listed: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    referrers: dict[str, dict[str, tuple[Entry, ...]]] = field(default_factory=dict)
    status: dict[str, str] = field(default_factory=dict)
    next_change: str = ""
    unpublished: frozenset[str] = frozenset()
    documents: Mapping[str, str] = field(default_factory=dict)

    def of(self, kind: str) -> tuple[Entry, ...]:
        """The listed entries of a kind, in the kind's order."""
        return self.listed.get(kind, ())


def link(
    entries: Sequence[Entry], kinds: Kinds, as_of: str, *, drafts: bool = False
) -> tuple[Catalog, list[Problem]]:
    """The catalog of the entries that are public on a day, and every reference to nothing."""
    catalog = Catalog(kinds)
    known = {entry.name for entry in entries}
    changes: list[str] = []
    for entry in entries:
        if _is_public(entry, as_of, changes, drafts):
            catalog.entries[entry.name] = entry
            status = _status(entry, as_of, changes)
            if status:
                catalog.status[entry.name] = status
    catalog.unpublished = frozenset(known - catalog.entries.keys())
    catalog.next_change = min(changes, default="")
    _list(catalog)
    _refer(catalog)
    _supersede(catalog)
    return catalog, _dangling(entries, known) + _unknown_keys(entries)


def with_documents(catalog: Catalog, entries: Mapping[str, Entry]) -> Catalog:
    """The catalog with entries that have a file instead of a page, by the path of that file."""
    named = {entry.name: path for path, entry in entries.items()}
    added = {entry.name: entry for entry in entries.values()}
    made = replace(catalog, entries=catalog.entries | added, documents=named)
    _list(made)
    _refer(made)
    return made


def _is_public(entry: Entry, as_of: str, changes: list[str], drafts: bool) -> bool:
    kind, kept = entry.kind, entry.kept
    if kept.get("visibility") == "internal" or (entry.flag("draft") and not drafts):
        return False
    if kind.public_stages and kept.get(kind.stage, kind.public_stages[0]) not in kind.public_stages:
        return False
    published = str(kept.get("published") or "")[:10]
    if published > as_of and not drafts:
        changes.append(published)
        return False
    return True


def _status(entry: Entry, as_of: str, changes: list[str]) -> str:
    """Where a day falls in an entry's validity; notes when that will change next."""
    kind = entry.kind
    if not kind.valid_from and not kind.valid_until:
        return ""
    start = str(entry.kept.get(kind.valid_from) or "")[:10]
    end = str(entry.kept.get(kind.valid_until) or "")[:10]
    if start and as_of < start:
        changes.append(start)
        return UPCOMING
    if end and as_of > end:
        return EXPIRED
    if end:
        changes.append((date.fromisoformat(end) + timedelta(days=1)).isoformat())
    return CURRENT


def _list(catalog: Catalog) -> None:
    by_kind: dict[str, list[Entry]] = defaultdict(list)
    catalog.listed = {}
    for entry in catalog.entries.values():
        if entry.kept.get("visibility") != "archived":
            by_kind[entry.kind.name].append(entry)
    for name, found in by_kind.items():
        catalog.listed[name] = tuple(in_order(found, catalog.kinds[name]))


def in_order(entries: Iterable[Entry], kind: Kind) -> list[Entry]:
    """Entries by the kind's order; equal ones by id, so that the order is total."""
    ordered = sorted(entries, key=lambda entry: entry.id)
    for name in reversed(kind.order):
        about = kind.field(name.lstrip("-"))
        if about:
            key = sort_key(about)
            ordered.sort(key=lambda e: key(e.kept.get(about.name)), reverse=name[0] == "-")
    return ordered


def _refer(catalog: Catalog) -> None:
    found: dict[str, dict[str, dict[str, Entry]]] = defaultdict(lambda: defaultdict(dict))
    for kind in catalog.kinds:
        for entry in catalog.of(kind):
            for reference in entry.references:
                found[reference.name][kind][entry.id] = entry
    catalog.referrers = {
        name: {kind: tuple(entries.values()) for kind, entries in kinds.items()}
        for name, kinds in found.items()
    }


def _supersede(catalog: Catalog) -> None:
    for entry in catalog.entries.values():
        for reference in entry.references:
            name = reference.name
            supersedes = reference.field.split(".")[0] == "supersedes"
            if supersedes and catalog.status.get(name) == CURRENT:
                catalog.status[name] = SUPERSEDED


def _dangling(entries: Iterable[Entry], known: set[str]) -> list[Problem]:
    by_kind: dict[str, list[str]] = defaultdict(list)
    for name in sorted(known):
        kind, id = name.split("/")
        by_kind[kind].append(id)
    return [
        _dangler(entry, reference, by_kind[reference.kind])
        for entry in entries
        for reference in entry.references
        if reference.name not in known
    ]


def _dangler(entry: Entry, reference: Reference, ids: Sequence[str]) -> Problem:
    place = reference.place(entry.file)
    label = label_of(entry.kind.by_key, reference.field) or reference.field
    facts = {"target": reference.name, "field": reference.field, "label": label}
    near = get_close_matches(reference.id, ids, n=1, cutoff=0.4)
    if near:
        return problem("dangling-reference-near", place, near=near[0], **facts)
    return problem("dangling-reference", place, **facts)


def _unknown_keys(entries: Sequence[Entry]) -> list[Problem]:
    """Keys of parts of another record, such as a link of the chain, that it does not have."""
    by_name = {entry.name: entry for entry in entries}
    problems = []
    for entry in entries:
        for name, key, place in entry.keys:
            about = entry.kind.field(name)
            known = keyed_parts(entry.kept, entry.kind, about, by_name) if about else {}
            if known and key not in known:
                near = get_close_matches(key, known, n=1, cutoff=0.3) or list(known)
                facts = {"key": key, "near": near[0], "known": ", ".join(known)}
                problems.append(problem("unknown-key", place, **facts))
    return problems


def keyed_parts(
    data: Mapping[str, Any], kind: Kind, about: Field, entries: Mapping[str, Entry]
) -> dict[str, Any]:
    """The parts of a referenced record by their key: what `key_of: industry.chain` points into."""
    reference, _, parts = about.key_of.partition(".")
    to = kind.field(reference)
    other = entries.get(f"{to.to}/{data.get(reference)}") if to else None
    rows = other.kept.get(parts) if other else None
    return {row["key"]: row for row in rows or () if "key" in row}


class Neighbours:
    """Entries that share a field's value, so that "five related ones" costs the same for any N."""

    def __init__(self, entries: Sequence[Entry], name: str) -> None:
        groups: dict[Any, list[Entry]] = defaultdict(list)
        for entry in entries:
            for value in _values(entry.kept.get(name)):
                groups[value].append(entry)
        self._groups = groups
        self._places = {
            (value, entry.id): i for value, found in groups.items() for i, entry in enumerate(found)
        }
        self._name = name

    def of(self, entry: Entry, limit: int) -> list[Entry]:
        """The next `limit` entries after this one in its group, going round at the end."""
        found: dict[str, Entry] = {}
        for value in _values(entry.kept.get(self._name)):
            group = self._groups[value]
            start = self._places.get((value, entry.id), -1) + 1
            for step in range(min(limit + 1, len(group))):
                other = group[(start + step) % len(group)]
                if other.id != entry.id and len(found) < limit:
                    found[other.id] = other
        return list(found.values())


def _values(value: Any) -> list[Any]:
    if value is None:
        return []
    return [v for v in value if isinstance(v, str)] if isinstance(value, list) else [value]
