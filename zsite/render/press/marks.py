"""Pages on press sheets: the page with its bleed in the middle, marks for the knife around it."""

from collections.abc import Iterator, Sequence

from pikepdf import Array, Dictionary, Name, Page, Pdf

from zsite.render.press import boxes
from zsite.render.press.boxes import MM, Box
from zsite.render.press.documents import drawing

_LENGTH = 5 * MM
_AWAY = 3 * MM  # from the trim at least, so that no mark is left when the knife slips
_PEN = 0.25  # points


def on_sheets(pdf: Pdf, folds: Sequence[float] = ()) -> None:
    """Every page of a document on a sheet of its own; `folds` are distances from its left edge, on
    even pages, which are backs, from the right one.
    """
    for number, page in enumerate(pdf.pages):
        width = boxes.trim(page).width
        _on_sheet(pdf, page, [width - each for each in folds] if number % 2 else folds)


def _on_sheet(pdf: Pdf, page: Page, folds: Sequence[float]) -> None:
    trim, bleed = boxes.trim(page), boxes.bleed(page)
    away = max(_AWAY, trim.left - bleed.left)
    margin = away + _LENGTH
    x, y = margin - trim.left, margin - trim.bottom
    form = drawing(pdf, page, bleed)
    for name in list(page.obj.keys()):
        if name not in ("/Type", "/Parent", "/Group"):
            del page.obj[name]
    trim, bleed = trim.moved(x, y), bleed.moved(x, y)
    page.obj.update(_sheet(trim, bleed, margin))
    page.obj["/Resources"] = Dictionary(
        XObject=Dictionary(Page=form), ColorSpace=Dictionary(All=_registration())
    )
    drawn = f"q 1 0 0 1 {x:.4f} {y:.4f} cm /Page Do Q\n{_marks(trim, away, folds)}"
    page.obj["/Contents"] = pdf.make_stream(drawn.encode())


def _sheet(trim: Box, bleed: Box, margin: float) -> dict[str, Array]:
    sheet = trim.grown(margin)
    return {"/MediaBox": sheet.array, "/BleedBox": bleed.array, "/TrimBox": trim.array}


def _registration() -> Array:
    """The colour that every plate prints."""
    tint = Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=[0, 0, 0, 0], C1=[1, 1, 1, 1])
    return Array([Name.Separation, Name.All, Name.DeviceCMYK, tint])


def _marks(trim: Box, away: float, folds: Sequence[float]) -> str:
    lines = "\n".join(
        f"{a:.4f} {b:.4f} m {c:.4f} {d:.4f} l S" for a, b, c, d in _corners(trim, away)
    )
    broken = "\n".join(
        f"{a:.4f} {b:.4f} m {c:.4f} {d:.4f} l S" for a, b, c, d in _folds(trim, away, folds)
    )
    dashes = f"\n[2 2] 0 d\n{broken}" if folds else ""
    return f"q /All CS 1 SCN {_PEN} w\n{lines}{dashes}\nQ\n"


def _corners(trim: Box, away: float) -> Iterator[tuple[float, float, float, float]]:
    for x in (trim.left, trim.right):
        yield x, trim.top + away, x, trim.top + away + _LENGTH
        yield x, trim.bottom - away, x, trim.bottom - away - _LENGTH
    for y in (trim.bottom, trim.top):
        yield trim.left - away, y, trim.left - away - _LENGTH, y
        yield trim.right + away, y, trim.right + away + _LENGTH, y


def _folds(
    trim: Box, away: float, folds: Sequence[float]
) -> Iterator[tuple[float, float, float, float]]:
    for x in (trim.left + each for each in folds):
        yield x, trim.top + away, x, trim.top + away + _LENGTH
        yield x, trim.bottom - away, x, trim.bottom - away - _LENGTH
