"""A cover as the binder wants it: back, spine and front side by side, with bleed all around."""

from pikepdf import Dictionary, Object, Page, Pdf

from zsite.render.press import boxes
from zsite.render.press.boxes import MM, Box
from zsite.render.press.documents import drawing, fresh, opened, written


def cover(data: bytes, spine_mm: float, spine: bytes) -> bytes:
    """One page of a document's last page and its first one, with the spine between them.

    `spine` is a document whose first page is the spine with its bleed; without it the spine, if it
    has any width, stays bare.
    """
    with opened(data) as pdf, opened(spine or data) as strip, fresh(pdf) as made:
        back, front, band = pdf.pages[-1], pdf.pages[0], spine_mm * MM
        trim = boxes.trim(front)
        reach = trim.left - boxes.bleed(front).left
        whole = Box(0, 0, 2 * trim.width + band, trim.height).moved(reach, reach)
        fold = whole.left + trim.width
        parts = [
            _part(made, pdf, back, whole.left, _window(whole, reach, 0, fold)),
            _part(made, pdf, front, fold + band, _window(whole, reach, fold + band, 0)),
        ]
        if spine and band:
            seen = _window(whole, reach, fold, fold + band)
            parts.append(_part(made, strip, strip.pages[0], fold, seen))
        page = made.add_blank_page(page_size=(whole.right + reach, whole.top + reach))
        page.obj["/TrimBox"], page.obj["/BleedBox"] = whole.array, whole.grown(reach).array
        forms = {f"/Part{number}": form for number, (form, _) in enumerate(parts)}
        page.obj["/Resources"] = Dictionary(XObject=Dictionary(forms))
        drawn = (f"q {placed} /Part{number} Do Q" for number, (_, placed) in enumerate(parts))
        page.obj["/Contents"] = made.make_stream("\n".join(drawn).encode())
        return written(made)


def _window(whole: Box, reach: float, left: float, right: float) -> Box:
    """What may be seen of a part: as high as the bleed, to the bleed where no side is given."""
    return Box(left, whole.bottom - reach, right or whole.right + reach, whole.top + reach)


def _part(made: Pdf, source: Pdf, page: Page, left: float, seen: Box) -> tuple[Object, str]:
    """A page as a drawing, and the operators that put its trimmed left edge in its place."""
    form = made.copy_foreign(drawing(source, page, boxes.bleed(page)))
    trim, reach = boxes.trim(page), boxes.trim(page).bottom - boxes.bleed(page).bottom
    window = f"{seen.left:.4f} {seen.bottom:.4f} {seen.width:.4f} {seen.height:.4f} re W n"
    return form, f"{window} 1 0 0 1 {left - trim.left:.4f} {reach - trim.bottom:.4f} cm"
