"""Which variants a picture gets: never larger than it is, never far from the focal point."""

import re
from itertools import pairwise
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zsite.problems import Place
from zsite.site.cuts import MOST_HIGH, Seen, steps
from zsite.site.pictures import Pictures, Shown
from zsite.site.uses import CENTRE, FORMATS, Use, focus, uses
from zsite.site.views import Viewpoint

SIDE = st.integers(1, 20_000)
SEEN = st.builds(Seen, SIDE, SIDE, st.booleans(), st.sampled_from(["JPEG", "PNG"]))
WIDTHS = st.lists(st.integers(1, 4000), min_size=1, max_size=5, unique=True).map(sorted).map(tuple)
FORM = st.lists(st.sampled_from(FORMATS), min_size=1, unique=True).map(tuple)
RATIO = st.just((0, 0)) | st.tuples(st.integers(1, 40), st.integers(1, 40))
USE = st.builds(Use, WIDTHS, FORM, st.just("50vw"), RATIO, st.just(False))
POINT = st.tuples(st.floats(0, 100), st.floats(0, 100))
PATH = "content/parks/east/大门 1.jpg"


def pictures(seen: Seen, use: Use, point: tuple[float, float] = CENTRE, **more: Use) -> Pictures:
    shown = {PATH: Shown(point)}
    return Pictures("content", {PATH: seen}, {PATH: "mark"}, {"body": use, **more}, shown)


@given(SEEN, USE, POINT)
def test_no_variant_is_larger_than_its_picture(
    seen: Seen, use: Use, point: tuple[float, float]
) -> None:
    variants = pictures(seen, use, point).variants(PATH, "body")
    assert variants
    for each in variants:
        assert 1 <= each.width <= min(each.whole, use.widths[-1])
        assert each.whole <= seen.width
        assert 1 <= each.height <= MOST_HIGH or use.ratio != (0, 0)
        high = seen.high(each.whole)
        left, top, right, bottom = each.box or (0, 0, each.whole, high)
        assert 0 <= left < right <= each.whole and 0 <= top < bottom <= high
        assert (right - left, bottom - top) == (each.width, each.height)


@given(SEEN, USE)
def test_every_format_has_the_same_widths_and_the_declared_ones_that_fit(
    seen: Seen, use: Use
) -> None:
    variants = pictures(seen, use).variants(PATH, "body")
    by_format: dict[str, list[int]] = {}
    for each in variants:
        by_format.setdefault(each.format, []).append(each.width)
    widths = next(iter(by_format.values()))
    assert all(found == widths == sorted(set(widths)) for found in by_format.values())
    assert len(set(widths) - set(use.widths)) <= 1
    assert {width for width in use.widths if width <= widths[-1]} <= set(widths)
    assert set(by_format) == {"png" if seen.clear and f == "jpeg" else f for f in use.formats}


@given(
    st.integers(400, 4000),
    st.integers(400, 4000),
    st.tuples(st.integers(1, 16), st.integers(1, 16)),
    POINT,
)
def test_the_focal_point_stays_in_view_and_near_the_middle(
    wide: int, high: int, ratio: tuple[int, int], point: tuple[float, float]
) -> None:
    seen = Seen(wide, high, False, "JPEG")
    each = pictures(seen, Use((200,), ratio=ratio), point).variants(PATH, "body")[0]
    assert each.box
    left, top, right, bottom = each.box
    whole = (each.whole, seen.high(each.whole))
    for low, top_end, full, share in (
        (left, right, whole[0], point[0]),
        (top, bottom, whole[1], point[1]),
    ):
        spot = full * share / 100
        assert low - 1 <= spot <= top_end + 1
        middle = (low + top_end) / 2
        assert abs(middle - spot) <= 1 or low == 0 or top_end == full
    assert abs(each.width / each.height - ratio[0] / ratio[1]) <= 1.5 * ratio[0] / each.height


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=12, unique=True))
def test_one_comes_down_a_ladder_from_its_top_by_its_own_rungs(ladder: list[int]) -> None:
    ladder.sort()
    for whole in ladder:
        path = steps(whole, ladder)
        assert path[0] == ladder[-1] and path[-1] == whole
        assert list(path) == sorted(set(path), reverse=True)
        assert set(path) <= set(ladder)
        for wider, narrower in pairwise(path[1:]):
            assert wider >= 1.5 * narrower


@given(SEEN, USE, USE, POINT)
def test_the_variants_of_a_picture_stand_together_each_once_widest_first(
    seen: Seen, one: Use, other: Use, point: tuple[float, float]
) -> None:
    made = pictures(seen, one, point, card=other)
    found = list(made.all_variants())
    paths = [variant.path for variant, _ in found]
    assert len(paths) == len(set(paths))
    assert set(paths) == {v.path for use in ("body", "card") for v in made.variants(PATH, use)}
    wholes = [variant.whole for variant, _ in found]
    assert wholes == sorted(wholes, reverse=True)
    for variant, sizes in found:
        assert sizes[-1] == (variant.whole, seen.high(variant.whole))
        assert sizes[0][0] == wholes[0]
        assert all((size[0] in wholes) for size in sizes)


def test_a_picture_that_only_texts_show_has_no_variants_for_cards() -> None:
    made = pictures(Seen(900, 600, False, "JPEG"), Use((300,)), card=Use((100,)))
    only = Pictures(made.top, made.seen, made.digests, made.uses, {PATH: Shown(only_in_texts=True)})
    assert {variant.width for variant, _ in made.all_variants()} == {100, 300}
    assert {variant.width for variant, _ in only.all_variants()} == {300}


