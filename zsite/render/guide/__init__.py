"""A guide's inputs -> its PDF: templates give Typst, Typst gives pages.

Everything comes in as arguments; what is passed is what was hashed.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from zsite.digest import Digest, digest
from zsite.problems import Place, Problem
from zsite.render import press
from zsite.render.fonts import stamp
from zsite.render.guide import refusals
from zsite.render.guide.context import Draw, Loaded, Shelf, context
from zsite.render.guide.literals import language
from zsite.render.guide.runner import ARCHIVE, MAIN, Typeset, ahead, typeset
from zsite.site.frame import Frame
from zsite.site.views import Resolver

TYPST, GIVEN = "zsite.typ", "given.json"
Template = Callable[[Mapping[str, Any]], bytes | Problem]
Printer = Callable[[Shelf], Resolver]


class Look(NamedTuple):
    """What a theme gives to a guide: its template, its drawings, its library by path."""

    template: Template
    draw: Draw
    library: Mapping[str, bytes]


class Content(NamedTuple):
    """What one edition gives to a guide: the subject, entries by kind, and which are brief."""

    subject: Loaded | None
    entries: Mapping[str, Sequence[Loaded]]
    brief: frozenset[str] = frozenset()


class Staged(NamedTuple):
    """A document as Typst will see it, and the records in which a missing glyph is looked for."""

    files: Mapping[str, bytes]
    fonts: Sequence[Path]
    about: Mapping[str, Any]
    contents: Sequence[Content]

    def digest(self) -> Digest:
        """Of all that the PDF depends on."""
        about = [f"{name}={self.about[name]}" for name in ("timestamp", "press")]
        fonts = [stamp(path) for path in self.fonts]
        files = [part for path in sorted(self.files) for part in (path, self.files[path])]
        return digest(*about, *fonts, *files)


def prepared(
    *,
    look: Look,
    frames: Sequence[Frame],
    about: Mapping[str, Any],
    contents: Sequence[Content],
    printer: Printer,
    fonts: Sequence[Path],
    cards: None,
) -> Staged | list[Problem]:
    """The document that Typst is to set, or all that prevents it.

    There is a frame and a content for each language of the site: first those of the guide, the
    main one before the others. `printer` resolves links and pictures of content for a shelf;
    `cards` stands for what the views reach through frames.
    """
    ahead()
    files = source(look, frames, about, contents, printer)
    if isinstance(files, list):
        return files
    return Staged(files, fonts, about, contents)


def pdf(staged: Staged) -> bytes | list[Problem]:
    """The accessible archive PDF (for the press: one with bleed), or all that prevents it."""
    files, fonts, about, contents = staged
    standards = () if about["press"] else ARCHIVE
    with ThreadPoolExecutor(1) as meanwhile:
        missing = meanwhile.submit(refusals.glyphs, files, contents, about, fonts)
        made = typeset(files, fonts, about["timestamp"], standards=standards)
    if missing.result():
        return missing.result()
    if not made.pdf:
        return refusals.problems(made, files, about)
    return made.pdf if about["press"] else press.headers(made.pdf)


def source(
    look: Look,
    frames: Sequence[Frame],
    about: Mapping[str, Any],
    contents: Sequence[Content],
    printer: Printer,
) -> dict[str, bytes] | list[Problem]:
    """The staging folder: `main.typ` from the theme's template, and all that it names."""
    shelf = Shelf(look.draw)
    reach = printer(shelf)
    editions = [
        context(frame, about, words, *content, reach, shelf)
        for frame, words, content in zip(frames, about["words"], contents, strict=True)
    ]
    own, others = editions[: len(about["languages"])], editions[len(about["languages"]) :]
    given = {**own[0], "editions": own, "others": others, "language": language}
    main = look.template(given)
    if isinstance(main, Problem):
        return [main]
    if shelf.problems:
        return list(dict.fromkeys(shelf.problems))
    zsite = (files("zsite") / "render" / "guide" / TYPST).read_bytes()
    library = {f"lib/{path}": data for path, data in look.library.items()}
    shared = json.dumps(_given(frames, about), ensure_ascii=False, sort_keys=True).encode()
    return {**library, **shelf.files, TYPST: zsite, GIVEN: shared, MAIN: main}


def _given(frames: Sequence[Frame], about: Mapping[str, Any]) -> dict[str, Any]:
    """What the library may read by itself: tokens, the theme's words by language, the bleed."""
    langs = [language(frame.edition.tongue.tag)[0] for frame in frames]
    words = [
        {**_texts(frame.edition.strings), **_texts(own)}
        for frame, own in zip(frames, about["words"], strict=True)
    ]
    own = {name: about[name] for name in ("tokens", "bleed", "press", "product", "sections")}
    languages = langs[: len(about["languages"])]
    return {**own, "languages": languages, "words": dict(zip(langs, words, strict=True))}


def _texts(words: Mapping[str, Any]) -> dict[str, str]:
    return {name: text for name, text in words.items() if isinstance(text, str)}


__all__ = ["Content", "Look", "Place", "Staged", "Typeset", "pdf", "prepared", "source"]
