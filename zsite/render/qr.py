"""An address as a QR code (ISO/IEC 18004), drawn as one path of an SVG."""

from collections.abc import Iterator, Sequence
from html import escape
from io import StringIO
from itertools import groupby

QUIET = 4  # modules of white around the code, as the standard asks


def svg(*, url: str) -> bytes:
    """The code of an address, correction level M or better, one unit of the viewBox a module."""
    import segno

    rows = [bytes(row) for row in segno.make(url, error="m", micro=False).matrix]
    size = len(rows) + 2 * QUIET
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img" '
        f'shape-rendering="crispEdges"><title>{escape(url)}</title>'
        f'<rect width="{size}" height="{size}" fill="#fff"/>'
        f'<path stroke="#000" d="{"".join(_strokes(rows))}"/></svg>\n'
    ).encode()


def blocks(*, url: str) -> str:
    """The code for a terminal, two rows of modules in a line."""
    import segno

    out = StringIO()
    segno.make(url, error="m", micro=False).terminal(out, compact=True)
    return out.getvalue()


def _strokes(rows: Sequence[bytes]) -> Iterator[str]:
    """A horizontal stroke through each run of dark modules."""
    for y, row in enumerate(rows):
        x, pen = 0, None
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                at = f"M{x + QUIET} {y + QUIET}.5" if pen is None else f"m{x - pen} 0"
                yield f"{at}h{length}"
                pen = x + length
            x += length
