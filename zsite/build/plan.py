"""Editions, theme and settings -> every artifact that will exist; pure, and always in full."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from zsite.build import inputs
from zsite.build.artifact import Artifact, Lazy, Make, artifact
from zsite.build.reach import Reach
from zsite.content.entries import Entry
from zsite.digest import digest
from zsite.problems import Place, Problem
from zsite.render import feeds, html, images, qr, static, vcard
from zsite.site import security
from zsite.site.catalog import Catalog
from zsite.site.companions import CONTACTS, qr_path, vcard_path
from zsite.site.frame import Frame
from zsite.site.i18n import Edition
from zsite.site.pages import Page, Slots, pages
from zsite.site.showing import names_picture
from zsite.site.urls import FEED_KIND, absolute, feed_path, redirects, relative, under
from zsite.theme.manifest import IMPORT, TOKENS, Theme

FEED_LENGTH = 20


@dataclass(slots=True)
class Planning:
    """What planning needs: editions with their frames, the theme, what can be linked to."""

    catalog: Catalog
    editions: Sequence[Edition]
    frames: Sequence[Frame]
    theme: Theme
    tokens: Mapping[str, Any]
    reach: Reach
    read: Callable[[str], bytes | Problem]
    url: str
    page_size: int


def plan(of: Planning) -> list[Artifact]:
    """Every page, feed, redirect, asset, picture and attachment of the site."""
    templates = inputs.Templates(of.theme)
    found = list(_pages(of, templates))
    for edition, frame in zip(of.editions, of.frames, strict=True):
        found += _feeds(of, edition, frame)
    found += [_not_found(of, templates), *_redirects(of), *_assets(of), *_files(of)]
    found += _companions(of)
    return found + list(_site_files(of))


def _pages(of: Planning, templates: inputs.Templates) -> Iterator[Artifact]:
    """Every page in every edition; what is the same in all editions is found once."""
    slots = Slots(of.catalog, of.theme.slots)
    framed = [
        (edition, Lazy(frame.digest, partial(inputs.same, frame)))
        for edition, frame in zip(of.editions, of.frames, strict=True)
    ]
    codes = _codes(of)
    for page in pages(of.catalog, of.page_size):
        view = f"{page.view}.html"
        source = page.entry.file if page.entry else of.theme.places.get(view, "")
        template = templates.input(f"{page.layout}/{view}", view)
        filled = slots.of(page)
        named = inputs.named(of.catalog, page.entry)
        reach = Lazy(of.reach.digest(of.catalog, page.entry), partial(inputs.same, of.reach))
        for edition, frame in framed:
            yield artifact(
                page.path(edition.tongue.path),
                html.page,
                source=source,
                group="page",
                template=template,
                frame=frame,
                page=inputs.about(page, edition),
                facts=inputs.facts(edition, page.entry),
                body=inputs.body(edition, page.entry, of.reach),
                list=inputs.cards(edition, page.entries),
                slots=inputs.slots(edition, filled),
                cards=inputs.shown(edition, named),
                reach=reach,
                **_code(page.entry, edition, codes),
            )


def _codes(of: Planning) -> Sequence[str]:
    """The kinds whose pages have a QR code: a theme asks for them, an address makes them."""
    return of.theme.qr or () if of.url else ()


def _code(entry: Entry | None, edition: Edition, kinds: Sequence[str]) -> dict[str, str]:
    """Where the QR code of an entry's page stands, as an input of the page, if it has one."""
    if entry is None or entry.kind.name not in kinds:
        return {}
    return {"qr": qr_path(edition.key, entry.kind, entry.id)}


def _companions(of: Planning) -> Iterator[Artifact]:
    """The vCard of every contact, and the QR codes that the theme wants."""
    codes = _codes(of)
    for entry in of.catalog.entries.values():
        if entry.kind.name != CONTACTS and entry.kind.name not in codes:
            continue
        for edition in of.editions:
            url = absolute(of.url, edition.path(entry)) if of.url else ""
            path = vcard_path(edition.tongue.path, entry.kind, entry.id)
            if path:
                site = Lazy(edition.digest, partial(inputs.same, edition))
                facts = inputs.facts(edition, entry)
                source = entry.file
                yield artifact(path, vcard.card, source=source, edition=site, facts=facts, url=url)
            if entry.kind.name in codes:
                path = qr_path(edition.key, entry.kind, entry.id)
                yield artifact(path, qr.svg, source=entry.file, url=url)


def _feeds(of: Planning, edition: Edition, frame: Frame) -> Iterator[Artifact]:
    """An Atom feed of the news, when the site has an address and there is news."""
    entries = edition.catalog.of(FEED_KIND)[:FEED_LENGTH]
    if not of.url or not entries:
        return
    yield artifact(
        feed_path(edition.tongue.path),
        feeds.atom,
        source=entries[0].file,
        group="feed",
        frame=Lazy(frame.digest, partial(inputs.same, frame)),
        entries=inputs.cards(edition, entries),
        url=of.url,
        path=feed_path(edition.tongue.path),
    )


