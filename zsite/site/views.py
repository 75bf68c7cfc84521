"""What a template sees: THE THEME API. Frozen, complete, in one language, on one page.

A declared field that has no value is `NOTHING`: false, empty, printing nothing. A name that is
not declared is an error in the template. Values print themselves: `{{ entry.land_area }}`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any, NamedTuple, Protocol
from urllib.parse import quote

from zsite.content.entries import Entry, find
from zsite.content.kinds import QUANTITIES, Field, Kind, parts_of
from zsite.content.markdown import fill
from zsite.content.quantities import Quantity, from_json
from zsite.site import formats
from zsite.site.catalog import keyed_parts
from zsite.site.companions import vcard_path
from zsite.site.i18n import Edition
from zsite.site.urls import list_path, relative

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


class Nothing:
    """The value of a declared field that a record does not have."""

    __slots__ = ("_names",)

    def __init__(self, names: frozenset[str] = frozenset()) -> None:
        self._names = names

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        return ""

    __html__ = __str__

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __getitem__(self, at: object) -> "Nothing":
        return self

    def __getattr__(self, name: str) -> "Nothing":
        if name in self._names:
            return NOTHING
        raise AttributeError(name)


NOTHING = Nothing(
    frozenset(
        {
            "text",
            "about",
            "number",
            "lead",
            "tail",
            "iso",
            "key",
            "title",
            "href",
            "lang",
            "plain",
            "label",
            "alt",
            "state",
        }
    )
)


class Text(str):
    """A text; on a page of another language it carries its own in `lang`."""

    __slots__ = ("foreign", "lang")
    lang: str
    foreign: bool

    def __new__(cls, text: str, lang: str = "", foreign: bool = False) -> "Text":
        made = super().__new__(cls, text)
        made.lang = lang
        made.foreign = foreign
        return made

    def __html__(self) -> str:
        safe = escape(str(self))
        # Unquoted, so that even inside somebody's attribute it cannot end the attribute.
        return f"<span lang={self.lang}>{safe}</span>" if self.foreign else safe

    @property
    def plain(self) -> str:
        """The text without markup, for attributes and titles."""
        return str(self)


class Html(str):
    """Rendered Markdown."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


class Amount:
    """A quantity in words, and its pieces for large numerals."""

    __slots__ = ("_given", "_made", "state")

    def __init__(self, made: formats.Rendered, given: Quantity) -> None:
        self._made = made
        self._given = given
        self.state = given.state

    @property
    def size(self) -> float:
        """The lower figure in its dimension's base unit, for drawings; 0 for a state."""
        return float(self._given.base[0]) if self._given.low else 0.0

    def __getattr__(self, name: str) -> Any:
        if name in ("text", "about", "lead", "number", "tail", "full"):
            return getattr(self._made, name)
        raise AttributeError(name)

    def __str__(self) -> str:
        return str(self._made)

    def __html__(self) -> str:
        return escape(str(self._made))


class Day(str):
    """A date in words, with its ISO form."""

    __slots__ = ("iso",)
    iso: str

    def __new__(cls, text: str, iso: str) -> "Day":
        made = super().__new__(cls, text)
        made.iso = iso
        return made

    def __html__(self) -> str:
        return f'<time datetime="{escape(self.iso)}">{escape(str(self))}</time>'


class Phone(str):
    """A telephone number as dialled from the page's readers' side, with its `tel:` link."""

    __slots__ = ("abroad", "uri")
    uri: str
    abroad: bool

    def __new__(cls, number: formats.Phone) -> "Phone":
        made = super().__new__(cls, number.text)
        made.uri = number.uri
        made.abroad = number.abroad
        return made

    def __html__(self) -> str:
        return f'<a href="{escape(self.uri)}">{escape(str(self))}</a>'


class Choice(str):
    """The label of a choice, with its English key."""

    __slots__ = ("key", "label")
    key: str
    label: Text

    def __new__(cls, label: Text, key: str) -> "Choice":
        made = super().__new__(cls, label)
        made.key = key
        made.label = label
        return made

    def __html__(self) -> str:
        return self.label.__html__()


class Flag:
    """Yes or no: true or false to a template, a word to a reader."""

    __slots__ = ("_value", "_word")

    def __init__(self, value: bool, word: str) -> None:
        self._value = value
        self._word = word

    def __bool__(self) -> bool:
        return self._value

    def __str__(self) -> str:
        return self._word

    def __html__(self) -> str:
        return escape(self._word)


class Many(tuple[Any, ...]):
    """Several values; prints them as an enumeration."""

    separator = ", "

    @classmethod
    def joined_by(cls, separator: str, items: Sequence[Any]) -> "Many":
        """The values with the separator of the page's language."""
        made = cls(items)
        made.separator = separator
        return made

    def __str__(self) -> str:
        return self.separator.join(str(item) for item in self)

    def __html__(self) -> str:
        return escape(self.separator).join(html(item) for item in self)


