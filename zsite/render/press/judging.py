"""A finished PDF judged before it goes to the printer: figures, and problems as values."""

from io import BytesIO
from math import inf

from pikepdf import Stream
from PIL import Image, ImageMath

from zsite.problems import Place
from zsite.render.press import Preflight, Rules, boxes, checks, texts
from zsite.render.press.boxes import MM
from zsite.render.press.checks import Document
from zsite.render.press.documents import opened
from zsite.render.press.painted import Painted, painted
from zsite.render.press.spaces import components

_SMALL = 8  # pictures are reduced so much before inks are summed: one dot is no flood


def judged(data: bytes, rules: Rules, place: Place) -> Preflight:
    """The figures and problems of a PDF that is to be printed."""
    with opened(data) as pdf:
        pages = [painted(page) for page in pdf.pages]
        trims = [boxes.trim(page) for page in pdf.pages]
        runs = list(texts.runs(data))
        document = Document(data, pdf, pages, trims, runs, _inks(pages), rules, place)
        resolutions = [min(each.dpi) for page in pages for each in page.pictures]
        return Preflight(
            pages=len(pages),
            size_mm=(round(trims[0].width / MM, 1), round(trims[0].height / MM, 1)),
            fonts=tuple(sorted({name for page in pages for name in page.fonts})),
            pictures=len(resolutions),
            dpi=min(resolutions, default=inf),
            ink=max(document.inks),
            problems=tuple(found for check in checks.CHECKS for found in check(document)),
        )


def _inks(pages: list[Painted]) -> list[float]:
    """The most ink on each page, of flat colours and in pictures: 0 to 4."""
    known: dict[tuple[int, int], float] = {}
    for page in pages:
        for placed in page.pictures:
            if placed.picture.objgen not in known:
                known[placed.picture.objgen] = _most(placed.picture)
    return [
        max([page.ink, *(known[placed.picture.objgen] for placed in page.pictures)])
        for page in pages
    ]


def _most(picture: Stream) -> float:
    """The most ink in a picture; a grey has one at most, and light none yet."""
    size = components(picture.get("/ColorSpace"))
    if size != 4 or picture.get("/BitsPerComponent") != 8:
        return 1 if size == 1 else 0
    plates = dict(zip("cmyk", _reduced(picture).split(), strict=True))
    total = ImageMath.lambda_eval(lambda of: of["c"] + of["m"] + of["y"] + of["k"], **plates)
    return float(total.getextrema()[1]) / 255


def _reduced(picture: Stream) -> Image.Image:
    """A picture in inks, an eighth as wide and high."""
    shape = (int(picture.Width), int(picture.Height))
    if picture.get("/Filter") == "/DCTDecode":
        seen = Image.open(BytesIO(picture.read_raw_bytes()))
        seen.draft("CMYK", (shape[0] // _SMALL, shape[1] // _SMALL))
        return seen
    return Image.frombytes("CMYK", shape, picture.read_bytes()).reduce(_SMALL)
