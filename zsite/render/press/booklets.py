"""Booklets for an office printer: pages two by two on sheets that are folded and stapled."""

from collections.abc import Iterator, Sequence

from pikepdf import Dictionary, Object, Page, Pdf

from zsite.render.press import boxes
from zsite.render.press.boxes import MM
from zsite.render.press.documents import drawing, fresh, opened, written

PAPERS = {"a4": (297.0, 210.0), "a3": (420.0, 297.0)}  # mm, lying
_NEAR = 0.5 * MM


def booklet(data: bytes, sheet_mm: tuple[float, float] | None, creep_mm: float) -> bytes:
    """Sheets to print on both sides, fold and staple: two pages a side, empty ones at the end.

    Pages keep their size if `sheet_mm` (width, height) has room for two, else they shrink; without
    it the smallest of A4 and A3 with room is taken, else A3. `creep_mm` is the thickness of one
    sheet: inner pages move so much towards the fold.
    """
    with opened(data) as pdf, fresh(pdf) as made:
        sizes = [boxes.trim(page) for page in pdf.pages]
        width, height = max(b.width for b in sizes), max(b.height for b in sizes)
        across, up = _paper(width, height, sheet_mm)
        scale = min(1.0, (across / 2 + _NEAR) / width, (up + _NEAR) / height)
        forms = [made.copy_foreign(drawing(pdf, page, boxes.trim(page))) for page in pdf.pages]
        for side, pair in enumerate(imposed(len(forms))):
            page = made.add_blank_page(page_size=(across, up))
            inward = side // 2 * creep_mm * MM
            _spread(made, page, [forms[n] if n is not None else None for n in pair], scale, inward)
        return written(made)


def imposed(count: int) -> Iterator[tuple[int | None, int | None]]:
    """The pages (from 0) left and right on each side of the sheets, outermost sheet first."""
    whole = -(-count // 4) * 4
    for first in range(0, whole // 2):
        pair = (whole - 1 - first, first) if first % 2 == 0 else (first, whole - 1 - first)
        left, right = (n if n < count else None for n in pair)
        yield left, right


def _paper(
    width: float, height: float, sheet_mm: tuple[float, float] | None
) -> tuple[float, float]:
    papers = [sheet_mm] if sheet_mm else sorted(PAPERS.values())
    sizes = [(a * MM, b * MM) for a, b in papers]
    roomy = [s for s in sizes if s[0] + _NEAR >= 2 * width and s[1] + _NEAR >= height]
    return (roomy or sizes[-1:])[0]


def _spread(
    made: Pdf, page: Page, forms: Sequence[Object | None], scale: float, inward: float
) -> None:
    """Two pages against the fold in the middle of the sheet, upright in its middle."""
    sheet = boxes.media(page)
    names, drawn = Dictionary(), []
    for right, form in enumerate(forms):
        if form is None:
            continue
        seen = boxes.box(form["/BBox"])
        x = sheet.width / 2 - inward if right else sheet.width / 2 + inward - seen.width * scale
        y = (sheet.height - seen.height * scale) / 2
        names[f"/Page{right}"] = form
        at = f"{x - seen.left * scale:.4f} {y - seen.bottom * scale:.4f}"
        half = f"{right * sheet.width / 2:.4f} 0 {sheet.width / 2:.4f} {sheet.height:.4f} re W n"
        drawn.append(f"q {half} {scale:.6f} 0 0 {scale:.6f} {at} cm /Page{right} Do Q")
    page.obj["/Resources"] = Dictionary(XObject=names)
    page.obj["/Contents"] = made.make_stream("\n".join(drawn).encode())
