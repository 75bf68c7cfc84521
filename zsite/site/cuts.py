"""Sizes of pictures: which widths have enough pixels, what is cut out, what comes from what."""

from collections.abc import Sequence
from typing import NamedTuple

from zsite.site.uses import Focus, Use

MOST_HIGH = 16_000  # pixels; WebP ends at 16,383
_NEARLY = 0.9  # of a picture's own width: a variant that wide stands for the picture itself
_STEP = 1.5  # by how much wider at least what a variant is scaled from should be
Box = tuple[int, int, int, int]
Size = tuple[int, int]


class Seen(NamedTuple):
    """What a picture is: its size in pixels when upright, whether one can see through it."""

    width: int
    height: int
    clear: bool
    format: str

    def high(self, width: int) -> int:
        """The height that goes with a width."""
        return max(1, round(self.height * width / self.width))


class Cut(NamedTuple):
    """How wide the whole picture is to be, what is cut out of it, and the size of that."""

    whole: int
    box: Box | None
    width: int
    height: int


def cuts(seen: Seen, use: Use, focus: Focus) -> list[Cut]:
    """What a use shows of a picture, narrowest first, around a focal point; never enlarged."""
    return [_cut(seen, width, use, focus) for width in _widths(seen, use)]


def steps(whole: int, ladder: Sequence[int]) -> tuple[int, ...]:
    """The widths by which one comes down a ladder to a width, the widest first.

    Each is scaled from the next that is wide enough to lose nothing by it, else from the widest.
    """
    path = [whole]
    while path[-1] < ladder[-1]:
        wide_enough = (each for each in ladder if each >= path[-1] * _STEP)
        path.append(next(wide_enough, ladder[-1]))
    return tuple(reversed(path))


def _cut(seen: Seen, width: int, use: Use, focus: Focus) -> Cut:
    if not use.ratio[0]:
        return Cut(width, None, width, seen.high(width))
    whole = -(-seen.width * width // _available(seen, use))
    high = seen.high(whole)
    height = min(high, max(1, round(width * use.ratio[1] / use.ratio[0])))
    left, top = _start(whole, width, focus[0]), _start(high, height, focus[1])
    return Cut(whole, (left, top, left + width, top + height), width, height)


def _widths(seen: Seen, use: Use) -> list[int]:
    """The declared widths that a picture has pixels for, and its own where that is less."""
    most = _available(seen, use)
    fitting = [width for width in use.widths if width <= most]
    if most < use.widths[-1] and (not fitting or fitting[-1] < most * _NEARLY):
        fitting.append(most)
    return fitting


def _available(seen: Seen, use: Use) -> int:
    """How many pixels wide a picture is in a use, after cutting."""
    if use.ratio[0]:
        return max(1, min(seen.width, seen.height * use.ratio[0] // use.ratio[1]))
    return min(seen.width, max(1, seen.width * MOST_HIGH // seen.height))


def _start(whole: int, part: int, focus: float) -> int:
    """Where a part begins that has the focal point as near its middle as the edges allow."""
    return max(0, min(whole - part, round(whole * focus / 100 - part / 2)))
