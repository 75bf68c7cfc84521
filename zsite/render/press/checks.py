"""What can be wrong with a PDF that is to be printed, one check after the other."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pikepdf import Array, Dictionary, Object, Pdf

from zsite.problems import Place, Problem, problem
from zsite.render.press import PAGES, Rules, boxes, pictures, texts
from zsite.render.press.boxes import MM, Box
from zsite.render.press.painted import Painted
from zsite.render.press.texts import Run

_ROUNDING = 0.02  # points
_NEAR = 1 * MM  # a picture that ends so close to the knife was meant to bleed
_COVERED = 0.3  # of a run of text, before it counts as lying under another
_SHOWN = 24  # letters of a text in a message
_MOST = 8  # places in a message


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF, and what was found on each of its pages; `inks` are sums from 0 to 4."""

    data: bytes
    pdf: Pdf
    pages: Sequence[Painted]
    trims: Sequence[Box]
    runs: Sequence[Sequence[Run]]
    inks: Sequence[float]
    rules: Rules
    place: Place

    def where(self, wrong: Callable[[int], object]) -> list[int]:
        """The numbers, from 1, of pages on which something is wrong."""
        return [number + 1 for number in range(len(self.pages)) if wrong(number)]


def bound(of: Document) -> Iterator[Problem]:
    """A folded sheet has four pages and a glued leaf two, and a staple holds so many."""
    count, most = len(of.pages), of.rules.most_pages
    each = PAGES.get(of.rules.binding, 1)
    if count % each:
        yield problem("press-pages", of.place, pages=count, each=each, missing=-count % each)
    if of.rules.binding == "saddle" and count > most:
        yield problem("press-too-thick", of.place, pages=count, most=most)


def lettered(of: Document) -> Iterator[Problem]:
    """Every font is in the file, and every letter in its font."""
    fonts = {name: whole for page in of.pages for name, whole in page.fonts.items()}
    for name in sorted(name for name, whole in fonts.items() if not whole):
        yield problem("press-font", of.place, font=name)
    found = of.where(lambda n: of.pages[n].missing)
    if found:
        count = sum(page.missing for page in of.pages)
        yield problem("press-glyphs", of.place, count=count, pages=listed(found))


def sharp(of: Document) -> Iterator[Problem]:
    """Pictures have dots enough for their size."""
    coarse = {
        number + 1: int(min(min(each.dpi) for each in page.pictures))
        for number, page in enumerate(of.pages)
        if any(min(each.dpi) < of.rules.dpi - 0.5 for each in page.pictures)
    }
    if coarse:
        worst = sorted(coarse, key=lambda number: (coarse[number], number))
        pages = ", ".join(f"{number} ({coarse[number]} dpi)" for number in worst[:_MOST])
        more = "…" if len(worst) > _MOST else ""
        yield problem("press-picture-small", of.place, least=of.rules.dpi, pages=pages + more)


def inked(of: Document) -> Iterator[Problem]:
    """Paper takes so much ink, and a press draws no finer lines."""
    limit = of.rules.ink_percent
    found = of.where(lambda n: of.inks[n] * 100 > limit + 0.5)
    if found:
        most = round(max(of.inks) * 100)
        yield problem("press-ink", of.place, most=most, limit=limit, pages=listed(found))
    found = of.where(lambda n: of.pages[n].thinnest < of.rules.hairline - _ROUNDING)
    if found:
        width = f"{min(page.thinnest for page in of.pages):.2f}"
        yield problem(
            "press-hairline",
            of.place,
            width=width,
            least=of.rules.hairline,
            pages=listed(found),
        )


def placed(of: Document) -> Iterator[Problem]:
    """Text keeps away from the knife, and from other text."""
    for number, (runs, trim) in enumerate(zip(of.runs, of.trims, strict=True)):
        safe = trim.grown(-of.rules.safety_mm * MM)
        for run in runs:
            if not trim.holds(run.box, _ROUNDING):
                yield problem("press-text-cut", of.place, page=number + 1, text=_short(run))
            elif not safe.holds(run.box, _ROUNDING):
                yield problem(
                    "press-text-edge",
                    of.place,
                    page=number + 1,
                    text=_short(run),
                    least=f"{of.rules.safety_mm:g}",
                )
        for first, second in texts.overlapping(runs, _COVERED):
            yield problem(
                "press-text-over",
                of.place,
                page=number + 1,
                text=_short(first),
                other=_short(second),
            )


