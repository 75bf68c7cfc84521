"""What an entry's texts and records reach: links, pictures, attachments, resolved for a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from zsite.content.entries import Entry
from zsite.digest import Digest, digest_of
from zsite.site.i18n import Edition
from zsite.site.links import Directory, Target
from zsite.site.pictures import Pictures
from zsite.site.urls import list_path
from zsite.site.views import Attachment, Viewpoint

FILES = "files"


@dataclass(slots=True)
class Reach:
    """Resolves what a body or a record names, as seen from a page; see `views.Resolver`."""

    directory: Directory
    pictures: Pictures
    digests: Mapping[str, Digest]
    sizes: Mapping[str, int]
    _targets: dict[str, Mapping[str, Sequence[Target | None]]] = field(default_factory=dict)

    def targets(self, entry: Entry) -> Mapping[str, Sequence[Target | None]]:
        """What each link of an entry means, by where the links stand."""
        found = self._targets.get(entry.name)
        if found is None:
            found = {
                where: [self.directory.target(entry, link) for link in links]
                for where, links in entry.links.items()
            }
            self._targets[entry.name] = found
        return found

    def digest(self, edition: Edition, entry: Entry | None) -> Digest:
        """Of where the links, pictures and attachments of an entry lead in an edition."""
        if entry is None or not (entry.links or entry.files):
            return ""
        parts: list[object] = []
        for where, targets in self.targets(entry).items():
            parts.append(where)
            parts += [[*t, self._state(edition, t)] if t else None for t in targets]
        parts += [self.digests.get(self.directory.file(entry, n), "") for _, n, _ in entry.files]
        return digest_of(parts)

    def _state(self, edition: Edition, target: Target) -> object:
        if target.kind == "entry":
            return target.path in edition.catalog.entries
        if target.kind == "column":
            return bool(edition.catalog.of(target.path))
        return self.digests.get(target.path, "") if target.kind == "file" else ""

    def links(self, here: Viewpoint, entry: Entry, where: str) -> Sequence[str | None]:
        """What stands in the holes of a body: hrefs for links, whole tags for pictures."""
        targets = self.targets(entry).get(where, ())
        return [
            self._tag(here, target, link.alt) if link.kind == "image" else self._href(here, target)
            for target, link in zip(targets, entry.links.get(where, ()), strict=True)
        ]

    def _tag(self, here: Viewpoint, target: Target | None, alt: str) -> str | None:
        if target is None or target.kind != "file":
            return None
        return self.pictures.tag(here, target.path, alt, "body")

    def _href(self, here: Viewpoint, target: Target | None) -> str | None:
        if target is None:
            return None
        if target.kind == "outward":
            return escape(target.path)
        anchor = f"#{target.anchor}" if target.anchor else ""
        if target.kind == "anchor":
            return escape(anchor)
        path = self._path(here.edition, target)
        return escape(here.href(path + anchor)) if path else None

    def _path(self, edition: Edition, target: Target) -> str:
        catalog = edition.catalog
        if target.kind == "file":
            return self.file_path(target.path)
        if target.kind == "column":
            listed = catalog.of(target.path)
            return list_path(edition.tongue.path, catalog.kinds[target.path]) if listed else ""
        entry = catalog.entries.get(target.path)
        return edition.path(entry) if entry else ""

    def picture(
        self, here: Viewpoint, entry: Entry, name: str, alt: str, use: str, sizes: str
    ) -> str:
        """The tag of a picture that a record names; empty when there is no such picture."""
        source = self.directory.file(entry, name)
        return (self.pictures.tag(here, source, alt, use, sizes) if source else None) or ""

    def attachment(self, here: Viewpoint, entry: Entry, name: str) -> Attachment | None:
        """The link, type and size of a file that a record names."""
        source = self.directory.file(entry, name)
        if not source:
            return None
        ending = source.rpartition(".")[2].upper()
        return Attachment(here.href(self.file_path(source)), ending, self.sizes.get(source, 0))

    def file_path(self, source: str) -> str:
        """Where an attachment will stand."""
        return FILES + source.removeprefix(self.directory.top)
