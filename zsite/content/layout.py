"""Paths -> entries' files: which file is whose record, body, picture or attachment.

`content/projects/glass.yaml` or `content/projects/glass/project.yaml` is the record of
`projects/glass`; `body.zh.md` or `glass.zh.md` beside it is its Chinese body; whatever else lies in
its folder belongs to it. A folder named like a kind inside an entry's folder holds its children.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import pairwise

from zsite.content.kinds import Kinds
from zsite.content.languages import Languages
from zsite.content.reading import ID
from zsite.content.sources import Source
from zsite.problems import Place, Problem, problem

_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)
_RECORD = (".yaml", ".yml")
_BODY = re.compile(r"(.+)\.([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\.md")


@dataclass(slots=True)
class EntryFiles:
    """The files of one entry; `name` is the folder's or file's own name, before it is an id.

    `parent` is the id of the entry in whose folder it lies; `kind/name` until the ids are known.
    """

    kind: str
    name: str
    folder: str
    id: str = ""
    record: Source | None = None
    bodies: dict[str, Source] = field(default_factory=dict)
    others: list[Source] = field(default_factory=list)
    parent: str = ""

    @property
    def place(self) -> Place:
        """Where to point when the entry as a whole is meant."""
        files = [source.path for source in (self.record, *self.bodies.values()) if source]
        return Place(files[0] if files else self.folder)


def arrange(
    sources: Iterable[Source], top: str, kinds: Kinds, languages: Languages, ids: Mapping[str, str]
) -> tuple[list[EntryFiles], list[Problem]]:
    """The entries below the folder `top` in order of kind and id, and what does not belong.

    `ids` gives the stored ids of entries whose names are not ids, by `kind/name`.
    """
    arranging = _Arranging(top, kinds, languages)
    for source in sources:
        arranging.take(source)
    entries = arranging.finish(ids)
    return entries, arranging.problems


@dataclass(slots=True)
class _Arranging:
    top: str
    kinds: Kinds
    languages: Languages
    found: dict[tuple[str, str], EntryFiles] = field(default_factory=dict)
    loose: dict[str, list[Source]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def take(self, source: Source) -> None:
        parts = source.path.removeprefix(self.top + "/").split("/")
        kind = parts[0]
        single = kind.removesuffix(".yaml").removesuffix(".yml")
        if len(parts) == 1 and single in self.kinds and self.kinds[single].single:
            self._entry(single, single, self.top).record = source
        elif len(parts) == 1:
            self.problems.append(problem("stray-file", Place(source.path)))
        elif kind not in self.kinds:
            self._unknown_folder(source, kind)
        elif self.kinds[kind].single:
            self._in_folder(source, kind, kind, parts[1:], f"{self.top}/{kind}", "")
        else:
            self._take(source, kind, parts[1:], f"{self.top}/{kind}", "")

    def _take(self, source: Source, kind: str, parts: list[str], folder: str, parent: str) -> None:
        if len(parts) > 1:
            self._in_folder(source, kind, parts[0], parts[1:], f"{folder}/{parts[0]}", parent)
            return
        name = parts[0]
        body = _BODY.fullmatch(name)
        if name.endswith(_RECORD):
            entry = self._entry(kind, name.rsplit(".", 1)[0], folder, parent)
            self._set_record(entry, source)
        elif body and self._language(body[2]):
            entry = self._entry(kind, body[1], folder, parent)
            entry.bodies[self._language(body[2])] = source
        else:
            self._check_body(source)
            self.loose.setdefault(folder, []).append(source)

    def _in_folder(
        self, source: Source, kind: str, name: str, rest: list[str], folder: str, parent: str
    ) -> None:
        if len(rest) > 1 and rest[0] in self.kinds and not self.kinds[rest[0]].single:
            self._take(source, rest[0], rest[1:], f"{folder}/{rest[0]}", f"{kind}/{name}")
            return
        entry = self._entry(kind, name, folder, parent)
        body = _BODY.fullmatch(rest[0])
        if len(rest) == 1 and rest[0].endswith(_RECORD):
            self._set_record(entry, source)
        elif len(rest) == 1 and body and self._language(body[2]):
            entry.bodies[self._language(body[2])] = source
        else:
            self._check_body(source)
            entry.others.append(source)

    def _entry(self, kind: str, name: str, folder: str, parent: str = "") -> EntryFiles:
        key = (kind, name)
        if key not in self.found:
            self.found[key] = EntryFiles(kind, name, folder, parent=parent)
        return self.found[key]

    def _set_record(self, entry: EntryFiles, source: Source) -> None:
        if entry.record is None:
            entry.record = source
        else:
            first = entry.record.path
            self.problems.append(problem("two-records", Place(source.path), first=first))

    def _check_body(self, source: Source) -> None:
        """A text that no page will show, for want of a language that the site has in its name."""
        if source.path.endswith(".md"):
            known = ", ".join(f"body.{key}.md" for key in self.languages.keys)
            self.problems.append(problem("body-without-language", Place(source.path), known=known))

    def _language(self, text: str) -> str:
        return self.languages.spellings.get(text.lower().replace("-", "_"), "")

    def _unknown_folder(self, source: Source, kind: str) -> None:
        near = get_close_matches(kind, self.kinds, n=1)
        facts = {"folder": kind, "near": near[0] if near else ", ".join(self.kinds)}
        self.problems.append(problem("unknown-folder", Place(f"{self.top}/{kind}"), **facts))

    def finish(self, ids: Mapping[str, str]) -> list[EntryFiles]:
        entries: dict[tuple[str, str], EntryFiles] = {}
        for entry in self.found.values():
            entry.others += self.loose.get(entry.folder, [])
            entry.id = ids.get(f"{entry.kind}/{entry.name}") or entry.name
            entry.parent = ids.get(entry.parent) or entry.parent.rpartition("/")[2]
            if entry.record is None:
                self.problems.append(problem("no-record", entry.place, name=entry.name))
            elif self._id_stands(entry):
                first = entries.setdefault((entry.kind, entry.id), entry)
                if first is not entry and first.record:
                    facts = {"name": entry.id, "first": first.record.path}
                    self.problems.append(problem("id-twice", entry.place, **facts))
        return [entries[name] for name in sorted(entries)]

    def _id_stands(self, entry: EntryFiles) -> bool:
        taken = {"index", *self.languages.keys}
        if ID.fullmatch(entry.id) and entry.id not in _DEVICES | taken:
            return True
        reserved = entry.id in _DEVICES | taken
        id = "id-reserved" if reserved else "id-malformed"
        self.problems.append(
            problem(id, entry.place, name=entry.name, proposal=propose(entry.name))
        )
        return False


def unnamed(sources: Iterable[Source], top: str, kinds: Kinds) -> list[str]:
    """`kind/name` of every entry below `top` whose name holds other than ASCII characters."""
    paths = (source for source in sources if not source.path.isascii())
    return sorted({name for name in named(paths, top, kinds) if not name.isascii()})


def named(sources: Iterable[Source], top: str, kinds: Kinds) -> Iterator[str]:
    """`kind/name` of the entries below `top`, as their folders and files are named."""
    for source in sources:
        parts = source.path.removeprefix(top + "/").split("/")
        for kind, part in pairwise(parts):
            name = _entry_name(part) if kind in kinds else ""
            if name:
                yield f"{kind}/{name}"


def _entry_name(part: str) -> str:
    """The name that a folder or a record's or body's file gives its entry; else nothing."""
    stem = _BODY.sub(r"\1", part)
    stem = stem.rsplit(".", 1)[0] if stem.endswith(_RECORD) else stem
    return "" if "." in stem else stem


def propose(name: str) -> str:
    """An id for a name in any script: pinyin for Chinese, the rest in lower-case ASCII."""
    from pypinyin import lazy_pinyin

    latin = "-".join(lazy_pinyin(name))
    plain = re.sub(r"[^a-z0-9]+", "-", latin.lower()).strip("-")[:64].strip("-")
    return f"{plain}-1" if plain in _DEVICES or plain == "index" else plain or "entry"
