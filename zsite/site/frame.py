"""What all pages of an edition share: the site's own facts, the menu, the strings, the assets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zsite.content.entries import Entry
from zsite.content.kinds import Field, Kind
from zsite.digest import Digest
from zsite.site.i18n import Edition, Tongue
from zsite.site.marks import Mark
from zsite.site.urls import absolute, list_path, under
from zsite.site.views import Card, Fields, Text, Viewpoint


@dataclass(slots=True)
class Frame:
    """The shared part of an edition's pages; `digest` covers all of it."""

    edition: Edition
    tongues: Sequence[Tongue]
    values: Mapping[str, Any]
    settings: Mapping[str, Field]
    menu: Sequence[Kind | Entry]
    columns: Sequence[Kind | Entry]
    assets: Mapping[str, str]
    tokens: Mapping[str, Any]
    url: str
    feeds: Sequence[str]
    marks: Mapping[str, Mark]
    digest: Digest = ""
    seen: dict[tuple[str, str], list["MenuItem"]] = field(default_factory=dict)

    def absolute(self, path: str) -> str:
        """The full URL of a path, or nothing when the site has no address."""
        return absolute(self.url, path) if self.url else ""


class Strings:
    """The theme's words in one language: `s.contact`. A missing one is an error."""

    __slots__ = ("_words",)

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._words = words

    def __getattr__(self, name: str) -> str:
        word = self._words.get(name)
        if not isinstance(word, str):
            raise AttributeError(f"no string named {name}")
        return word


class SiteView(Fields):
    """`site`: every setting of `zsite.yaml` that pages show, the menu and the home link."""

    __slots__ = ("_frame",)

    def __init__(self, here: Viewpoint, frame: Frame) -> None:
        super().__init__(here, frame.settings, frame.values)
        self._frame = frame

    @property
    def home(self) -> str:
        """The link to this edition's home page."""
        return self._page.href(under(self._frame.edition.tongue.path, "index.html"))

    @property
    def map(self) -> str:
        """The link to this edition's site map."""
        return self._page.href(under(self._frame.edition.tongue.path, "sitemap.html"))

    @property
    def names(self) -> list[Text]:
        """The site's title in its other languages, where it differs."""
        titles = self._frame.values.get("title") or {}
        shown = str(self.title)
        others = [t for t in self._frame.tongues if titles.get(t.key, shown) != shown]
        return [Text(titles[t.key], t.tag, True) for t in others]

    @property
    def menu(self) -> list["MenuItem"]:
        """The menu in its order: `label`, `href`, `name`."""
        return self._items("menu", self._frame.menu)

    @property
    def columns(self) -> list["MenuItem"]:
        """Every column that has something in it, for the footer and the site map."""
        return self._items("columns", self._frame.columns)

    @property
    def feeds(self) -> list[str]:
        """Links to this edition's feeds."""
        return [self._page.href(path) for path in self._frame.feeds]

    @property
    def contact(self) -> Card | None:
        """The default contact, if the site names one that is public."""
        return self._contact("contact")

    @property
    def complaints(self) -> Card | None:
        """The contact that hears complaints, if the site names one that is public."""
        return self._contact("complaints")

    @property
    def marks(self) -> list["MarkView"]:
        """The county's official marks, in the order of the settings."""
        rows = super().__getattr__("marks")
        return [
            MarkView(row, self._page.href(mark.path), mark.width, mark.height)
            for row in rows
            if (mark := self._frame.marks.get(row.file))
        ]

    def _contact(self, setting: str) -> Card | None:
        id = self._frame.values.get(setting)
        found = self._frame.edition.catalog.entries.get(f"contacts/{id}")
        return Card(self._page, found) if found else None

    @property
    def tokens(self) -> Mapping[str, Any]:
        """The design tokens: the theme's, with the site's own."""
        return self._frame.tokens

    def _items(self, name: str, wanted: Sequence[Kind | Entry]) -> list["MenuItem"]:
        """The items as seen from the page's folder, where all pages see the same."""
        key = (name, self._page.folder)
        found = self._frame.seen.get(key)
        if found is None:
            found = self._frame.seen[key] = [self._item(each) for each in wanted]
        return found

    def _item(self, each: Kind | Entry) -> "MenuItem":
        edition = self._frame.edition
        if isinstance(each, Entry):
            label, lang = edition.title(each)
            path = edition.path(each)
        else:
            label, lang = edition.label(each.label, each.name)
            path = list_path(edition.tongue.path, each)
        name = each.name
        return MenuItem(self._page.text(label, lang), self._page.href(path), name)

    def _with_facts(self, text: str, lang: str) -> str:
        return text


class MarkView:
    """One official mark: a picture with its words, its size in pixels, and where it leads."""

    __slots__ = ("_row", "height", "src", "width")

    def __init__(self, row: Fields, src: str, width: int, height: int) -> None:
        self._row = row
        self.src = src
        self.width = width
        self.height = height

    @property
    def kind(self) -> str:
        """`institution`, `report-error`, `police`, `accessibility` or `other`."""
        return str(self._row.kind.key)

    @property
    def alt(self) -> Any:
        """What the picture says, in words."""
        return self._row.alt

    @property
    def link(self) -> str:
        """The address that the mark leads to, or nothing."""
        return str(self._row.link)


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A link of the menu."""

    label: str
    href: str
    name: str
