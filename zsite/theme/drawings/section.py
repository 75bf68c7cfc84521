"""The county cut end to end: a profile from data, what stands on it, labels kept apart."""

from collections.abc import Sequence
from itertools import pairwise
from random import Random
from typing import Any, NamedTuple

from zsite.theme.drawings.labels import Label, Spot, labelled

WIDTH, GROUND, RISE = 1280, 330, 100


class Shape(NamedTuple):
    """A path in a tone; a line when `width` is not 0."""

    tone: str
    d: str
    width: int = 0


class Section(NamedTuple):
    """The drawing, 1280 wide, from `top` to 430; ticks are (kilometres, x)."""

    top: int
    ranges: tuple[str, ...]
    profile: str
    shapes: tuple[Shape, ...]
    labels: tuple[Label, ...]
    ticks: tuple[tuple[int, int], ...]


class _Point(NamedTuple):
    x: int
    y: int
    about: str
    name: str


def county_section(points: Sequence[Any]) -> Section | None:
    """The section through points with `at`, `height`, `label`, `about`; None for under three."""
    if len(points) < 3:
        return None
    length = max(point.at.size for point in points) / 1000
    step = next((s for s in (1, 2, 5, 8, 10, 20, 50) if length / s <= 7), 100)
    full = step * (int(length / step) + 1)
    found = _points(points, full)
    profile = _curve([(-40, found[0].y + 30), *((p.x, p.y) for p in found), (1320, found[-1].y)])
    ranges = tuple(_range(found, lift, shift) for lift, shift in ((1.55, 90), (1.2, -70)))
    ticks = tuple((km, round(40 + 1200 * km / full)) for km in range(0, full + 1, step))
    labels = tuple(labelled(_spots(found), WIDTH))
    top = min([GROUND - RISE - 90, *(label.y - 26 for label in labels)])
    return Section(top, ranges, profile, tuple(_shapes(found)), labels, ticks)


def _points(points: Sequence[Any], full: int) -> list[_Point]:
    heights = [point.height.size for point in points]
    low, span = min(heights), (max(heights) - min(heights)) or 1.0
    return [
        _Point(
            round(40 + 1200 * point.at.size / 1000 / full),
            round(GROUND - 4 - RISE * ((point.height.size - low) / span) ** 0.5),
            str(point.about),
            str(point.field("label")),
        )
        for point in points
    ]


def _curve(points: Sequence[tuple[int, int]]) -> str:
    """A smooth line through points, closed along the ground."""
    path = f"M{points[0][0]} {GROUND}V{points[0][1]}"
    for (x, y), (right, other) in pairwise(points):
        middle = (x + right) // 2
        path += f"C{middle} {y} {middle} {other} {right} {other}"
    return f"{path}V{GROUND}z"


def _range(points: Sequence[_Point], lift: float, shift: int) -> str:
    """A farther range: the same profile, higher and to one side."""
    heights = [(p.x + shift, round(GROUND - 14 - (GROUND - p.y) * lift)) for p in points]
    return _curve([(-40, heights[0][1]), *heights, (1320, heights[-1][1])])


def _height(points: Sequence[_Point], x: float) -> float:
    """The profile's y at x, near enough for what stands on it."""
    ends = [_Point(-40, points[0].y + 30, "", ""), *points, _Point(1320, points[-1].y, "", "")]
    for one, other in pairwise(ends):
        if one.x <= x <= other.x:
            t = (x - one.x) / ((other.x - one.x) or 1)
            return one.y + (other.y - one.y) * t * t * (3 - 2 * t)
    return float(GROUND)


def _shapes(points: Sequence[_Point]) -> list[Shape]:
    """What stands at each point: fields at an industry, sheds at a park, water at the lowest."""
    lowest = max(points, key=lambda point: point.y)
    shapes: list[Shape] = []
    for place, point in enumerate(points):
        chance = Random(point.about or str(place))  # noqa: S311 - no secret
        if point is lowest:
            shapes += _water(point)
        elif _is_park(point):
            shapes += _sheds(point)
        elif point.about:
            shapes += _plants(points, point, chance, place % 2 == 0)
        else:
            shapes += _blocks(point, chance)
    return shapes


def _water(point: _Point) -> list[Shape]:
    x, y = point.x, GROUND
    basin = f"M{x - 76} {y}l34 42h84l34 -42z"
    waves = "".join(f"M{x - 66 + 8 * i} {y + 6 + 10 * i}h{132 - 16 * i}" for i in range(4))
    return [Shape("paper", basin), Shape("3", waves, 2)]


def _sheds(point: _Point) -> list[Shape]:
    """A row of sheds with saw-tooth roofs; the last two are still free."""
    shed = "v-26l11 -9v9l11 -9v9l11 -9v35z"
    x = point.x - 88
    built = "".join(f"M{x + 36 * i} {GROUND}{shed}" for i in range(3))
    free = "".join(f"M{x + 36 * i} {GROUND}v-26h33v26z" for i in (3, 4))
    return [Shape("main", built), Shape("open", free)]


def _blocks(point: _Point, chance: Random) -> list[Shape]:
    tones = {"main": "", "2": "", "3": ""}
    x = point.x - 46
    for _ in range(6):
        width, height = chance.choice((9, 12, 16)), chance.randint(18, 64)
        tone = chance.choice(tuple(tones))
        tones[tone] += f"M{x} {GROUND}v{-height}h{width}v{height}z"
        x += width + 3
    return [Shape(tone, d) for tone, d in tones.items() if d]


def _plants(points: Sequence[_Point], point: _Point, chance: Random, tall: bool) -> list[Shape]:
    """Culms, or trees in rows."""
    stems, crowns = "", ""
    for row in range(3):
        for column in range(13):
            x = round(point.x - 104 + column * 17 + row * 6 + chance.uniform(-2, 2))
            y = round(min(GROUND, _height(points, x) + 8 + row * 22))
            if x > 0 and y < GROUND:
                height = chance.randint(22, 44) if tall else 9
                stems += f"M{x} {y}v{-height}"
                leaves = (6, 16) if tall else (height,)
                crowns += "".join(f"M{x - 5} {y - height + a}q5 -6 10 0" for a in leaves if tall)
                crowns += "" if tall else f"M{x} {y - height}h0"
    return [Shape("main", stems, 2), Shape("2", crowns, 3 if tall else 11)]


def _spots(points: Sequence[_Point]) -> list[Spot]:
    """What the labels point at: the tops of things; parks on dry land have land on offer."""
    lowest = max(points, key=lambda point: point.y)
    return [
        Spot(p.x, p.y - 40 if p.about else p.y - 6, p.name, _is_park(p) and p is not lowest)
        for p in points
        if p.name
    ]


def _is_park(point: _Point) -> bool:
    return point.about.startswith("parks/")
