"""What goes to the printer: inks only, blacks in black, marks outside, the same to look at."""

import io
import itertools
from functools import cache

import icc
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops
from small_pdfs import MM, made, opened, operations, photo, seen, words

from zsite.problems import Place, Problem
from zsite.render import press
from zsite.render.press import Inks
from zsite.render.press.painted import painted
from zsite.render.press.profiles import Press

HERE = Place("press/guide.zh.pdf")
BRAND = {"#1B4A3E": (86, 45, 72, 45), "#17211D": (0, 0, 0, 100), "#E8EDEC": (10, 3, 7, 0)}
INKS = Inks(icc.press_profile(), "Invented press", BRAND)


def pressed(pdf: bytes, inks: Inks = INKS) -> bytes:
    found = press.press(pdf, inks, place=HERE)
    assert isinstance(found, bytes)
    return found


def fills(pdf: bytes) -> list[list[float]]:
    return [numbers for _, numbers in operations(opened(pdf), "k", "K")]


def rect(colour: str) -> str:
    return f"#rect(width: 20mm, height: 8mm, fill: {colour})\n"


ALL = """
#set page(fill: rgb("#E8EDEC"))
#set text(fill: rgb("#17211D"))
= 投资指南
#link("https://invest.example")[链接] #text(fill: luma(50%))[灰] #text(fill: rgb("#AD482480"))[透明]
#rect(width: 30mm, height: 8mm, fill: gradient.linear(rgb("#1B4A3E"), white))
#rect(width: 30mm, height: 8mm, fill: gradient.radial(rgb("#1B4A3E"), yellow))
#rect(width: 30mm, height: 8mm, fill: tiling(size: (6pt, 6pt))[#circle(radius: 2pt, fill: red)])
#rect(width: 30mm, height: 8mm, fill: oklab(50%, 0.1, 0.1))
#rect(width: 30mm, height: 8mm, stroke: 1pt + color.linear-rgb(50%, 20%, 10%))
#rect(width: 30mm, height: 8mm, fill: cmyk(10%, 20%, 30%, 0%))
#image("a.jpg", width: 30mm, alt: "a") #image("b.png", width: 30mm, alt: "b")
#image("c.png", width: 10mm, alt: "c") #image("d.jpg", width: 10mm, alt: "d")
#image("e.svg", width: 30mm, alt: "e")
"""
SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40"><defs>
<linearGradient id="g"><stop offset="0" stop-color="#f00"/>
<stop offset="1" stop-color="#00f" stop-opacity=".4"/></linearGradient></defs>
<rect width="50" height="30" fill="url(#g)"/>
<circle cx="75" cy="20" r="15" fill="#1B4A3E" opacity=".5" stroke="#345" stroke-width="2"/></svg>"""


@cache
def everything() -> bytes:
    return made(
        ALL,
        height=200,
        bleed=3,
        files={
            "a.jpg": photo((400, 300)),
            "b.png": photo((400, 300), (200, 60, 20, 128), "RGBA"),
            "c.png": photo((40, 40), 3, "P"),
            "d.jpg": photo((40, 40), 90, "L"),
            "e.svg": SVG,
        },
    )


def test_no_colour_of_light_is_left_anywhere() -> None:
    with opened(pressed(everything())) as pdf:
        assert operations(pdf, "g", "G", "rg", "RG") == []
        known = {"/DeviceCMYK", "/DeviceGray", "/Separation", "/PDF"}  # /PDF: of a ProcSet
        assert {"/DeviceCMYK", "/Separation"} <= spaces(pdf) <= known
        assert not any(painted(page).light for page in pdf.pages)


def spaces(pdf: pikepdf.Pdf) -> set[str]:
    """Every colour space of what is printed; masks are not."""
    found: set[str] = set()
    waiting = [page.resources for page in pdf.pages]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
            for name, below in thing.items():
                if name in ("/CS", "/ColorSpace") and isinstance(below, pikepdf.Name):
                    found.add(str(below))
                elif name != "/SMask":
                    waiting.append(below)
        elif isinstance(thing, pikepdf.Array):
            if len(thing) > 1 and isinstance(thing[0], pikepdf.Name):
                found.add(str(thing[0]))
            waiting += list(thing)
    return found


def test_the_sheet_looks_like_the_page() -> None:
    before, after = everything(), pressed(everything())
    page, sheet = seen(before, 144), seen(after, 144)
    with opened(after) as pdf:
        bleed = [float(each) * 2 for each in pdf.pages[0].obj.BleedBox]
    left, top = round(bleed[0]), round(sheet.height - bleed[3])
    cut = sheet.crop((left, top, left + page.width, top + page.height))
    for pair in zip(page.split(), cut.split(), strict=True):
        strange = ImageChops.difference(*pair).point(lambda each: 255 if each > 90 else 0)
        assert strange.histogram()[255] < 0.01 * page.width * page.height
    shapes = [
        picture.convert("L").point(lambda v: 255 if v > 215 else 0) for picture in (page, cut)
    ]
    assert ImageChops.difference(*shapes).histogram()[255] < 0.01 * page.width * page.height


def test_brand_colours_are_printed_as_given_and_their_tints_in_proportion() -> None:
    body = "".join(map(rect, ['rgb("#1B4A3E")', 'rgb("#8DA59F")', 'rgb("#17211D")', "white"]))
    found = fills(pressed(made(body, bleed=3)))
    full, half, ink, white = found[:4]
    assert full == [0.86, 0.45, 0.72, 0.45]
    assert half == pytest.approx([each / 2 for each in full], abs=0.01)
    assert ink == [0, 0, 0, 1]
    assert white == [0, 0, 0, 0]


def test_other_colours_follow_the_profile() -> None:
    (inks,) = fills(pressed(made(rect("rgb(200, 50, 20)"), bleed=3), Inks(icc.press_profile())))
    cyan, magenta, yellow, black = inks
    assert yellow > magenta > 0.5 > cyan
    assert black < 0.3


def test_gradients_of_brand_colours_have_no_kinks() -> None:
    body = '#rect(width: 60mm, height: 8mm, fill: gradient.linear(rgb("#1B4A3E"), white))'
    with opened(pressed(made(body, bleed=3))) as pdf:
        ((_, pattern),) = pdf.pages[0].resources.XObject.Page.Resources.Pattern.items()
        function = pattern.Shading.Function
        ends = [[float(x) for x in part.C0] for part in function.Functions]
    for plate in range(4):
        steps = [b[plate] - a[plate] for a, b in itertools.pairwise(ends)]
        assert all(step <= 0.02 for step in steps), (plate, steps)


@given(st.tuples(*[st.integers(0, 255)] * 3))
@settings(max_examples=200)
def test_every_colour_has_inks_and_neutrals_are_black_alone(colour: tuple[int, int, int]) -> None:
    inks = SAMPLE.ink(colour)
    assert all(0 <= ink <= 1 for ink in inks)
    if len(set(colour)) == 1:
        assert inks[:3] == (0, 0, 0)


SAMPLE = Press(Inks(icc.press_profile()))


def test_greys_get_darker_evenly_from_paper_to_full_black() -> None:
    greys = [SAMPLE.grey(each / 255)[3] for each in range(256)]
    assert greys[0] == 1 and greys[-1] == 0
    assert all(a >= b for a, b in itertools.pairwise(greys))
    assert max(a - b for a, b in itertools.pairwise(greys)) < 0.05


def test_black_text_prints_over_and_nothing_else_does() -> None:
    body = (
        '#place(rect(width: 60mm, height: 30mm, fill: rgb("#1B4A3E")))\n'
        "#text(fill: black)[黑]#text(fill: white)[白]#text(fill: black)[黑]"
        '#rect(width: 5mm, height: 5mm, fill: black)#text(fill: rgb("#AD4824"))[红]'
    )
    with opened(pressed(made(body, bleed=3))) as pdf:
        over, shown = False, []
        for form in (each for each in pdf.objects if each_form(each)):
            for instruction in pikepdf.parse_content_stream(form):
                name = str(instruction.operator)
                if name == "gs":
                    states = form.Resources.ExtGState
                    over = bool(states[str(instruction.operands[0])].get("/op", False))
                elif name in ("Tj", "TJ", "f"):
                    shown.append((name == "f", over))
        assert shown.count((False, True)) == 2
        assert (True, True) not in shown
        assert (False, False) in shown


def each_form(thing: pikepdf.Object) -> bool:
    return isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form"


def images(pdf: pikepdf.Pdf) -> list[pikepdf.Stream]:
    return [
        t for t in pdf.objects if isinstance(t, pikepdf.Stream) and t.get("/Subtype") == "/Image"
    ]


def test_pictures_keep_pixels_and_transparency() -> None:
    with opened(everything()) as before, opened(pressed(everything())) as after:
        sizes = [
            sorted((int(p.Width), int(p.Height)) for p in images(pdf)) for pdf in (before, after)
        ]
        assert sizes[0] == sizes[1]
        masks = [p.SMask for p in images(after) if "/SMask" in p]
        assert len(masks) == 1
        assert set(masks[0].read_bytes()) == {128}
        (photograph,) = [
            p for p in images(after) if p.get("/Filter") == "/DCTDecode" and p.Width == 400
        ]
        decoded = Image.open(io.BytesIO(photograph.read_raw_bytes()))
        assert decoded.mode == "CMYK" and "/Decode" in photograph
        blue = [each / 255 for each in decoded.getpixel((5, 5))]  # type: ignore[union-attr]
        assert blue == pytest.approx(SAMPLE.ink((30, 90, 200)), abs=0.05)


def test_a_photograph_stored_without_loss_becomes_a_jpeg_and_a_drawing_does_not() -> None:
    many = Image.effect_noise((200, 200), 90).convert("RGB")
    many.putpixel((0, 0), (255, 0, 0))
    coloured = Image.merge("RGB", [many.split()[0].rotate(turn) for turn in (0, 90, 180)])
    data = io.BytesIO()
    coloured.save(data, "PNG")
    drawing = io.BytesIO()
    Image.new("RGB", (50, 50), (255, 0, 0)).save(drawing, "PNG")
    body = '#image("m.png", width: 20mm, alt: "m") #image("d.png", width: 20mm, alt: "d")'
    pdf = made(body, bleed=3, files={"m.png": data.getvalue(), "d.png": drawing.getvalue()})
    with opened(pressed(pdf)) as found:
        kinds = {int(each.Width): str(each.Filter) for each in images(found)}
        assert kinds == {200: "/DCTDecode", 50: "/FlateDecode"}


def test_a_picture_without_colour_is_black_alone() -> None:
    pdf = made(
        '#image("g.jpg", width: 20mm, alt: "g")',
        bleed=3,
        files={"g.jpg": photo((30, 30), (120, 120, 120))},
    )
    with opened(pressed(pdf)) as found:
        (picture,) = images(found)
        assert picture.ColorSpace == "/DeviceGray"


def test_the_boxes_are_the_pages_and_the_marks_stand_outside_the_bleed() -> None:
    with opened(pressed(made("正文", width=210, height=285, bleed=3))) as pdf:
        page = pdf.pages[0].obj
        media, bleed, trim = (
            [float(n) for n in page[k]] for k in ("/MediaBox", "/BleedBox", "/TrimBox")
        )
        assert trim[2] - trim[0] == pytest.approx(210 * MM, abs=0.01)
        assert trim[3] - trim[1] == pytest.approx(285 * MM, abs=0.01)
        assert [t - b for t, b in zip(trim, bleed, strict=True)] == pytest.approx(
            [3 * MM, 3 * MM, -3 * MM, -3 * MM], abs=0.01
        )
        assert media[:2] == [0, 0] and media[2] > bleed[2] and media[3] > bleed[3]
        lines = [n for _, n in operations(pdf, "m", "l") if len(n) == 2]
        points = {(round(x), round(y)) for x, y in lines}
        corners = [(x, y) for x in (trim[0], trim[2]) for y in (trim[1], trim[3])]
        for x, y in corners:
            assert {round(x), round(y)} & {p for point in points for p in point}
        for x, y in lines:
            inside = bleed[0] + 0.1 < x < bleed[2] - 0.1 and bleed[1] + 0.1 < y < bleed[3] - 0.1
            assert not inside, (x, y)


def test_folds_are_marked_where_they_are() -> None:
    pdf = made("三折页", width=285, height=210, bleed=3)
    plain = pressed(pdf)
    folded = press.press(pdf, INKS, place=HERE, folds_mm=(94, 189.5))
    assert isinstance(folded, bytes)
    with opened(plain) as before, opened(folded) as after:
        known = {tuple(n) for _, n in operations(before, "m")}
        new = [n for _, n in operations(after, "m") if tuple(n) not in known]
        left = float(after.pages[0].obj.TrimBox[0])
        assert {round((x - left) / MM, 1) for x, _ in new} == {94, 189.5}


def test_folds_of_a_sheet_are_in_one_place_on_both_sides() -> None:
    pdf = made("外#pagebreak()内", width=285, height=210, bleed=3)
    plain, folded = pressed(pdf), press.press(pdf, INKS, place=HERE, folds_mm=(94,))
    assert isinstance(folded, bytes)
    with opened(plain) as before, opened(folded) as after:
        known = {tuple(n) for _, n in operations(before, "m")}
        new = [n for _, n in operations(after, "m") if tuple(n) not in known]
        left = float(after.pages[0].obj.TrimBox[0])
        assert {round((x - left) / MM, 1) for x, _ in new} == {94, 285 - 94}


def test_it_is_declared_for_its_press_and_holds_nothing_for_screens() -> None:
    source = made('= 标题\n#link("https://a.example")[链接]', bleed=3)
    with opened(source) as before:
        assert "/Annots" in before.pages[0].obj and "/StructTreeRoot" in before.Root
    with opened(pressed(source)) as pdf:
        assert pdf.pdf_version == "1.6" and pdf.check_pdf_syntax() == []
        (intent,) = list(pdf.Root.OutputIntents)
        assert intent.S == "/GTS_PDFX" and str(intent.OutputConditionIdentifier) == "Invented press"
        assert intent.DestOutputProfile.read_bytes() == icc.press_profile()
        assert "/Annots" not in pdf.pages[0].obj
        assert not {"/StructTreeRoot", "/Outlines", "/OpenAction", "/Names"} & set(pdf.Root.keys())
        info, xmp = pdf.trailer.Info, pdf.Root.Metadata.read_bytes().decode()
        assert info.Trapped == "/False" and str(info.Title) == "云泽县投资指南"
        assert "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" in xmp
        assert "云泽县投资指南" in xmp and "2026-01-01T00:00:00" in xmp
        assert str(info.CreationDate).startswith("D:20260101")
        assert "/ID" in pdf.trailer


def test_without_a_name_the_press_is_called_as_its_profile_calls_it() -> None:
    with opened(pressed(made("正文", bleed=3), Inks(icc.press_profile()))) as pdf:
        assert "Invented press, coated" in str(pdf.Root.OutputIntents[0].OutputConditionIdentifier)


def test_the_same_page_gives_the_same_bytes_and_another_page_others() -> None:
    assert pressed(everything()) == pressed(everything())
    assert pressed(made("甲", bleed=3)) != pressed(made("乙", bleed=3))


def test_text_is_still_text() -> None:
    assert "投资指南" in words(pressed(everything()))


def test_what_cannot_be_turned_into_inks_is_refused() -> None:
    pdf = made(rect("gradient.conic(red, blue)"), bleed=3)
    found = press.press(pdf, INKS, place=HERE)
    assert isinstance(found, Problem) and found.id == "press-gradient"


@pytest.mark.parametrize(
    ("profile", "id"),
    [
        (b"", "profile-unreadable"),
        (b"GIF89a" * 40, "profile-unreadable"),
        (icc.screen_profile(), "profile-not-cmyk"),
    ],
)
def test_a_file_that_is_no_profile_of_a_press_is_refused(profile: bytes, id: str) -> None:
    found = press.checked(Inks(profile), Place("print/press.icc"))
    assert found is not None and found.id == id
    assert press.checked(INKS, HERE) is None
