"""A catalog -> one edition and one frame for each language of the site."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from zsite.content.entries import Entry
from zsite.content.kinds import Field, Kind
from zsite.content.languages import Languages
from zsite.digest import Digest, digest_of
from zsite.problems import Place, Problem, problem
from zsite.site import formats
from zsite.site.catalog import Catalog
from zsite.site.frame import Frame
from zsite.site.i18n import Edition, Fetch, Tongue
from zsite.site.marks import Mark
from zsite.site.urls import FEED_KIND, feed_path

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


def frames(
    made: Sequence[Edition],
    values: Mapping[str, Any],
    settings: Sequence[Field],
    assets: Mapping[str, str],
    tokens: Mapping[str, Any],
    url: str,
    marks: Mapping[str, Mark],
) -> list[Frame]:
    """What the pages of each edition share."""
    shown = {field.name: field for field in settings}
    found = []
    for edition in made:
        menu = _menu(edition.catalog, values.get("menu") or ())
        columns = _columns(edition.catalog)
        own = [feed_path(edition.tongue.path)] if url and edition.catalog.of(FEED_KIND) else []
        key = digest_of(
            [
                edition.digest,
                dict(values),
                dict(assets),
                dict(tokens),
                url,
                own,
                {name: mark.path for name, mark in marks.items()},
                [_named(edition, each) for each in (*menu, *columns)],
                [_contact(edition, values, name) for name in ("contact", "complaints")],
            ]
        )
        found.append(
            Frame(
                edition,
                edition.tongues,
                values,
                shown,
                menu,
                columns,
                assets,
                tokens,
                url,
                own,
                marks,
                key,
            )
        )
    return found


def _contact(edition: Edition, values: Mapping[str, Any], name: str) -> str:
    entry = edition.catalog.entries.get(f"contacts/{values.get(name)}")
    return edition.card_digest(entry) if entry else ""


def _named(edition: Edition, each: Kind | Entry) -> list[str]:
    if isinstance(each, Entry):
        return [each.name, *edition.title(each)]
    return [each.name, *edition.label(each.label, each.name)]


def _columns(catalog: Catalog) -> list[Kind | Entry]:
    """Every column that has something in it, and every free page."""
    found: list[Kind | Entry] = []
    for kind in catalog.kinds.values():
        if kind.single or not kind.path:
            found += catalog.of(kind.name)
        elif catalog.of(kind.name):
            found.append(kind)
    return found


def _menu(catalog: Catalog, wanted: Sequence[str]) -> list[Kind | Entry]:
    columns = {each.name: each for each in _columns(catalog)}
    singles = {
        each.kind.name: each
        for each in columns.values()
        if isinstance(each, Entry) and each.kind.single
    }
    if not wanted:
        return [each for each in columns.values() if isinstance(each, Kind) or each.kind.single]
    entries = catalog.entries
    found = [columns.get(name) or singles.get(name) or entries.get(name) for name in wanted]
    return [each for each in found if each]


def menu_problems(catalog: Catalog, wanted: Sequence[str], place: Place) -> list[Problem]:
    """Names in the menu that are neither a kind nor an entry."""
    known = {*catalog.kinds, *catalog.entries}
    return [
        problem("menu-unknown", place, name=name, known=", ".join(catalog.kinds))
        for name in wanted
        if name not in known
    ]


def fact_problems(edition: Edition, entries: Iterable[Entry]) -> list[Problem]:
    """Every `[=kind/id.field]` in published records that names no fact of a published one."""
    return [
        problem("unknown-foreign-fact", place, name=name)
        for entry in entries
        for name, place in entry.foreign
        if edition.foreign_fact(name) is None
    ]
