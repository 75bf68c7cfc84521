"""Photographs that no camera took: hills of light, roofs with edges, a sensor's noise."""

import random
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

SIZE = (2400, 1600)
SCENERY = ((4, 0.0), (11, 0.4), (37, 0.35), (120, 0.25), (500, 0.15))  # cells across, weight
TINT = ((3, 0.0), (9, 0.4))


def write_photographs(folder: Path, count: int) -> None:
    """`count` JPEG files of 2400 × 1600 pixels, the same ones every time."""
    folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor() as pool:
        list(pool.map(partial(_write, folder), range(count)))


def names(count: int) -> list[str]:
    """The files' names."""
    return [f"photo-{number:02}.jpg" for number in range(count)]


def _write(folder: Path, number: int) -> None:
    _photograph(random.Random(number)).save(folder / f"photo-{number:02}.jpg", quality=92)


def _photograph(chance: random.Random) -> Image.Image:
    scenery = _cloud(chance, SCENERY)
    bands = [Image.blend(scenery, _cloud(chance, TINT), 0.45) for _ in range(3)]
    image = Image.merge("RGB", bands)
    draw = ImageDraw.Draw(image)
    for _ in range(60):
        draw.polygon(_roof(chance), fill=tuple(chance.randrange(40, 220) for _ in range(3)))
    return Image.blend(image, _noise(chance), 0.12)


def _cloud(chance: random.Random, layers: Sequence[tuple[int, float]]) -> Image.Image:
    made = Image.new("L", SIZE)
    for cells, weight in layers:
        size = (cells, max(2, cells * SIZE[1] // SIZE[0]))
        layer = _grey(chance, size).resize(SIZE, Image.Resampling.BICUBIC)
        made = Image.blend(made, layer, weight) if weight else layer
    return made


def _roof(chance: random.Random) -> list[tuple[int, int]]:
    x, y = chance.randrange(SIZE[0]), chance.randrange(SIZE[1] // 3, SIZE[1])
    wide, high, lean = (
        chance.randrange(20, 260),
        chance.randrange(10, 120),
        chance.randrange(-40, 40),
    )
    return [(x, y), (x + wide, y + lean // 3), (x + wide + lean, y + high), (x + lean, y + high)]


def _noise(chance: random.Random) -> Image.Image:
    blur = ImageFilter.GaussianBlur(1)
    return Image.merge("RGB", [_grey(chance, SIZE).filter(blur) for _ in range(3)])


def _grey(chance: random.Random, size: tuple[int, int]) -> Image.Image:
    return Image.frombytes("L", size, chance.randbytes(size[0] * size[1]))
