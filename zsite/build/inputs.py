"""The inputs of a page: each knows the digest of what it stands for, and fetches it when asked.

A digest here may be any text that identifies the value; the artifact hashes them all at once.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from zsite.build.artifact import Lazy
from zsite.build.reach import Reach
from zsite.content.entries import Entry
from zsite.content.markdown import Body
from zsite.digest import Digest, digest
from zsite.render import html
from zsite.site.catalog import Catalog
from zsite.site.i18n import Edition
from zsite.site.pages import Page
from zsite.site.urls import list_path
from zsite.theme.kept import Kept
from zsite.theme.manifest import Theme


class Templates:
    """Templates as inputs; the environment is made when the first one is used."""

    def __init__(self, theme: Theme, kept: Kept) -> None:
        self.theme = theme
        self._kept = kept
        self._inputs: dict[str, Lazy] = {}
        self._environment: list[Any] = []

    def input(self, *names: str) -> Lazy:
        """The first of the named templates that the theme has."""
        name = self.theme.template(*names)
        if name not in self._inputs:
            load = partial(self._load, name)
            self._inputs[name] = Lazy(self.theme.template_digest(name), load)
        return self._inputs[name]

    def _load(self, name: str) -> html.Template:
        from zsite.theme.templates import environment, render

        if not self._environment:
            made = environment(self.theme.templates, self.theme.places, self._kept)
            self._environment.append(made)
        return partial(render, self._environment[0], name)


def about(page: Page, edition: Edition) -> Lazy:
    """What the page is and where it stands."""
    place = f"{page.layout} {page.view} {page.place} {page.number}/{page.count}"
    return Lazy(f"{edition.key} {place}", partial(described, page, edition))


def described(page: Page, edition: Edition) -> dict[str, Any]:
    """A page's own facts, as `render.html` wants them."""
    found: dict[str, Any] = {
        "path": page.path(edition.tongue.path),
        "layout": page.layout,
        "view": page.view,
        "kind": page.kind.name if page.kind else "",
        "number": page.number,
        "count": page.count,
        "alternates": [page.path(tongue.path) for tongue in edition.tongues],
    }
    if page.count > 1 and page.kind:
        numbers = range(1, page.count + 1)
        found["siblings"] = [list_path(edition.tongue.path, page.kind, n) for n in numbers]
    return found


def facts(edition: Edition, entry: Entry | None) -> Lazy:
    """All facts of the page's entry, and what `as_of` makes of them."""
    if entry is None:
        return NO_FACTS
    status = edition.catalog.status.get(entry.name, "")
    own = f"{entry.name} {entry.digests[edition.key][0]} {status} {edition.foreign_digest(entry)}"
    return Lazy(own, partial(_load_facts, edition, entry))


def _load_facts(edition: Edition, entry: Entry) -> tuple[Entry, Mapping[str, Any]]:
    return entry, edition.facts(entry)


def body(edition: Edition, entry: Entry | None, reach: Reach) -> Lazy:
    """The rendered body in this language, else in the default one, else in any."""
    if entry is None or not entry.bodies:
        return NO_BODY
    wanted = (edition.key, edition.languages.default, *entry.bodies)
    lang = next(key for key in wanted if key in entry.bodies)
    own = f"{lang} {entry.bodies[lang]} {reach.of_body(edition.catalog, entry, lang)}"
    return Lazy(own, partial(_load_body, edition, entry, lang))


def _load_body(edition: Edition, entry: Entry, lang: str) -> tuple[str, str]:
    return Body.from_json(json.loads(edition.fetch(f"{entry.key}:body:{lang}"))).html, lang


def cards(edition: Edition, entries: Sequence[Entry]) -> Lazy:
    """Entries of which a page shows the cards."""
    if not entries:
        return NO_CARDS
    return Lazy(_joined(map(edition.card_digest, entries)), partial(same, entries))


def slots(edition: Edition, filled: Mapping[str, Sequence[Entry]]) -> Lazy:
    """The filled slots of a page, by name."""
    parts = [f"{name}={_joined(map(edition.card_digest, found))}" for name, found in filled.items()]
    return Lazy(" ".join(parts), partial(same, filled))


def named(catalog: Catalog, entry: Entry | None) -> list[Entry]:
    """The entries whose cards an entry's own page shows: named by it, or naming it."""
    if entry is None:
        return []
    names = dict.fromkeys(reference.name for reference in entry.references)
    found = [catalog.entries[name] for name in names if name in catalog.entries]
    for others in catalog.referrers.get(entry.name, {}).values():
        found += others
    return found


def shown(edition: Edition, entries: Sequence[Entry]) -> Lazy:
    """The cards that views reach through the edition, without being handed them."""
    return Lazy(_joined(map(edition.card_digest, entries)), _nothing)


def _joined(parts: Iterable[Digest]) -> str:
    """Short lists as they are, long ones hashed."""
    text = " ".join(parts)
    return text if len(text) < LONG else digest(text)


def same(value: Any) -> Any:
    """The value itself, for inputs that are at hand."""
    return value


def _nothing() -> None:
    return None


LONG = 400
NO_FACTS = Lazy("", partial(same, (None, {})))
NO_BODY = Lazy("", partial(same, ("", "")))
NO_CARDS = Lazy("", tuple)
NOTHING = Lazy("", _nothing)
