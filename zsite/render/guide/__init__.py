"""A guide's inputs -> its PDF: templates give Typst, Typst gives pages.

Everything comes in as arguments; what is passed is what was hashed.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from zsite.problems import Place, Problem
from zsite.render.guide import refusals
from zsite.render.guide.context import Draw, Loaded, Shelf, context
from zsite.render.guide.literals import language
from zsite.render.guide.runner import ARCHIVE, MAIN, Typeset, typeset
from zsite.site.frame import Frame
from zsite.site.views import Resolver

TYPST = "zsite.typ"
Template = Callable[[Mapping[str, Any]], bytes | Problem]
Printer = Callable[[Shelf], Resolver]


class Look(NamedTuple):
    """What a theme gives to a guide: its template, its drawings, its library by path."""

    template: Template
    draw: Draw
    library: Mapping[str, bytes]


class Content(NamedTuple):
    """What one edition gives to a guide: the subject, and entries by kind."""

    subject: Loaded | None
    entries: Mapping[str, Sequence[Loaded]]


def pdf(
    *,
    look: Look,
    frames: Sequence[Frame],
    about: Mapping[str, Any],
    contents: Sequence[Content],
    printer: Printer,
    fonts: Sequence[Path],
    cards: None,
) -> bytes | list[Problem]:
    """The accessible archive PDF, or all that prevents it.

    There is a frame and a content for each language, the main one first; `printer` resolves links
    and pictures of content for a shelf; `cards` stands for what the views reach through frames.
    """
    staged = source(look, frames, about, contents, printer)
    if isinstance(staged, list):
        return staged
    missing = refusals.glyphs(staged, contents, about, fonts)
    if missing:
        return missing
    made = typeset(staged, fonts, about["timestamp"], standards=ARCHIVE)
    return made.pdf or refusals.problems(made, staged, about)


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
        context(frame, about, *content, reach, shelf)
        for frame, content in zip(frames, contents, strict=True)
    ]
    main = look.template({**editions[0], "editions": editions, "language": language})
    if isinstance(main, Problem):
        return [main]
    if shelf.problems:
        return list(dict.fromkeys(shelf.problems))
    own = (files("zsite") / "render" / "guide" / TYPST).read_bytes()
    library = {f"lib/{path}": data for path, data in look.library.items()}
    return {**library, **shelf.files, TYPST: own, MAIN: main}


__all__ = ["Content", "Look", "Place", "Typeset", "pdf", "source"]
