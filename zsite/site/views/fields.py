"""Declared fields over stored data, by attribute: records, pictures, files."""

from collections.abc import Mapping
from typing import Any

from zsite.content.entries import Entry
from zsite.content.kinds import QUANTITIES, Field, parts_of
from zsite.content.quantities import from_json
from zsite.site import formats
from zsite.site.catalog import keyed_parts
from zsite.site.i18n import Edition
from zsite.site.views.absent import answers
from zsite.site.views.mention import Mention
from zsite.site.views.values import (
    NOTHING,
    Amount,
    Choice,
    Day,
    Fact,
    Flag,
    Html,
    Many,
    Nothing,
    Phone,
    Text,
    html,
    safe,
)
from zsite.site.views.viewpoint import Attachment, Viewpoint

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
    moment = about.type == "datetime"
    return Day(edition.day(value), value, edition.day(formats.day_of(value)) if moment else "")


_ABSENT = "absent"


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
            return self._absent(about)
        if about.many and isinstance(value, list):
            items = [self._single(about, item, f"{about.name}.{i}") for i, item in enumerate(value)]
            separator = self._page.edition.strings.get("list_separator", ", ")
            return Many.joined_by(separator, [item for item in items if item is not NOTHING])
        return self._single(about, value, about.name)

    def _absent(self, about: Field) -> Nothing:
        """Nothing, which answers to every name that a value of the field would answer to."""
        known = self._page.edition.shown
        key = (id(about), _ABSENT)
        found: Nothing | None = known.get(key)
        if found is None:
            kinds = self._page.edition.catalog.kinds
            found = known[key] = Nothing(answers(about, kinds))
        return found

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
                if not isinstance(value, Nothing) and not (about.many and not value):
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
        return f'<a href="{safe(self.href)}">{safe(str(self))}</a> ({self.kind})'
