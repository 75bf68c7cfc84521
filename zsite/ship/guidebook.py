"""Which printed guides a site declares, and in which of their documents a record stands."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from zsite.config import Config, settings
from zsite.content.entries import Entry
from zsite.content.kinds import Labels
from zsite.site.catalog import Catalog
from zsite.site.guides import Guide
from zsite.site.products import PRODUCTS
from zsite.site.selection import Reason, left_out, stages
from zsite.stages import declared

Titles = Mapping[str, str]
_SECTIONS = {"why-here": "why"}  # kinds whose section has another name; a kind's own one else


class Leaf(NamedTuple):
    """A document of a guide in all its languages.

    `subject` is the record that it is about, by id, and `file` the file of that; both are empty for
    a document about many. `stems` are what its files are called, with their languages; `holds` the
    files of the records that it shows in full.
    """

    subject: str
    file: str
    stems: Mapping[str, Sequence[str]]
    holds: Sequence[str]


class Book(NamedTuple):
    """A declared guide: its name in the settings, what it is called, and its documents."""

    name: str
    titles: Titles
    leaves: Sequence[Leaf]


class Lack(NamedTuple):
    """What a guide is called that has no document about a record, and why: see `left_out`.

    `stages` are those at which it takes projects.
    """

    titles: Titles
    reason: Reason
    stages: Sequence[str]


def books(config: Config, catalog: Catalog) -> list[Book]:
    """Every guide that is declared and can be made, in the order of the settings."""
    documents, _ = declared(config, catalog)
    found: dict[str, dict[str, list[Guide]]] = {}
    for each in documents:
        subject = each.subject.id if each.subject else ""
        found.setdefault(each.name, {}).setdefault(subject, []).append(each)
    made = ((name, list(leaves.values())) for name, leaves in found.items())
    return [
        Book(name, _titles(leaves[0][0].about), [_leaf(each) for each in leaves])
        for name, leaves in made
    ]


def lacking(config: Config, catalog: Catalog, entry: Entry) -> list[Lack]:
    """The guides that have a document about each record of a kind and none about this one."""
    found = []
    for about in config.values.get("guides") or ():
        product = PRODUCTS.get(about.get("product", ""))
        kinds = (about.get("kinds") or (product.each,)) if product and product.each else ()
        reason = left_out(about, entry, catalog) if entry.kind.name in kinds else ""
        if reason:
            found.append(Lack(_titles(about), reason, stages(about)))
    return found


def standing(told: Iterable[Sequence[Any]]) -> list[Book]:
    """The books that went through JSON."""
    return [Book(name, titles, [Leaf(*leaf) for leaf in leaves]) for name, titles, leaves in told]


def showing(found: Sequence[Book], file: str) -> list[tuple[Book, Leaf]]:
    """The documents that show the record of a file, the one about it first."""
    shown = [(book, leaf) for book in found for leaf in book.leaves if file in leaf.holds]
    return sorted(shown, key=lambda each: each[1].file != file)


def called(titles: Titles, language: str, otherwise: str = "") -> str:
    """A title in a language, else in any."""
    return titles.get(language) or next(iter(titles.values()), otherwise)


def _titles(about: Mapping[str, Any]) -> Titles:
    """What the site calls a declared guide, else what its product is called."""
    own: Titles = about.get("title") or {}
    return own or _products()[about["product"]]


def _products() -> Mapping[str, Labels]:
    setting = next(each for each in settings() if each.name == "guides")
    return next(part for part in setting.fields if part.name == "product").choices


def _leaf(documents: Sequence[Guide]) -> Leaf:
    first = documents[0]
    stems = {each.stem: each.languages for each in documents}
    holds = [entry.file for entry in first.entries if _shows(first, entry)]
    about = first.subject
    return Leaf(about.id if about else "", about.file if about else "", stems, holds)


def _shows(guide: Guide, entry: Entry) -> bool:
    """True for the subject, and for what has a section of its kind."""
    kind = entry.kind.name
    return entry is guide.subject or _SECTIONS.get(kind, kind) in guide.sections
