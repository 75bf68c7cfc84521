"""A cover for an entry without a picture: a pattern of its industry, varied by its own id."""

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from math import cos, pi, sin
from random import Random
from typing import NamedTuple
from zlib import crc32

WIDTH, HEIGHT = 320, 180
VARIANTS = 16


class Stroke(NamedTuple):
    """A path in a tone (`main`, `2` to `4`, `open`); `width` is 0 for a filled one."""

    tone: str
    d: str
    width: float = 0
    dashes: str = ""


def cover(id: str, subject: str = "", open: bool = False) -> tuple[Stroke, ...]:
    """The paths of a cover, 320 by 180; entries of one subject share a pattern.

    `open` marks one part as open to investors; without it nothing is marked. The mark lies in the
    middle band, which is all that a banner shows.
    """
    return _varied(crc32(id.encode()) % VARIANTS, subject, open)


@lru_cache(maxsize=1024)
def _varied(variant: int, subject: str, open: bool) -> tuple[Stroke, ...]:
    patterns: tuple[Callable[[Random, str], list[Stroke]], ...]
    patterns = (_stalks, _dots, _ridges, _facets, _currents, _rings)
    pattern = patterns[crc32(subject.encode()) % len(patterns)]
    chance = Random(f"{subject} {variant}")  # noqa: S311 - no secret
    return tuple(pattern(chance, "open" if open else "2"))


def crop(id: str) -> str:
    """The view box of a part of a cover, another one for each id."""
    chance = Random(id)  # noqa: S311 - no secret
    return f"{chance.randint(0, 110)} {chance.randint(0, 62)} 208 117"


def _dots(chance: Random, mark: str) -> list[Stroke]:
    """Fruit on trees: rows of dots that thin out to one side; a few are open."""
    rows: dict[tuple[str, int], str] = {}
    x0, y0 = chance.randint(3, 9), chance.randint(2, 5)
    for row in range(9):
        for column in range(16):
            near = abs(column - x0) <= 1 and abs(row - y0) <= 1 and (column + row) % 2 == 0
            size = max(4, 18 - column * 0.6 - chance.random() * 5 + row * 0.3)
            fading = ("main", "2", "3", "4")[min(3, int(column / 5 + chance.random()))]
            tone = mark if near else fading
            x, y = column * 21 + (row % 2) * 10, row * 21 + 6
            key = (tone, 16 if near else round(size / 4) * 4)
            rows[key] = rows.get(key, "") + f"M{x} {y}h0"
    return [Stroke(tone, d, width) for (tone, width), d in sorted(rows.items())]


def _facets(chance: Random, mark: str) -> list[Stroke]:
    """Panes of glass: a jittered lattice of quadrilaterals, some of them cut."""
    across, down = 6, 4
    x = [[round(i * 64 + chance.uniform(-20, 20)) for i in range(across)] for _ in range(down + 1)]
    y = [[round(j * 45 + chance.uniform(-14, 14)) for _ in range(across)] for j in range(down + 1)]
    for j in range(down + 1):
        x[j][0], x[j][-1] = -2, WIDTH + 2
    y[0], y[-1] = [-2] * across, [HEIGHT + 2] * across
    tones: dict[str, str] = {}
    chosen = (chance.randint(1, across - 3), chance.randint(1, down - 2))
    for j in range(down):
        for i in range(across - 1):
            around = ((j, i), (j, i + 1), (j + 1, i + 1), (j + 1, i))
            a, b, c, d = ((x[row][column], y[row][column]) for row, column in around)
            whole = (i, j) == chosen
            for corners in [(a, b, c, d)] if whole else [(a, b, c), (a, c, d)]:
                tone = mark if whole else chance.choice(("main", "2", "3", "3", "4", "4", "5"))
                path = "L".join(f"{px} {py}" for px, py in corners)
                tones[tone] = tones.get(tone, "") + f"M{path}z"
    return [Stroke(tone, d) for tone, d in sorted(tones.items()) if tone != "5"]


def _stalks(chance: Random, mark: str) -> list[Stroke]:
    """Culms side by side, with their joints; one is open."""
    found: dict[tuple[str, int], str] = {}
    x, place = -4, 0
    one = chance.randint(6, 11)
    while x < WIDTH:
        width = chance.choice((6, 10, 14, 18))
        tone = mark if place == one else chance.choice(("main", "2", "3", "3", "4"))
        middle, top = x + width // 2, chance.randint(-30, 0)
        key = (tone, width)
        found[key] = found.get(key, "") + f"M{middle} {top}V182"
        x, place = x + width + chance.choice((4, 6, 10)), place + 1
    return [Stroke(tone, d, width, f"{38 + width} 2") for (tone, width), d in sorted(found.items())]


def _rings(chance: Random, mark: str) -> list[Stroke]:
    """A turned part: rings about a hub; an arc of one is open."""
    cx, cy = chance.randint(90, 230), chance.randint(78, 102)
    tones = ("4", "main", "3", "2", "4", "3", "main", "4", "2", "3")
    found = []
    for place, tone in enumerate(tones):
        r = 12 + place * 24
        circle = f"M{cx - r} {cy}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0"
        found.append(Stroke(tone, circle, chance.choice((10, 16, 20)) if place else 14))
    r, turn = 12 + 24 * chance.choice((2, 3)), chance.choice((0, pi)) - 0.45
    start, end = ((round(cx + r * cos(a)), round(cy + r * sin(a))) for a in (turn, turn + 0.9))
    found.append(Stroke(mark, f"M{start[0]} {start[1]}A{r} {r} 0 0 1 {end[0]} {end[1]}", 22))
    return found


def _ridges(chance: Random, mark: str) -> list[Stroke]:
    """Hills behind hills and a disc above them, which is open and low enough for a banner."""
    x, y = chance.randint(60, 260), chance.randint(68, 74)
    found = [Stroke(mark, f"M{x} {y}h0", 26)]
    for tone, level in (("4", 88), ("3", 108), ("2", 132), ("main", 156)):
        points = [level + round(chance.uniform(-24, 18)) for _ in range(6)]
        path = f"M-2 182V{points[0]}"
        for i, (one, other) in enumerate(pairwise(points)):
            at = i * 66 - 2
            path += f"C{at + 33} {one} {at + 33} {other} {at + 66} {other}"
        found.append(Stroke(tone, path + "V182z"))
    return found


def _currents(chance: Random, mark: str) -> list[Stroke]:
    """Lines that run side by side across the picture; a stretch of one is open."""
    bend, slope = chance.randint(20, 60), chance.randint(-30, 30)
    tones = ("4", "3", "2", "main", "3", "4", "2", "3", "4", "main")
    found = []
    for place, tone in enumerate(tones):
        y = place * 24 - 20
        d = f"M-10 {y}c80 {bend} 120 {-bend} 180 {slope}s100 {bend} 170 {slope // 2}"
        found.append(Stroke(tone, d, chance.choice((6, 10, 14))))
    y = 24 * chance.randint(3, 5) - 20
    found.append(Stroke(mark, f"M-10 {y}c80 {bend} 120 {-bend} 180 {slope}", 16, "70 400"))
    return found
