"""Pages as pictures (pdfium)."""

from collections.abc import Iterator
from io import BytesIO

import pypdfium2

from zsite.render.press.boxes import Box

_POINTS = 72
_COARSE = 20  # dots per inch


def plain(data: bytes, number: int, part: Box) -> bool:
    """True if a part of a page (from 0) is of one colour."""
    with pypdfium2.PdfDocument(data) as pdf:
        page = pdf[number]
        left, bottom, right, top = page.get_mediabox()
        around = (part.left - left, part.bottom - bottom, right - part.right, top - part.top)
        seen = page.render(scale=_COARSE / _POINTS, crop=around).to_pil().convert("RGB")
        page.close()
        return all(low == high for low, high in seen.getextrema())


def pages(data: bytes, dpi: int) -> Iterator[bytes]:
    """Each page as a PNG."""
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            picture = page.render(scale=dpi / _POINTS).to_pil()
            made = BytesIO()
            picture.save(made, "PNG", compress_level=6)
            yield made.getvalue()
            page.close()
