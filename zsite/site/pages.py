"""Which pages there will be, in every language; no page knows what it will look like."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zsite.content.entries import Entry
from zsite.content.kinds import Kind
from zsite.site.catalog import Catalog, Neighbours
from zsite.site.urls import detail_path, list_path, under

MOST_ON_MAP = 200


@dataclass(frozen=True, slots=True)
class Slot:
    """A list that a layout wants: a kind, how many, of which value, sharing which field."""

    kind: str
    limit: int
    where: Mapping[str, Any] = field(default_factory=dict)
    same: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of one edition.

    `place` is its path below the language's folder, the same in every language; `layout` is
    `home`, `sitemap`, or a kind's layout with `list` or `detail`.
    """

    place: str
    layout: str
    view: str
    kind: Kind | None = None
    entry: Entry | None = None
    entries: tuple[Entry, ...] = ()
    number: int = 1
    count: int = 1

    def path(self, language_path: str) -> str:
        """Where it stands in an edition."""
        return under(language_path, self.place)


def pages(catalog: Catalog, page_size: int) -> Iterator[Page]:
    """Every page of an edition: home, lists, details, site map."""
    yield Page("index.html", "home", "home")
    for kind in catalog.kinds.values():
        if not kind.single and kind.path:
            yield from _lists(kind, catalog.of(kind.name), page_size)
    for entry in catalog.entries.values():
        kind = entry.kind
        if entry.name in catalog.documents:
            continue
        yield Page(detail_path("", kind, entry.id), kind.layout, "detail", kind, entry)
    shown = (e for kind in catalog.kinds for e in catalog.of(kind)[:MOST_ON_MAP])
    yield Page("sitemap.html", "sitemap", "sitemap", entries=tuple(shown))


def _lists(kind: Kind, entries: Sequence[Entry], size: int) -> Iterator[Page]:
    count = (len(entries) + size - 1) // size
    for number in range(1, count + 1):
        part = tuple(entries[(number - 1) * size : number * size])
        place = list_path("", kind, number)
        yield Page(place, kind.layout, "list", kind, None, part, number, count)


class Slots:
    """The lists that layouts have declared, filled from a catalog."""

    def __init__(self, catalog: Catalog, declared: Mapping[str, Mapping[str, Slot]]) -> None:
        self._catalog = catalog
        self._declared = declared
        self._neighbours: dict[tuple[str, str], Neighbours] = {}
        self._fixed: dict[tuple[str, str], tuple[Entry, ...]] = {}

    def of(self, page: Page) -> dict[str, tuple[Entry, ...]]:
        """The entries of each slot of a page's layout and view, by the slot's name."""
        slots = self._declared.get(f"{page.layout}/{page.view}") or {}
        if page.layout == page.view:
            slots = self._declared.get(page.layout) or {}
        return {name: self._fill(name, slot, page) for name, slot in slots.items()}

    def _fill(self, name: str, slot: Slot, page: Page) -> tuple[Entry, ...]:
        if slot.same:
            if page.entry is None:
                return ()
            key = (slot.kind, slot.same)
            if key not in self._neighbours:
                self._neighbours[key] = Neighbours(self._catalog.of(slot.kind), slot.same)
            return tuple(self._neighbours[key].of(page.entry, slot.limit))
        key = (page.layout, name)
        if key not in self._fixed:
            found = (e for e in self._catalog.of(slot.kind) if _matches(e, slot.where))
            self._fixed[key] = tuple(e for e, _ in zip(found, range(slot.limit), strict=False))
        return self._fixed[key]


def _matches(entry: Entry, where: Mapping[str, Any]) -> bool:
    for name, wanted in where.items():
        value = entry.kept.get(name)
        if isinstance(value, bool):
            wanted = str(wanted).lower() in ("true", "yes", "1", "是")
        if value != wanted:
            return False
    return True
