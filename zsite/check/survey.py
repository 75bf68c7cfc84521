"""Entries -> what the checks find in each, remembered by the digest of what they looked at."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from zsite.build import parallel
from zsite.check import attachments, texts
from zsite.check.checks import records, translation
from zsite.check.registry import FILES, PRIVACY, RECORDS, TEXTS
from zsite.check.subjects import Measure, Record, Text
from zsite.check.units import Seen
from zsite.content.entries import Entry, facts_from, packed, places_from, unpacked
from zsite.content.sources import decode, read
from zsite.digest import Digest, canonical, digest
from zsite.problems import Problem
from zsite.report import Progress

FAMILY = "check"
_AT_ONCE = 1_000


class Memory(Protocol):
    """What the store offers here."""

    def memo(self, keys: Collection[str]) -> dict[str, bytes]:
        """Remembered rows."""

    def remember(self, rows: Mapping[str, bytes]) -> None:
        """Remember rows."""


def survey(
    root: Path,
    entries: Sequence[Entry],
    measure: Measure,
    memory: Memory,
    code: Digest,
    progress: Progress | None = None,
    workers: int = 0,
) -> tuple[dict[str, Seen], list[str]]:
    """What the checks of texts and records find, by entry; and the keys that were used."""
    shared = digest(code, repr(measure))
    keys = {entry.name: f"{FAMILY}/{digest(shared, entry.key)}" for entry in entries}
    known = memory.memo(list(keys.values()))
    missing = [entry for entry in entries if keys[entry.name] not in known]
    made = parallel.run(partial(look, root, memory, measure), missing, workers)
    waiting: dict[str, bytes] = {}
    for number, (entry, row) in enumerate(zip(missing, made, strict=True), 1):
        waiting[keys[entry.name]] = known[keys[entry.name]] = row
        if len(waiting) >= _AT_ONCE:
            memory.remember(waiting)
            waiting = {}
        if progress:
            progress(number, len(missing))
    memory.remember(waiting)
    seen = {entry.name: Seen.from_row(known[keys[entry.name]]) for entry in entries}
    return seen, list(keys.values())


def look(root: Path, memory: Memory, measure: Measure, entry: Entry) -> bytes:
    """The row of one entry."""
    record = opened(root, memory, measure.tags, entry)
    found = [
        *(p for check in RECORDS for p in check.run(record, measure)),
        *(p for each in record.texts for p in in_text(each, measure)),
    ]
    return canonical(
        {
            "problems": [packed(each) for each in found],
            "score": records.score(record),
            "units": [list(each) for each in translation.units(record, measure)],
            "terms": [list(each) for each in translation.short_pairs(record, measure)],
        }
    )


def opened(root: Path, memory: Memory, tags: Mapping[str, str], entry: Entry) -> Record:
    """An entry with its facts, places and texts."""
    rows = memory.memo([f"{entry.key}:record", f"{entry.key}:places"])
    facts = facts_from(rows.get(f"{entry.key}:record", b"{}"))
    places = places_from(rows.get(f"{entry.key}:places", b"{}"))
    bodies = {lang: text_of(root, path) for lang, path in entry.texts.items()}
    found = texts.of_record(entry, facts, places, text_of(root, entry.file), bodies, tags)
    return Record(entry, facts, places, found, tags)


def in_text(text: Text, measure: Measure) -> Iterator[Problem]:
    """What the checks of texts find in one."""
    for check in (*TEXTS, *PRIVACY):
        yield from check.run(text, measure)


def text_of(root: Path, path: str) -> str:
    """The text of a file; nothing for one that cannot be read, which the build has reported."""
    data = read(root, path)
    return decode(path, data)[0] if isinstance(data, bytes) else ""


def of_files(
    root: Path, files: Mapping[str, Digest], measure: Measure, memory: Memory, code: Digest
) -> tuple[list[Problem], list[str]]:
    """What the checks find in attached files, given by path with their digests; and the keys."""
    shared = digest(code, repr(measure), "file")
    keys = {path: f"{FAMILY}/{digest(shared, path, mark)}" for path, mark in files.items()}
    known = memory.memo(list(keys.values()))
    made = {
        key: canonical([packed(each) for each in _in_file(root, path, measure)])
        for path, key in keys.items()
        if key not in known
    }
    memory.remember(made)
    rows = known | made
    found = [unpacked(each) for key in keys.values() for each in json.loads(rows[key])]
    return found, list(keys.values())


def _in_file(root: Path, path: str, measure: Measure) -> Iterator[Problem]:
    data = read(root, path)
    if isinstance(data, Problem):
        return
    file = attachments.opened(path, data)
    for check in FILES:
        yield from check.run(file)
    text = Text(path, file.text, kind="files", type="attachment")
    for check in PRIVACY:
        yield from check.run(text, measure)
