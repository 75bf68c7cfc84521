"""What a guide's templates see: the theme API of the web pages, with whole entries in lists."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import Any

from zsite.content.entries import Entry
from zsite.content.quantities import from_json, total
from zsite.digest import digest
from zsite.problems import Problem
from zsite.render import qr
from zsite.site.frame import Frame, SiteView, Strings
from zsite.site.views import NOTHING, Card, EntryView, Resolver, Viewpoint
from zsite.site.views.values import Amount, Day

Loaded = tuple[Entry, Mapping[str, Any], str, str]  # an entry, its facts, its body, whose language
Draw = Callable[[str, Mapping[str, Any]], bytes | Problem]


class Entries:
    """The entries of a guide by kind: `entries.projects`; none of a kind is an empty tuple.

    Brief ones have every field, but neither body nor `linked`; what they name are mentions.
    """

    __slots__ = ("_brief", "_found", "_here")

    def __init__(
        self, here: Viewpoint, found: Mapping[str, Sequence[Loaded]], brief: frozenset[str]
    ) -> None:
        self._here = here
        self._found = found
        self._brief = brief

    def __getattr__(self, name: str) -> tuple[Card, ...]:
        if name not in self._here.edition.catalog.kinds:
            raise AttributeError(name)
        return tuple(self._view(*loaded) for loaded in self._found.get(name, ()))

    def _view(self, entry: Entry, facts: Mapping[str, Any], body: str, lang: str) -> Card:
        if entry.name in self._brief:
            return Card(self._here, entry, facts)
        return EntryView(self._here, entry, facts, body, lang)

    def __getitem__(self, name: str) -> tuple[Card, ...]:
        return self.__getattr__(name)

    def __iter__(self) -> Iterator[str]:
        return (name for name, found in self._found.items() if found)


class GuideView:
    """`guide`: the document itself, in one language."""

    __slots__ = ("_about", "_edition", "_held", "_here")

    def __init__(self, here: Viewpoint, about: Mapping[str, Any], held: frozenset[str]) -> None:
        self._here = here
        self._edition = here.edition
        self._about = about
        self._held = held

    def __getattr__(self, name: str) -> Any:
        if name not in _PLAIN:
            raise AttributeError(name)
        return self._about[name]

    def _text(self, name: str) -> Any:
        texts = self._about.get(name)
        return self._here.text(*self._edition.chosen(texts)) if texts else NOTHING

    @property
    def title(self) -> Any:
        """What it is called: as declared, else its subject's title, else nothing."""
        return self._text("title")

    @property
    def issue(self) -> Any:
        """Which edition it is, in words, if the site says so."""
        return self._text("edition")

    @property
    def disclaimer(self) -> Any:
        """What the imprint says of the figures' force, if the site says so."""
        return self._text("disclaimer")

    @property
    def date(self) -> Any:
        """The day of the newest record in it."""
        iso = self._about["date"]
        return Day(self._edition.day(iso), iso) if iso else NOTHING

    @property
    def href(self) -> str:
        """The address at which the site offers it; empty when the site has none."""
        return self._here.href(self._about["path"])

    def holds(self, card: Card) -> bool:
        """True when the entry has a place in this guide, so that a page number can be given."""
        return key_of(card) in self._held

    def total(self, cards: Iterable[Any], field: str) -> Any:
        """The sum of a quantity of some entries; nothing when there is none to add up."""
        rows = [card._data.get(field) for card in cards]
        found = [from_json(row) for row in rows if row]
        made = total(each for each in found if each.low)
        return Amount(self._edition.quantity(made.to_json()), made) if made else NOTHING


_PLAIN = frozenset(
    (
        "name",
        "product",
        "languages",
        "sections",
        "width",
        "height",
        "bleed",
        "press",
        "spine",
        "tokens",
    )
)


class Shelf:
    """The files that a guide is made of, gathered while its templates are rendered."""

    def __init__(self, draw: Draw) -> None:
        self.files: dict[str, bytes] = {}
        self.problems: list[Problem] = []
        self._draw = draw

    def put(self, folder: str, data: bytes, ending: str) -> str:
        """The absolute path, for Typst, under which the bytes will stand."""
        path = f"{folder}/{digest(data)[:16]}.{ending}"
        self.files[path] = data
        return f"/{path}"

    def drawing(self, name: str, **values: Any) -> str:
        """The path of a drawing that an SVG template of the theme makes of the values."""
        made = self._draw(name, values)
        if isinstance(made, Problem):
            self.problems.append(made)
            return ""
        return self.put("drawings", made, "svg")

    def code(self, address: object) -> str:
        """The path of the QR code of an address."""
        return self.put("codes", _code(str(address)), "svg")

    def picture(self, data: bytes, ending: str, alt: str) -> str:
        """A tag that stands for a picture in a body, or for one that a record names."""
        return f'<img src="{self.put("pictures", data, ending)}" alt="{escape(alt)}">'


@lru_cache(maxsize=4096)
def _code(address: str) -> bytes:
    return qr.svg(url=address)


def context(
    frame: Frame,
    about: Mapping[str, Any],
    words: Mapping[str, Any],
    subject: Loaded | None,
    entries: Mapping[str, Sequence[Loaded]],
    brief: frozenset[str],
    reach: Resolver,
    shelf: Shelf,
) -> dict[str, Any]:
    """The names that a guide's template is given, in one language."""
    here = Viewpoint(frame.edition, about["path"], reach, f"{frame.url.rstrip('/')}/")
    held = frozenset(each[0].name for found in entries.values() for each in found)
    held |= {subject[0].name} if subject else set()
    return {
        "guide": GuideView(here, about, held),
        "site": SiteView(here, frame),
        "s": Strings({**frame.edition.strings, **words}),
        "lang": frame.edition.tongue,
        "entry": EntryView(here, *subject) if subject else None,
        "entries": Entries(here, entries, brief),
        "drawing": shelf.drawing,
        "qr": shelf.code,
    }


def key_of(card: Any) -> str:
    """An entry's name as a label in the guide: `projects/glass`."""
    return f"{card.column.name}/{card.id}"
