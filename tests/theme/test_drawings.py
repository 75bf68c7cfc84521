"""Drawings are functions of their data: the same again, inside their frames, labels apart."""

import re
from itertools import combinations, pairwise
from types import SimpleNamespace as Record

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zsite.theme.drawings.chains import chain_map
from zsite.theme.drawings.charts import day_prices, portion, share
from zsite.theme.drawings.covers import cover, crop
from zsite.theme.drawings.labels import Spot, labelled, parted
from zsite.theme.drawings.lettering import ems, lines
from zsite.theme.drawings.plots import HEIGHT, ROAD, plot_plan
from zsite.theme.drawings.plots import WIDTH as PLAN
from zsite.theme.drawings.rings import APART, distance_rings
from zsite.theme.drawings.section import county_section

ids = st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True)
texts = st.text("果园竹林水a b,cD1 ，", max_size=40)


def size(value: float) -> Record:
    return Record(size=value)


@given(ids, ids, st.booleans())
def test_a_cover_is_always_the_same_and_marks_only_what_is_open(
    id: str, subject: str, open: bool
) -> None:
    strokes = cover(id, subject, open)
    assert strokes == cover(id, subject, open)
    assert any(stroke.tone == "open" for stroke in strokes) == open
    assert all(re.fullmatch(r"[MLHVAaCcSsqhvlz0-9 .-]+", stroke.d) for stroke in strokes)


@given(ids)
def test_a_crop_lies_inside_its_cover(id: str) -> None:
    x, y, width, height = map(int, crop(id).split())
    assert x >= 0 and y >= 0 and x + width <= 320 and y + height <= 180


@given(texts, st.floats(3, 30), st.integers(1, 3))
def test_lines_fit_and_lose_nothing_silently(text: str, width: float, most: int) -> None:
    found = lines(text, width, most)
    assert len(found) <= most
    kept = "".join("".join(found).split())
    whole = "".join(text.split())
    assert kept == whole or "…" in kept
    if "…" in kept:
        assert ems(found[-1]) <= width + 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("湖：日供水12万吨，余量5万吨", ("湖", "日供水12万吨", "余量5万吨")),
        (
            "Lake: 120,000 t a day, 50,000 t to spare",
            ("Lake", "120,000 t a day", "50,000 t to spare"),
        ),
        ("County town", ("", "County town", "")),
        ("", ("", "", "")),
    ],
)
def test_a_label_has_three_parts(text: str, expected: tuple[str, str, str]) -> None:
    assert parted(text) == expected


def box(label: object) -> tuple[float, float, float, float]:
    wide = max(ems(label.head) * 14, ems(label.fact) * 20, ems(label.rest) * 14)
    left = label.x if label.anchor == "start" else label.x - wide
    return left, label.y - 12, left + wide, label.y + (46 if label.rest else 26)


