"""Languages: figures and names that differ, untranslated runs, mixed scripts, terms."""

import re
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from zsite.check.numbers import numbers
from zsite.check.scripts import HAN, of_other_script
from zsite.check.subjects import Measure, Record, Text, one
from zsite.digest import digest
from zsite.problems import Problem

_SMALL = 31  # days, months and counts that a translator may well write as a word
_FACTORS = (1, 60, 12, 1000, 1_000_000, 100, 7, 30)


def mixed_scripts(text: Text, asked: Measure) -> Iterator[Problem]:
    """Characters of the other script: 項目 in a Simplified text."""
    if text.chinese:
        found = list(of_other_script(text.text, text.tag))
        right = "".join(dict.fromkeys(each for _, each in found[:12]))
        hits = ((at, at + 1) for at, _ in found)
        yield from one("lang-mixed-scripts", text, hits, right=right)


def untranslated(text: Text, asked: Measure) -> Iterator[Problem]:
    """Chinese in a text that is not Chinese, or a long English run in a Chinese one."""
    if text.latin:
        hits = [m.span() for m in _HAN_RUN.finditer(text.text) if not _quoted(text.text, m)]
        yield from one("lang-untranslated", text, hits)
    elif text.chinese:
        yield from one(
            "lang-untranslated", text, (m.span() for m in _LATIN_RUN.finditer(text.text))
        )


def figures(record: Record, asked: Measure) -> Iterator[Problem]:
    """A figure of the original that its translation does not have."""
    for source, other in pairs(record, asked):
        wanted = {value: (at, end) for value, at, end in numbers(source.text, source.chinese)}
        given = {value for value, _, _ in numbers(other.text, other.chinese)}
        lost = [span for value, span in wanted.items() if not _given(value, given)]
        if lost:
            at, end = min(lost)
            yield from one("lang-figures-differ", other, [(0, 0)], missing=source.around(at, end))


def names(record: Record, asked: Measure) -> Iterator[Problem]:
    """A name of a place, a body or a park that the translation gives another way."""
    for source, other in pairs(record, asked):
        spoken, title = other.field.rpartition(".")[2], record.facts.get(record.kind.title, {})
        for own, lang, name in asked.names:
            foreign = lang == spoken and own in source.text and own not in title.values()
            if foreign and not _named(name, other.text):
                yield from one("lang-names-differ", other, [(0, 0)], own=own, name=name)


def terms(record: Record, asked: Measure) -> Iterator[Problem]:
    """A term of the trade that is not translated as the glossary has it."""
    for source, other in pairs(record, asked):
        if other.tag[:2] != "en":
            continue
        said = other.text.casefold()
        for term, accepted in asked.terms.items():
            whole = term in source.text and 2 * len(term) >= len(source.text)
            if whole and not any(each.casefold() in said for each in accepted):
                yield from one(
                    "lang-term", other, [(0, 0)], term=term, accepted=", ".join(accepted)
                )


def pairs(record: Record, asked: Measure) -> Iterator[tuple[Text, Text]]:
    """Each text in the site's own language with its translations."""
    by_field: dict[str, dict[str, Text]] = defaultdict(dict)
    for text in record.texts:
        if text.tag:
            base, _, lang = text.field.rpartition(".")
            by_field[base][lang] = text
    for texts in by_field.values():
        source = texts.get(asked.default)
        for lang, other in texts.items():
            if source and lang != asked.default:
                yield source, other


def short_pairs(record: Record, asked: Measure) -> Iterator[tuple[str, str, str]]:
    """Short texts with their translations, as (original, language, translation)."""
    for source, other in pairs(record, asked):
        if 2 <= len(source.text) <= 16 and not source.is_body and source.type == "text":
            yield source.text.strip(), other.field.rpartition(".")[2], other.text.strip()


def units(record: Record, asked: Measure) -> Iterator[tuple[str, str, str, str]]:
    """Each translated text: field, language, digest of the original and of the translation."""
    for source, other in pairs(record, asked):
        field, _, lang = other.field.rpartition(".")
        yield field, lang, _mark(source), _mark(other)


def _mark(text: Text) -> str:
    """What a ledger notes of a text; spaces and line breaks do not matter."""
    said = text.source if text.is_body else text.text
    return digest(" ".join(said.split()))[:12]


def _given(value: Fraction, given: set[Fraction]) -> bool:
    """Whether a number stands in the other text, itself or in another unit."""
    if value <= _SMALL and value.denominator == 1:
        return True
    return any(value * factor in given or value / factor in given for factor in _FACTORS)


def _quoted(text: str, match: re.Match[str]) -> bool:
    """Names in brackets or quotation marks, and document numbers, may stay as they are."""
    before, after = text[: match.start()][-1:], text[match.end() :][:1]
    return before in "(（“\"'《「[" or after in "〔)）”\"'》」]" or "〔" in text[match.end() :][:12]


def _named(name: str, text: str) -> bool:
    """Whether a text names it, at least by the word that is its own: Beishan for Beishan Town."""
    words = [word for word in re.findall(r"[\w'’]+", name) if word.lower() not in _GENERIC]
    return not words or words[0].casefold() in text.casefold()


_GENERIC = frozenset(
    [
        *("the", "town", "township", "subdistrict", "county", "city", "area", "park", "zone"),
        *("industrial", "economic", "development"),
    ]
)
_HAN_RUN = re.compile(rf"[{HAN}]{{2,}}")
_LATIN_RUN = re.compile(r"(?:\b[A-Za-z][A-Za-z'’-]*\b[ ,]+){7,}[A-Za-z]+")
