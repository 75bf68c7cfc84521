"""What stands around the pages: feeds, redirects, vCards, QR codes, and files for machines."""

from collections.abc import Iterator
from functools import partial

from zsite.build import inputs
from zsite.build.artifact import Artifact, Lazy, artifact
from zsite.build.planning import Planning
from zsite.problems import Place
from zsite.render import feeds, qr, static, vcard
from zsite.site import security
from zsite.site.companions import CONTACTS, qr_path, vcard_path
from zsite.site.frame import Frame
from zsite.site.i18n import Edition
from zsite.site.pages import pages
from zsite.site.urls import FEED_KIND, absolute, feed_path, redirects, relative, under

FEED_LENGTH = 20


def around(of: Planning) -> Iterator[Artifact]:
    """All of it."""
    for edition, frame in zip(of.editions, of.frames, strict=True):
        yield from _feeds(of, edition, frame)
    yield from _redirects(of)
    yield from _companions(of)
    yield from _site_files(of)


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


def _companions(of: Planning) -> Iterator[Artifact]:
    """The vCard of every contact, and the QR codes that the theme wants."""
    codes = of.codes
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
