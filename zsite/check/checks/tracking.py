"""Translations by the ledger: stale, to be confirmed, not tracked; one text with two of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from zsite.check.ledger import CHANGED, FILE, STALE, UNKNOWN, Ledger, by_entry
from zsite.check.sites import Site
from zsite.check.units import Seen, units_of
from zsite.content.kinds import label_of
from zsite.problems import Place, Problem, problem

_FEW = 8


def untracked(site: Site, seen: Mapping[str, Seen], ledger: Ledger) -> Iterator[Problem]:
    """A site in several languages that keeps no ledger yet."""
    count = sum(len(one.units) for one in seen.values())
    if count and not ledger:
        yield problem("lang-untracked", Place(FILE), count=count)


def stale(site: Site, seen: Mapping[str, Seen], ledger: Ledger) -> Iterator[Problem]:
    """Translations whose original changed after they were confirmed."""
    yield from _of_state("lang-stale", STALE, site, seen, ledger)


def changed(site: Site, seen: Mapping[str, Seen], ledger: Ledger) -> Iterator[Problem]:
    """Translations that changed with their original, or are new, and were not confirmed."""
    if ledger:
        yield from _of_state("lang-unconfirmed", CHANGED, site, seen, ledger)
        yield from _of_state("lang-unconfirmed", UNKNOWN, site, seen, ledger)


def two_translations(site: Site, seen: Mapping[str, Seen], ledger: Ledger) -> Iterator[Problem]:
    """A short text that is translated in two ways."""
    ways: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for name, one in seen.items():
        for original, lang, translation in one.terms:
            said = ways[original, lang]
            if translation.casefold() not in (known.casefold() for known in said):
                said[translation] = name
    for (original, lang), said in ways.items():
        if len(said) > 1:
            (first, _), (second, name) = list(said.items())[:2]
            place = Place(site.catalog.entries[name].file)
            yield problem(
                "lang-two-translations",
                place,
                original=original,
                first=first,
                second=second,
                count=len(said),
                language=lang,
            )


def _of_state(
    id: str, wanted: str, site: Site, seen: Mapping[str, Seen], ledger: Ledger
) -> Iterator[Problem]:
    for name, lang, now, fields in by_entry(units_of(seen), ledger):
        if now == wanted:
            entry = site.catalog.entries[name]
            labels = [label_of(entry.kind.by_key, field) or field for field in fields]
            file = entry.texts.get(lang, entry.file) if fields == ["body"] else entry.file
            yield problem(
                id,
                Place(file),
                language=lang,
                count=len(fields),
                labels="、".join(labels[:_FEW]),
                labels_en=", ".join(fields[:_FEW]),
                name=name,
            )
