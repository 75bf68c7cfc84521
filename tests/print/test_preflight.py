"""Preflight: each fault is found where it was put, and its clean twin passes."""

from collections.abc import Callable

import icc
import pikepdf
import pytest
from small_pdfs import made, opened, photo

from zsite.problems import Place, words
from zsite.render import press
from zsite.render.press import Inks, Preflight, Rules
from zsite.render.press.checks import listed
from zsite.render.press.documents import written

HERE = Place("press/guide.zh.pdf")
INKS = Inks(icc.press_profile())


def pressed(body: str, *, bleed: float = 3, **files: bytes) -> bytes:
    named = {name.replace("_", "."): data for name, data in files.items()}
    pdf = made(body, bleed=bleed, files=named)
    found = press.press(pdf, INKS, place=HERE)
    assert isinstance(found, bytes)
    return found


def judged(pdf: bytes, **rules: object) -> Preflight:
    return press.preflight(pdf, Rules(**rules), HERE)  # type: ignore[arg-type]


def ids(found: Preflight) -> list[str]:
    return sorted({each.id for each in found.problems})


def facts(found: Preflight) -> dict[str, str]:
    (only,) = found.problems
    for language in ("zh", "en"):
        said = words(only, language)
        assert "{" not in said.message + said.hint
    return dict(only.facts)


PICTURE = '#image("a.jpg", width: 30mm, alt: "a")'
TWO, FOUR, EIGHT = ("#pagebreak()\n".join(["页\n"] * count) for count in (2, 4, 8))
DARK = "cmyk(100%, 90%, 80%, 70%)"


def test_a_clean_guide_has_no_problems_and_says_what_it_is() -> None:
    found = judged(pressed("= 标题\n正文" + PICTURE, a_jpg=photo((600, 400))))
    assert found.problems == ()
    assert (found.pages, found.size_mm, found.pictures) == (1, (100, 140), 1)
    assert found.fonts == ("NotoSansSC-Thin",)
    assert found.dpi == pytest.approx(600 / 30 * 25.4, abs=1)
    assert 1 <= found.ink <= 3


@pytest.mark.parametrize(
    ("body", "clean", "id", "rules", "expected"),
    [
        (
            TWO,
            FOUR,
            "press-pages",
            {"binding": "saddle"},
            {"missing": "2"},
        ),
        (
            "#pagebreak()\n".join("甲乙丙"),
            TWO,
            "press-pages",
            {"binding": "perfect"},
            {"missing": "1"},
        ),
        (EIGHT, FOUR, "press-too-thick", {"binding": "saddle", "most_pages": 4}, {"most": "4"}),
        (f"#text(fill: {DARK})[甲]", "#text(fill: black)[甲]", "press-ink", {}, {"most": "340"}),
        (f"#rect(fill: {DARK})", "#rect(fill: black)甲", "press-ink", {}, {"pages": "1"}),
        (f"甲#line(stroke: {DARK})", "甲#line(stroke: 1pt)", "press-ink", {}, {"limit": "300"}),
        (
            "甲#line(stroke: 0.1pt)",
            "甲#line(stroke: 0.25pt)",
            "press-hairline",
            {},
            {"width": "0.10"},
        ),
        (
            "甲#rect(width: 30mm, height: 0.12pt, fill: black)",
            "甲#rect(width: 30mm, height: 1pt, fill: black)",
            "press-hairline",
            {},
            {"width": "0.12"},
        ),
        (
            "甲#scale(20%)[#line(stroke: 1pt)]",
            "甲#scale(50%)[#line(stroke: 1pt)]",
            "press-hairline",
            {},
            {"width": "0.20"},
        ),
        (
            "#place(dx: -16mm)[切到了]",
            "#place(dx: -5mm)[没切到]",
            "press-text-cut",
            {},
            {"page": "1"},
        ),
        (
            "#place(dx: -12mm)[太靠边]",
            "#place(dx: -9mm)[不靠边]",
            "press-text-edge",
            {},
            {"least": "5"},
        ),
        (
            "#place(top)[投资指南]#place(top, dx: 8pt)[重叠文字]",
            "#place(top)[投资指南]#place(top, dx: 60pt)[不重叠]",
            "press-text-over",
            {},
            {"text": "投资指南", "other": "重叠文字"},
        ),
        ("甲#page[]", "甲#page[乙]", "press-empty", {}, {"pages": "2"}),
        (
            "甲#page(fill: black)[]",
            "甲#page[#rect(width: 9mm, height: 9mm)]",
            "press-empty",
            {},
            {"pages": "2"},
        ),
    ],
)
def test_a_fault_is_found_and_its_twin_passes(
    body: str, clean: str, id: str, rules: dict[str, object], expected: dict[str, str]
) -> None:
    assert ids(judged(pressed(clean), **rules)) == []
    found = judged(pressed(body), **rules)
    assert ids(found) == [id]
    known = next(dict(each.facts) for each in found.problems if each.id == id)
    assert expected.items() <= known.items()


