"""A content folder -> entries: scanned by stat, read where it changed, parsed where it is new.

What was understood once is remembered by the digests of the files it came from, so an unchanged
record costs one look-up.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

from zsite.content.entries import Entry, entry_from
from zsite.content.kinds import Kind, Kinds
from zsite.content.languages import Languages
from zsite.content.layout import EntryFiles, arrange
from zsite.content.records import Task, read_entry
from zsite.content.sources import TOP, Source, read
from zsite.digest import Digest, digest, digest_of
from zsite.problems import Place, Problem, problem

_RACY = 2_000_000_000
_SET_ASIDE = ("head", "places")  # rows that no page is made from
_AT_ONCE = 2_000  # rows, so that a large site's are not all in memory at a time

T = TypeVar("T")
R = TypeVar("R")
Run = Callable[[Callable[[T], R], Sequence[T]], Iterator[R]]


class Memory(Protocol):
    """What the store offers here."""

    def sources(self) -> dict[str, bytes]:
        """What was noted about files, by path."""

    def replace_sources(self, before: Mapping[str, bytes], now: Mapping[str, bytes]) -> None:
        """Note what is known now."""

    def memo(self, keys: Collection[str]) -> dict[str, bytes]:
        """Remembered rows."""

    def remember(self, rows: Mapping[str, bytes]) -> None:
        """Remember rows."""


@dataclass(slots=True)
class Gathered:
    """The entries of a site, which files are whose, the digest of every file, and what was wrong.

    `unsteady` are the files that changed between two looks: nothing here can be relied upon then.
    """

    entries: list[Entry] = field(default_factory=list)
    digests: dict[str, Digest] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    used: list[str] = field(default_factory=list)
    fresh: dict[str, bytes] = field(default_factory=dict)
    unsteady: list[Problem] = field(default_factory=list)
    arranged: Sequence[EntryFiles] = ()


def gather(
    root: Path,
    sources: Sequence[Source],
    kinds: Kinds,
    languages: Languages,
    ids: Mapping[str, str],
    memory: Memory,
    run: "Run[Task, dict[str, bytes]]",
    code: Digest,
    now: int,
) -> Gathered:
    """What the files below `content/` say; `now` is the time in ns at which they were scanned."""
    found = Gathered()
    contents = _Contents(root, memory, now, found)
    contents.look(sources)
    found.sizes = {source.path: source.size for source in sources}
    arranged, problems = arrange(sources, TOP, kinds, languages, ids)
    found.problems += problems
    found.arranged = arranged
    spoken = [languages.keys, languages.default, dict(languages.spellings), dict(languages.tags)]
    shared = digest_of([spoken, code])
    by_kind = {name: digest(repr(kind), shared) for name, kind in kinds.items()}
    keyed = [(_key(files, by_kind[files.kind], found.digests), files) for files in arranged]
    heads = memory.memo([f"{key}:head" for key, _ in keyed])
    missing = [(key, files) for key, files in keyed if f"{key}:head" not in heads]
    tasks = [_task(files, kinds[files.kind], languages, contents.bytes_of) for _, files in missing]
    if found.unsteady:
        return found
    read = _read_anew(missing, run(read_entry, tasks), kinds, memory, found)
    for key, files in keyed:
        _take(found, key, read.get(key) or _entry(key, files, kinds, heads[f"{key}:head"]))
    contents.note()
    return found


def _read_anew(
    missing: Sequence[tuple[Digest, EntryFiles]],
    results: Iterable[dict[str, bytes]],
    kinds: Kinds,
    memory: Memory,
    found: Gathered,
) -> dict[Digest, Entry]:
    """Entries that nobody remembers, by key; their rows are remembered as they come in."""
    read: dict[Digest, Entry] = {}
    waiting: dict[str, bytes] = {}
    for (key, files), rows in zip(missing, results, strict=True):
        read[key] = _entry(key, files, kinds, rows["head"])
        waiting |= {f"{key}:{name}": row for name, row in rows.items()}
        found.fresh |= {f"{key}:{n}": row for n, row in rows.items() if n not in _SET_ASIDE}
        if len(waiting) >= _AT_ONCE:
            memory.remember(waiting)
            waiting = {}
    memory.remember(waiting)
    return read


def _entry(key: Digest, files: EntryFiles, kinds: Kinds, head: bytes) -> Entry:
    assert files.record
    return entry_from(kinds[files.kind], files.id, files.record.path, key, head)


def _take(found: Gathered, key: Digest, entry: Entry) -> None:
    found.entries.append(entry)
    found.problems += entry.problems
    rows = ["head", "record", "places", *(f"body:{lang}" for lang in entry.bodies)]
    found.used += [f"{key}:{row}" for row in rows]


def _key(files: EntryFiles, shared: Digest, digests: Mapping[str, Digest]) -> Digest:
    """Of everything that reading an entry depends on."""
    assert files.record
    parts = [shared, files.id, files.parent, files.record.path, digests.get(files.record.path, "")]
    for lang, source in sorted(files.bodies.items()):
        parts += [lang, source.path, digests.get(source.path, "")]
    return digest("\0".join([*parts, *(source.path for source in files.others)]))


def _task(
    files: EntryFiles, kind: Kind, languages: Languages, bytes_of: Callable[[str], bytes]
) -> Task:
    assert files.record
    bodies = [
        (lang, files.bodies[lang].path, bytes_of(files.bodies[lang].path))
        for lang in languages.keys
        if lang in files.bodies
    ]
    record = (files.record.path, bytes_of(files.record.path))
    others = [source.path for source in files.others]
    return Task(kind, files.id, record, bodies, others, files.parent, languages)


def reread(
    root: Path, files: EntryFiles, kinds: Kinds, languages: Languages
) -> tuple[Entry, dict[str, bytes]] | Problem:
    """An entry as its files are at this moment, and its rows, under a key of its own."""
    assert files.record
    data: dict[str, bytes] = {}
    for source in (files.record, *files.bodies.values()):
        found = read(root, source.path)
        if isinstance(found, Problem):
            return found
        data[source.path] = found
    rows = read_entry(_task(files, kinds[files.kind], languages, data.__getitem__))
    key = digest(files.kind, files.id, *data.values())
    entry = _entry(key, files, kinds, rows["head"])
    return entry, {f"{key}:{name}": row for name, row in rows.items() if name not in _SET_ASIDE}


def read_again(root: Path, path: str, mark: Digest) -> bytes | Problem:
    """The bytes of that digest; a problem when the file is another one by now."""
    data = read(root, path)
    if isinstance(data, bytes) and digest(data) != mark:
        return problem("file-changing", Place(path))
    return data


class _Contents:
    """Digests of files: the noted one while a file stands as it stood, else of its bytes."""

    def __init__(self, root: Path, memory: Memory, now: int, found: Gathered) -> None:
        self._root = root
        self._memory = memory
        self._now = now
        self._found = found
        self._before: dict[str, bytes] = {}
        self._after: dict[str, bytes] = {}
        self._bytes: dict[str, bytes] = {}

    def look(self, sources: Iterable[Source]) -> None:
        """Find the digest of every file."""
        self._before = self._memory.sources()
        for source in sources:
            stood = f"{source.size} {source.modified} {source.changed} {source.inode} ".encode()
            row = self._before.get(source.path)
            if row and row.startswith(stood):
                self._after[source.path] = row
                self._found.digests[source.path] = row[len(stood) :].decode()
            else:
                self._read(source, stood)

    def _read(self, source: Source, stood: bytes) -> None:
        data = read(self._root, source.path)
        if isinstance(data, Problem):
            self._found.problems.append(data)
            return
        self._bytes[source.path] = data
        mark = digest(data)
        self._found.digests[source.path] = mark
        # A file changed this lately may change again without its times telling.
        if max(source.modified, source.changed) < self._now - _RACY and len(data) == source.size:
            self._after[source.path] = stood + mark.encode()

    def bytes_of(self, path: str) -> bytes:
        """The bytes whose digest was found."""
        if path in self._bytes:
            return self._bytes[path]
        data = read_again(self._root, path, self._found.digests.get(path, ""))
        if isinstance(data, Problem):
            self._found.unsteady.append(data)
            return b""
        return data

    def note(self) -> None:
        """Keep what is known for the next time."""
        self._memory.replace_sources(self._before, self._after)
