"""Guides as they go to the printer: the plan of `press/NAME`, one tree for each declared guide."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple, Protocol

from zsite.build.artifact import Artifact, Lazy, Made, artifact, made
from zsite.build.inputs import same
from zsite.digest import digest
from zsite.problems import Problem
from zsite.render import press
from zsite.render.guide import finishing
from zsite.render.press import LEAST, PAGES, Inks
from zsite.site.guides import CONTENTS, Guide

GROUP = "press"
PREVIEW_DPI = 110
PREFLIGHT = ".preflight.json"  # beside the file that it is about, instead of its .pdf
BACK = "back"  # the section that is the back cover
GLUED = "perfect"  # the binding that has a spine
LEAFLET_FOLDS = (94.0, 189.5)  # mm from the left edge of the outside: the flap is narrower


class Wanted(Protocol):
    """Which files are wanted; see `report.Pressing`."""

    @property
    def press(self) -> bool:
        """Press sheets and their preflight."""

    @property
    def cover(self) -> bool:
        """The cover as one sheet."""

    @property
    def booklet(self) -> bool:
        """Pages for an office printer."""

    @property
    def preview(self) -> bool:
        """Pages as pictures."""

    @property
    def contents(self) -> bool:
        """On which page each of its headings stands."""


class Printing(NamedTuple):
    """A guide as it is set: for the archive, with bleed for the press, and its spine, if any."""

    guide: Guide
    pages: int
    archive: Artifact
    bleeding: Artifact
    spine: Artifact | None
    spine_mm: float


class Printer(NamedTuple):
    """What the printer says: inks, if a profile is given, and what a preflight goes by."""

    inks: Inks | None
    rules: Mapping[str, Any]
    sheet_mm: float

    def spine_mm(self, pages: int) -> float:
        """How wide a glued spine is: half as many leaves as inner pages, each of this paper."""
        glued = self.rules.get("binding") == GLUED
        return round(max(0, pages + pages % 2 - LEAST) / 2 * self.sheet_mm, 2) if glued else 0.0


def pressed(printing: Printing, printer: Printer, wanted: Wanted) -> list[Artifact]:
    """What is wanted of one guide, by paths below `press/NAME`.

    What is glued into a cover goes to the press without its first leaf and its last one, which
    are the cover, a file of its own.
    """
    stem = printing.guide.stem
    archive, bleeding = _Once(printing.archive), _Once(printing.bleeding)
    covered = "cover" in printing.guide.sections
    glued = covered and printer.rules.get("binding") == GLUED and printing.pages > LEAST
    found: list[Artifact] = []
    if wanted.press:
        found += _sheets(printing, printer, stem, bleeding, glued)
    if covered and (wanted.cover or (wanted.press and glued)):
        found += _cover(printing, printer, stem, bleeding)
    if wanted.booklet and printing.pages > 2:
        creep = printer.sheet_mm
        found.append(
            _made(
                f"{stem}.booklet.pdf",
                finishing.booklet,
                printing,
                archive,
                back=BACK in printing.guide.sections,
                creep_mm=creep,
            )
        )
    if wanted.preview:
        found += _images(printing, stem, archive)
    if wanted.contents:
        found.append(_made(f"{stem}/{CONTENTS}", finishing.contents, printing, archive))
    return found


def _sheets(
    printing: Printing, printer: Printer, stem: str, bleeding: "_Once", glued: bool
) -> list[Artifact]:
    """The pages on press sheets, and what a preflight finds in them."""
    folds = LEAFLET_FOLDS if printing.guide.product == "leaflet" else ()
    sheets = _made(
        f"{stem}.press.pdf",
        finishing.sheets,
        printing,
        bleeding,
        inks=_inks(printer.inks),
        place=printing.guide.path,
        folds=list(folds),
        inner=glued,
        **_whole(printing, printer),
    )
    bound = printing.pages > LEAST and (glued or printer.rules.get("binding") != GLUED)
    binding = printer.rules.get("binding", "") if bound else ""
    return [sheets, _judged(sheets, printing, {**printer.rules, "binding": binding})]


def _whole(printing: Printing, printer: Printer) -> dict[str, Any]:
    """To which multiple pages are made up, and whether the last one is the back cover."""
    each = PAGES.get(printer.rules.get("binding", ""), 1) if printing.pages > LEAST else 1
    return {"each": each, "back": BACK in printing.guide.sections}


def _cover(printing: Printing, printer: Printer, stem: str, bleeding: "_Once") -> list[Artifact]:
    """The cover on a sheet of its own, and what a preflight finds in it."""
    spine = _Once(printing.spine) if printing.spine else None
    cover = _made(
        f"{stem}.cover.pdf",
        finishing.wrapper,
        printing,
        bleeding,
        spine=Lazy(printing.spine.key, spine) if printing.spine and spine else _NO_SPINE,
        inks=_inks(printer.inks),
        place=printing.guide.path,
        spine_mm=printing.spine_mm,
        width_mm=printing.guide.paper[0],
        **_whole(printing, printer),
    )
    rules = {**printer.rules, "binding": "", "press": printer.inks is not None}
    return [cover, _judged(cover, printing, rules)]


def _judged(of: Artifact, printing: Printing, rules: Mapping[str, Any]) -> Artifact:
    path = of.path.removesuffix(".pdf") + PREFLIGHT
    place = printing.guide.path
    return _made(path, finishing.preflight, printing, _Once(of), rules=rules, place=place)


def _images(printing: Printing, stem: str, archive: "_Once") -> list[Artifact]:
    images = _Images(archive)
    key = f"{archive.artifact.key} {PREVIEW_DPI}"
    return [
        artifact(
            f"{stem}/{number:03}.png",
            finishing.page_image,
            source=printing.guide.path,
            group=GROUP,
            images=Lazy(key, partial(same, images)),
            number=number,
        )
        for number in range(1, printing.pages + 1)
    ]


def _made(
    path: str,
    make: Callable[..., Made],
    printing: Printing,
    document: "_Once",
    **inputs: object,
) -> Artifact:
    given = Lazy(document.artifact.key, document)
    source = printing.guide.path  # so that all of a guide is made in one process
    return artifact(path, make, source=source, group=GROUP, document=given, **inputs)


def _inks(inks: Inks | None) -> Lazy:
    known = digest(inks.profile, repr((inks.name, inks.brand))) if inks else ""
    return Lazy(known, partial(same, inks))


_NO_SPINE = Lazy("", bytes)


@dataclass(slots=True)
class _Once:
    """A document that several files are made from, made when the first of them is."""

    artifact: Artifact
    _data: list[bytes | list[Problem]] = field(default_factory=list)

    def __call__(self) -> bytes | list[Problem]:
        if not self._data:
            found = made(self.artifact)
            self._data.append([found] if isinstance(found, Problem) else found)
        return self._data[0]


@dataclass(slots=True)
class _Images:
    """The pages of a document as PNGs, all drawn when the first is wanted."""

    document: _Once
    _found: list[Sequence[bytes] | list[Problem]] = field(default_factory=list)

    def __call__(self) -> Sequence[bytes] | list[Problem]:
        if not self._found:
            data = self.document()
            drawn = data if isinstance(data, list) else list(press.pages(data, PREVIEW_DPI))
            self._found.append(drawn)
        return self._found[0]