class Fact:
    """A row of a fact table: the label, the value and what kind of value it is."""

    __slots__ = ("forecast", "label", "many", "name", "type", "value")

    def __init__(self, about: Field, label: Text, value: Any) -> None:
        self.name = about.name
        self.type = about.type
        self.many = about.many
        self.forecast = about.forecast
        self.label = label
        self.value = value


_ALIKE = QUANTITIES | {"choice", "flag", "date", "month", "year", "datetime"}


def _made(edition: Edition, about: Field, value: Any) -> Any:
    """A value of one of the types that need no page: quantity, choice, flag or date."""
    if about.type in QUANTITIES:
        return Amount(edition.quantity(value), from_json(value))
    if about.type == "choice":
        label, lang = edition.label(about.choices.get(value, {}), f"{about.name}.{value}")
        return Choice(
            Text(label, edition.languages.tags.get(lang, lang), lang != edition.key), value
        )
    if about.type == "flag":
        return Flag(value, edition.plain(about, value))
    return Day(edition.day(value), value)


class Fields:
    """Attribute access to declared fields over stored data; the base of records and entries."""

    __slots__ = ("_data", "_fields", "_page")

    def __init__(
        self, page: Viewpoint, fields: Mapping[str, Field], data: Mapping[str, Any]
    ) -> None:
        self._page = page
        self._fields = fields
        self._data = data

    def __getattr__(self, name: str) -> Any:
        about = self._fields.get(name)
        if about is None:
            raise AttributeError(name)
        return self._value(about)

    def _value(self, about: Field) -> Any:
        value = self._data.get(about.name)
        if value is None:
            parts = frozenset(part.name for part in parts_of(about))
            return Nothing(parts) if parts else NOTHING
        if about.many and isinstance(value, list):
            items = [self._single(about, item, f"{about.name}.{i}") for i, item in enumerate(value)]
            separator = self._page.edition.strings.get("list_separator", ", ")
            return Many.joined_by(separator, [item for item in items if item is not NOTHING])
        return self._single(about, value, about.name)

    def _single(self, about: Field, value: Any, path: str) -> Any:
        edition = self._page.edition
        if about.type in _ALIKE:
            return self._alike(about, value)
        if about.type == "prose":
            return self._prose(value, path)
        if about.localised or (about.type == "ref" and isinstance(value, dict)):
            text, lang = edition.chosen(value)
            return self._page.text(self._with_facts(text, lang), lang)
        if about.type == "ref":
            other = edition.catalog.entries.get(f"{about.to}/{value}")
            return self._named(other) if other else NOTHING
        if about.type == "phone":
            return Phone(formats.phone(value, edition.locale))
        if about.type in ("record", "image", "file"):
            return self._record(about, value, path)
        if about.key_of:
            return self._keyed(about, value)
        return self._page.written(value) if about.type == "string" else value

    def _alike(self, about: Field, value: Any) -> Any:
        """A value that looks the same on every page of an edition; made once."""
        known = self._page.edition.shown
        key = (id(about), tuple(value) if isinstance(value, list) else value)
        found = known.get(key)
        if found is None:
            found = known[key] = _made(self._page.edition, about, value)
        return found

    def _record(self, about: Field, value: Any, path: str) -> Any:
        by_name = {part.name: part for part in parts_of(about)}
        made = Picture if about.type == "image" else File if about.type == "file" else Part
        return made(self._page, by_name, value, self, path)

    def _keyed(self, about: Field, value: str) -> Choice:
        """A key of a part of another record, by that part's name."""
        edition, kind = self._page.edition, self._owning().kind
        parts = keyed_parts(self._data, kind, about, edition.catalog.entries)
        texts = parts.get(value, {}).get("name")
        label = self._page.text(*edition.chosen(texts)) if texts else Text(value)
        return Choice(label, value)

    def _owning(self) -> Entry:
        raise NotImplementedError

    def _named(self, other: Entry) -> Any:
        return Mention(self._page, other)

    def _with_facts(self, text: str, lang: str) -> str:
        raise NotImplementedError

    def _prose(self, value: Mapping[str, str], path: str) -> Any:
        raise NotImplementedError

    def facts(self) -> list[Fact]:
        """Rows of every visible field that has a value, in the order of their declaration."""
        rows = []
        for about in self._fields.values():
            if about.visible and about.name in self._data:
                value = self._value(about)
                if value is not NOTHING and not (about.many and not value):
                    rows.append(Fact(about, self.label(about.name), value))
        return rows

    def field(self, name: str) -> Any:
        """The value of a field whose name the view itself has taken: `card.field("column")`."""
        return self._value(self._fields[name])

    def label(self, name: str) -> Text:
        """The label of a field in the page's language."""
        about = self._fields[name]
        known = self._page.edition.shown
        key = (0, self._label_name(name))
        found: Text | None = known.get(key)
        if found is None:
            label = self._page.edition.label(about.label, key[1])
            found = known[key] = self._page.text(*label)
        return found

    def _label_name(self, name: str) -> str:
        return name


