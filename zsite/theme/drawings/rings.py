"""Distances as a schematic diagram: rings on a square-root scale, bearings, labels kept apart."""

from collections.abc import Sequence
from math import cos, radians, sin, sqrt
from typing import Any, NamedTuple

WIDTH, HEIGHT, REACH, APART = 720, 520, 240, 36
_STEPS = (5, 10, 20, 50, 100, 200, 500, 1000, 2000)


class Spoke(NamedTuple):
    """A place: the end of its line, where its label stands and on which side."""

    place: Any
    x: int
    y: int
    label_x: int
    label_y: int
    anchor: str


class Rings(NamedTuple):
    """Circles as (kilometres, radius), and spokes, about the middle of a 720 by 520 box."""

    circles: tuple[tuple[int, int], ...]
    spokes: tuple[Spoke, ...]


def distance_rings(places: Sequence[Any]) -> Rings | None:
    """The diagram of places with a bearing and a distance; None for fewer than three."""
    known = [p for p in places if getattr(p, "bearing", "") != "" and str(p.bearing).isdigit()]
    if len(known) < 3:
        return None
    farthest = max(p.distance.size for p in known) / 1000
    outer = next((step for step in _STEPS if step >= farthest), farthest)
    steps = [step for step in _STEPS if step <= outer][-4:]
    circles = tuple((step, round(REACH * sqrt(step / outer))) for step in steps)
    spokes = [_spoke(place, outer) for place in known]
    return Rings(circles, tuple(_apart(spokes)))


def _spoke(place: Any, outer: float) -> Spoke:
    angle = radians(int(place.bearing))
    r = REACH * sqrt(place.distance.size / 1000 / outer)
    x, y = WIDTH / 2 + r * sin(angle), HEIGHT / 2 - r * cos(angle)
    right = x >= WIDTH / 2
    label = x + (12 if right else -12)
    return Spoke(place, round(x), round(y), round(label), round(y), "start" if right else "end")


def _apart(spokes: Sequence[Spoke]) -> list[Spoke]:
    """The spokes with the labels of each side moved down where they would touch."""
    found = []
    for side in ("start", "end"):
        last = float("-inf")
        for spoke in sorted((s for s in spokes if s.anchor == side), key=lambda s: s.y):
            y = max(spoke.label_y, last + APART)
            found.append(spoke._replace(label_y=round(y)))
            last = y
    return found
