"""What a reader of print sees in a PDF: pages as lines of letters with their places, in points."""

import ctypes
import io
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

_HALF = "，。、；：？！）》」』】〕〉”’"


class Letter(NamedTuple):
    """A character, its box (from the left and from the top), and the size of its type."""

    text: str
    left: float
    top: float
    right: float
    foot: float
    size: float


class Line(NamedTuple):
    """Letters that stand beside each other."""

    letters: tuple[Letter, ...]

    @property
    def text(self) -> str:
        return "".join(letter.text for letter in self.letters)

    @property
    def left(self) -> float:
        return self.letters[0].left

    @property
    def size(self) -> float:
        return self.letters[0].size

    @property
    def foot(self) -> float:
        return self.letters[0].foot

    @property
    def right(self) -> float:
        """The edge of the line; a mark of punctuation at its end takes half a square."""
        last = self.letters[-1]
        return last.left + last.size / 2 if last.text in _HALF else last.right


class Page(NamedTuple):
    """A page's size and its lines, in the order in which they are read."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


def pages(pdf: bytes) -> list[Page]:
    """Every page of a PDF."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return [_page(number, page) for number, page in enumerate(document, 1)]


def _page(number: int, page: pypdfium2.PdfPage) -> Page:
    width, height = page.get_size()
    found = page.get_textpage()
    letters = list(_letters(found, height))
    return Page(number, width, height, tuple(_lines(letters)))


def _letters(found: pypdfium2.PdfTextPage, height: float) -> Iterator[Letter]:
    boxes = [ctypes.c_double() for _ in range(4)]
    for at in range(found.count_chars()):
        text = chr(raw.FPDFText_GetUnicode(found, at))
        if raw.FPDFText_IsGenerated(found, at) == 1 or text.isspace():
            continue
        raw.FPDFText_GetCharBox(found, at, *map(ctypes.byref, boxes))
        left, right, _, top = (box.value for box in boxes)
        size = raw.FPDFText_GetFontSize(found, at)
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(found, at, ctypes.byref(x), ctypes.byref(y))
        yield Letter(text, left, height - top, right, height - y.value, size)


def _lines(letters: Sequence[Letter]) -> Iterator[Line]:
    """Letters of one baseline that follow each other without a gap of a square and a half."""
    run: list[Letter] = []
    for letter in letters:
        if run and not _beside(run[-1], letter):
            yield Line(tuple(run))
            run = []
        run.append(letter)
    if run:
        yield Line(tuple(run))


def _beside(one: Letter, other: Letter) -> bool:
    near = -one.size < other.left - one.right < 1.1 * max(one.size, other.size)
    return near and abs(one.foot - other.foot) < 0.6


def paragraphs(page: Page, size: float, pitch: float) -> Iterator[list[Line]]:
    """Runs of lines of a size that stand under each other at a pitch, with the same left edge."""
    block: list[Line] = []
    for line in page.lines:
        if abs(line.size - size) > 0.1:
            continue
        follows = (
            block
            and abs(line.left - block[-1].left) < 1.5
            and abs(line.foot - block[-1].foot - pitch) < 0.6
        )
        if not follows:
            if len(block) > 1:
                yield block
            block = []
        block.append(line)
    if len(block) > 1:
        yield block
