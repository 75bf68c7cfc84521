"""A project as the editor sees it: its settings, its records, and what is wrong with them."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from zsite import config as configuration
from zsite.build.code import code_digest
from zsite.build.store import Store
from zsite.config import Config
from zsite.content.documents import parse
from zsite.content.entries import Entry, entry_from, facts_from
from zsite.content.fields import read_mapping
from zsite.content.gather import Gathered, gather
from zsite.content.kinds import keyed
from zsite.content.layout import EntryFiles, arrange
from zsite.content.reading import Reading
from zsite.content.records import Task, read_entry
from zsite.content.sources import TOP, Source, scan
from zsite.problems import Found, Problem, judge
from zsite.report import today
from zsite.ship.edit.sheets import Changes, Sheet
from zsite.ship.edit.texts import normal, opened
from zsite.site import catalog, editions, links
from zsite.site.i18n import Edition, Tongue
from zsite.stages import addresses, remembered

T = TypeVar("T")
R = TypeVar("R")
STATE = ".zsite"


@dataclass(slots=True)
class Desk:
    """Everything that a page of the editor may ask; made anew for each request."""

    root: Path
    config: Config
    sources: Sequence[Source]
    files: Mapping[str, EntryFiles]
    gathered: Gathered
    ids: Mapping[str, str]
    problems: Sequence[Problem]
    store: Store
    _entries: dict[str, Entry] = field(default_factory=dict)
    _editions: list[Edition] = field(default_factory=list)

    @property
    def entries(self) -> Mapping[str, Entry]:
        """The records by name (`kind/id`)."""
        if not self._entries:
            self._entries = {entry.name: entry for entry in self.gathered.entries}
        return self._entries

    def edition(self, key: str) -> Edition:
        """The site in a language, drafts included."""
        if not self._editions:
            self._editions = self._spoken()
        return next((e for e in self._editions if e.key == key), self._editions[0])

    def _spoken(self) -> list[Edition]:
        config = self.config
        linked, _ = catalog.link(self.gathered.entries, config.kinds, today(), drafts=True)
        tongues = [Tongue(each.key, each.tag, each.path, each.label) for each in config.languages]
        separators = {each.tag: {"list_separator": _separator(each.tag)} for each in tongues}
        made, _ = editions.editions(
            linked, tongues, config.spoken, separators, config.values, self._fetch, lambda _: ""
        )
        return made

    def _fetch(self, key: str) -> bytes:
        return self.gathered.fresh.get(key) or self.store.memo([key])[key]

    def facts(self, entry: Entry) -> Mapping[str, Any]:
        """All facts of a record as it stands."""
        return facts_from(self._fetch(f"{entry.key}:record"))

    def of(self, kind: str) -> list[Entry]:
        """The records of a kind, in the kind's order."""
        found = [entry for entry in self.entries.values() if entry.kind.name == kind]
        return catalog.in_order(found, self.config.kinds[kind])

    def taken(self, kind: str) -> set[str]:
        """The ids of a kind that a new record cannot have."""
        named = {name.partition("/")[2] for name in self.files if name.startswith(f"{kind}/")}
        return named | {*self.config.spoken.keys, "index", "new"}

    def judged(self, problems: Iterable[Problem]) -> list[Found]:
        """Problems with the severities of this site."""
        return judge(problems, self.config.severities, self.config.waivers, today())

    def wrong_with(self, entry: Entry) -> list[Problem]:
        """What is wrong with a record among the others."""
        others = [e for e in self.gathered.entries if e.name != entry.name]
        linked, found = catalog.link([*others, entry], self.config.kinds, today(), drafts=True)
        names = [source.path for source in self.sources]
        names += entry.others
        directory = links.directory(
            [*others, entry], linked.entries, names, TOP, addresses(self.config, linked)
        )
        mine = {entry.file, *(link.file for each in entry.links.values() for link in each)}
        found += directory.check(entry)
        return [*entry.problems, *(each for each in found if each.place.file in mine)]

    def read(self, sheet: Sheet, changes: Changes) -> tuple[Entry, Mapping[str, Any]]:
        """The record that a sheet would be with its changes, and its facts."""
        standing = self.files.get(f"{sheet.kind.name}/{sheet.id}")
        data = {**sheet.data, **{path: new or b"" for path, new in changes.items()}}
        bodies = [(k, p, data[p]) for k, p in sheet.bodies.items() if data.get(p)]
        others = [source.path for source in standing.others] if standing else []
        others += [path for path in changes if path not in sheet.data and "." in path]
        record = (sheet.record, data.get(sheet.record, b""))
        parent = standing.parent if standing else ""
        task = Task(sheet.kind, sheet.id, record, bodies, others, parent, self.config.spoken)
        rows = read_entry(task)
        entry = entry_from(sheet.kind, sheet.id, sheet.record, "", rows["head"])
        return entry, facts_from(rows["record"])

    def wrong_inside(self, sheet: Sheet, changes: Changes) -> list[Problem]:
        """What is wrong with the internal facts of a sheet with its changes."""
        data = changes.get(sheet.internal, sheet.data.get(sheet.internal))
        document = parse(sheet.internal, normal(opened(data or b"").text))
        if document.root:
            by_key = keyed(sheet.inside)
            read_mapping(Reading(document, self.config.spoken, by_key), document.root, by_key)
        return document.problems


def _separator(tag: str) -> str:
    return "、" if tag.startswith(("zh", "ja")) else ", "


def at(root: Path, *, whole: bool = True) -> Desk | list[Problem]:
    """The desk of a project, or why it cannot be read at all.

    One that is not `whole` knows settings and files but no records, which is enough while somebody
    types.
    """
    config, problems = configuration.load(root)
    if config is None:
        return problems
    began = time.time_ns()
    sources, refused = scan(root, TOP)
    known, found = remembered(root, sources, config.kinds)
    store = Store(root / STATE)
    arranged, _ = arrange(sources, TOP, config.kinds, config.spoken, known.ids)
    files = {f"{each.kind}/{each.id}": each for each in arranged}
    gathered = Gathered()
    if whole:
        gathered = gather(
            root,
            sources,
            config.kinds,
            config.spoken,
            known.ids,
            store,
            _one_by_one,
            code_digest(),
            began,
        )
    problems += [*refused, *found, *gathered.problems, *gathered.unsteady]
    return Desk(root, config, sources, files, gathered, known.ids, problems, store)


def _one_by_one(function: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
    return map(function, items)