def _not_found(of: Planning, templates: inputs.Templates) -> Artifact:
    """The one page of all languages, whose links are absolute: a server shows it at any depth."""
    edition = next(e for e in of.editions if e.key == e.languages.default)
    frame = of.frames[of.editions.index(edition)]
    base = urlsplit(of.url).path.rstrip("/") + "/" if of.url else "/"
    page = Page("404.html", "404", "404")
    words = {each.key: each.strings for each in of.editions}
    about = inputs.described(page, edition) | {
        "path": "404.html",
        "base": base,
        "alternates": [under(tongue.path, "index.html") for tongue in edition.tongues],
        "words": [words[tongue.key] for tongue in edition.tongues],
    }
    return artifact(
        "404.html",
        html.page,
        source=of.theme.places.get("404.html", ""),
        group="page",
        template=templates.input("404.html"),
        frame=Lazy(frame.digest, partial(inputs.same, frame)),
        page=about,
        facts=inputs.NO_FACTS,
        body=inputs.NO_BODY,
        list=inputs.NO_CARDS,
        slots=inputs.slots(edition, {}),
        reach=Lazy("", partial(inputs.same, of.reach)),
        cards=inputs.NOTHING,
    )


def _redirects(of: Planning) -> Iterator[Artifact]:
    """Old addresses, and the root when no language lives there."""
    edition = of.editions[0]
    aliases = [
        (str(alias), entry.kind, entry.id, Place(entry.file, field="aliases"))
        for entry in of.catalog.entries.values()
        for alias in entry.kept.get("aliases") or ()
    ]
    for old, new, place in redirects(aliases, [t.path for t in edition.tongues]):
        yield _redirect(of, old, new, place.file)
    if all(tongue.path for tongue in edition.tongues):
        default = next(t for t in edition.tongues if t.key == edition.languages.default)
        yield _redirect(of, "index.html", under(default.path, "index.html"), "zsite.yaml")


def _redirect(of: Planning, old: str, new: str, source: str) -> Artifact:
    canonical = absolute(of.url, new) if of.url else ""
    return artifact(
        old,
        static.redirect,
        source=source,
        group="redirect",
        link=relative(old.rpartition("/")[0], new),
        canonical=canonical,
    )


def _assets(of: Planning) -> Iterator[Artifact]:
    paths = of.theme.assets(of.tokens)
    tokens = dict(of.tokens)
    for name, (source, data) in of.theme.static.items():
        sheet = data.startswith(IMPORT)
        rest = data.removeprefix(IMPORT) if sheet else data
        named: dict[str, Any] = {"data": Lazy(digest(rest), partial(bytes, rest))}
        if sheet:
            named["tokens"] = tokens
        make: Make = static.sheet if sheet else static.asset
        yield artifact(paths[name], make, source=source, group="asset", **named)
    yield artifact(paths[TOKENS], static.tokens, source="zsite.yaml", group="asset", tokens=tokens)

    for mark in of.frames[0].marks.values():
        named = {"data": Lazy(mark.digest, partial(of.read, mark.source))}
        if mark.drawn:
            picture = images.Original(mark.source, mark.digest, of.read)
            named = {"original": Lazy(mark.digest, partial(inputs.same, picture))}
        make = images.drawing if mark.drawn else static.asset
        yield artifact(mark.path, make, source=mark.source, group="asset", **named)


def attachments(of: Planning) -> dict[str, str]:
    """Files of `content/` that are offered, with the record that first names or links to each."""
    reach = of.reach
    found: dict[str, str] = {}
    for entry in of.catalog.entries.values():
        if entry.name in of.catalog.documents:
            continue
        for where, targets in reach.directory.targets(entry).items():
            for target, link in zip(targets, entry.links[where], strict=True):
                if target and target.kind == "file" and link.kind == "link":
                    found.setdefault(target.path, entry.file)
        for field, name, _ in entry.files:
            path = reach.directory.file(entry, name)
            if path and not names_picture(entry, field):
                found.setdefault(path, entry.file)
    return found


def _files(of: Planning) -> Iterator[Artifact]:
    """Attachments that somebody names or links to, and pictures in the theme's variants."""
    reach = of.reach
    for path in sorted(attachments(of)):
        yield artifact(
            reach.file_path(path),
            static.asset,
            source=path,
            group="file",
            data=Lazy(reach.digests[path], partial(of.read, path)),
        )
    yield from _pictures(of)


def _pictures(of: Planning) -> Iterator[Artifact]:
    """Pictures in the variants that the theme declares; those of one picture stand together."""
    for variant, steps in of.reach.pictures.all_variants():
        mark = of.reach.digests[variant.source]
        picture = images.Original(variant.source, mark, of.read)
        named: dict[str, Any] = {"original": Lazy(mark, partial(inputs.same, picture))}
        make: Make = images.drawing
        if variant.format != "svg":
            make = images.photo
            named |= {"steps": steps, "box": variant.box, "format": variant.format}
        yield artifact(variant.path, make, source=variant.source, group="picture", **named)


def _site_files(of: Planning) -> Iterator[Artifact]:
    address = absolute(of.url, security.PATH) if of.url else ""
    tags = [edition.tongue.tag for edition in of.editions]
    told = security.lines(of.frames[0].values, tags, address)
    if told:
        yield artifact(security.PATH, static.text, source="zsite.yaml", group="feed", lines=told)
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


__all__ = ["Planning", "plan"]
