"""Lines of tagged PDFs as they were set, block by block, and what is wrong with how they break."""

import ctypes
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
from fontTools.ttLib import TTFont
from pypdfium2 import raw
from small_pdfs import opened

from zsite.render.fonts import SHIPPED

# What must not begin or end a line, or be parted by its end (GB/T 15834, and W3C's clreq).
NEVER_FIRST = frozenset("。，、；：？！）》】〉」』〕”’·％%‰℃°.,;:?!)]}々ー～")
NEVER_LAST = frozenset("（《【〈「『〔“‘([{¥￥$€№")
NEVER_PARTED = ("——", "……")
BLOCKS = frozenset(
    ("/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/LBody", "/TD", "/TH", "/Caption", "/Note")
)
_SAME_LINE = 0.4  # em: a raised figure is still on its line


class Line(NamedTuple):
    """One line: its text, and where it ends in points: its ink, and the room of its last letter."""

    text: str
    right: float
    reach: float


class Run(NamedTuple):
    """What was set together: its text, the ends of its ink, its base line and size, in points."""

    text: str
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, cell or item on one page; `last` if it ends there."""

    tag: str
    page: int
    lines: tuple[Line, ...]
    last: bool

    @property
    def full(self) -> Sequence[Line]:
        """Its lines but the one that ends it."""
        return self.lines[:-1] if self.last else self.lines


def blocks(data: bytes) -> Iterator[Block]:
    """All blocks of a tagged document, in the order of its structure."""
    runs = _runs(data)
    with opened(data) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        for tag, found in _marked(pdf.Root.StructTreeRoot, None, numbers):
            pages: dict[int, list[Any]] = defaultdict(list)
            for page, mark in found:
                pages[page] += runs.get((page, mark), ())
            used = [page for page in pages if pages[page]]
            for page in used:
                yield Block(tag, page, _lines(pages[page]), page == used[-1])


def _marked(
    root: pikepdf.Object, page: int | None, numbers: dict[tuple[int, int], int]
) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Blocks with the marked content that is theirs and no inner block's."""
    own: list[tuple[int, int]] = []
    inner: list[tuple[str, list[tuple[int, int]]]] = []

    def walk(element: pikepdf.Object, page: int | None) -> None:
        if "/Pg" in element:
            page = numbers.get(element.Pg.objgen, page)
        kids = element.get("/K")
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int) and page is not None:
                own.append((page, kid))
            elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR":
                there = numbers.get(kid.Pg.objgen, page) if "/Pg" in kid else page
                if there is not None:
                    own.append((there, int(kid.MCID)))
            elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                if str(kid.S) in BLOCKS:
                    inner.extend(_marked(kid, page, numbers))
                else:
                    walk(kid, page)

    walk(root, page)
    if own and "/S" in root:
        yield str(root.S), own
    yield from inner


def _runs(data: bytes) -> dict[tuple[int, int], list[Run]]:
    """The runs, by page and marked content."""
    found: dict[tuple[int, int], list[Any]] = defaultdict(list)
    with pypdfium2.PdfDocument(data) as pdf:
        for number, page in enumerate(pdf):
            text = page.get_textpage()
            for index in range(raw.FPDFPage_CountObjects(page)):
                thing = raw.FPDFPage_GetObject(page, index)
                if raw.FPDFPageObj_GetType(thing) != raw.FPDF_PAGEOBJ_TEXT:
                    continue
                sides = [ctypes.c_float() for _ in range(4)]
                raw.FPDFPageObj_GetBounds(thing, *sides)
                mark = raw.FPDFPageObj_GetMarkedContentID(thing)
                size = ctypes.c_float()
                raw.FPDFTextObj_GetFontSize(thing, size)
                by = raw.FS_MATRIX()
                raw.FPDFPageObj_GetMatrix(thing, by)
                left, _, right, _ = (side.value for side in sides)
                if right > left:
                    run = Run(_said(thing, text), left, right, by.f, size.value)
                    found[number, mark].append(run)
            text.close()
            page.close()
    return found


def _said(thing: Any, text: Any) -> str:
    size = raw.FPDFTextObj_GetText(thing, text, None, 0)
    buffer = ctypes.create_string_buffer(size)
    kind = ctypes.POINTER(raw.FPDF_WCHAR)
    raw.FPDFTextObj_GetText(thing, text, ctypes.cast(buffer, kind), size)
    return buffer.raw.decode("utf-16-le", "replace").strip("\0")


def _lines(runs: Sequence[Run]) -> tuple[Line, ...]:
    """Runs put together where they stand beside each other."""
    found: list[list[Run]] = []
    for run in runs:
        if found and _beside(found[-1], run):
            found[-1].append(run)
        else:
            found.append([run])
    return tuple(map(_line, found))


def _beside(line: Sequence[Run], run: Run) -> bool:
    before = line[-1]
    level = abs(run.base - before.base) < _SAME_LINE * max(run.size, before.size)
    return level and run.left >= before.right - _SAME_LINE * before.size


def _line(runs: Sequence[Run]) -> Line:
    text = "".join(run.text for run in runs).strip()
    last = max(runs, key=lambda run: run.right)
    return Line(text, last.right, last.right + _room(text[-1:]) * last.size)


@cache
def _font() -> TTFont:
    return TTFont(SHIPPED)


@cache
def _room(letter: str) -> float:
    """The white right of a letter, in em."""
    name = _font().getBestCmap().get(ord(letter)) if letter else None
    if name is None:
        return 0.0
    width, _ = _font()["hmtx"][name]
    return float(width - getattr(_font()["glyf"][name], "xMax", width)) / 1000


def forbidden(found: Sequence[Block]) -> list[str]:
    """Ends of lines that must not be, with their page from 1 and the letters on both sides."""
    wrong = []
    for block in found:
        for line, following in pairwise(block.lines):
            before, after = line.text, following.text
            parted = before[-1:] + after[:1] in NEVER_PARTED
            if parted or before[-1] in NEVER_LAST or after[0] in NEVER_FIRST:
                wrong.append(f"{block.page + 1}: {before[-8:]}⏎{after[:8]}")
    return wrong


def ragged(found: Sequence[Block], least: int = 3) -> list[tuple[float, str]]:
    """How far full lines of a paragraph miss its right edge, in points, the worst first.

    A line meets the edge with the ink of its last letter or with that letter's room: marks at the
    end of a line are squeezed.
    """
    wide = []
    for block in found:
        if block.tag in ("/P", "/LBody") and len(block.full) >= least:
            edge = max(line.right for line in block.full)
            away = max(min(edge - line.right, abs(edge - line.reach)) for line in block.full)
            wide.append((away, f"{block.page + 1}: {block.lines[0].text[:12]}"))
    return sorted(wide, reverse=True)