def tag(made: Pictures, use: str = "body") -> str:
    edition = cast(Any, SimpleNamespace())
    here = Viewpoint(edition, "en/parks/east.html", cast(Any, None))
    found = made.tag(here, PATH, 'The "gate" <1>', use)
    assert found
    return found


@given(SEEN, USE)
def test_the_tag_names_every_variant_with_its_width_and_a_size(seen: Seen, use: Use) -> None:
    made = pictures(seen, use)
    found = tag(made)
    variants = made.variants(PATH, "body")
    assert len(re.findall(r" \d+w[,\"]", found)) == len(variants)
    last = variants[-1]
    assert f'width="{last.width}" height="{last.height}"' in found
    assert 'alt="The &quot;gate&quot; &lt;1&gt;"' in found and 'loading="lazy"' in found
    assert found.count("<source ") == len({v.format for v in variants}) - 1
    assert found.count(f' sizes="{use.sizes}"') == len({v.format for v in variants})
    assert not re.search(r'srcset="[^"]*[^\x00-\x7f][^"]*"', found)


def test_an_eager_picture_is_not_put_off() -> None:
    found = tag(pictures(Seen(90, 60, False, "JPEG"), Use((30,), eager=True)))
    assert "lazy" not in found and 'fetchpriority="high"' in found


def test_a_use_that_nobody_declares_is_an_error_with_the_known_ones() -> None:
    made = pictures(Seen(90, 60, False, "JPEG"), Use((30,)), card=Use())
    with pytest.raises(LookupError, match=r"hero.*body, card"):
        tag(made, "hero")


def test_the_state_follows_content_and_focus() -> None:
    seen, use = Seen(90, 60, False, "JPEG"), Use((30,), ratio=(1, 1))
    states = {pictures(seen, use, point).state(PATH) for point in ((0, 0), (100, 0), (0, 0))}
    assert len(states) == 2
    assert tag(pictures(seen, use, (0, 0))) != tag(pictures(seen, use, (100, 0)))


WARNED = {
    "content/a.png": (Seen(500, 9, False, "JPEG"), ["picture-misnamed"]),
    "content/a.jpg": (Seen(479, 9, False, "JPEG"), ["picture-small"]),
    "content/a.jpeg": (Seen(480, 9, False, "JPEG"), []),
    "content/a.TIFF": (Seen(480, 9, False, "TIFF"), []),
    "content/a.svg": (Seen(20, 20, True, "SVG"), []),
    "content/b.svg": (Seen(600, 20, True, "PNG"), ["picture-misnamed"]),
    "content/b.jpg": (Seen(600, 20, True, "SVG"), ["picture-misnamed"]),
}


@pytest.mark.parametrize("path", WARNED)
def test_names_and_sizes_that_need_a_look_are_reported(path: str) -> None:
    seen, ids = WARNED[path]
    made = Pictures("content", {path: seen}, {path: "mark"}, {"body": Use()}, {path: Shown()})
    assert [problem.id for problem in made.problems()] == ids


FOCUS = {
    "30% 70%": (30, 70),
    "30%，70%": (30, 70),
    "12.5% 0%": (12.5, 0),
    "30%": (30, 50),
    "left": (0, 50),
    "top": (50, 0),
    "bottom right": (100, 100),
    "Right Top": (100, 0),
    "60% top": (60, 0),
    "top 60%": (60, 0),
    "center": (50, 50),
    "左 上": (0, 0),
    "下": (50, 100),
    "上 右": (100, 0),
    "30 70": None,
    "130% 5%": None,
    "-3% 5%": None,
    "left right": None,
    "top bottom": None,
    "1% 2% 3%": None,
    "somewhere": None,
    "%": None,
    "1e9%": None,
    "": None,
}


@pytest.mark.parametrize("text", FOCUS)
def test_focal_points(text: str) -> None:
    assert focus(text) == FOCUS[text]


@given(st.text("0123456789% .,lefttoprightbottom左上，", max_size=16))
def test_a_focal_point_is_in_the_picture_or_none(text: str) -> None:
    point = focus(text)
    assert point is None or all(0 <= share <= 100 for share in point)


def test_uses_as_themes_write_them() -> None:
    declared = {
        "card": {"widths": ["800", "400"], "formats": ["avif", "webp"], "ratio": "16:9"},
        "hero": {"widths": ["1600"], "sizes": "50vw", "loading": "eager"},
    }
    found, problems = uses(declared, Place("themes/a/theme.yaml"))
    assert problems == []
    assert found["card"] == Use((400, 800), ("avif", "webp"), ratio=(16, 9))
    assert found["hero"] == Use((1600,), sizes="50vw", eager=True)
    assert found["body"] == Use()


@pytest.mark.parametrize(
    ("about", "what"),
    [
        ({"widths": []}, "widths"),
        ({"widths": ["wide"]}, "widths"),
        ({"widths": ["0"]}, "widths"),
        ({"formats": ["gif"]}, "formats"),
        ({"formats": []}, "formats"),
        ({"ratio": "wide"}, "ratio"),
        ({"ratio": "16:0"}, "ratio"),
        ({"ratio": "16"}, "ratio"),
        ({"loading": "soon"}, "loading"),
        ({"width": ["5"]}, "width"),
        ("card", "?"),
        (None, "?"),
    ],
)
def test_a_use_that_cannot_be_understood_is_named(about: Any, what: str) -> None:
    found, problems = uses({"card": about}, Place("themes/a/theme.yaml"))
    assert found["card"] == Use()
    assert [dict(problem.facts) for problem in problems] == [{"use": "card", "what": what}]