def test_a_problem_is_worded_with_all_its_facts() -> None:
    assert facts(judged(pressed("甲#page[]")))["pages"] == "2"
    assert facts(judged(pressed("#place(dx: -16mm)[切到了]")))["text"] == "切到了"


def test_small_pictures_are_named_with_their_pages_the_coarsest_first() -> None:
    body = "".join(f'#page[#image("{name}.jpg", width: 30mm)]' for name in "abc")
    large, small, smaller = (photo((width, 90)) for width in (360, 300, 200))
    found = judged(pressed(body, a_jpg=small, b_jpg=smaller, c_jpg=large))
    assert facts(found) == {"least": "300", "pages": "2 (169 dpi), 1 (254 dpi)"}
    assert ids(judged(pressed(body, a_jpg=large, b_jpg=large, c_jpg=large))) == []


def test_a_turned_or_stretched_picture_is_measured_as_it_stands() -> None:
    turned = '#rotate(90deg, image("a.jpg", width: 30mm, alt: "a"))'
    assert ids(judged(pressed(turned, a_jpg=photo((400, 300))))) == []
    assert ids(judged(pressed(turned, a_jpg=photo((200, 150))))) == ["press-picture-small"]
    wide = '#image("a.jpg", width: 60mm, height: 20mm, fit: "stretch", alt: "a")'
    assert ids(judged(pressed(wide, a_jpg=photo((400, 300))))) == ["press-picture-small"]


def test_the_ink_of_pictures_counts() -> None:
    dark = judged(pressed(PICTURE, a_jpg=photo((600, 400), (20, 10, 60))), ink_percent=150)
    assert ids(dark) == ["press-ink"]
    assert (
        ids(judged(pressed(PICTURE, a_jpg=photo((600, 400), (200, 220, 240))), ink_percent=150))
        == []
    )


def test_a_character_without_a_glyph_is_counted_on_its_page() -> None:
    found = judged(pressed("甲#page[乙😀丙😀]"))
    assert facts(found) == {"count": "2", "pages": "2"}
    assert ids(judged(pressed("甲#page[乙丙]"))) == []


def test_a_font_that_is_not_in_the_file_is_named() -> None:
    pdf = pressed("投资指南")
    with opened(pdf) as found:
        for thing in found.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/FontFile2" in thing:
                del thing["/FontFile2"]
        without = written(found)
    assert facts(judged(without)) == {"font": "NotoSansSC-Thin"}
    assert ids(judged(pdf)) == []


@pytest.mark.parametrize(("least", "expected"), [(3, ["press-bleed"]), (2, [])])
def test_too_little_bleed_is_found(least: float, expected: list[str]) -> None:
    assert ids(judged(pressed("甲", bleed=2), bleed_mm=least)) == expected


def placed(left: float, width: float) -> bytes:
    """A picture whose left edge stands so many mm from the trim (negative: beyond it)."""
    body = f'甲#place(top + left, dx: {left - 15}mm, dy: 20mm, image("a.jpg", width: {width}mm))'
    return pressed(body, a_jpg=photo((1200, 800)))


@pytest.mark.parametrize(
    ("left", "fine"), [(0, False), (-1, False), (0.5, False), (-3, True), (-9, True), (8, True)]
)
def test_a_picture_at_the_edge_goes_through_the_bleed(left: float, fine: bool) -> None:
    assert ids(judged(placed(left, 60))) == ([] if fine else ["press-picture-bleed"])


def test_a_guide_for_screens_is_no_guide_for_the_press() -> None:
    body = '#text(fill: rgb("#AD4824"))[链接] #link("https://a.example")[去]'
    screen = made(body)
    assert ids(judged(screen)) == ["press-bleed", "press-intent", "press-light", "press-links"]
    assert ids(judged(screen, press=False)) == []


@pytest.mark.parametrize(("alt", "expected"), [("", ["press-alt"]), (', alt: "果园"', [])])
def test_a_picture_without_words_is_counted(alt: str, expected: list[str]) -> None:
    pdf = made(f'甲#image("a.jpg", width: 20mm{alt})', files={"a.jpg": photo((600, 400))})
    assert ids(judged(pdf, press=False)) == expected


@pytest.mark.parametrize(
    ("pages", "text"),
    [([1], "1"), ([1, 2, 3], "1–3"), ([1, 3, 4, 9], "1, 3–4, 9"), (list(range(1, 40, 2)), None)],
)
def test_pages_are_listed_in_few_words(pages: list[int], text: str | None) -> None:
    found = listed(pages)
    assert found == text or (text is None and found.endswith("…") and len(found) < 40)


CHANGES: list[Callable[[pikepdf.Pdf], None]] = [
    lambda pdf: pdf.Root.__delitem__("/OutputIntents"),
    lambda pdf: pdf.Root.OutputIntents[0].__delitem__("/DestOutputProfile"),
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_sheet_says_for_which_press_it_is(change: Callable[[pikepdf.Pdf], None]) -> None:
    with opened(pressed("甲")) as pdf:
        change(pdf)
        without = written(pdf)
    assert ids(judged(without)) == ["press-intent"]
