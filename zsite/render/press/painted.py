"""What the pages of a PDF paint, read from their content streams: pictures with their resolution,
lines with their width, inks, fonts, glyphs that are missing.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from math import hypot, inf
from typing import NamedTuple

from pikepdf import Array, Dictionary, Name, Object, Page, Stream, parse_content_stream

from zsite.render.press.boxes import Box, around
from zsite.render.press.documents import as_stream
from zsite.render.press.matrices import UNIT, Matrix, mapped, matrix, scale, times
from zsite.render.press.spaces import components

_POINTS = 72
_FEW = 6  # points of a path that may be a thin bar


class Placed(NamedTuple):
    """A picture where it stands: its stream, pixels per inch across and up, and its box."""

    picture: Stream
    dpi: tuple[float, float]
    box: Box


@dataclass(slots=True)
class Painted:
    """What one page paints. Widths are in points, ink is a sum of 0 to 4 of a flat colour."""

    pictures: list[Placed] = field(default_factory=list)
    thinnest: float = inf
    ink: float = 0
    shows: int = 0
    missing: int = 0
    light: bool = False
    fonts: dict[str, bool] = field(default_factory=dict)


class _State(NamedTuple):
    """What `q` saves: matrix, line width, fill and stroke ink, size of their spaces, font."""

    matrix: Matrix = UNIT
    width: float = 1
    fill: float = 1
    stroke: float = 1
    spaces: tuple[int, int] = (1, 1)
    font: bool = False


def painted(page: Page) -> Painted:
    """What a page paints, in forms and patterns too; soft masks and letters' own drawings apart."""
    found = Painted()
    _Reader(found, page.resources, _State()).read(page)
    return found


class _Reader:
    """Reads one content stream."""

    def __init__(self, found: Painted, resources: Object, state: _State) -> None:
        self._found = found
        self._resources = resources
        self._state = state
        self._start = state.matrix
        self._stack: list[_State] = []
        self._path: list[Sequence[float]] = []
        self._spaces = {
            name: components(space)
            for name, space in resources.get("/ColorSpace", Dictionary()).items()
        }
        for _, font in resources.get("/Font", Dictionary()).items():
            found.fonts |= {_plain_name(font): _embedded(font)}

    def read(self, stream: Page | Object) -> None:
        for each in parse_content_stream(stream):
            act = _ACTS.get(str(each.operator))
            if act:
                act(self, list(each.operands))

    def save(self, operands: Sequence[Object]) -> None:
        self._stack.append(self._state)

    def restore(self, operands: Sequence[Object]) -> None:
        if self._stack:
            self._state = self._stack.pop()

    def transform(self, operands: Sequence[Object]) -> None:
        self._state = self._state._replace(matrix=times(matrix(operands), self._state.matrix))

    def pen(self, operands: Sequence[Object]) -> None:
        self._state = self._state._replace(width=float(operands[0]))

    def space(self, operands: Sequence[Object], *, fill: bool) -> None:
        name = str(operands[0])
        size = self._spaces.get(name, components(Name(name)))
        self._colour(size, 1 if size == 4 else 0, fill=fill)

    def colour(self, operands: Sequence[Object], size: int, *, fill: bool) -> None:
        if operands and isinstance(operands[-1], Name):
            self._patterned(str(operands[-1]), fill)
            return
        size = size or self._state.spaces[0 if fill else 1]
        parts = [float(each) for each in operands]
        ink = sum(parts) if size == 4 else 1 - parts[0] if size == 1 and parts else 0
        self._colour(size, ink, fill=fill)
        if size == 3:
            self._found.light = True

    def _patterned(self, name: str, fill: bool) -> None:
        pattern = self._resources.get("/Pattern", Dictionary()).get(name, Dictionary())
        by = times(matrix(pattern.get("/Matrix", Array(UNIT))), self._start)
        if isinstance(pattern, Stream):
            own = pattern.get("/Resources", self._resources)
            _Reader(self._found, own, _State(by)).read(pattern)
        elif "/Shading" in pattern:
            self._found.light |= components(pattern.Shading.ColorSpace) == 3
            self._colour(0, _deepest(pattern.Shading.Function), fill=fill)

    def _colour(self, size: int, ink: float, *, fill: bool) -> None:
        own, other = self._state.spaces
        if fill:
            self._state = self._state._replace(fill=ink, spaces=(size, other))
        else:
            self._state = self._state._replace(stroke=ink, spaces=(own, size))

    def point(self, operands: Sequence[Object]) -> None:
        self._path.append([float(each) for each in operands])

    def end(self, operands: Sequence[Object], *, fills: bool, strokes: bool) -> None:
        state, found = self._state, self._found
        if strokes:
            found.thinnest = min(found.thinnest, state.width * scale(state.matrix))
            found.ink = max(found.ink, state.stroke)
        if fills:
            found.ink = max(found.ink, state.fill)
            if not strokes and 1 < len(self._path) <= _FEW:
                found.thinnest = min(found.thinnest, _thickness(self._path, state.matrix))
        self._path = []

    def font(self, operands: Sequence[Object]) -> None:
        font = self._resources.get("/Font", Dictionary()).get(str(operands[0]))
        wide = font is not None and str(font.get("/Encoding")) == "/Identity-H"
        self._state = self._state._replace(font=wide)

    def show(self, operands: Sequence[Object]) -> None:
        self._found.shows += 1
        self._found.ink = max(self._found.ink, self._state.fill)
        if self._state.font:
            shown = operands[-1]
            pieces = shown if isinstance(shown, Array) else [shown]
            self._found.missing += sum(_undefined(each) for each in pieces)

    def draw(self, operands: Sequence[Object]) -> None:
        drawn = self._resources.get("/XObject", Dictionary()).get(str(operands[0]))
        if drawn is None:
            return
        if drawn.get("/Subtype") == "/Form":
            by = times(matrix(drawn.get("/Matrix", Array(UNIT))), self._state.matrix)
            own = drawn.get("/Resources", self._resources)
            _Reader(self._found, own, self._state._replace(matrix=by)).read(drawn)
        elif drawn.get("/Subtype") == "/Image":
            self._placed(as_stream(drawn))

    def _placed(self, picture: Stream) -> None:
        a, b, c, d, e, f = self._state.matrix
        across, up = hypot(a, b) / _POINTS, hypot(c, d) / _POINTS
        dpi = (float(picture.Width) / (across or 1), float(picture.Height) / (up or 1))
        box = around([(e, f), (e + a, f + b), (e + c, f + d), (e + a + c, f + b + d)])
        self._found.pictures.append(Placed(picture, dpi, box))
        self._found.light |= components(picture.get("/ColorSpace")) == 3


