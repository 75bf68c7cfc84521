"""Declared guides and editions -> an artifact for every document."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from zsite.build import inputs
from zsite.build.artifact import Artifact, Lazy, artifact, in_two_steps
from zsite.build.paper import Printed
from zsite.build.planning import Planning
from zsite.build.prints import Prints
from zsite.content.entries import Entry
from zsite.digest import digest, digest_of
from zsite.render import guide as render
from zsite.render.fonts import SHIPPED, extra, stamp
from zsite.render.guide.context import Loaded
from zsite.site.editions import words
from zsite.site.guides import Guide
from zsite.site.i18n import Edition
from zsite.theme.kept import Kept
from zsite.theme.manifest import GUIDE, Theme, merged

NARROWEST = 5  # mm of a spine that has room for words
BLEED = 3  # mm beyond the trimmed page in what goes to the press


class Shop(NamedTuple):
    """What printing needs besides the planning: pictures, and the county's own fonts of a guide."""

    prints: Prints
    fonts: Callable[[Guide], Sequence[Path]]


def printed(
    of: Planning, guides: Sequence[Guide], shop: Shop, *, press: bool = False
) -> list[Artifact]:
    """The PDF of every document; `press` asks for bleed, and for what goes with it."""
    looks = _Looks(of.theme, of.kept)
    return [_document(of, each, looks, shop, press) for each in guides]


def spine(of: Planning, guide: Guide, shop: Shop, width_mm: float) -> Artifact | None:
    """The spine of a guide's cover, if the theme has one and it is wide enough for words."""
    name = f"{GUIDE}spine.typ"
    if width_mm < NARROWEST or name not in of.theme.templates:
        return None
    return _document(of, guide, _Looks(of.theme, of.kept), shop, press=True, spine_mm=width_mm)


def _document(
    of: Planning,
    guide: Guide,
    looks: "_Looks",
    shop: Shop,
    press: bool,
    spine_mm: float = 0,
) -> Artifact:
    by_key = {e.key: (e, f) for e, f in zip(of.editions, of.frames, strict=True)}
    keys = [*guide.languages, *(key for key in by_key if key not in guide.languages)]
    chosen = [by_key[key] for key in keys]
    editions, frames = [e for e, _ in chosen], [f for _, f in chosen]
    entries = list(guide.entries)
    named = {n.name: n for entry in entries for n in _named(of, guide, entry)}
    reach = Printed(of, guide, shop.prints, press)
    fonts = [SHIPPED, *extra(), *shop.fonts(guide)]
    template = looks.name("spine" if spine_mm else guide.product)
    whole = artifact(
        guide.path,
        render.pdf,
        source="zsite.yaml",
        group="guide",
        look=looks.input(template),
        frames=Lazy(" ".join(f.digest for f in frames), partial(inputs.same, frames)),
        about=_about(of, guide, of.theme.places.get(template, template), press, spine_mm)
        | {"words": [words(of.theme.guide_strings, edition) for edition in editions]},
        contents=Lazy(_state(of, guide, editions), partial(_contents, of, guide, editions)),
        printer=Lazy(reach.digest(), partial(inputs.same, reach.on)),
        fonts=Lazy(digest(*map(stamp, fonts)), partial(inputs.same, fonts)),
        cards=Lazy(_cards(editions, list(named.values())), partial(inputs.same, None)),
    )
    return in_two_steps(whole, render.prepared)


def _named(of: Planning, guide: Guide, entry: Entry) -> list[Entry]:
    """The entries whose cards or titles an entry of a guide may show."""
    if not guide.is_brief(entry):
        return inputs.named(of.catalog, entry)
    names = dict.fromkeys(reference.name for reference in entry.references)
    return [of.catalog.entries[name] for name in names if name in of.catalog.entries]


