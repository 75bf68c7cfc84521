"""What an entry's texts and records reach: links, pictures, attachments, resolved for a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

from zsite.content.entries import Entry
from zsite.digest import Digest, digest_of
from zsite.site.catalog import Catalog
from zsite.site.i18n import Edition
from zsite.site.links import Directory, Target
from zsite.site.pictures import Pictures, is_picture
from zsite.site.urls import list_path
from zsite.site.views import Attachment, Viewpoint

FILES = "files"


@dataclass
class Reach:
    """Resolves what a body or a record names, as seen from a page; see `views.Resolver`."""

    directory: Directory
    pictures: Pictures
    digests: Mapping[str, Digest]
    sizes: Mapping[str, int]

    def digest(self, catalog: Catalog, entry: Entry | None) -> Digest:
        """Of where the links, pictures and attachments of an entry's facts lead."""
        if entry is None or not (entry.links or entry.files):
            return ""
        parts = [
            self._state(catalog, target)
            for where, targets in self.directory.targets(entry).items()
            if not where.startswith("body.")
            for target in targets
        ]
        parts += [self._file_state(self.directory.file(entry, name)) for _, name, _ in entry.files]
        return " ".join(parts)

    def of_body(self, catalog: Catalog, entry: Entry, lang: str) -> Digest:
        """Of where the links and pictures of an entry's body in a language lead."""
        where = f"body.{lang}"
        if where not in entry.links:
            return ""
        targets = self.directory.targets(entry)[where]
        return " ".join(self._state(catalog, target) for target in targets)

    def of_card(self, entry: Entry) -> Digest:
        """Of the pictures and attachments that an entry's card may show."""
        return " ".join(
            self._file_state(self.directory.file(entry, name))
            for field, name, _ in entry.files
            if field.partition(".")[0] in entry.kind.kept
        )

    def _state(self, catalog: Catalog, target: Target | None) -> str:
        """A text that changes when the link would be another one."""
        if target is None:
            return "-"
        kind, path, anchor = target
        if kind == "entry":
            return f"{path}#{anchor}" if path in catalog.entries else "-"
        if kind == "column":
            return f"{path}/#{anchor}" if catalog.of(path) else "-"
        if kind == "guide":
            return " ".join(self.directory.guides[path].values())
        return self._file_state(path) if kind == "file" else f"{path}#{anchor}"

    def _file_state(self, path: str) -> str:
        if is_picture(path):
            return f"{path}@{self.pictures.state(path)}{self._uses}"
        return f"{path}@{self.digests.get(path, '')}"

    @cached_property
    def _uses(self) -> Digest:
        return digest_of(self.pictures.uses)

    def links(self, here: Viewpoint, entry: Entry, where: str) -> Sequence[str | None]:
        """What stands in the holes of a body: hrefs for links, whole tags for pictures."""
        targets = self.directory.targets(entry).get(where, ())
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
        path = self.path(here.edition, target)
        return escape(here.href(path + anchor)) if path else None

    def path(self, edition: Edition, target: Target) -> str:
        catalog = edition.catalog
        if target.kind == "file":
            return self.file_path(target.path)
        if target.kind == "guide":
            versions = self.directory.guides[target.path]
            return versions.get(edition.key) or next(iter(versions.values()))
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
        inside = source.startswith(f"{self.directory.top}/")
        return FILES + source.removeprefix(self.directory.top) if inside else source
