"""Where text stands on pages, run by run (pdfium)."""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

from zsite.render.press.boxes import Box, around
from zsite.render.press.matrices import UNIT, Matrix, mapped, times


class Run(NamedTuple):
    """Letters that were set together: the box of their ink in points, and what they say."""

    box: Box
    text: str


def runs(data: bytes) -> Iterator[list[Run]]:
    """The runs of each page, in forms too; those without ink are left out."""
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            text = page.get_textpage()
            count = raw.FPDFPage_CountObjects(page)
            found = _among(count, partial(raw.FPDFPage_GetObject, page), UNIT, text)
            yield [run for run in found if run.box.area]
            text.close()
            page.close()


def contents(data: bytes) -> list[tuple[str, int]]:
    """The headings of the outline, each with its page, counted from 1."""
    with pypdfium2.PdfDocument(data) as pdf:
        found = [(each.get_title(), each.get_dest()) for each in pdf.get_toc()]
        pages = [(title, dest.get_index()) for title, dest in found if dest]
    return [(title, page + 1) for title, page in pages if page is not None]


def _among(count: int, get: Callable[[int], Any], by: Matrix, text: Any) -> Iterator[Run]:
    """The runs among a page's or a form's objects; `by` maps them to the page."""
    for number in range(count):
        thing = get(number)
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            yield Run(_bounds(thing, by), _said(thing, text))
        elif kind == raw.FPDF_PAGEOBJ_FORM:
            own = raw.FS_MATRIX()
            raw.FPDFPageObj_GetMatrix(thing, own)
            inner = times((own.a, own.b, own.c, own.d, own.e, own.f), by)
            below = raw.FPDFFormObj_CountObjects(thing)
            yield from _among(below, partial(raw.FPDFFormObj_GetObject, thing), inner, text)


def _bounds(thing: Any, by: Matrix) -> Box:
    sides = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(thing, *sides)
    left, bottom, right, top = (side.value for side in sides)
    corners = ((left, bottom), (left, top), (right, bottom), (right, top))
    return around(mapped(corner, by) for corner in corners)


def _said(thing: Any, text: Any) -> str:
    size = raw.FPDFTextObj_GetText(thing, text, None, 0)
    found = ctypes.create_string_buffer(size)
    raw.FPDFTextObj_GetText(thing, text, ctypes.cast(found, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return found.raw.decode("utf-16-le", "replace").rstrip("\0")


def overlapping(found: Sequence[Run], share: float) -> Iterator[tuple[Run, Run]]:
    """Pairs of which one covers more than a share of the smaller."""
    ordered = sorted(found, key=lambda run: run.box.bottom)
    for number, run in enumerate(ordered):
        for other in ordered[number + 1 :]:
            if other.box.bottom >= run.box.top:
                break
            smaller = min(run.box.area, other.box.area)
            if run.box.shared(other.box).area > share * smaller:
                yield run, other
