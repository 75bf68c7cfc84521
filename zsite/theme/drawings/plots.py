"""A schematic plan of a park's plots: true proportions, between roads, beside what is built."""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from random import Random
from typing import Any, NamedTuple

WIDTH, HEIGHT, ROAD = 720, 400, 14
_BUILT = 72
_LEAST = 84.0


class Block(NamedTuple):
    """A plot and its rectangle."""

    plot: Any
    x: int
    y: int
    width: int
    height: int


class Plan(NamedTuple):
    """The plots, and paths of the grounds and roofs of what stands beside them, 720 by 400."""

    blocks: tuple[Block, ...]
    grounds: str
    roofs: str


def plot_plan(plots: Sequence[Any], id: str = "") -> Plan:
    """The plots in two rows, each as large as its share; what is built differs with the id."""
    grounds = _built(Random(id))  # noqa: S311 - no secret
    corner = _BUILT + ROAD
    blocks = _blocks(list(plots), WIDTH - _BUILT - ROAD, HEIGHT - corner)
    moved = tuple(block._replace(y=block.y + corner) for block in blocks)
    roofs = "".join(_roof(*ground) for ground in grounds)
    return Plan(moved, "".join(_rectangle(*ground) for ground in grounds), roofs)


def _blocks(plots: list[Any], width: int, height: int) -> list[Block]:
    rows = [row for row in _rows(plots) if row]
    total = sum(plot.area.size for plot in plots) or 1.0
    room = height - ROAD * (len(rows) - 1)
    found, y = [], 0.0
    for row in rows:
        weight = sum(plot.area.size for plot in row) or 1.0
        tall = min(max(_LEAST, room * weight / total), room - _LEAST * (len(rows) - 1))
        found += _row(row, weight, y, width, tall)
        y += tall + ROAD
    return found


def _rows(plots: list[Any]) -> tuple[list[Any], list[Any]]:
    """Two rows of about the same area, in the order given."""
    if len(plots) < 3:
        return plots, []
    sizes = list(accumulate(plot.area.size for plot in plots))
    cut = sum(size <= sizes[-1] / 2 * 1.1 for size in sizes) or 1
    return plots[:cut], plots[cut:]


def _row(row: list[Any], weight: float, y: float, width: int, height: float) -> list[Block]:
    room = width - ROAD * (len(row) - 1)
    found, x = [], 0.0
    for plot in row:
        wide = room * plot.area.size / weight
        found.append(Block(plot, round(x), round(y), round(wide), round(height)))
        x += wide + ROAD
    return found


def _built(chance: Random) -> list[tuple[int, int, int, int]]:
    """Blocks along the far side and one end of the park."""
    found, x, y = [], 0, _BUILT + ROAD
    while x < WIDTH:
        wide = min(chance.randint(64, 150), WIDTH - x)
        wide = WIDTH - x if WIDTH - x - wide < 60 else wide
        found.append((x, 0, wide, _BUILT))
        x += wide + ROAD
    while y < HEIGHT:
        tall = min(chance.randint(64, 130), HEIGHT - y)
        tall = HEIGHT - y if HEIGHT - y - tall < 60 else tall
        found.append((WIDTH - _BUILT, y, _BUILT, tall))
        y += tall + ROAD
    return found


def _rectangle(x: int, y: int, width: int, height: int) -> str:
    return f"M{x} {y}h{width}v{height}h{-width}z"


def _roof(x: int, y: int, width: int, height: int) -> str:
    """One hall on a block, or two side by side where there is room."""
    if width > 100:
        half = (width - 30) // 2
        left = _rectangle(x + 10, y + 10, half, height - 20)
        return left + _rectangle(x + 20 + half, y + 10, half, height - 20)
    return _rectangle(x + 10, y + 10, width - 20, height - 20)


class Surroundings(NamedTuple):
    """Paths of the grounds and roofs of a town around a plan, to lay the plan into."""

    grounds: str
    roofs: str


def plot_surroundings(id: str) -> Surroundings:
    """Blocks on all sides of a plan of that id, 240 wide and 200 high beyond its edges."""
    chance = Random(f"around {id}")  # noqa: S311 - no secret
    found: list[tuple[int, int, int, int]] = []
    for top, foot in pairwise((-200, -110, 0, 130, 265, HEIGHT, 500, 600)):
        found += _strip(chance, top + ROAD // 2, foot - top - ROAD, 0 <= top < HEIGHT)
    return Surroundings(
        "".join(_rectangle(*ground) for ground in found),
        "".join(_roof(*ground) for ground in found),
    )


def _strip(chance: Random, y: int, tall: int, beside: bool) -> list[tuple[int, int, int, int]]:
    """A row of blocks; beside the plan only to its left and right."""
    found, x = [], -240
    while x < WIDTH + 240:
        wide = chance.randint(64, 150)
        if beside and x + wide > -ROAD and x < WIDTH + ROAD:
            if x < -ROAD - 40:
                found.append((x, y, -ROAD - x, tall))
            x = WIDTH + ROAD
            continue
        found.append((x, y, wide, tall))
        x += wide + ROAD
    return found
