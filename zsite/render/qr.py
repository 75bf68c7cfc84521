"""An address as a QR code (ISO/IEC 18004), drawn as one path of an SVG."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

QUIET = 4  # modules of white around the code, as the standard asks
_HALVES = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}  # two modules under each other


def svg(*, url: str) -> bytes:
    """The code of an address, correction level M, one unit of the viewBox a module."""
    rows = matrix(url)
    size = len(rows) + 2 * QUIET
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img" '
        f'shape-rendering="crispEdges"><title>{escape(url)}</title>'
        f'<rect width="{size}" height="{size}" fill="#fff"/>'
        f'<path stroke="#000" d="{"".join(_strokes(rows))}"/></svg>\n'
    ).encode()


def blocks(*, url: str) -> str:
    """The code for a terminal with light letters on dark, two rows of modules in a line."""
    rows = matrix(url)
    side = bytes(QUIET)
    blank = bytes(len(rows) + 2 * QUIET)
    whole = [*[blank] * QUIET, *(side + row + side for row in rows), *[blank] * (QUIET + 1)]
    pairs = zip(whole[::2], whole[1::2], strict=False)
    return "".join(
        "".join(_HALVES[two] for two in zip(*pair, strict=True)) + "\n" for pair in pairs
    )


def matrix(url: str) -> list[bytes]:
    """The modules of an address's code row by row, 1 for a dark one."""
    import zxingcpp

    form = zxingcpp.BarcodeFormat.QRCode
    made = zxingcpp.create_barcode(url, form, ec_level="M")
    image: Any = made.to_image(scale=1, add_quiet_zones=False)
    rows = memoryview(image)
    grey, size = rows.tobytes().translate(_DARK), len(rows)
    return [grey[at : at + size] for at in range(0, size * size, size)]


_DARK = bytes([1, *[0] * 255])  # black is 0 in the image


def _strokes(rows: Sequence[bytes]) -> Iterator[str]:
    """A horizontal stroke through each run of dark modules."""
    for y, row in enumerate(rows):
        pen = None
        for run in _RUN.finditer(row):
            x, end = run.span()
            at = f"M{x + QUIET} {y + QUIET}.5" if pen is None else f"m{x - pen} 0"
            yield f"{at}h{end - x}"
            pen = end


_RUN = re.compile(b"\x01+")
