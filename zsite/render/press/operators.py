"""The colour operators of one content stream, in inks (ISO 32000-1, 8.6.8).

Text in full black prints over what lies below, so that no white shows where plates are not
quite in register; nothing else does.
"""

from collections.abc import Sequence
from typing import NamedTuple

from pikepdf import (
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Object,
    Operator,
    Page,
    parse_content_stream,
    unparse_content_stream,
)

from zsite.render.press import Ink
from zsite.render.press.profiles import Press
from zsite.render.press.spaces import components, profile

OVER, KNOCK = "/ZsiteOverprint", "/ZsiteKnockout"
_DIRECT = {"g": 1, "rg": 3, "k": 4}
_COLOURS = frozenset({*_DIRECT, "cs", "sc", "scn"})
_SPACES, _SETS = ("cs", "CS"), ("sc", "scn", "SC", "SCN")
_SHOWS = frozenset({"Tj", "TJ", "'", '"'})
_BLACK: Ink = (0, 0, 0, 1)


Instruction = ContentStreamInstruction | ContentStreamInlineImage


class Rewritten(NamedTuple):
    """A content stream in inks, and whether it uses the two states of overprinting."""

    data: bytes
    overprints: bool


class _Space(NamedTuple):
    """A colour space in force: how many numbers, whose light."""

    size: int = 1
    profile: bytes = b""


class _State(NamedTuple):
    """What `q` saves."""

    fill: _Space = _Space()
    stroke: _Space = _Space()
    black: bool = False


def in_inks(stream: Page | Object, resources: Object, press: Press) -> Rewritten:
    """The stream with every colour of light or grey as inks."""
    writer = _Writer(resources, press)
    for instruction in parse_content_stream(stream):
        writer.add(instruction)
    return Rewritten(unparse_content_stream(writer.made), writer.overprints)


class _Writer:
    """Takes instructions one by one; `made` are the new ones."""

    def __init__(self, resources: Object, press: Press) -> None:
        self._spaces = {
            name: _Space(components(space), profile(space) if components(space) == 3 else b"")
            for name, space in resources.get("/ColorSpace", Dictionary()).items()
        }
        self._press = press
        self._state = _State()
        self._stack: list[_State] = []
        self._over = False
        self._first: Instruction | None = None
        self.made: list[Instruction] = []
        self.overprints = False

    def add(self, instruction: Instruction) -> None:
        name = str(instruction.operator)
        if self._first and name not in _SETS:
            self.made.append(self._first)  # the first colour of a space counts until one is chosen
        self._first = None
        if name == "q":
            self._stack.append(self._state)
        elif name == "Q" and self._stack:
            self._state = self._stack.pop()
        elif name in _SHOWS:
            self._overprint(self._state.black)
        elif name == "ET":
            self._overprint(False)
        elif name.lower() in _COLOURS:
            instruction = self._coloured(name, instruction)
            if name in _SPACES and str(instruction.operator) != name:
                self._first = instruction
                return
        self.made.append(instruction)

    def _coloured(self, name: str, instruction: Instruction) -> Instruction:
        fills, operands = name.islower(), list(instruction.operands)
        space = self._state.fill if fills else self._state.stroke
        ink: Ink | None = None
        if name.lower() == "cs":
            named = str(operands[0])
            space = self._spaces.get(named) or _Space(components(Name(named)))
            ink = _BLACK if space.size in (1, 3) else None
        elif name.lower() in _DIRECT:
            space = _Space(_DIRECT[name.lower()])
            ink = self._ink(operands, space)
        elif space.size:
            ink = self._ink(operands, space)
        self._note(fills, space, ink)
        if ink is None or (space.size == 4 and name.lower() != "cs"):
            return instruction
        return ContentStreamInstruction(list(ink), Operator("k" if fills else "K"))

    def _ink(self, operands: Sequence[Object], space: _Space) -> Ink:
        parts = [float(each) for each in operands]
        if space.size in (1, 3):
            return self._press.light(parts, space.profile)
        cyan, magenta, yellow, black = parts
        return (cyan, magenta, yellow, black)

    def _note(self, fills: bool, space: _Space, ink: Ink | None) -> None:
        if fills:
            self._state = self._state._replace(fill=space, black=ink == _BLACK)
        else:
            self._state = self._state._replace(stroke=space)

    def _overprint(self, wanted: bool) -> None:
        if wanted != self._over:
            state = Name(OVER if wanted else KNOCK)
            self.made.append(ContentStreamInstruction([state], Operator("gs")))
            self._over = wanted
            self.overprints = True
