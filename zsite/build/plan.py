"""Editions, theme and settings -> every artifact that will exist; pure, and always in full."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
import json
from typing import Any
from urllib.parse import urlsplit

from zsite.build.artifact import Artifact, Lazy, artifact
from zsite.build.reach import Reach
from zsite.content.entries import Entry
from zsite.content.markdown import Body
from zsite.digest import digest
from zsite.problems import Place
from zsite.render import feeds, html, images, static
from zsite.site.frame import Frame
from zsite.site.i18n import Edition
from zsite.site.pages import Page, Slots, pages
from zsite.site.urls import FEED_KIND, feed_path, list_path, redirects, relative, under
from zsite.theme.manifest import TOKENS, Theme

FEED_LENGTH = 20


@dataclass(slots=True)
class Planning:
    """What planning needs: editions with their frames, the theme, what can be linked to."""

    editions: Sequence[Edition]
    frames: Sequence[Frame]
    theme: Theme
    tokens: Mapping[str, Any]
    reach: Reach
    read: Callable[[str], bytes]
    url: str
    page_size: int


def plan(of: Planning) -> list[Artifact]:
    """Every page, feed, redirect, asset, picture and attachment of the site."""
    templates = Templates(of.theme)
    found: list[Artifact] = []
    for edition, frame in zip(of.editions, of.frames, strict=True):
        found += _pages(of, edition, frame, templates)
        found += _feeds(of, edition)
    found += [_not_found(of, templates), *_redirects(of), *_assets(of), *_files(of)]
    return found + list(_site_files(of))


class Templates:
    """Templates as inputs; the environment is made when the first one is used."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._inputs: dict[str, Lazy] = {}
        self._environment: list[Any] = []

    def input(self, *names: str) -> Lazy:
        """The first of the named templates that the theme has."""
        name = self.theme.template(*names)
        if name not in self._inputs:
            load = partial(self._load, name)
            self._inputs[name] = Lazy(self.theme.template_digest(name), load)
        return self._inputs[name]

    def _load(self, name: str) -> tuple[Any, str]:
        if not self._environment:
            from zsite.theme.templates import environment

            self._environment.append(environment(self.theme.templates, self.theme.places))
        return self._environment[0], name


def _pages(
    of: Planning, edition: Edition, frame: Frame, templates: Templates
) -> Iterator[Artifact]:
    """The pages of one edition."""
    slots = Slots(edition.catalog, of.theme.slots)
    shared = Lazy(frame.digest, lambda: frame)
    chosen = {}
    for page in pages(edition.catalog, of.page_size):
        names = (page.layout, page.view)
        if names not in chosen:
            chosen[names] = templates.input(f"{page.layout}/{page.view}.html", f"{page.view}.html")
        filled = slots.of(page)
        yield artifact(
            page.path(edition.tongue.path),
            html.page,
            source=page.entry.file if page.entry else of.theme.places.get(f"{page.view}.html", ""),
            group="page",
            template=chosen[names],
            frame=shared,
            page=_about(page, edition, of),
            facts=_facts(edition, page.entry),
            body=_body(edition, page.entry),
            list=_cards(edition, page.entries),
            slots=_slots(edition, filled),
            reach=Lazy(of.reach.digest(edition, page.entry), lambda: of.reach),
            cards=_shown(edition, page.entry),
        )


