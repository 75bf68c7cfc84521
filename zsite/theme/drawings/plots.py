"""A schematic plan of a park's plots: blocks with their true proportions, between roads."""

from collections.abc import Sequence
from typing import Any, NamedTuple

WIDTH, HEIGHT, ROAD = 720, 340, 14


class Block(NamedTuple):
    """A plot and its rectangle."""

    plot: Any
    x: int
    y: int
    width: int
    height: int


def plot_plan(plots: Sequence[Any]) -> tuple[Block, ...]:
    """The plots in two rows, 720 by 340, each as large as its share of the area."""
    rows = [row for row in _rows(list(plots)) if row]
    total = sum(plot.area.size for plot in plots) or 1.0
    room = HEIGHT - ROAD * (len(rows) - 1)
    found, y = [], 0.0
    for row in rows:
        weight = sum(plot.area.size for plot in row) or 1.0
        height = max(90.0, room * weight / total) if len(rows) > 1 else float(room)
        height = min(height, room - 90.0) if len(rows) > 1 else height
        found += _row(row, weight, y, height)
        y += height + ROAD
    return tuple(found)


def _rows(plots: list[Any]) -> tuple[list[Any], list[Any]]:
    """Two rows of about the same area, in the order given."""
    if len(plots) < 3:
        return plots, []
    half = sum(plot.area.size for plot in plots) / 2
    first: list[Any] = []
    while plots and sum(plot.area.size for plot in [*first, plots[0]]) <= half * 1.1:
        first.append(plots.pop(0))
    return (first, plots) if first else (plots[:1], plots[1:])


def _row(row: list[Any], weight: float, y: float, height: float) -> list[Block]:
    room = WIDTH - ROAD * (len(row) - 1)
    found, x = [], 0.0
    for plot in row:
        width = room * plot.area.size / weight
        found.append(Block(plot, round(x), round(y), round(width), round(height)))
        x += width + ROAD
    return found
