"""What a declared guide takes: which entries, and of those the ones that concern its subject."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from zsite.content.entries import Entry
from zsite.site.catalog import EXPIRED, SUPERSEDED, Catalog
from zsite.site.products import Product

BY_ID = ("industries", "parks", "townships")  # kinds whose entries a declaration names by id
Reason = Literal["", "narrowed", "archived", "over", "stage"]  # why an entry is not taken
_OUT_OF_FORCE = ("repealed", "draft")


def taken(
    about: Mapping[str, Any], product: Product, catalog: Catalog
) -> dict[str, tuple[Entry, ...]]:
    """The entries that a declaration takes, by kind."""
    kinds = (about.get("kinds") if not product.each else None) or product.kinds
    return {kind: tuple(chosen(about, kind, catalog)) for kind in kinds if kind in catalog.kinds}


def chosen(about: Mapping[str, Any], kind: str, catalog: Catalog) -> list[Entry]:
    """The entries of a kind that a declaration wants, in the order of the site or of its list."""
    listed = _listed(about, kind)
    if listed:
        return [catalog.entries[name] for name in listed]
    return [each for each in catalog.of(kind) if not _unwanted(about, each, catalog)]


def left_out(about: Mapping[str, Any], entry: Entry, catalog: Catalog) -> Reason:
    """Why a declaration does not take an entry: it asks for others (`narrowed`), or the entry is
    archived, out of force (`over`) or at another stage. Empty when it takes it.
    """
    listed = _listed(about, entry.kind.name)
    if listed:
        return "" if entry.name in listed else "narrowed"
    if entry.kept.get("visibility") == "archived":
        return "archived"
    return _unwanted(about, entry, catalog)


def stages(about: Mapping[str, Any]) -> Sequence[str]:
    """The stages at which projects are taken."""
    return about.get("stages") or ("seeking",)


def _listed(about: Mapping[str, Any], kind: str) -> list[str]:
    return [name for name in about.get("entries") or () if name.partition("/")[0] == kind]


def _unwanted(about: Mapping[str, Any], entry: Entry, catalog: Catalog) -> Reason:
    kind, kept = entry.kind.name, entry.kept
    if catalog.status.get(entry.name) in (EXPIRED, SUPERSEDED):
        return "over"
    if kind == "policies" and kept.get("status") in _OUT_OF_FORCE:
        return "over"
    if kind == "projects" and kept.get("stage") not in stages(about):
        return "stage"
    return "" if _fits(about, entry) else "narrowed"


def _fits(about: Mapping[str, Any], entry: Entry) -> bool:
    kind, kept = entry.kind.name, entry.kept
    if kind == "projects":
        location = kept.get("location") or {}
        return (
            _in(about.get("industries"), kept.get("industry"))
            and _in(about.get("parks"), location.get("park"))
            and _in(about.get("townships"), location.get("township"))
        )
    if kind == "premises":
        return _in(about.get("parks"), kept.get("park"))
    return kind not in BY_ID or _in(about.get(kind), entry.id)


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
