"""Finished PDFs for the archive, the press and the office printer, and what is wrong with them.

Bytes in, bytes out; the same bytes for the same input. pikepdf (objects and content streams),
Pillow (colours) and pypdfium2 (pictures of pages) are imported when one of these is called.

In reading order: `documents` opens and writes, `boxes` measures; `rows` completes the archive's
tables; `spaces` and `profiles` turn colours into inks, `operators`, `shadings` and `photos` what is
made of them, `colours` all of a document; `marks` and `intent` make press sheets, `wrappers` and
`booklets` put pages together, `pictures` shows them; `painted` and `texts` tell what stands
on a page, `checks` what is wrong with it, and `judging` sums up.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from zsite.problems import Place, Problem, problem

Ink = tuple[float, float, float, float]  # cyan, magenta, yellow, black: 0 to 1
Percents = tuple[float, float, float, float]  # the same, 0 to 100
PAGES = {"saddle": 4, "perfect": 2}  # of a folded sheet, of a glued leaf
LEAST = 4  # pages, of which a cover with two sides takes the first two and the last two


@dataclass(frozen=True, slots=True)
class Inks:
    """How colours are printed: the printer's ICC profile, and colours that have inks of their own.

    `brand` gives inks in percent by sRGB colour, such as `#1B4A3E: (86, 45, 72, 45)`; their tints
    on white follow. `name` is the printing condition's, as the printer calls it.
    """

    profile: bytes
    name: str = ""
    brand: Mapping[str, Percents] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a printer asks: `binding` is `saddle` or `perfect`; `press` is whether inks are due."""

    press: bool = True
    binding: str = ""
    most_pages: int = 32
    bleed_mm: float = 3
    safety_mm: float = 5
    dpi: int = 300
    ink_percent: int = 300
    hairline: float = 0.25  # points


@dataclass(frozen=True, slots=True)
class Preflight:
    """What a PDF is, in figures, and what is wrong with it.

    `dpi` is that of the coarsest picture (endless without one); `ink` is the most on one spot, as a
    sum from 0 to 4.
    """

    pages: int
    size_mm: tuple[float, float]
    fonts: tuple[str, ...]
    pictures: int
    dpi: float
    ink: float
    problems: tuple[Problem, ...]


def checked(inks: Inks, place: Place) -> Problem | None:
    """What is wrong with a printer's profile, if anything."""
    from zsite.render.press import profiles

    return profiles.checked(inks.profile, place)


def count(pdf: bytes) -> int:
    """How many pages there are."""
    from zsite.render.press import documents

    with documents.opened(pdf) as document:
        return len(document.pages)


def headers(pdf: bytes) -> bytes:
    """The tagged PDF with the first cell of each row of its tables as that row's header."""
    from zsite.render.press import rows

    return rows.with_row_headers(pdf)


def press(
    pdf: bytes, inks: Inks, *, place: Place, folds_mm: Sequence[float] = ()
) -> bytes | Problem:
    """PDF/X-4 of a PDF with bleed: every colour in inks, crop marks, nothing that is for screens.

    `folds_mm` are distances of folds from the trimmed left edge.
    """
    from zsite.render.press import boxes, colours, documents, intent, marks, profiles, shadings

    with documents.opened(pdf) as document:
        try:
            colours.to_inks(document, profiles.Press(inks))
        except shadings.UnprintableError:
            return problem("press-gradient", place)
        marks.on_sheets(document, [each * boxes.MM for each in folds_mm])
        intent.declare(document, inks, pdf)
        return documents.written(document, intent.VERSION)


def cover(pdf: bytes, *, spine_mm: float, spine: bytes = b"") -> bytes:
    """The cover of a PDF with bleed: back, spine and front as one page; its inside as another.

    `spine` is a PDF whose only page is as wide as the spine, with the same bleed.
    """
    from zsite.render.press import wrappers

    return wrappers.cover(pdf, spine_mm, spine)


def padded(pdf: bytes, each: int, *, back: bool) -> bytes:
    """The PDF with empty pages, before its back cover if it has one, to a multiple of `each`."""
    from zsite.render.press import wrappers

    return wrappers.padded(pdf, each, back=back)


def inner(pdf: bytes) -> bytes:
    """What the binder glues into the cover: the pages between the first leaf and the last."""
    from zsite.render.press import wrappers

    return wrappers.inner(pdf)


def booklet(
    pdf: bytes, *, sheet_mm: tuple[float, float] | None = None, creep_mm: float = 0
) -> bytes:
    """Two pages a side, to print on both sides, fold and staple; see `booklets`."""
    from zsite.render.press import booklets

    return booklets.booklet(pdf, sheet_mm, creep_mm)


def pages(pdf: bytes, dpi: int) -> Iterator[bytes]:
    """Each page as a PNG."""
    from zsite.render.press import pictures

    return pictures.pages(pdf, dpi)


def contents(pdf: bytes) -> list[tuple[str, int]]:
    """Its headings, each with the page on which it stands, counted from 1."""
    from zsite.render.press import texts

    return texts.contents(pdf)


def preflight(pdf: bytes, rules: Rules, place: Place) -> Preflight:
    """The PDF's figures, and problems with their pages."""
    from zsite.render.press import judging

    return judging.judged(pdf, rules, place)
