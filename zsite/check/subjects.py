"""What checks look at: texts and records with their places, the site as a whole, its pages."""

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zsite.content.entries import Data, Entry, Span, find
from zsite.content.kinds import QUANTITIES, Kind, label_of
from zsite.content.quantities import Quantity, from_json
from zsite.problems import Place, Problem, problem

Hit = tuple[int, int]  # a start and an end in a text


@dataclass(frozen=True, slots=True)
class Text:
    """One text that is published, in one language.

    `tag` is the language's BCP 47 tag, empty where a text has none. `text` is what is read: in a
    body, what is no prose is blanked, and offsets are those of the file.
    """

    file: str
    text: str
    tag: str = ""
    field: str = ""
    kind: str = ""
    type: str = ""
    source: str = dataclasses.field(default="", repr=False)
    start: int = 0
    end: int = 0

    @property
    def chinese(self) -> bool:
        """True for texts in a variety of Chinese."""
        return self.tag.startswith("zh")

    @property
    def latin(self) -> bool:
        """True for texts in a language that is not written with Chinese characters."""
        return bool(self.tag) and self.tag[:2] not in ("zh", "ja", "ko")

    @property
    def is_body(self) -> bool:
        """True for a Markdown body, where offsets are those of the file."""
        return self.type == "body"

    def place(self, at: int, end: int) -> Place:
        """Where a piece of the text stands in its file."""
        spot = at
        if not self.is_body:
            found = self.source.find(self.text[at:end], self.start, self.end or len(self.source))
            spot = found if found >= 0 else self.start
        if not self.source:
            return Place(self.file, field=self.field)
        line = self.source.count("\n", 0, spot) + 1
        column = spot - self.source.rfind("\n", 0, spot)
        return Place(self.file, line, column, max(1, min(end - at, 60)), self.field)

    def around(self, at: int, end: int, margin: int = 12) -> str:
        """A piece of the text with what stands beside it, in one line."""
        low, high = max(0, at - margin), min(len(self.text), end + margin)
        piece = _LONG.sub(_stars, " ".join(self.text[low:high].split()))
        return ("…" if low else "") + piece + ("…" if high < len(self.text) else "")


def _stars(match: re.Match[str]) -> str:
    """A long number may be that of a person or a card: excerpts do not repeat it."""
    return match[0][:3] + "*" * (len(match[0]) - 7) + match[0][-4:]


_LONG = re.compile(r"\d[\d -]{9,}[\dXx]")


def one(id: str, where: Text, hits: Iterable[Hit], /, **facts: object) -> Iterator[Problem]:
    """One problem for all places in a text: it stands at the first, and counts the others."""
    found = list(hits)
    if not found:
        return
    (at, end), *rest = found
    pieces = dict.fromkeys(where.text[a:b].strip() for a, b in rest)
    pieces.pop(where.text[at:end].strip(), None)
    more = "、".join(list(pieces)[:5])
    yield problem(
        id,
        where.place(at, end),
        **{"found": where.around(at, end), "count": len(found), "more": more or "—", **facts},
    )


def matches(pattern: re.Pattern[str], text: Text) -> Iterator[Hit]:
    """Where a pattern is found."""
    return (match.span() for match in pattern.finditer(text.text))


@dataclass(frozen=True, slots=True)
class Record:
    """One entry with all its facts, their places and its texts."""

    entry: Entry
    facts: Data
    places: Mapping[str, Span]
    texts: Sequence[Text]
    languages: Mapping[str, str]

    @property
    def kind(self) -> Kind:
        """What kind of record it is."""
        return self.entry.kind

    def value(self, path: str) -> Any:
        """The value at a dotted path; None when there is none."""
        return find(self.facts, path)

    def quantity(self, path: str) -> Quantity | None:
        """The quantity at a path, if it has a figure."""
        value = self.value(path)
        made = from_json(value) if isinstance(value, list) and len(value) == 4 else None
        return made if made and made.low else None

    def place(self, path: str = "") -> Place:
        """Where a value stands; the record's first line for one that is not written."""
        return placed(self.entry.file, self.places.get(path), path)

    def label(self, path: str, language: str = "zh") -> str:
        """What a field is called."""
        return label_of(self.kind.by_key, path, language) or path

    def problem(self, id: str, path: str = "", **facts: object) -> Problem:
        """A problem at a field."""
        names = {"label": self.label(path), "label_en": self.label(path, "en")} if path else {}
        return problem(id, self.place(path), **{**names, **facts})

    def quantities(self) -> Iterator[tuple[str, Quantity]]:
        """Every top-level quantity with a figure, by its field."""
        for about in self.kind.fields:
            if about.type in QUANTITIES and not about.many:
                value = self.quantity(about.name)
                if value:
                    yield about.name, value


def placed(file: str, span: Span | None, path: str) -> Place:
    """The place of a value in its file; the first line for one that is not written."""
    if span is None:
        return Place(file, 1, 1, field=path)
    return Place(file, span.line, span.column, max(1, min(span.end - span.start, 40)), path)


@dataclass(frozen=True, slots=True)
class Measure:
    """What a site asks of its texts and records, and what it knows to be right.

    `consented` are mobile numbers that may be shown; `names` Chinese names with those in other
    languages; `terms` Chinese terms with the accepted ones.
    """

    words: Mapping[str, str] = dataclasses.field(default_factory=dict)
    least: int = 50
    tags: Mapping[str, str] = dataclasses.field(default_factory=dict)
    default: str = "zh"
    consented: tuple[str, ...] = ()
    names: tuple[tuple[str, str, str], ...] = ()
    terms: Mapping[str, Sequence[str]] = dataclasses.field(default_factory=dict)
    hosts: tuple[str, ...] = ()
    site_code: str = ""
    is_column: bool = False
    county_area: int = 0  # m²


def title_of(entry: Entry, key: str) -> str:
    """An entry's title in a language, else in any; its id when it has none."""
    texts = entry.kept.get(entry.kind.title)
    if isinstance(texts, dict):
        return str(texts.get(key) or next(iter(texts.values()), entry.id))
    return str(texts or entry.id)
