"""Entries as templates see them: mentioned, as cards, and whole on their own page."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from zsite.content.entries import Entry, find
from zsite.content.kinds import Field, Kind
from zsite.content.markdown import fill
from zsite.site.companions import vcard_path
from zsite.site.urls import list_path
from zsite.site.views.fields import Fields
from zsite.site.views.mention import Named
from zsite.site.views.values import NOTHING, Day, Html, Text, safe
from zsite.site.views.viewpoint import Viewpoint


class Card(Named, Fields):
    """An entry as others show it: its title, its link, and the fields that are kept at hand."""

    __slots__ = ("_entry",)

    def __init__(
        self, page: Viewpoint, entry: Entry, data: Mapping[str, Any] | None = None
    ) -> None:
        if data is None:
            super().__init__(page, entry.kind.kept, entry.kept)
        else:
            super().__init__(page, entry.kind.by_name, data)
        self._entry = entry

    def _value(self, about: Field) -> Any:
        """A short text of a card is made once, like the values that need no page."""
        if self._data is not self._entry.kept or not about.localised or about.many:
            return super()._value(about)
        known, key = self._page.edition.shown, (2, f"{self._entry.name}.{about.name}")
        found = known.get(key)
        if found is None:
            found = known[key] = super()._value(about)
        return found

    @property
    def summary(self) -> Any:
        """One sentence, if the kind has such a field."""
        about = self._entry.kind.field(self._entry.kind.summary or "summary")
        return self._value(about) if about else NOTHING

    @property
    def record_number(self) -> str:
        """The public number that an enquiry quotes."""
        return self._page.written(str(self._data.get(self._entry.kind.number) or ""))

    @property
    def vcard(self) -> Any:
        """The link to a contact's vCard; nothing for other kinds."""
        entry = self._entry
        path = vcard_path(self._page.edition.tongue.path, entry.kind, entry.id)
        return self._page.href(path) if path else NOTHING

    @property
    def column(self) -> "Column":
        """The kind that the entry belongs to."""
        return Column(self._page, self._entry.kind)

    @property
    def validity(self) -> str:
        """`upcoming`, `current`, `expired` or `superseded` on the day of the build, or nothing."""
        return self._page.edition.catalog.status.get(self._entry.name, "")

    @property
    def last_update(self) -> Any:
        """The first of the kind's dates that the record has."""
        for name in self._entry.kind.updated:
            if name in self._data:
                return Day(self._page.edition.day(self._data[name]), self._data[name])
        return NOTHING

    def _with_facts(self, text: str, lang: str) -> str:
        edition = self._page.edition.speaking(lang)
        return edition.with_facts(text, self._data, self._entry.kind)

    def _owning(self) -> Entry:
        return self._entry

    def _prose(self, value: Mapping[str, str], path: str) -> Any:
        body, lang = self._page.edition.chosen(value)
        return self._filled(body, f"{path}.{lang}", lang)

    def _filled(self, body: str, where: str, lang: str) -> Html:
        links = self._page.resolve.links(self._page, self._entry, where)
        edition, data, kind = self._page.edition.speaking(lang), self._data, self._entry.kind
        made = fill(body, links, lambda name: safe(edition.fact(name, data, kind)))
        if lang != self._page.edition.key:
            made = f'<div lang="{self._page.edition.languages.tags[lang]}">{made}</div>'
        return Html(made)

    def _label_name(self, name: str) -> str:
        return f"{self._entry.kind.name}.{name}"


class EntryView(Card):
    """An entry on its own page: every field, its body, and who refers to it."""

    __slots__ = ("_body", "_body_lang", "_qr")

    def __init__(
        self,
        page: Viewpoint,
        entry: Entry,
        data: Mapping[str, Any],
        body: str,
        body_lang: str,
        qr: str = "",
    ) -> None:
        super().__init__(page, entry, data)
        self._body = body
        self._body_lang = body_lang
        self._qr = qr

    @property
    def qr(self) -> Any:
        """The link to the QR code of the page's address; nothing where the theme wants none."""
        return self._page.href(self._qr) if self._qr else NOTHING

    @property
    def body(self) -> Html:
        """The rendered body; in its own language when this one has none."""
        if not self._body:
            return Html("")
        return self._filled(self._body, f"body.{self._body_lang}", self._body_lang)

    def _named(self, other: Entry) -> Card:
        return Card(self._page, other)

    @property
    def linked(self) -> "Linked":
        """Cards of the entries that refer to this one, by kind: `entry.linked.projects`."""
        found = self._page.edition.catalog.referrers.get(self._entry.name, {})
        return Linked(self._page, found)

    def value(self, path: str) -> Any:
        """The stored value at a dotted path, for drawings."""
        return find(self._data, path)


class Linked:
    """Cards by kind."""

    __slots__ = ("_found", "_page")

    def __init__(self, page: Viewpoint, found: Mapping[str, Sequence[Entry]]) -> None:
        self._page = page
        self._found = found

    def __getattr__(self, name: str) -> tuple[Card, ...]:
        if name not in self._page.edition.catalog.kinds:
            raise AttributeError(name)
        return tuple(Card(self._page, entry) for entry in self._found.get(name, ()))

    def __iter__(self) -> Iterator[tuple["Column", tuple[Card, ...]]]:
        kinds = self._page.edition.catalog.kinds
        for name, entries in self._found.items():
            yield Column(self._page, kinds[name]), tuple(Card(self._page, e) for e in entries)

    def __bool__(self) -> bool:
        return any(self._found.values())


class Column:
    """A kind as a column of the site."""

    __slots__ = ("_kind", "_page")

    def __init__(self, page: Viewpoint, kind: Kind) -> None:
        self._page = page
        self._kind = kind

    @property
    def name(self) -> str:
        """The kind's English name, as in `content/`."""
        return self._kind.name

    @property
    def label(self) -> Text:
        """The column's name."""
        return self._page.text(*self._page.edition.label(self._kind.label, self._kind.name))

    @property
    def one(self) -> Text:
        """What one entry of it is called."""
        return self._page.text(*self._page.edition.label(self._kind.one, f"{self._kind.name}.one"))

    @property
    def group(self) -> str:
        """The field by which its lists are grouped, or nothing."""
        return self._kind.group

    @property
    def href(self) -> str:
        """The link to the column's list; nothing when it has none."""
        kind, edition = self._kind, self._page.edition
        if kind.single or not kind.path or not edition.catalog.of(kind.name):
            return ""
        return self._page.href(list_path(edition.tongue.path, kind))