def empty(of: Document) -> Iterator[Problem]:
    """Pages on which there is nothing but their colour."""
    bare = {n for n, page in enumerate(of.pages) if not page.shows and not page.pictures}
    found = of.where(lambda n: n in bare and pictures.plain(of.data, n, of.trims[n].grown(-_NEAR)))
    if found:
        yield problem("press-empty", of.place, pages=listed(found))


def told(of: Document) -> Iterator[Problem]:
    """Figures of a tagged document have words for those who cannot see them."""
    root = of.pdf.Root.get("/StructTreeRoot", Dictionary())
    silent = sum(
        "/Alt" not in each and "/ActualText" not in each
        for each in elements(root)
        if each.get("/S") in ("/Figure", "/Formula")
    )
    if silent:
        yield problem("press-alt", of.place, count=silent)


def bled(of: Document) -> Iterator[Problem]:
    """A press sheet says where it is cut and has ink beyond; its pictures too."""
    if not of.rules.press:
        return
    reach = of.rules.bleed_mm * MM
    sheets = [boxes.bleed(page) for page in of.pdf.pages]
    pages = list(of.pdf.pages)
    found = of.where(
        lambda n: (
            "/TrimBox" not in pages[n].obj
            or not sheets[n].holds(of.trims[n].grown(reach), _ROUNDING)
        )
    )
    if found:
        yield problem("press-bleed", of.place, least=f"{of.rules.bleed_mm:g}", pages=listed(found))
    found = of.where(
        lambda n: any(_ends_short(each.box, of.trims[n], reach) for each in of.pages[n].pictures)
    )
    if found:
        yield problem("press-picture-bleed", of.place, pages=listed(found))


def declared(of: Document) -> Iterator[Problem]:
    """A press sheet is in inks, for a printing condition that it names."""
    if not of.rules.press:
        return
    found = of.where(lambda n: of.pages[n].light)
    if found:
        yield problem("press-light", of.place, pages=listed(found))
    intents = of.pdf.Root.get("/OutputIntents", Array())
    if not any(
        each.get("/S") == "/GTS_PDFX" and "/DestOutputProfile" in each for each in list(intents)
    ):
        yield problem("press-intent", of.place)
    found = of.where(lambda n: "/Annots" in of.pdf.pages[n].obj)
    if found:
        yield problem("press-links", of.place, pages=listed(found))


CHECKS = (bound, lettered, sharp, inked, placed, empty, told, bled, declared)


def elements(root: Object) -> Iterator[Object]:
    """All elements of a structure tree."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if "/S" in element:
            yield element
        kids = element.get("/K")
        found = list(kids) if isinstance(kids, Array) else [kids]
        waiting += [each for each in found if isinstance(each, Dictionary)]


def listed(numbers: Sequence[int]) -> str:
    """Pages in a few words: `3, 7–9`."""
    ranges = [
        [number for _, number in group]
        for _, group in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
    ]
    words = [f"{each[0]}–{each[-1]}" if len(each) > 1 else str(each[0]) for each in ranges]
    return ", ".join(words[:_MOST]) + ("…" if len(words) > _MOST else "")


def _short(run: Run) -> str:
    text = " ".join(run.text.split())
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _ends_short(box: Box, trim: Box, reach: float) -> bool:
    """True if a picture comes to the knife on a side and does not go through its bleed."""
    sides = (
        (trim.left - box.left, reach),
        (trim.bottom - box.bottom, reach),
        (box.right - trim.right, reach),
        (box.top - trim.top, reach),
    )
    return any(-_NEAR < beyond < wanted - _ROUNDING for beyond, wanted in sides)
