"""Guides with a glued spine: the cover, both its sides, as binders want it, and the inner pages.

The first leaf of a document and its last one are the cover: pages 1 and 2, and the last two.
"""

from pikepdf import Dictionary, Name, Object, Page, Pdf

from zsite.render.press import LEAST, boxes
from zsite.render.press.boxes import MM, Box
from zsite.render.press.documents import drawing, fresh, opened, written


def cover(data: bytes, spine_mm: float, spine: bytes) -> bytes:
    """The outside (back, spine, front), then the inside, if there are pages for it.

    `spine` is a document whose first page is the spine with its bleed; without it the spine, if it
    has any width, stays bare; inside it always does.
    """
    with opened(data) as pdf, opened(spine or data) as strip, fresh(pdf) as made:
        band = strip.pages[0] if spine and spine_mm else None
        width = spine_mm * MM
        _side(made, [(pdf, pdf.pages[-1]), (strip, band), (pdf, pdf.pages[0])], width)
        if len(pdf.pages) >= LEAST:
            _side(made, [(pdf, pdf.pages[1]), (strip, None), (pdf, pdf.pages[-2])], width)
        return written(made)


def inner(data: bytes) -> bytes:
    """The pages between the first leaf and the last one; all, where there are none between them."""
    with opened(data) as pdf:
        if len(pdf.pages) > LEAST:
            del pdf.pages[-2:]
            del pdf.pages[:2]
        return written(pdf)


def padded(data: bytes, each: int, *, back: bool) -> bytes:
    """The document with empty pages until their number is a multiple of `each`.

    They stand at the end, or before the last page if that is the `back` cover.
    """
    with opened(data) as pdf:
        missing = -len(pdf.pages) % each
        if not missing:
            return data
        last = pdf.pages[-1]
        for _ in range(missing):
            empty = Dictionary(Type=Name.Page, MediaBox=last.mediabox, Resources=Dictionary())
            empty.Contents = pdf.make_stream(b"")
            for box in ("/TrimBox", "/BleedBox"):
                if box in last.obj:
                    empty[box] = last.obj[box]
            pdf.pages.insert(len(pdf.pages) - back, Page(pdf.make_indirect(empty)))
        return written(pdf)


def _side(made: Pdf, parts: list[tuple[Pdf, Page | None]], band: float) -> None:
    """One side of a cover: what stands left, on the spine, and right."""
    (_, left), _, _ = parts
    assert left is not None
    trim = boxes.trim(left)
    reach = trim.bottom - boxes.bleed(left).bottom
    whole = Box(0, 0, 2 * trim.width + band, trim.height).moved(reach, reach)
    edges = (whole.left, whole.left + trim.width, whole.right - trim.width, whole.right)
    outer = (whole.left - reach, *edges[1:3], whole.right + reach)
    page = made.add_blank_page(page_size=(whole.right + reach, whole.top + reach))
    page.obj["/TrimBox"], page.obj["/BleedBox"] = whole.array, whole.grown(reach).array
    forms, drawn = Dictionary(), []
    for number, (source, part) in enumerate(parts):
        if part is not None:
            seen = Box(outer[number], 0, outer[number + 1], whole.top + reach)
            forms[f"/Part{number}"], placed = _part(made, source, part, edges[number], seen)
            drawn.append(f"q {placed} /Part{number} Do Q")
    page.obj["/Resources"] = Dictionary(XObject=forms)
    page.obj["/Contents"] = made.make_stream("\n".join(drawn).encode())


def _part(made: Pdf, source: Pdf, page: Page, left: float, seen: Box) -> tuple[Object, str]:
    """A page as a drawing, and the operators that put its trimmed left edge in its place."""
    form = made.copy_foreign(drawing(source, page, boxes.bleed(page)))
    trim, reach = boxes.trim(page), boxes.trim(page).bottom - boxes.bleed(page).bottom
    window = f"{seen.left:.4f} {seen.bottom:.4f} {seen.width:.4f} {seen.height:.4f} re W n"
    return form, f"{window} 1 0 0 1 {left - trim.left:.4f} {reach - trim.bottom:.4f} cm"
