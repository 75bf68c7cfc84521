"""A catalog -> one edition for each language of the site."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from zsite.content.entries import Entry
from zsite.content.languages import Languages
from zsite.digest import Digest, digest_of
from zsite.problems import Place, Problem, problem
from zsite.site import formats
from zsite.site.catalog import Catalog
from zsite.site.i18n import Edition, Fetch, Tongue

Strings = Mapping[str, Any]


def editions(
    catalog: Catalog,
    tongues: Sequence[Tongue],
    languages: Languages,
    strings: Strings,
    values: Mapping[str, Any],
    fetch: Fetch,
    files: Callable[[Entry], Digest],
) -> tuple[list[Edition], list[Problem]]:
    """One edition per language; words that a language lacks come from the default one."""
    made, problems = [], []
    options = _options(values)
    spoken = {
        each.key: _completed(_strings_of(strings, each), strings, languages) for each in tongues
    }
    voices = [[vars_of(each), _voice(spoken[each.key])] for each in tongues]
    for tongue in tongues:
        own = spoken[tongue.key]
        problems += _missing(tongue, own, _strings_of(strings, tongue))
        key = digest_of([vars_of(tongue), own, voices, repr(options)])
        locale = _locale(tongue, own)
        made.append(
            Edition(tongue, tongues, languages, catalog, own, locale, options, fetch, key, files)
        )
    for edition in made:
        edition.others = {other.key: other for other in made}
    return made, problems


def _missing(tongue: Tongue, words: Strings, own: Strings) -> list[Problem]:
    """The words that stand in for those that a language does not have."""
    missing = sorted(name for name in words if name not in own)
    if not missing:
        return []
    names, place = ", ".join(missing[:8]), Place("zsite.yaml", field="languages")
    facts = {"language": tongue.key, "names": names, "count": len(missing)}
    return [problem("missing-strings", place, **facts)]


def _voice(words: Strings) -> list[Any]:
    """What of an edition's words shows in texts of other editions that fall back to it."""
    return [words.get(name) for name in ("formats", "labels", "list_separator")]


def _locale(tongue: Tongue, words: Strings) -> formats.Locale:
    sections = words.get("formats")
    return formats.custom_locale(tongue.tag, sections) if sections else formats.locale(tongue.tag)


def vars_of(tongue: Tongue) -> list[str]:
    """A tongue as plain data."""
    return [tongue.key, tongue.tag, tongue.path, tongue.label]


def words(strings: Strings, edition: Edition) -> dict[str, Any]:
    """Further words of an edition, such as those of guides; English ones where it lacks some."""
    return _completed(_strings_of(strings, edition.tongue), strings, edition.languages)


def _strings_of(strings: Strings, tongue: Tongue) -> Mapping[str, Any]:
    for name in (tongue.tag, tongue.key, tongue.tag.partition("-")[0]):
        if name in strings:
            found: Strings = strings[name]
            return found
    return {}


def _completed(own: Strings, strings: Strings, languages: Languages) -> dict[str, Any]:
    words: dict[str, Any] = {}
    for name in ("en", languages.default):
        words |= {k: v for k, v in strings.get(name, {}).items() if isinstance(v, str)}
    return words | dict(own)


def _options(values: Mapping[str, Any]) -> formats.Options:
    for row in values.get("currencies") or ():
        if {"currency", "rate", "date", "source"} <= row.keys():
            source = str(next(iter(row["source"].values())))
            on = date.fromisoformat(row["date"])
            return formats.Options(
                formats.Exchange(Decimal(row["rate"]), on, source, row["currency"].upper())
            )
    return formats.PLAIN


def fact_problems(edition: Edition, entries: Iterable[Entry]) -> list[Problem]:
    """Every `[=kind/id.field]` in published records that names no fact of a published one."""
    return [
        problem("unknown-foreign-fact", place, name=name)
        for entry in entries
        for name, place in entry.foreign
        if edition.foreign_fact(name) is None
    ]