class Part(Fields):
    """A record inside a record."""

    __slots__ = ("_owner", "_path")

    def __init__(
        self, page: Viewpoint, fields: Mapping[str, Field], data: Any, owner: Fields, path: str
    ) -> None:
        super().__init__(page, fields, data)
        self._owner = owner
        self._path = path

    def _with_facts(self, text: str, lang: str) -> str:
        return self._owner._with_facts(text, lang)

    def _prose(self, value: Mapping[str, str], path: str) -> Any:
        return self._owner._prose(value, f"{self._path}.{path}")

    def _owning(self) -> Entry:
        return self._owner._owning()

    def _named(self, other: Entry) -> Any:
        return self._owner._named(other)

    def _label_name(self, name: str) -> str:
        return self._owner._label_name(f"{self._path.split('.')[0]}.{name}")

    def __str__(self) -> str:
        return self._page.edition.joined([str(row.value) for row in self.facts()])

    def __html__(self) -> str:
        separator = str(self._page.edition.strings.get("list_separator", ", "))
        return html(Many.joined_by(separator, [row.value for row in self.facts()]))


class Picture(Part):
    """A picture that a record names: `{{ entry.cover.tag("card") }}`."""

    __slots__ = ()

    def tag(self, use: str = "body", sizes: str = "") -> Html:
        """The picture in the variants of a use, with its alternative text."""
        alt = str(self._value(self._fields["alt"]))
        name = self._data["file"]
        page = self._page
        return Html(page.resolve.picture(page, self._owning(), name, alt, use, sizes))

    def __str__(self) -> str:
        return str(self._value(self._fields["alt"]))

    def __html__(self) -> str:
        return str(self.tag())


class File(Part):
    """An attachment that a record names: `href`, `kind` (`PDF`), `size` in bytes."""

    __slots__ = ()

    @property
    def _found_file(self) -> Attachment:
        """The file as it will be offered."""
        page = self._page
        made = page.resolve.attachment(page, self._owning(), self._data["file"])
        return made or Attachment("", "", 0)

    @property
    def href(self) -> str:
        """The relative link to the file."""
        return self._found_file.href

    @property
    def kind(self) -> str:
        """The file's type in capitals."""
        return self._found_file.type

    @property
    def size(self) -> int:
        """The file's size in bytes."""
        return self._found_file.size

    def __str__(self) -> str:
        return str(self._value(self._fields["title"])) or self._data["file"].rpartition("/")[2]

    def __html__(self) -> str:
        return f'<a href="{escape(self.href)}">{escape(str(self))}</a> ({self.kind})'


class Mention:
    """An entry that a card names: its title and its link, no more.

    So a page depends on its cards, and through them only on the titles of what they name.
    """

    __slots__ = ("_entry", "_page")

    def __init__(self, page: Viewpoint, entry: Entry) -> None:
        self._page = page
        self._entry = entry

    @property
    def id(self) -> str:
        """The entry's id."""
        return self._entry.id

    @property
    def title(self) -> Text:
        """What the entry is called."""
        return self._page.text(*self._page.edition.title(self._entry))

    @property
    def href(self) -> str:
        """The relative link to the entry's page."""
        return self._page.href(self._page.edition.path(self._entry))

    def __str__(self) -> str:
        return str(self.title)

    def __html__(self) -> str:
        return f'<a href="{escape(self.href)}">{self.title.__html__()}</a>'


class Card(Fields):
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

    @property
    def id(self) -> str:
        """The entry's id."""
        return self._entry.id

    @property
    def title(self) -> Text:
        """What the entry is called."""
        return self._page.text(*self._page.edition.title(self._entry))

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
    def href(self) -> str:
        """The relative link to the entry's page."""
        return self._page.href(self._page.edition.path(self._entry))

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
        made = fill(body, links, lambda name: escape(edition.fact(name, data, kind)))
        if lang != self._page.edition.key:
            made = f'<div lang="{self._page.edition.languages.tags[lang]}">{made}</div>'
        return Html(made)

    def _label_name(self, name: str) -> str:
        return f"{self._entry.kind.name}.{name}"

    def __str__(self) -> str:
        return str(self.title)

    def __html__(self) -> str:
        return f'<a href="{escape(self.href)}">{self.title.__html__()}</a>'


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


def html(value: Any) -> str:
    """A value as HTML: its own, or escaped."""
    own = getattr(value, "__html__", None)
    return str(own()) if own else escape(str(value))