def _about(
    of: Planning, guide: Guide, template: str, press: bool, spine_mm: float
) -> dict[str, Any]:
    """What the guide is, as plain data; `files` tells where each of its records is written."""
    width, height = guide.paper
    tokens = design(of.theme, guide)
    tokens["paper"] = {**(tokens.get("paper") or {}), "width": width, "height": height}
    return {
        "name": guide.name,
        "product": guide.product,
        "path": guide.path,
        "template": template,
        "languages": list(guide.languages),
        "sections": list(guide.sections),
        "width": width,
        "height": height,
        "bleed": BLEED if press else 0,
        "press": press,
        "spine": spine_mm,
        "tokens": {**of.tokens, **tokens},
        "date": guide.date,
        "timestamp": _seconds(guide.date),
        "files": {entry.name: entry.file for entry in guide.entries},
        **{key: guide.about.get(key) for key in ("title", "edition", "disclaimer")},
    }


def design(theme: Theme, guide: Guide) -> dict[str, Any]:
    """A guide's tokens: its own, the site's, the theme's."""
    return dict(numbered(merged(guide.about.get("tokens") or {}, theme.guide_tokens)))


def numbered(value: Any) -> Any:
    """Tokens with numbers for what is written like one: YAML is read as text here."""
    if isinstance(value, dict):
        return {key: numbered(each) for key, each in value.items()}
    if isinstance(value, list):
        return [numbered(each) for each in value]
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return float(value) if "." in value else int(value)
    return value


_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,6})?")


def _seconds(day: str) -> int:
    if not day:
        return 0
    whole = f"{day}-01-01"[:10] if len(day) == 4 else f"{day}-01"[:10]
    return int(datetime.fromisoformat(whole).replace(tzinfo=UTC).timestamp())


def _state(of: Planning, guide: Guide, editions: Sequence[Edition]) -> str:
    """The digests of all facts and bodies, in their order."""
    parts = []
    for edition in editions:
        for kind, found in _held(guide).items():
            parts.append(kind)
            for entry in found:
                parts.append(inputs.facts(edition, entry).digest)
                parts.append(inputs.body(edition, entry, of.reach).digest)
    return digest("\n".join(parts))


def _held(guide: Guide) -> dict[str, tuple[Entry, ...]]:
    subject = {"": (guide.subject,)} if guide.subject else {}
    return {**subject, **guide.held}


def _contents(of: Planning, guide: Guide, editions: Sequence[Edition]) -> list[render.Content]:
    return [
        render.Content(
            _loaded(of, edition, guide.subject) if guide.subject else None,
            {k: [_loaded(of, edition, e) for e in found] for k, found in guide.held.items()},
            frozenset(e.name for e in guide.entries if guide.is_brief(e)),
        )
        for edition in editions
    ]


def _loaded(of: Planning, edition: Edition, entry: Entry) -> Loaded:
    return (entry, edition.facts(entry), *inputs.body(edition, entry, of.reach).load())


def _cards(editions: Sequence[Edition], named: Sequence[Entry]) -> str:
    return digest(" ".join(e.card_digest(n) for e in editions for n in named))


class _Looks:
    """A theme's guide templates as inputs; the environments are made when one is used."""

    def __init__(self, theme: Theme, kept: Kept) -> None:
        self._theme, self._kept = theme, kept
        own = {n: t for n, t in theme.templates.items() if GUIDE in n}
        library = {path: digest(data) for path, (_, data) in theme.library.items()}
        self._digest = digest_of([own, library])
        self._made: list[Any] = []

    def name(self, product: str) -> str:
        return f"{GUIDE}{product}.typ"

    def input(self, name: str) -> Lazy:
        return Lazy(f"{name} {self._digest}", partial(self._load, name))

    def _load(self, name: str) -> render.Look:
        from zsite.render.guide.literals import literal
        from zsite.theme.templates import environment, typst_environment
        from zsite.theme.templates import render as rendered

        theme = self._theme
        if not self._made:
            self._made += [
                typst_environment(theme.templates, theme.places, literal, self._kept),
                environment(theme.templates, theme.places, self._kept),
            ]
        typst, html = self._made
        library = {path: data for path, (_, data) in theme.library.items()}
        return render.Look(partial(rendered, typst, name), partial(rendered, html), library)
