"""What a body or a record names, as seen from a printed page."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from zsite.build.planning import Planning
from zsite.build.prints import Print, Prints
from zsite.build.reach import Reach
from zsite.content.entries import Entry
from zsite.digest import digest
from zsite.problems import Problem
from zsite.render.guide.context import Shelf
from zsite.site.guides import Guide
from zsite.site.links import Target
from zsite.site.urls import absolute
from zsite.site.views import Attachment, Viewpoint


@dataclass(frozen=True, slots=True)
class Printed:
    """Resolves what a body or a record names, as seen from a printed page."""

    of: Planning
    guide: Guide
    prints: Prints
    press: bool

    def digest(self) -> str:
        reach, catalog = self.of.reach, self.of.catalog
        return digest(" ".join(reach.digest(catalog, entry) for entry in self.guide.entries))

    def on(self, shelf: Shelf) -> "OnShelf":
        held = frozenset(entry.name for entry in self.guide.entries)
        return OnShelf(self.of.reach, self.prints, self.press, self.of.url, held, shelf)


@dataclass(frozen=True, slots=True)
class OnShelf:
    """See `views.Resolver`: pictures go on a shelf, links lead within the guide or to the web."""

    reach: Reach
    prints: Prints
    press: bool
    url: str
    held: frozenset[str]
    shelf: Shelf

    def links(self, here: Viewpoint, entry: Entry, where: str) -> Sequence[str | None]:
        targets = self.reach.directory.targets(entry).get(where, ())
        return [
            self._tag(target, link.alt) if link.kind == "image" else self._href(here, target)
            for target, link in zip(targets, entry.links.get(where, ()), strict=True)
        ]

    def _href(self, here: Viewpoint, target: Target | None) -> str | None:
        if target is None or target.kind == "anchor":
            return None
        if target.kind == "outward":
            return escape(target.path)
        if target.kind == "entry" and target.path in self.held:
            return escape(f"#{target.path}")
        path = self.reach.path(here.edition, target)
        return escape(absolute(self.url, path)) if path and self.url else None

    def _tag(self, target: Target | None, alt: str) -> str | None:
        found = target.path if target and target.kind == "file" else ""
        return self._picture(found, alt) or None

    def _picture(self, source: str, alt: str) -> str:
        found = self.prints.find(source, press=self.press)
        if isinstance(found, Problem):
            self.shelf.problems.append(found)
        return self.shelf.picture(*found, alt) if isinstance(found, Print) else ""

    def picture(
        self, here: Viewpoint, entry: Entry, name: str, alt: str, use: str, sizes: str
    ) -> str:
        return self._picture(self.reach.directory.file(entry, name) or "", alt)

    def attachment(self, here: Viewpoint, entry: Entry, name: str) -> Attachment | None:
        return self.reach.attachment(here, entry, name)