def _about(page: Page, edition: Edition, of: Planning) -> dict[str, Any]:
    about = {
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
        about["siblings"] = [list_path(edition.tongue.path, page.kind, n) for n in numbers]
    return about


def _facts(edition: Edition, entry: Entry | None) -> Lazy:
    if entry is None:
        return _NO_FACTS
    status = edition.catalog.status.get(entry.name, "")
    own = entry.digests[edition.key][0] + edition.foreign_digest(entry) + status
    return Lazy(own, partial(_load_facts, edition, entry))


def _load_facts(edition: Edition, entry: Entry) -> tuple[Entry, Mapping[str, Any]]:
    return entry, edition.record(entry).data


def _body(edition: Edition, entry: Entry | None) -> Lazy:
    if entry is None or not entry.bodies:
        return _NO_BODY
    lang = next(
        key
        for key in (edition.key, edition.languages.default, *entry.bodies)
        if key in entry.bodies
    )
    return Lazy(entry.bodies[lang] + lang, partial(_load_body, edition, entry, lang))


def _load_body(edition: Edition, entry: Entry, lang: str) -> tuple[str, str]:
    return Body.from_json(json.loads(edition.fetch(f"{entry.key}:body:{lang}"))).html, lang


_NO_FACTS = Lazy("", lambda: (None, {}))
_NO_BODY = Lazy("", lambda: ("", ""))
_NO_CARDS = Lazy("", tuple)


def _cards(edition: Edition, entries: Sequence[Entry]) -> Lazy:
    if not entries:
        return _NO_CARDS
    return Lazy(digest(*map(edition.card_digest, entries)), lambda: entries)


def _slots(edition: Edition, filled: Mapping[str, Sequence[Entry]]) -> Lazy:
    parts = [
        part for name, found in filled.items() for part in (name, *map(edition.card_digest, found))
    ]
    return Lazy(digest(*parts) if parts else "", lambda: filled)


def _shown(edition: Edition, entry: Entry | None) -> Lazy:
    """The cards that an entry's page shows: what it refers to and what refers to it."""
    if entry is None:
        return _NOTHING
    catalog = edition.catalog
    names = [f"{kind}/{id}" for _, kind, id, _ in entry.references]
    parts = [
        edition.card_digest(catalog.entries[name]) for name in names if name in catalog.entries
    ]
    for found in catalog.referrers.get(entry.name, {}).values():
        parts += map(edition.card_digest, found)
    return Lazy(digest(*parts) if parts else "", _nothing)


def _nothing() -> None:
    return None


_NOTHING = Lazy("", _nothing)


def _feeds(of: Planning, edition: Edition) -> Iterator[Artifact]:
    """An Atom feed of the news, when the site has an address and there is news."""
    entries = edition.catalog.of(FEED_KIND)[:FEED_LENGTH]
    if not of.url or not entries:
        return
    yield artifact(
        feed_path(edition.tongue.path),
        feeds.atom,
        source=entries[0].file,
        group="feed",
        site=Lazy(edition.digest, lambda: edition),
        entries=Lazy(digest(*map(edition.card_digest, entries)), lambda: entries),
        url=of.url,
        path=feed_path(edition.tongue.path),
    )


def _not_found(of: Planning, templates: Templates) -> Artifact:
    """The one page whose links are absolute: a server shows it at any depth."""
    edition = next(e for e in of.editions if e.key == e.languages.default)
    frame = of.frames[of.editions.index(edition)]
    base = urlsplit(of.url).path.rstrip("/") + "/" if of.url else "/"
    page = Page("404.html", "404", "404")
    about = _about(page, edition, of) | {
        "path": "404.html",
        "base": base,
        "alternates": [under(tongue.path, "index.html") for tongue in edition.tongues],
    }
    return artifact(
        "404.html",
        html.page,
        source=of.theme.places.get("404.html", ""),
        group="page",
        template=templates.input("404.html"),
        frame=Lazy(frame.digest, lambda: frame),
        page=about,
        facts=_NO_FACTS,
        body=_NO_BODY,
        list=_NO_CARDS,
        slots=_slots(edition, {}),
        reach=Lazy("", lambda: of.reach),
        cards=_NOTHING,
    )


def _redirects(of: Planning) -> Iterator[Artifact]:
    """Old addresses, and the root when no language lives there."""
    edition = of.editions[0]
    aliases = [
        (str(alias), entry.kind, entry.id, Place(entry.file, field="aliases"))
        for entry in edition.catalog.entries.values()
        for alias in entry.kept.get("aliases") or ()
    ]
    for old, new, place in redirects(aliases, [t.path for t in edition.tongues]):
        yield _redirect(of, old, new, place.file)
    if all(tongue.path for tongue in edition.tongues):
        default = next(t for t in edition.tongues if t.key == edition.languages.default)
        yield _redirect(of, "index.html", under(default.path, "index.html"), "zsite.yaml")


def _redirect(of: Planning, old: str, new: str, source: str) -> Artifact:
    canonical = f"{of.url}/{new}" if of.url else ""
    return artifact(
        old,
        static.redirect,
        source=source,
        group="redirect",
        link=relative(old, new),
        canonical=canonical,
    )


def _assets(of: Planning) -> Iterator[Artifact]:
    paths = of.theme.assets(of.tokens)
    for name, (source, data) in of.theme.static.items():
        yield artifact(paths[name], static.asset, source=source, group="asset",
                       data=Lazy(digest(data), partial(bytes, data)))
    yield artifact(paths[TOKENS], static.tokens, source="zsite.yaml", group="asset",
                   tokens=dict(of.tokens))


def _files(of: Planning) -> Iterator[Artifact]:
    """Attachments that somebody names or links to, and pictures in the theme's variants."""
    reach = of.reach
    attachments: dict[str, str] = {}
    for entry in of.editions[0].catalog.entries.values():
        for where, targets in reach.targets(entry).items():
            for target, link in zip(targets, entry.links[where], strict=True):
                if target and target.kind == "file" and link.kind == "link":
                    attachments.setdefault(target.path, entry.file)
        for _, name, _ in entry.files:
            path = reach.directory.file(entry, name)
            if path and not reach.pictures.knows(path):
                attachments.setdefault(path, entry.file)
    for path in sorted(attachments):
        yield artifact(reach.file_path(path), static.asset, source=path, group="file",
                       data=Lazy(reach.digests[path], partial(of.read, path)))
    for variant in reach.pictures.all_variants():
        source = variant.source
        yield artifact(variant.path, images.variant, source=source, group="picture",
                       data=Lazy(reach.digests[source], partial(of.read, source)),
                       width=variant.width, format=variant.format, path=source)


def _site_files(of: Planning) -> Iterator[Artifact]:
    yield artifact("robots.txt", static.robots, source="zsite.yaml", group="feed", url=of.url)
    if of.url:
        edition = of.editions[0]
        places = [page.place for page in pages(edition.catalog, of.page_size)]
        tongues = [(tongue.tag, tongue.path) for tongue in edition.tongues]
        keys = [tongue.key for tongue in edition.tongues]
        default = keys.index(edition.languages.default)
        yield artifact(
            "sitemap.xml",
            feeds.sitemap,
            source="zsite.yaml",
            group="feed",
            url=of.url,
            places=places,
            tongues=tongues,
            default=default,
        )


__all__ = ["Planning", "Templates", "plan"]
