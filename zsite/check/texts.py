"""A record's files -> its texts, with what is no prose blanked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from zsite.check.subjects import Text
from zsite.content.entries import Data, Entry, Span
from zsite.content.kinds import Field, parts_of

_NO_PROSE = re.compile(
    r"^(?:```|~~~).*?^(?:```|~~~)[ \t]*$|`[^`\n]*`|(?<=\])\([^)\n]*\)|<[^>\n]*>|\[=[^\]\n]*\]"
    r"|https?://[^\s)>\]]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\{[:#.][^}\n]*\}",
    re.M | re.S,
)
_BOLD = re.compile(r"(\*\*)(?=[^\s*])([^*\n]*[^\s*])(\*\*)")
_TAGS = re.compile(r"<[^>]*>|\ufdd0[^\ufdd1]*\ufdd1")
_PLAIN = ("string", "phone")


def of_record(
    entry: Entry,
    facts: Data,
    places: Mapping[str, Span],
    record: str,
    bodies: Mapping[str, str],
    tags: Mapping[str, str],
) -> list[Text]:
    """The texts of an entry; `record` is its YAML file, `bodies` the Markdown by language."""
    found = list(_fields(entry, entry.kind.fields, facts, "", places, record, tags))
    for lang, source in bodies.items():
        found.append(
            Text(
                entry.texts[lang],
                prose(source),
                tags.get(lang, lang),
                f"body.{lang}",
                entry.kind.name,
                "body",
                source,
                0,
                len(source),
            )
        )
    return found


def prose(markdown: str) -> str:
    """A Markdown text with what is no prose blanked, of the same length."""
    blanked = _NO_PROSE.sub(lambda match: _blank(match[0]), markdown)
    return _BOLD.sub(r"  \2  ", blanked)


def _blank(piece: str) -> str:
    return re.sub(r"[^\n]", " ", piece)


def _fields(
    entry: Entry,
    fields: Sequence[Field],
    values: Data,
    above: str,
    places: Mapping[str, Span],
    record: str,
    tags: Mapping[str, str],
) -> Iterator[Text]:
    for about in fields:
        value = values.get(about.name)
        if value is None or about.internal:
            continue
        path = above + about.name
        rows = list(enumerate(value)) if about.many and isinstance(value, list) else [(None, value)]
        for index, item in rows:
            spot = path if index is None else f"{path}.{index}"
            if isinstance(item, dict) and about.type in ("record", "image", "file"):
                yield from _fields(entry, parts_of(about), item, f"{spot}.", places, record, tags)
            else:
                yield from _texts(entry, about, item, spot, places, record, tags)


def _texts(
    entry: Entry,
    about: Field,
    value: Any,
    path: str,
    places: Mapping[str, Span],
    record: str,
    tags: Mapping[str, str],
) -> Iterator[Text]:
    if isinstance(value, dict) and (about.localised or about.or_text):
        for lang, text in value.items():
            spot = f"{path}.{lang}"
            span = places.get(spot) or places.get(path)
            shown = _without_tags(text) if about.type == "prose" else prose(text)
            yield _text(entry, shown, tags.get(lang, lang), spot, about.type, span, record)
    elif isinstance(value, str) and about.type in _PLAIN:
        yield _text(entry, value, "", path, about.type, places.get(path), record)


def _without_tags(html: str) -> str:
    return unescape(_TAGS.sub(" ", html))


def _text(
    entry: Entry, text: str, tag: str, path: str, type: str, span: Span | None, record: str
) -> Text:
    start, end = (span.start, span.end) if span else (0, 0)
    return Text(entry.file, text, tag, path, entry.kind.name, type, record, start, end)
