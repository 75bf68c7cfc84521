"""What a declared guide takes: which entries, and of those the ones that concern its subject."""

from collections.abc import Mapping, Sequence
from typing import Any

from zsite.content.entries import Entry
from zsite.site.catalog import EXPIRED, SUPERSEDED, Catalog
from zsite.site.products import Product

BY_ID = ("industries", "parks", "townships")  # kinds whose entries a declaration names by id
_OUT_OF_FORCE = ("repealed", "draft")


def taken(
    about: Mapping[str, Any], product: Product, catalog: Catalog
) -> dict[str, tuple[Entry, ...]]:
    """The entries that a declaration takes, by kind."""
    kinds = (about.get("kinds") if not product.each else None) or product.kinds
    return {kind: tuple(chosen(about, kind, catalog)) for kind in kinds if kind in catalog.kinds}


def chosen(about: Mapping[str, Any], kind: str, catalog: Catalog) -> list[Entry]:
    """The entries of a kind that a declaration wants, in the order of the site or of its list."""
    listed = [n for n in about.get("entries") or () if n.partition("/")[0] == kind]
    if listed:
        return [catalog.entries[name] for name in listed]
    return [each for each in catalog.of(kind) if _wanted(about, each, catalog)]


def _wanted(about: Mapping[str, Any], entry: Entry, catalog: Catalog) -> bool:
    kind, kept = entry.kind.name, entry.kept
    if catalog.status.get(entry.name) in (EXPIRED, SUPERSEDED):
        return False
    if kind == "policies" and kept.get("status") in _OUT_OF_FORCE:
        return False
    if kind == "projects":
        stages = about.get("stages") or ("seeking",)
        return kept.get("stage") in stages and _fits(about, entry)
    if kind in BY_ID and about.get(kind):
        return entry.id in about[kind]
    if kind == "premises":
        return _in(about.get("parks"), kept.get("park"))
    return True


def _fits(about: Mapping[str, Any], project: Entry) -> bool:
    location = project.kept.get("location") or {}
    return (
        _in(about.get("industries"), project.kept.get("industry"))
        and _in(about.get("parks"), location.get("park"))
        and _in(about.get("townships"), location.get("township"))
    )


def _in(wanted: Sequence[str] | None, value: object) -> bool:
    return not wanted or value in wanted


def concerning(
    held: Mapping[str, tuple[Entry, ...]], subject: Entry
) -> dict[str, tuple[Entry, ...]]:
    """What of the held entries concerns one: those that name it, and the contacts it names."""
    named = {reference.name for reference in subject.references}
    found = {}
    for kind, entries in held.items():
        if kind in ("projects", "premises"):
            found[kind] = tuple(e for e in entries if _names(e, subject.name))
        elif kind == "contacts":
            found[kind] = tuple(e for e in entries if e.name in named)
        else:
            found[kind] = entries
    return found


def _names(entry: Entry, name: str) -> bool:
    return any(reference.name == name for reference in entry.references)
