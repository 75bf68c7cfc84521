"""Labels with leaders, placed so that they touch neither each other nor a leader."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from zsite.theme.drawings.lettering import ems

_TRIES = 20000
_STEP = 22


class Spot(NamedTuple):
    """What is to be labelled: where its leader ends, and the text."""

    x: int
    foot: int
    text: str
    open: bool


class Label(NamedTuple):
    """A label in three parts with its leader: from (x, y) down to (x, foot)."""

    number: int
    head: str
    fact: str
    rest: str
    x: int
    y: int
    foot: int
    anchor: str
    open: bool


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float


_Placed = tuple[Label, _Box]


def labelled(spots: Sequence[Spot], width: int) -> list[Label]:
    """The labels as low as they go in a drawing of that width.

    Where no such places are found in a reasonable time, each one goes where it touches least.
    """
    options = [_options(number, spot, width) for number, spot in enumerate(spots, 1)]
    found = _free(options, [], iter(range(_TRIES)))
    if found is None:
        found = []
        for possible in options:
            found.append(min(possible, key=partial(_clashes, found)))
    return [label for label, _ in found]


def parted(text: str) -> tuple[str, str, str]:
    """A label's name, fact and remark: "Lake: 120,000 t a day, 50,000 t to spare"."""
    head, mark, tail = _at(re.search(r"：|: ", text), text)
    if not mark:
        return "", text, ""
    fact, _, rest = _at(re.search(r"，|；|, |; ", tail), tail)
    return head, fact, rest


def _at(found: re.Match[str] | None, text: str) -> tuple[str, str, str]:
    return (text[: found.start()], found[0], text[found.end() :]) if found else (text, "", "")


def _free(
    options: Sequence[Sequence[_Placed]], placed: list[_Placed], tries: Iterator[int]
) -> list[_Placed] | None:
    """One option of each label so that none touch; None when there is none or tries run out."""
    if len(placed) == len(options):
        return placed
    for option in options[len(placed)]:
        if next(tries, None) is None:
            return None
        if not _clashes(placed, option):
            found = _free(options, [*placed, option], tries)
            if found is not None:
                return found
    return None


def _options(number: int, spot: Spot, width: int) -> list[_Placed]:
    """Every place that a label could have inside the drawing, the lowest first."""
    label = Label(number, *parted(spot.text), spot.x, 0, spot.foot, "start", spot.open)
    levels = range(spot.foot - 60, 16, -_STEP) or (16,)
    found = [_boxed(label._replace(y=y, anchor=side)) for y in levels for side in ("start", "end")]
    inside = [each for each in found if each[1].left > 4 and each[1].right < width - 4]
    return inside or found


def _boxed(label: Label) -> _Placed:
    width = max(ems(label.head) * 14, ems(label.fact) * 20.5, ems(label.rest) * 14) + 12
    left = label.x if label.anchor == "start" else label.x - width
    return label, _Box(left, label.y - 16, left + width, label.y + (50 if label.rest else 30))


def _clashes(placed: Sequence[_Placed], option: _Placed) -> int:
    """How many things a label would touch, its own foot among them."""
    label, box = option
    low = box.bottom > label.foot - 4
    return low + sum(_touch(label, box, *other) for other in placed)


def _touch(label: Label, box: _Box, other: Label, around: _Box) -> bool:
    beside = box.right + 12 < around.left or around.right + 12 < box.left
    apart = beside or box.bottom + 6 < around.top or around.bottom + 6 < box.top
    return not apart or _crosses(label, around) or _crosses(other, box)


def _crosses(label: Label, box: _Box) -> bool:
    """True when a label's leader runs through a box."""
    within = box.left - 8 < label.x < box.right + 8
    return within and label.y - 16 < box.bottom and box.top < label.foot + 8