_Act = Callable[[_Reader, Sequence[Object]], None]


def _colouring(name: str, size: int) -> dict[str, _Act]:
    """The operator for fills, in small letters, and the one for strokes."""
    return {
        name: lambda reader, operands: reader.colour(operands, size, fill=True),
        name.upper(): lambda reader, operands: reader.colour(operands, size, fill=False),
    }


def _ending(names: str, fills: bool, strokes: bool) -> dict[str, _Act]:
    return {
        name: lambda reader, operands: reader.end(operands, fills=fills, strokes=strokes)
        for name in names.split()
    }


_ACTS: dict[str, _Act] = {
    **{"q": _Reader.save, "Q": _Reader.restore, "cm": _Reader.transform, "w": _Reader.pen},
    **{"cs": lambda r, o: r.space(o, fill=True), "CS": lambda r, o: r.space(o, fill=False)},
    **_colouring("g", 1),
    **_colouring("rg", 3),
    **_colouring("k", 4),
    **_colouring("sc", 0),
    **_colouring("scn", 0),
    **dict.fromkeys(("m", "l", "c", "v", "y", "re"), _Reader.point),
    **_ending("f F f*", True, False),
    **_ending("S s", False, True),
    **_ending("B B* b b*", True, True),
    **_ending("n", False, False),
    **{"Tf": _Reader.font, "Do": _Reader.draw},
    **dict.fromkeys(("Tj", "TJ", "'", '"'), _Reader.show),
}


def _corners(path: Sequence[Sequence[float]]) -> Iterator[tuple[float, float]]:
    """The points of a path; of a rectangle two that are opposite."""
    for numbers in path:
        if len(numbers) == 4:
            x, y, width, height = numbers
            yield from ((x, y), (x + width, y + height))
        else:
            yield from zip(numbers[::2], numbers[1::2], strict=True)


def _thickness(path: Sequence[Sequence[float]], by: Matrix) -> float:
    """The smaller side of what a short path goes around; endless for what is a point."""
    drawn = around(mapped(point, by) for point in _corners(path))
    return min(drawn.width, drawn.height) if max(drawn.width, drawn.height) else inf


def _deepest(function: Object) -> float:
    """The most ink at an end of a gradient, or of a piece of it."""
    if function.get("/FunctionType") == 3:
        return max(map(_deepest, function.Functions))
    ends = [function.get(name, Array()) for name in ("/C0", "/C1")]
    return max(sum(float(each) for each in end) for end in ends)


def _undefined(piece: Object) -> int:
    """How many glyphs 0 a piece of text in two-byte codes has."""
    if not isinstance(piece, (str, bytes)) and not hasattr(piece, "__bytes__"):
        return 0
    codes = bytes(piece)
    return sum(codes[at : at + 2] == b"\0\0" for at in range(0, len(codes), 2))


def _plain_name(font: Object) -> str:
    """The font's name without the letters that mark a subset."""
    name = str(font.get("/BaseFont", font.get("/Name", "Type3"))).removeprefix("/")
    return name[7:] if name[6:7] == "+" else name


def _embedded(font: Object) -> bool:
    if font.get("/Subtype") == "/Type3":
        return True
    below = font.get("/DescendantFonts")
    described = (below[0] if below is not None else font).get("/FontDescriptor", Dictionary())
    return any(f"/FontFile{kind}" in described for kind in ("", "2", "3"))
