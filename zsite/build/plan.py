"""Editions, theme and settings -> every artifact that will exist; pure, and always in full.

Pages are planned here; `around` and `files` say what else there is.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from urllib.parse import urlsplit

from zsite.build import inputs
from zsite.build.around import around
from zsite.build.artifact import Artifact, Lazy, artifact
from zsite.build.files import carried
from zsite.build.planning import Planning
from zsite.content.entries import Entry
from zsite.render import html
from zsite.site.companions import qr_path
from zsite.site.i18n import Edition
from zsite.site.pages import Page, Slots, pages
from zsite.site.urls import under


def plan(of: Planning) -> list[Artifact]:
    """Every page, feed, redirect, asset, picture and attachment of the site."""
    templates = inputs.Templates(of.theme, of.kept)
    return [*_pages(of, templates), _not_found(of, templates), *around(of), *carried(of)]


def _pages(of: Planning, templates: inputs.Templates) -> Iterator[Artifact]:
    """Every page in every edition; what is the same in all editions is found once."""
    slots = Slots(of.catalog, of.theme.slots)
    framed = [
        (edition, Lazy(frame.digest, partial(inputs.same, frame)))
        for edition, frame in zip(of.editions, of.frames, strict=True)
    ]
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
                **_code(page.entry, edition, of.codes),
            )


def _code(entry: Entry | None, edition: Edition, kinds: Sequence[str]) -> dict[str, str]:
    """Where the QR code of an entry's page stands, as an input of the page, if it has one."""
    if entry is None or entry.kind.name not in kinds:
        return {}
    return {"qr": qr_path(edition.key, entry.kind, entry.id)}


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
