"""Editions -> the frame of each: the menu, the columns, and the digest of all that pages share."""

from collections.abc import Mapping, Sequence
from typing import Any

from zsite.content.entries import Entry
from zsite.content.kinds import Field, Kind
from zsite.digest import Digest, digest_of
from zsite.problems import Place, Problem, problem
from zsite.site.catalog import Catalog
from zsite.site.frame import Frame
from zsite.site.i18n import Edition
from zsite.site.marks import Mark
from zsite.site.urls import FEED_KIND, feed_path


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
    found = []
    for edition in made:
        catalog = edition.catalog
        frame = Frame(
            edition=edition,
            tongues=edition.tongues,
            values=values,
            settings={field.name: field for field in settings},
            menu=_menu(catalog, values.get("menu") or ()),
            columns=_columns(catalog),
            assets=assets,
            tokens=tokens,
            url=url,
            feeds=[feed_path(edition.tongue.path)] if url and catalog.of(FEED_KIND) else [],
            marks=marks,
        )
        frame.digest = _digest(frame)
        found.append(frame)
    return found


def _digest(frame: Frame) -> Digest:
    """Of all that pages see of a frame; the words of its language are in the edition’s."""
    edition, values = frame.edition, frame.values
    return digest_of(
        [
            edition.digest,
            dict(values),
            dict(frame.assets),
            dict(frame.tokens),
            frame.url,
            frame.feeds,
            {name: mark.path for name, mark in frame.marks.items()},
            [_named(edition, each) for each in (*frame.menu, *frame.columns)],
            [_contact(edition, values, name) for name in ("contact", "complaints")],
        ]
    )


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
