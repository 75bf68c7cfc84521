"""Covers, booklets and previews: every page where the binder, the stapler and the eye expect it."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from small_pdfs import MM, made, opened, seen, words

from zsite.render import press
from zsite.render.press.booklets import imposed


def numbered(count: int, width: float = 148, height: float = 210, bleed: float = 0) -> bytes:
    body = "#pagebreak()\n".join(f"#text(size: 30pt)[Seite {n}]\n" for n in range(1, count + 1))
    return made(body, width=width, height=height, bleed=bleed)


def half(sheets: bytes, side: int, right: bool) -> int:
    """The number of the page on one half of a side; 0 for an empty half."""
    with opened(sheets) as pdf:
        _, _, width, height = (float(each) for each in pdf.pages[side].mediabox)
    box = (width / 2, 0, width, height) if right else (0, 0, width / 2, height)
    return int(words(sheets, side, box).removeprefix("Seite ") or 0)


@given(st.integers(1, 200))
def test_a_stapled_booklet_reads_in_order(count: int) -> None:
    """Sheets lie in each other, fronts outside: leafing through them gives 1, 2, 3 and on."""
    sides = list(imposed(count))
    fronts, backs = sides[::2], sides[1::2]
    assert len(fronts) == len(backs)
    leafed = [p for front, back in zip(fronts, backs, strict=True) for p in (front[1], back[0])]
    leafed += [
        p
        for front, back in zip(reversed(fronts), reversed(backs), strict=True)
        for p in (back[1], front[0])
    ]
    assert [page for page in leafed if page is not None] == list(range(count))
    assert len(leafed) % 4 == 0 and len(leafed) - count < 4
    assert leafed[count:] == [None] * (len(leafed) - count)


def test_pages_stand_on_their_halves() -> None:
    sheets = press.booklet(numbered(6))
    with opened(sheets) as pdf:
        assert len(pdf.pages) == 4
    found = [(half(sheets, side, False), half(sheets, side, True)) for side in range(4)]
    assert found == [(0, 1), (2, 0), (6, 3), (4, 5)]


@pytest.mark.parametrize(
    ("page", "sheet", "expected", "scale"),
    [
        ((148, 210), None, (297, 210), 1),  # A5 on A4
        ((210, 285), None, (420, 297), 1),  # 大度16开 on A3
        ((210, 297), None, (420, 297), 1),
        ((285, 210), None, (420, 297), 0.737),  # too wide for any: it shrinks
        ((210, 297), (297, 210), (297, 210), 0.707),
    ],
)
def test_pages_keep_their_size_where_there_is_room(
    page: tuple[float, float],
    sheet: tuple[float, float] | None,
    expected: tuple[float, float],
    scale: float,
) -> None:
    square = f"#place(top + left, rect(width: {page[0]}mm, height: {page[1]}mm, fill: black))"
    pdf = made(square, width=page[0], height=page[1], margin=0)
    sheets = press.booklet(pdf, sheet_mm=sheet)
    with opened(sheets) as found:
        size = [float(each) / MM for each in found.pages[0].mediabox][2:]
    assert size == pytest.approx(expected, abs=0.1)
    dark = seen(sheets, 72).convert("L").point(lambda each: 255 if each < 128 else 0).getbbox()
    assert dark is not None
    left, top, right, bottom = (each / MM for each in dark)
    assert right - left == pytest.approx(page[0] * scale, abs=1)
    assert bottom - top == pytest.approx(page[1] * scale, abs=1)
    assert left == pytest.approx(expected[0] / 2, abs=1)  # page 1 is on the right, at the fold


def test_inner_pages_creep_towards_the_fold() -> None:
    pdf, thick = numbered(16), 1.5
    still, creeping = press.booklet(pdf), press.booklet(pdf, creep_mm=thick)
    for side, sheet in ((0, 0), (2, 1), (6, 3)):
        before, after = left_edge(still, side), left_edge(creeping, side)
        assert (before - after) / MM == pytest.approx(sheet * thick, abs=0.4)


def left_edge(sheets: bytes, side: int) -> float:
    """Where the ink of the right half begins, in points."""
    picture = seen(sheets, 144, side).convert("L")
    right = picture.crop((picture.width // 2, 0, picture.width, picture.height))
    box = right.point(lambda each: 255 if each < 128 else 0).getbbox()
    assert box is not None
    return box[0] / 2


COVER = """
#page(fill: rgb("#1B4A3E"))[#text(fill: white)[FRONT]]
#page[inside]
#page(fill: rgb("#AD4824"))[#text(fill: white)[BACK]]
"""


def test_a_cover_goes_around_its_spine() -> None:
    pdf = made(COVER, width=100, height=140, bleed=3)
    sheet = press.cover(pdf, spine_mm=8)
    with opened(sheet) as found:
        (page,) = list(found.pages)
        trim = [float(each) / MM for each in page.obj.TrimBox]
        bleed = [float(each) / MM for each in page.obj.BleedBox]
        assert [trim[2] - trim[0], trim[3] - trim[1]] == pytest.approx([208, 140], abs=0.05)
        assert bleed == pytest.approx([0, 0, 214, 146], abs=0.05)
    picture = seen(sheet, 254)  # 10 pixels a millimetre
    pine, clay, white = (27, 74, 62), (173, 72, 36), (255, 255, 255)
    across = {1: clay, 102: clay, 104: white, 110: white, 112: pine, 213: pine}
    for x, colour in across.items():
        for y in (1, 70, 145):
            assert picture.getpixel((x * 10, y * 10)) == pytest.approx(colour, abs=2), (x, y)
    width = 214 * MM
    assert words(sheet, 0, (0, 0, width / 2, 146 * MM)) == "BACK"
    assert words(sheet, 0, (width / 2, 0, width, 146 * MM)) == "FRONT"


def test_the_inside_of_a_cover_holds_the_second_page_and_the_last_but_one() -> None:
    pdf = numbered(8, width=100, height=140, bleed=3)
    with opened(press.cover(pdf, spine_mm=6)) as found:
        assert len(found.pages) == 2
    sheet, width = press.cover(pdf, spine_mm=6), 212 * MM
    halves = [(0, 0, width / 2, 146 * MM), (width / 2, 0, width, 146 * MM)]
    sides = [[words(sheet, side, half) for half in halves] for side in (0, 1)]
    assert sides == [["Seite 8", "Seite 1"], ["Seite 2", "Seite 7"]]
    with opened(press.inner(pdf)) as found:
        assert len(found.pages) == 4
    assert [words(press.inner(pdf), page) for page in range(4)] == [
        f"Seite {n}" for n in range(3, 7)
    ]


def test_a_document_of_two_leaves_has_nothing_between_them_and_stays_whole() -> None:
    with opened(press.inner(numbered(4, width=100, height=140, bleed=3))) as found:
        assert len(found.pages) == 4


def test_a_spine_stands_in_the_middle_with_its_bleed() -> None:
    pdf = made(COVER, width=100, height=140, bleed=3)
    spine = made(
        "#set page(fill: black)\n#text(size: 5pt, fill: white)[脊]",
        width=8,
        height=140,
        margin=1,
        bleed=3,
    )
    sheet = press.cover(pdf, spine_mm=8, spine=spine)
    picture = seen(sheet, 254)
    for y in (1, 70, 145):
        row = [picture.getpixel((x * 10, y * 10)) for x in (102, 104, 110, 112)]
        assert row[0] == pytest.approx((173, 72, 36), abs=2)
        assert row[1] == row[2] == (0, 0, 0)
        assert row[3] == pytest.approx((27, 74, 62), abs=2)
    assert words(sheet, 0, (103 * MM, 0, 111 * MM, 146 * MM)) == "脊"


def test_a_stapled_cover_has_no_spine() -> None:
    sheet = press.cover(made(COVER, width=100, height=140, bleed=3), spine_mm=0)
    with opened(sheet) as found:
        trim = [float(each) / MM for each in found.pages[0].obj.TrimBox]
        assert trim[2] - trim[0] == pytest.approx(200, abs=0.05)


@settings(max_examples=8)
@given(st.integers(20, 150))
def test_previews_show_every_page_in_its_size(dpi: int) -> None:
    found = [Image.open(io.BytesIO(each)) for each in press.pages(numbered(3), dpi)]
    assert len(found) == 3
    for picture in found:
        assert picture.size == pytest.approx((148 / 25.4 * dpi, 210 / 25.4 * dpi), abs=1)
        assert picture.convert("L").getextrema()[0] < 128  # there is ink on it


def test_the_same_pages_give_the_same_sheets() -> None:
    assert press.booklet(numbered(5)) == press.booklet(numbered(5))
    pdf = made(COVER, bleed=3)
    assert press.cover(pdf, spine_mm=5) == press.cover(pdf, spine_mm=5)


@given(st.integers(1, 9), st.sampled_from([1, 2, 4]), st.booleans())
@settings(max_examples=15)
def test_empty_pages_make_up_a_number_and_the_back_cover_stays_last(
    count: int, each: int, back: bool
) -> None:
    whole = press.padded(numbered(count, bleed=3), each, back=back)
    with opened(whole) as found:
        total = len(found.pages)
        assert total % each == 0 and total - count < each
        assert len({tuple(map(float, page.obj.TrimBox)) for page in found.pages}) == 1
    said = [words(whole, page) for page in range(total)]
    numbers = [f"Seite {n}" for n in range(1, count + 1)]
    empty = [""] * (total - count)
    assert said == ([*numbers[:-1], *empty, numbers[-1]] if back else [*numbers, *empty])
