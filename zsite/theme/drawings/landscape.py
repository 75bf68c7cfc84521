"""A landscape: hills, fields in perspective, a river, and one field that is open."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from math import pi, sin
from random import Random
from typing import NamedTuple

from zsite.theme.drawings.covers import Stroke

_ROWS, _FAR = 11, 0.13
_HILLS = ((0.62, 14, 9.0), (0.42, 22, 7.0), (0.22, 32, 5.0), (0.05, 42, 3.0))
_SAMPLES = (0.0, 0.34, 0.67, 1.0)


class _Land(NamedTuple):
    """The size of the picture, where the horizon lies, to which point the fields run."""

    width: float
    height: float
    horizon: float
    vanishing: float

    def down(self, y: float) -> float:
        """How near the viewer a height is: 0 at the horizon, 1 at the foot."""
        return max(0.0, (y - self.horizon) / (self.height - self.horizon))

    def across(self, ground: float, y: float) -> float:
        """Where a line over the ground, known by where it leaves the picture, has come at y."""
        near = _FAR + (1 - _FAR) * self.down(y)
        return self.vanishing + (ground - self.vanishing) * near


@lru_cache(maxsize=64)
def landscape(
    id: str, width: int = 210, height: int = 170, sky: int = 40, open: bool = True
) -> tuple[Stroke, ...]:
    """The paths of a landscape with `sky` hundredths of its height above the horizon.

    Tones are hundredths of the main colour, `line`, `paper` (the river) and `open`: the one field
    that is marked. Another id gives another landscape.
    """
    chance = Random(id)  # noqa: S311 - no secret
    horizon = height * sky / 100
    land = _Land(width, height, horizon, width * chance.uniform(0.5, 0.66))
    found = [_hill(land, chance, *layer) for layer in _HILLS]
    found.append(Stroke("58", _box(land)))
    found += _fields(land, chance, open)
    found.append(Stroke("paper", _river(land, chance)))
    return tuple(found)


def _box(land: _Land) -> str:
    return f"M-9 {_n(land.horizon)}H{_n(land.width + 9)}V{_n(land.height + 9)}H-9z"


def _hill(land: _Land, chance: Random, high: float, tone: int, swing: float) -> Stroke:
    """A range behind the fields: a sum of two waves."""
    base = land.horizon * (1 - high * 0.72)
    first, second = chance.uniform(0, 2 * pi), chance.uniform(0, 2 * pi)
    steps = 40
    points = []
    for i in range(steps + 1):
        x = -9 + (land.width + 18) * i / steps
        turn = x / 210 * 2 * pi
        scale = land.horizon / 68
        y = base - scale * swing * (sin(turn * 0.9 + first) + 0.45 * sin(turn * 2.3 + second))
        points.append((x, min(y, land.horizon - 0.4)))
    path = "L".join(f"{_n(x)} {_n(y)}" for x, y in points)
    foot = _n(land.horizon + 2)
    return Stroke(str(tone), f"M-9 {foot}L{path}V{foot}z")


class _Row(NamedTuple):
    """A strip of fields between two wavy edges."""

    top: float
    foot: float
    lift: float
    phase: float


def _edge(land: _Land, y: float, x: float, lift: float, phase: float) -> float:
    return y + lift * land.down(y) * sin(x / land.width * pi * 1.2 + phase)


def _fields(land: _Land, chance: Random, open: bool) -> Iterator[Stroke]:
    """Fields from the horizon to the foot, then what is drawn over them."""
    deep = land.height - land.horizon
    lift, phase = deep * 0.055, chance.uniform(0, 2 * pi)
    heights = [land.horizon + deep * 1.12 * (i / _ROWS) ** 1.9 for i in range(_ROWS + 1)]
    fills: dict[str, str] = {}
    lines: dict[int, str] = {}
    furrows = ""
    best: tuple[float, str] = (1e9, "")
    for top, foot in pairwise(heights):
        row = _Row(top, foot, lift, phase)
        for left, right in _divided(land, row, chance):
            path, middle = _field(land, row, left, right)
            near = land.down((top + foot) / 2)
            tone = str(min(96, max(40, round((44 + 46 * near + chance.uniform(-7, 7)) / 4) * 4)))
            fills[tone] = fills.get(tone, "") + path
            weight = 2 + round(8 * near)
            lines[weight] = lines.get(weight, "") + path
            off = abs(middle - land.width * 0.7) + land.width * abs(near - 0.3)
            best = min(best, (off, path))
            if near > 0.08 and chance.random() < 0.6:
                furrows += _furrows(land, row, left, right, chance)
    for tone in sorted(fills, key=int):
        yield Stroke(tone, fills[tone])
    yield Stroke("furrow", furrows, 0.16)
    if open:
        yield Stroke("open", best[1])
    for weight in sorted(lines):
        yield Stroke("line", lines[weight], weight * 0.055)


def _divided(land: _Land, row: _Row, chance: Random) -> Iterator[tuple[float, float]]:
    """The strip's fields, by their sides over the ground."""
    near = _FAR + (1 - _FAR) * land.down(row.top)
    reach = land.width / near
    at = land.vanishing - reach * (land.vanishing + 12) / land.width
    end = land.vanishing + reach * (land.width - land.vanishing + 12) / land.width
    at -= chance.uniform(0, 0.2) * land.width
    while at < end:
        wide = land.width * chance.choice((0.22, 0.3, 0.36, 0.44))
        yield at, at + wide
        at += wide


def _field(land: _Land, row: _Row, left: float, right: float) -> tuple[str, float]:
    def side(y: float) -> list[tuple[float, float]]:
        grounds = (left + (right - left) * share for share in _SAMPLES)
        xs = [land.across(ground, y) for ground in grounds]
        return [(x, _edge(land, y, x, row.lift, row.phase)) for x in xs]

    points = side(row.top) + side(row.foot)[::-1]
    middle = sum(x for x, _ in points) / len(points)
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points) + "z", middle


def _furrows(land: _Land, row: _Row, left: float, right: float, chance: Random) -> str:
    """Lines inside a field, along it or away from the viewer."""
    along, path = chance.random() < 0.55, ""
    count = chance.randint(3, 6)
    for i in range(1, count):
        share = i / count
        if along:
            y = row.top + (row.foot - row.top) * share
            grounds = [left + (right - left) * s for s in (0.07, 0.5, 0.93)]
            spots = [(land.across(g, y), y) for g in grounds]
        else:
            ground = left + (right - left) * share
            ys = (row.top + (row.foot - row.top) * s for s in (0.12, 0.88))
            spots = [(land.across(ground, y), y) for y in ys]
        bent = [(x, _edge(land, y, x, row.lift, row.phase)) for x, y in spots]
        path += "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in bent)
    return path


def _river(land: _Land, chance: Random) -> str:
    """From the horizon to the foot, wider as it comes nearer."""
    turn = chance.uniform(0.9, 1.15)
    left, right = [], []
    for i in range(31):
        t = i / 30
        y = land.horizon + (land.height + 9 - land.horizon) * t**1.4
        near = land.down(y)
        middle = land.width * (0.6 - 0.15 * sin(pi * near**0.55 * turn) - 0.27 * near**1.8)
        half = land.width * (0.004 + 0.135 * near**1.25)
        left.append((middle - half, y))
        right.append((middle + half * 1.05, y))
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in [*left, *right[::-1]]) + "z"


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