def touching(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


LABELS = (
    "果园：50万亩",
    "城区：常住18.6万人",
    "Lake: 120,000 t of water a day, 50,000 t to spare",
)


@given(st.lists(st.integers(0, 60), min_size=3, max_size=5), st.sampled_from(LABELS[:2]))
@example([0, 60, 30], LABELS[2])
def test_labels_of_a_section_keep_apart(steps: list[int], text: str) -> None:
    places = [60 + sum(steps[:n]) + 200 * n for n in range(len(steps))]
    spots = [Spot(place, 280, text, False) for place in places]
    found = labelled(spots, 1280)
    assert [label.number for label in found] == list(range(1, len(spots) + 1))
    boxes = [box(label) for label in found]
    assert all(left >= 0 and right <= 1280 for left, _, right, _ in boxes)
    assert not any(touching(one, other) for one, other in combinations(boxes, 2))


def test_labels_that_cannot_keep_apart_are_placed_all_the_same() -> None:
    spots = [Spot(40 + 20 * n, 200, LABELS[2], False) for n in range(9)]
    assert len(labelled(spots, 1280)) == 9


def test_a_section_needs_three_points() -> None:
    def point(at: float, height: float, label: str) -> Record:
        return Record(at=size(at * 1000), height=size(height), about="", field=lambda name: label)

    points = [point(2, 640, "山：竹"), point(14, 260, ""), point(30, 60, "城：人")]
    assert county_section(points[:2]) is None
    drawn = county_section(points)
    assert drawn is not None and [label.head for label in drawn.labels] == ["山", "城"]
    assert [km for km, _ in drawn.ticks] == sorted({km for km, _ in drawn.ticks})
    assert drawn.ticks[-1][0] >= 30


def place(bearing: int, kilometres: float) -> Record:
    return Record(bearing=bearing, distance=size(kilometres * 1000), to=f"Place {bearing}")


@given(st.lists(st.tuples(st.integers(0, 359), st.floats(1, 900)), min_size=3, max_size=9))
def test_rings_keep_their_labels_apart_and_their_order(rows: list[tuple[int, float]]) -> None:
    drawn = distance_rings([place(*row) for row in rows], "县")
    assert drawn is not None
    assert [r for _, r in drawn.circles] == sorted(r for _, r in drawn.circles)
    for side in ("start", "end"):
        heights = [s.label_y for s in drawn.spokes if s.anchor == side]
        assert all(b - a >= APART * 0.6 for a, b in pairwise(heights))
        assert all(0 < y < 540 for y in heights)


def test_rings_need_three_bearings() -> None:
    assert distance_rings([place(0, 5), place(90, 9)]) is None
    assert distance_rings([Record(distance=size(5000), to="x")] * 4) is None


@given(st.lists(st.floats(5, 400), min_size=1, max_size=9))
def test_plots_never_overlap(areas: list[float]) -> None:
    blocks = plot_plan([Record(area=size(area)) for area in areas], "east").blocks
    assert len(blocks) == len(areas)
    assert all(b.x >= 0 and b.x + b.width <= PLAN + 1 and b.width >= 0 for b in blocks)
    assert all(b.y >= 0 and b.y + b.height <= HEIGHT + 1 for b in blocks)
    for one, other in combinations(blocks, 2):
        apart = one.y != other.y or abs(one.x - other.x) >= min(one.width, other.width)
        assert apart, (one, other)
        if one.y == other.y:
            first, second = sorted((one, other), key=lambda b: b.x)
            assert second.x - first.x - first.width >= ROAD - 2


def test_plots_are_as_large_as_their_share() -> None:
    plots = [Record(area=size(area)) for area in (86, 200, 112, 95, 320)]
    blocks = plot_plan(plots, "east").blocks
    scales = [block.width * block.height / block.plot.area.size for block in blocks]
    assert max(scales) < min(scales) * 1.15
    assert len(plots) == 5


def price(key: str, hours: str, amount: float) -> Record:
    return Record(period=Record(key=key), hours=hours, price=size(amount))


def test_a_day_has_twenty_four_bars_and_later_rows_win() -> None:
    rows = [
        price("critical-peak", "19:00–21:00", 1.1),
        price("peak", "08:00–22:00", 0.9),
        price("valley", "22:00-08:00", 0.3),
    ]
    hours = day_prices(rows)
    assert [hour.start for hour in hours] == list(range(24))
    assert hours[20].period == "peak" and hours[3].period == "valley"
    assert max(hour.height for hour in hours) == 100
    assert day_prices(rows[:2]) == ()


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_a_share_is_between_nothing_and_all(part: float, whole: float) -> None:
    assert 0 <= share(size(part), size(whole)) <= 100
    assert share(None, size(whole)) == 0


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-01-01", 0),
        ("2024-07-01", 50),
        ("2024-12-31", 100),
        ("2030-01-01", 100),
        ("2020-01-01", 0),
    ],
)
def test_a_portion_of_a_time(day: str, expected: int) -> None:
    ends = [Record(iso="2024-01-01"), Record(iso="2024-12-31")]
    assert abs(portion(Record(iso=day), *ends) - expected) <= 1


def link(key: str, stage: str, status: str, feeds: tuple[str, ...] = ()) -> Record:
    return Record(
        key=key,
        stage=Record(key=stage),
        status=Record(key=status),
        name=key * 9,
        feeds=feeds,
        products="",
        firms=(),
    )


@given(
    st.lists(
        st.sampled_from(["upstream", "midstream", "downstream", "support"]), min_size=1, max_size=12
    )
)
def test_links_of_a_chain_keep_apart_and_feed_by_lines(stages: list[str]) -> None:
    keys = [f"k{n}" for n in range(len(stages))]
    links = [
        link(key, stage, "gap" if n % 3 == 0 else "here", tuple(keys[n + 1 : n + 2]))
        for n, (key, stage) in enumerate(zip(keys, stages, strict=True))
    ]
    drawn = chain_map(links)
    assert len(drawn.boxes) == len(links)
    assert len(drawn.lines) == len(links) - 1
    assert len(drawn.columns) == len(set(stages))
    for one, other in combinations(drawn.boxes, 2):
        assert one.x != other.x or abs(one.y - other.y) >= one.height
    assert all(b.y + b.height <= drawn.height and b.x + b.width <= 1232 for b in drawn.boxes)
