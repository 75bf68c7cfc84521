"""Distances as a schematic diagram: rings on a square-root scale, bearings, labels kept apart."""

from collections.abc import Sequence
from itertools import pairwise, product
from math import cos, radians, sin, sqrt
from typing import Any, NamedTuple

from zsite.theme.drawings.lettering import ems, lines, packed
from zsite.theme.phrases import words

WIDTH, HEIGHT, HUB, REACH, ASIDE, APART = 1080, 540, 46, 222, 18, 44
_STEPS = (5, 10, 20, 50, 100, 200, 500, 1000, 2000)
_ROUNDS = 60
_HUB_WIDTH = 5  # ems of the third line of a circle that wide


class Spoke(NamedTuple):
    """A place and its number among all: the end of its line, its label and the side of it, its name
    in one line.
    """

    place: Any
    x: int
    y: int
    label_x: int
    label_y: int
    anchor: str
    name: str
    number: int


class Rings(NamedTuple):
    """Circles as (kilometres, radius) and spokes about the hub, in a box of 1080 by 540."""

    hub: tuple[str, ...]
    circles: tuple[tuple[int, int], ...]
    spokes: tuple[Spoke, ...]


def distance_rings(places: Sequence[Any], hub: object = "") -> Rings | None:
    """The diagram of places with a bearing and a distance; None for fewer than three."""
    numbered = list(enumerate(places, 1))
    known = [(n, p) for n, p in numbered if str(getattr(p, "bearing", "")).isdigit()]
    if len(known) < 3:
        return None
    farthest = max(p.distance.size for _, p in known) / 1000
    outer = next((step for step in _STEPS if step >= farthest), _STEPS[-1])
    steps = [step for step in _STEPS if step <= outer][-4:]
    circles = tuple((step, round(_radius(step, outer))) for step in steps)
    spokes = [_spoke(place, outer, number) for number, place in known]
    return Rings(_hub(str(hub)), circles, tuple(_apart(spokes)))


def _hub(name: str) -> tuple[str, ...]:
    """The name in the middle, in at most three lines that are alike in length; of one that is too
    long what stands before a comma.
    """
    short = name.partition(",")[0]
    for text, width in product((name, short), range(3, _HUB_WIDTH + 1)):
        found = packed(_pieces(text), width)
        if len(found) <= 3 and max(map(ems, found)) <= width:
            return found
    return lines(short, _HUB_WIDTH, 3)


def _pieces(text: str) -> Sequence[str]:
    """Words with the space before each, where there are spaces; else the words of a dictionary."""
    spaced = text.split(" ")
    return [spaced[0], *(f" {word}" for word in spaced[1:])] if " " in text else words(text)


def _radius(kilometres: float, outer: float) -> float:
    return HUB + (REACH - HUB) * sqrt(kilometres / outer)


def _spoke(place: Any, outer: float, number: int) -> Spoke:
    angle = radians(int(place.bearing))
    r = _radius(place.distance.size / 1000, outer)
    x, y = WIDTH / 2 + r * sin(angle), HEIGHT / 2 - r * cos(angle)
    right = x >= WIDTH / 2
    side = WIDTH / 2 + (REACH + ASIDE if right else -REACH - ASIDE)
    name = lines(str(place.to), (WIDTH / 2 - REACH - ASIDE) / 15.2, 1)[0]
    anchor = "start" if right else "end"
    return Spoke(place, round(x), round(y), round(side), round(y), anchor, name, number)


def _apart(spokes: Sequence[Spoke]) -> list[Spoke]:
    """The spokes with the labels of each side moved up and down until none touch."""
    found = []
    for anchor in ("start", "end"):
        side = sorted((s for s in spokes if s.anchor == anchor), key=lambda s: s.y)
        heights = _spread([float(spoke.y) for spoke in side])
        found += [s._replace(label_y=round(y)) for s, y in zip(side, heights, strict=True)]
    return found


def _spread(heights: list[float]) -> list[float]:
    """Heights moved apart as little as it takes, inside the box."""
    for _ in range(_ROUNDS):
        for place, (one, other) in enumerate(pairwise(list(heights))):
            short = APART - (other - one)
            if short > 0:
                heights[place] -= short / 2
                heights[place + 1] += short / 2
        heights = [min(max(y, 20.0), HEIGHT - 24.0) for y in heights]
    return heights
