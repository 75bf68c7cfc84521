"""One language of a site: its strings, its way of writing values, the titles of entries in it.

Before this nobody chooses a language; after it nobody sees two.
"""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from zsite.content.entries import Data, Entry, facts_from, find
from zsite.content.kinds import QUANTITIES, Field, Kind, Labels
from zsite.content.languages import Languages, chosen, in_language
from zsite.content.quantities import from_json
from zsite.content.reading import FACT
from zsite.digest import Digest, digest, digest_of
from zsite.site import formats
from zsite.site.catalog import Catalog
from zsite.site.urls import detail_path

Fetch = Callable[[str], bytes]
_YES, _NO = {"zh": "是", "en": "Yes"}, {"zh": "否", "en": "No"}


@dataclass(frozen=True, slots=True)
class Tongue:
    """An edition's language: key, BCP 47 tag, folder, own name."""

    key: str
    tag: str
    path: str
    label: str


@dataclass(slots=True)
class Edition:
    """A site in one language.

    `digest` covers its words and its way of writing; `files` gives the digest of the pictures and
    attachments that an entry's card may show.
    """

    tongue: Tongue
    tongues: Sequence[Tongue]
    languages: Languages
    catalog: Catalog
    strings: Mapping[str, Any]
    locale: formats.Locale
    options: formats.Options
    fetch: Fetch
    digest: Digest = ""
    files: Callable[[Entry], Digest] = lambda entry: ""
    others: dict[str, "Edition"] = field(default_factory=dict)
    shown: dict[tuple[int, Any], Any] = field(default_factory=dict)
    _titles: dict[str, tuple[str, str]] = field(default_factory=dict)
    _cards: dict[str, Digest] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The language's key in content."""
        return self.tongue.key

    def speaking(self, lang: str) -> "Edition":
        """The edition of a language: a text that falls back writes its figures as there."""
        return self.others.get(lang, self)

    def path(self, entry: Entry) -> str:
        """The path of an entry's page, or of the file that stands for it."""
        own = self.catalog.documents.get(entry.name)
        return own or detail_path(self.tongue.path, entry.kind, entry.id)

    def title(self, entry: Entry) -> tuple[str, str]:
        """An entry's title and the key of the language that it is in."""
        found = self._titles.get(entry.name)
        if found is None:
            texts = entry.kept.get(entry.kind.title)
            text, lang = (
                self.chosen(texts) if isinstance(texts, dict) else (str(texts or entry.id), "")
            )
            # A title that prints itself, by whatever detour, prints the id there.
            self._titles[entry.name] = entry.id, self.key
            spoken = self.speaking(lang or self.key)
            found = spoken.with_facts(text, entry.kept, entry.kind), lang or self.key
            self._titles[entry.name] = found
        return found

    def chosen(self, texts: Mapping[str, str]) -> tuple[str, str]:
        """The text for this edition and the key of the language that it is in."""
        text, lang = chosen(texts, self.key, self.languages)
        return text, lang

    def label(self, labels: Labels, name: str = "") -> tuple[str, str]:
        """A declared label in this language; `strings` may translate it under its `name`."""
        own = self.strings.get("labels", {}).get(name)
        if own:
            return own, self.key
        for key in (self.key, self.languages.default, "en", *labels):
            if key in labels:
                return labels[key], key
        return name, self.key

    def with_facts(
        self, text: str, data: Mapping[str, Any], kind: Kind, above: frozenset[str] = frozenset()
    ) -> str:
        """A text with every `[=field]` as this language writes that fact."""
        if "[=" not in text:
            return text
        return FACT.sub(lambda match: self.fact(match[1].strip(), data, kind, above), text)

    def fact(
        self, name: str, data: Mapping[str, Any], kind: Kind, above: frozenset[str] = frozenset()
    ) -> str:
        """One fact as plain text; the name in brackets when there is none (reported elsewhere).

        `above` are the facts in whose texts this one stands: none prints itself.
        """
        if "/" in name:
            return self.foreign_fact(name, above) or f"[{name}]"
        value, about = find(data, kind.english(name)), kind.fact(name)
        if value is None or about is None or name in above:
            return f"[{name}]"
        return self.with_facts(self.plain(about, value), data, kind, above | {name})

    def foreign_fact(self, name: str, above: frozenset[str] = frozenset()) -> str | None:
        """The fact `kind/id.field` of a published record as plain text; None for no such fact."""
        other, _, field = name.partition(".")
        entry = self.catalog.entries.get(other)
        if entry is None or name in above:
            return None
        data, about = self.facts(entry), entry.kind.fact(field)
        value = find(data, entry.kind.english(field))
        if value is None or about is None:
            return None
        within = above | {name, field}
        return self.with_facts(self.plain(about, value), data, entry.kind, within)

    def plain(self, about: Field, value: Any) -> str:
        """A value as plain text."""
        if isinstance(value, list) and about.many:
            return self.joined([self.plain(about, item) for item in value])
        if about.type in QUANTITIES:
            return str(self.quantity(value))
        if about.type == "choice":
            return self.label(about.choices.get(value, {}), f"{about.name}.{value}")[0]
        if about.type == "flag":
            return self.label(*((_YES, "yes") if value else (_NO, "no")))[0]
        if about.type in ("date", "month", "year", "datetime"):
            return self.day(value)
        if about.type == "integer":
            return formats.number(value, self.locale) if about.name != "year" else str(value)
        if isinstance(value, dict):
            return self.chosen(value)[0]
        if about.type == "ref" and f"{about.to}/{value}" in self.catalog.entries:
            return self.title(self.catalog.entries[f"{about.to}/{value}"])[0]
        return str(value)

    def quantity(self, value: Sequence[str]) -> formats.Rendered:
        """A stored quantity as this language writes it."""
        return formats.quantity(from_json(value), self.locale, self.options)

    def day(self, iso: str) -> str:
        """A stored date, month, year or moment as this language writes it."""
        if len(iso) > 10:
            return formats.moment(datetime.fromisoformat(iso), self.locale)
        if len(iso) == 10:
            return formats.date(date.fromisoformat(iso), self.locale)
        if len(iso) == 7:
            return formats.month(int(iso[:4]), int(iso[5:]), self.locale)
        return formats.year(int(iso), self.locale)

    def joined(self, items: Sequence[str]) -> str:
        """An enumeration: `a、b` or `a, b`."""
        return str(self.strings.get("list_separator", ", ")).join(items)

    def facts(self, entry: Entry) -> Data:
        """All facts of an entry, from the store."""
        return facts_from(self.fetch(f"{entry.key}:record"))

    def card_digest(self, entry: Entry) -> Digest:
        """Of all that an entry's card may show in this language."""
        found = self._cards.get(entry.name)
        if found is None:
            named = [
                self.title(self.catalog.entries[name])[0] if name in self.catalog.entries else "-"
                for name, top in _mentions(entry)
                if top in entry.kept
            ]
            status = self.catalog.status.get(entry.name, "")
            own = entry.digests[self.key][1]
            printed = self.foreign_digest(entry, entry.kept)
            found = digest(own, status, entry.name, self.files(entry), printed, *named)
            self._cards[entry.name] = found
        return found

    def foreign_digest(self, entry: Entry, fields: Container[str] | None = None) -> Digest:
        """Of the facts of other records that an entry's texts print, or those of some fields."""
        texts = [
            self.fact(name, {}, entry.kind)
            for name, place in entry.foreign
            if fields is None or place.field.partition(".")[0] in fields
        ]
        return digest_of(texts) if texts else ""


def _mentions(entry: Entry) -> Iterator[tuple[str, str]]:
    """(name, field at the top of the record) of every entry that this one names."""
    for reference in entry.references:
        yield f"{reference.kind}/{reference.id}", reference.field.partition(".")[0]


__all__ = ["Edition", "Tongue", "in_language"]
