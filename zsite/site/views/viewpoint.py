"""From where a template sees things, and who finds what is named there."""

import re
from collections.abc import Sequence
from typing import NamedTuple, Protocol
from urllib.parse import quote

from zsite.content.entries import Entry
from zsite.site.i18n import Edition
from zsite.site.urls import relative
from zsite.site.views.values import Text

_HAN = re.compile("[\u3400-\u9fff]")


class Viewpoint:
    """The place from which things are seen: an edition and the path of the page."""

    __slots__ = ("base", "edition", "folder", "path", "resolve")

    def __init__(self, edition: Edition, path: str, resolve: "Resolver", base: str = "") -> None:
        self.edition = edition
        self.path = path
        self.folder = base or path.rpartition("/")[0]
        self.resolve = resolve
        self.base = base

    def href(self, target: str) -> str:
        """The relative link to a path of the site; below `base` where the page has no place."""
        return self.base + quote(target) if self.base else relative(self.folder, target)

    def written(self, text: str) -> str:
        """A text of no declared language, such as a document's number; Chinese is marked."""
        tag = self.edition.tongue.tag
        if text.isascii() or tag[:2] in ("zh", "ja") or not _HAN.search(text):
            return text
        return Text(text, self.edition.languages.tags.get("zh", "zh"), True)

    def text(self, text: str, lang: str) -> "Text":
        """A text that knows its language."""
        return Text(text, self.edition.languages.tags.get(lang, lang), lang != self.edition.key)


class Attachment(NamedTuple):
    """A file to download: its link, its type (`PDF`), its size in bytes."""

    href: str
    type: str
    size: int


class Resolver(Protocol):
    """Finds what an entry's texts and records name, as seen from a page."""

    def links(self, here: Viewpoint, entry: Entry, where: str) -> Sequence[str | None]:
        """What stands in the holes of the body or prose at `where`."""

    def picture(
        self, here: Viewpoint, entry: Entry, name: str, alt: str, use: str, sizes: str
    ) -> str:
        """The tag of a picture."""

    def attachment(self, here: Viewpoint, entry: Entry, name: str) -> Attachment | None:
        """A file to download."""
