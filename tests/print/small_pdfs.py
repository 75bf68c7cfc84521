"""Small PDFs for tests: set by Typst with the shipped font, read by pikepdf and pdfium."""

import io
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pikepdf
import pypdfium2
import typst
from PIL import Image

from zsite.render.fonts import FOLDER

MM = 72 / 25.4
_HEAD = """
#set document(title: "云泽县投资指南", author: "县投资促进中心")
#set document(date: datetime(year: 2026, month: 1, day: 1))
#set text(font: "Noto Sans SC", lang: "zh", size: 10pt)
"""


def made(
    body: str,
    *,
    width: float = 100,
    height: float = 140,
    margin: float = 15,
    bleed: float = 0,
    tagged: bool = False,
    files: Mapping[str, bytes] = {},
) -> bytes:
    """The PDF of a body in Typst; sizes in mm."""
    page = f"#set page(width: {width}mm, height: {height}mm, margin: {margin}mm, bleed: {bleed}mm)"
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            (Path(folder) / name).write_bytes(data)
        main = Path(folder) / "main.typ"
        main.write_text(_HEAD + page + "\n" + body, "utf-8")
        standards = {"pdf_standards": ["a-2a", "ua-1"]} if tagged else {}
        return bytes(
            typst.compile(
                str(main), font_paths=[str(FOLDER)], ignore_system_fonts=True, **standards
            )
        )


def photo(size: tuple[int, int], colour: object = (30, 90, 200), mode: str = "RGB") -> bytes:
    """A picture of one colour, as a JPEG, or as a PNG if it is transparent or a palette."""
    data = io.BytesIO()
    Image.new(mode, size, colour).save(data, "PNG" if mode in ("RGBA", "P") else "JPEG")  # type: ignore[arg-type]
    return data.getvalue()


def opened(data: bytes) -> pikepdf.Pdf:
    """The document."""
    return pikepdf.open(io.BytesIO(data))


def streams(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object | pikepdf.Page]:
    """Content streams of all pages, and of all forms and tilings of the document."""
    yield from pdf.pages
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and (
            thing.get("/Subtype") == "/Form" or thing.get("/PatternType") == 1
        ):
            yield thing


def operations(pdf: pikepdf.Pdf, *names: str) -> list[tuple[str, list[float]]]:
    """Operators of the given names with their numbers, wherever they stand."""
    return [
        (str(each.operator), [float(part) for part in each.operands])
        for stream in streams(pdf)
        for each in pikepdf.parse_content_stream(stream)
        if str(each.operator) in names
    ]


def seen(data: bytes, dpi: int = 72, page: int = 0) -> Image.Image:
    """A page as a picture."""
    with pypdfium2.PdfDocument(data) as pdf:
        return pdf[page].render(scale=dpi / 72).to_pil().convert("RGB")


def words(data: bytes, page: int = 0, box: tuple[float, float, float, float] | None = None) -> str:
    """The text of a page, or of a part of it (points from the lower left)."""
    with pypdfium2.PdfDocument(data) as pdf:
        text = pdf[page].get_textpage()
        found = text.get_text_bounded(*box) if box else text.get_text_range()
        text.close()
        return found.strip()
