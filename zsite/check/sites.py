"""The site as a whole, as checks see it: entries, settings, the day, facts on demand."""

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Protocol
from urllib.parse import urlsplit

from zsite.check.subjects import placed, title_of
from zsite.config import FILE, Config
from zsite.content.entries import Data, Entry, facts_from, places_from
from zsite.problems import Place, Problem, problem
from zsite.site.catalog import Catalog

_AT_ONCE = 500


class Rows(Protocol):
    """What the store offers here."""

    def memo(self, keys: Collection[str]) -> dict[str, bytes]:
        """Remembered rows."""


@dataclass(slots=True)
class Site:
    """Everything public on a day, and every record that there is."""

    config: Config
    catalog: Catalog
    entries: Sequence[Entry]
    as_of: str
    rows: Rows
    _facts: dict[str, Data] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The day for which the site is judged."""
        return date.fromisoformat(self.as_of)

    def setting(self, name: str, otherwise: Any = None) -> Any:
        """A setting of `check:` in `zsite.yaml`."""
        return (self.config.values.get("check") or {}).get(name, otherwise)

    @property
    def identity(self) -> Mapping[str, Any]:
        """What the site says about its owner."""
        found: Mapping[str, Any] = self.config.values.get("identity") or {}
        return found

    @property
    def is_column(self) -> bool:
        """True for a column inside a portal, which has the duties of a site instead of it."""
        return bool(self.config.values.get("host"))

    def of(self, kind: str) -> Sequence[Entry]:
        """The listed entries of a kind."""
        return self.catalog.of(kind)

    def all(self, kind: str) -> Sequence[Entry]:
        """Every entry of a kind, published or not, but for drafts and internal ones."""
        return [
            each
            for each in self.entries
            if each.kind.name == kind
            and not each.flag("draft")
            and each.kept.get("visibility") != "internal"
        ]

    def facts(self, entry: Entry) -> Data:
        """All facts of an entry."""
        if entry.name not in self._facts:
            self._load([each for each in self.entries if each.kind is entry.kind])
        return self._facts.get(entry.name, {})

    def _load(self, entries: Sequence[Entry]) -> None:
        """All of a kind at once: one that needs one soon needs them all."""
        for start in range(0, len(entries), _AT_ONCE):
            some = entries[start : start + _AT_ONCE]
            rows = self.rows.memo([f"{each.key}:record" for each in some])
            for each in some:
                self._facts[each.name] = facts_from(rows.get(f"{each.key}:record", b"{}"))

    def place(self, entry: Entry, path: str = "") -> Place:
        """Where a value of an entry stands."""
        row = self.rows.memo([f"{entry.key}:places"]).get(f"{entry.key}:places", b"{}")
        return placed(entry.file, places_from(row).get(path), path)

    def problem(self, id: str, entry: Entry, path: str = "", **facts: object) -> Problem:
        """A problem with a value of an entry; its title is a fact in both languages."""
        titles = {"title": title_of(entry, "zh"), "title_en": title_of(entry, "en")}
        return problem(id, self.place(entry, path), **{**titles, **facts})

    def setting_problem(self, id: str, field: str, **facts: object) -> Problem:
        """A problem with `zsite.yaml`."""
        return problem(id, Place(FILE, field=field), **facts)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the site: its name by language, its newest day, and how long that may be ago."""

    key: str
    label: Mapping[str, str]
    class_: str
    days: int
    newest: str
    file: str

    @property
    def due(self) -> str:
        """The first day on which it counts as stale; nothing for one without a date."""
        if not self.newest:
            return ""
        return (date.fromisoformat(self.newest) + timedelta(days=self.days + 1)).isoformat()


@dataclass(frozen=True, slots=True)
class Forecast:
    """What an inspection on that day could hold against the site, as far as files tell.

    `vetoes` are ids of checks; `due` is the first day on which a column falls due, and `column`
    its name by language; `veto_due` the first day on which a veto does.
    """

    as_of: str
    vetoes: tuple[str, ...] = ()
    due: str = ""
    column: Mapping[str, str] = field(default_factory=dict)
    veto_due: str = ""


def columns(site: Site) -> list[Column]:
    """Every column with something in it: the kinds, and the news by its own columns."""
    found = []
    for name, kind in site.catalog.kinds.items():
        listed = site.of(name)
        if kind.single or not kind.path or not listed or not kind.updated:
            continue
        about = kind.field("column")
        if about is None or not about.choices:
            found.append(_column(name, kind.label, listed, site.as_of))
            continue
        for choice, label in about.choices.items():
            some = [each for each in listed if each.kept.get("column") == choice]
            if some:
                found.append(_column(f"{name}/{choice}", label, some, site.as_of))
    return found


def _column(key: str, label: Mapping[str, str], listed: Sequence[Entry], as_of: str) -> Column:
    dated = [(newest(each, as_of), each) for each in listed]
    day, entry = max(dated, key=lambda pair: pair[0])
    limits = deadlines()["columns"]
    name = next((name for name, of in limits.items() if key in of["of"]), "others")
    return Column(key, label, name, limits[name]["days"], day, entry.file)


def newest(entry: Entry, as_of: str) -> str:
    """The last day up to `as_of` on which an entry was changed, as far as it says so."""
    return max((day for day in dates(entry).values() if day <= as_of), default="")


def dates(entry: Entry) -> dict[str, str]:
    """The days that an entry gives of its own making, by field."""
    found = {name: str(entry.kept.get(name) or "")[:10] for name in entry.kind.updated}
    return {name: day for name, day in found.items() if len(day) == 10}


def host(url: str) -> str:
    """The host of an address, or the text itself; reserved example domains count as real ones."""
    name = (urlsplit(url).hostname or url.split("/")[0]).lower()
    return name.removesuffix(".example")


@cache
def deadlines() -> Mapping[str, Any]:
    """Days and numbers in `deadlines.toml`."""
    return tomllib.loads((files("zsite") / "check" / "deadlines.toml").read_text("utf-8"))


def lacking(data: Data, *names: str) -> Iterator[str]:
    """Those of the names that the data has no value for."""
    return (name for name in names if not data.get(name))
