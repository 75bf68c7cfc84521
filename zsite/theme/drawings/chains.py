"""An industry's chain as a map: a column for each stage, a box for each link, lines for supply."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from zsite.theme.drawings.lettering import lines

WIDTH, GAP, LANE, TOP = 1232, 26, 72, 56
LOW, HIGH = 76, 98


class Box(NamedTuple):
    """A link of the chain: its place, its name in lines, its remark."""

    link: Any
    x: int
    y: int
    width: int
    height: int
    name: tuple[str, ...]
    remark: str


class Line(NamedTuple):
    """What supplies what: a path, and whether either end is a gap."""

    d: str
    gap: bool


class Map(NamedTuple):
    """The whole map, 1232 wide."""

    height: int
    columns: tuple[tuple[Any, int, int], ...]
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def chain_map(links: Sequence[Any]) -> Map:
    """Where the stages, links and lines of a chain stand."""
    columns = _columns(links)
    width = (WIDTH - LANE * (len(columns) - 1)) // len(columns)
    names = {link.key: lines(str(link.name), (width - 28) / 16.5) for link in links}
    high = HIGH if any(len(name) > 1 for name in names.values()) else LOW
    boxes: dict[str, Box] = {}
    for place, column in enumerate(columns):
        x = place * (width + LANE)
        for row, link in enumerate(column):
            y = TOP + row * (high + GAP)
            remark = _remark(link, width)
            boxes[link.key] = Box(link, x, y, width, high, names[link.key], remark)
    tallest = max(len(column) for column in columns)
    heads = tuple((c[0].stage, i * (width + LANE), width) for i, c in enumerate(columns))
    height = TOP + tallest * (high + GAP) - GAP + 4
    return Map(height, heads, tuple(boxes.values()), tuple(_lines(links, boxes)))


def _columns(links: Sequence[Any]) -> list[list[Any]]:
    """The links by stage, each column in the order of what supplies it."""
    stages: dict[str, list[Any]] = {}
    for link in links:
        stages.setdefault(link.stage.key, []).append(link)
    columns = [stages[key] for key in _STAGES if key in stages]
    for before, column in pairwise(columns):
        rows = {link.key: row for row, link in enumerate(before)}
        feeders = {
            link.key: [rows[b.key] for b in before if link.key in b.feeds] for link in column
        }
        column.sort(key=lambda link: _mean(feeders[link.key]))
    return columns


_STAGES = ("upstream", "midstream", "downstream", "support")


def _mean(rows: Sequence[int]) -> float:
    return sum(rows) / len(rows) if rows else 99.0


def _remark(link: Any, width: int) -> str:
    about = link.products or ", ".join(map(str, link.firms))
    return lines(str(about), (width - 28) / 13.5, 1)[0] if about else ""


def _lines(links: Sequence[Any], boxes: dict[str, Box]) -> list[Line]:
    found = []
    for link in links:
        for place, key in enumerate(link.feeds):
            if key in boxes:
                gap = "gap" in (link.status.key, boxes[key].link.status.key)
                found.append(Line(_path(boxes[link.key], boxes[key], place), gap))
    return found


def _path(one: Box, other: Box, place: int) -> str:
    """From box to box: across a lane, or down when both stand in one column."""
    y, end = one.y + one.height // 2, other.y + other.height // 2
    if one.x == other.x:
        side = one.x + one.width + 14 + 6 * place
        return f"M{one.x + one.width} {y}H{side}V{end}H{other.x + other.width}"
    if other.x < one.x:
        side = other.x + other.width + 20 + 6 * place
        return f"M{one.x} {y}H{side}V{end}H{other.x + other.width}"
    side = other.x - LANE // 2 + 6 * (place - 1)
    return f"M{one.x + one.width} {y}H{side}V{end}H{other.x}"
