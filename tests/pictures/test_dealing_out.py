"""How work is dealt out: what is alike stays together, in order, and nobody waits long."""

from operator import itemgetter

from hypothesis import given
from hypothesis import strategies as st

from zsite.build.chunks import CHUNK, MANY, MOST, chunked

RUNS = st.lists(st.integers(1, 90), max_size=30)


def row(runs: list[int]) -> list[tuple[int, int]]:
    return [(name, number) for name, length in enumerate(runs) for number in range(length)]


@given(RUNS, st.booleans())
def test_every_item_is_dealt_once_and_in_order(runs: list[int], grouped: bool) -> None:
    items = row(runs)
    chunks = chunked(items, itemgetter(0) if grouped else None)
    assert [item for chunk in chunks for item in chunk] == items
    assert all(1 <= len(chunk) <= MOST for chunk in chunks)


@given(RUNS)
def test_few_items_are_dealt_by_what_is_alike(runs: list[int]) -> None:
    items = row(runs)[:MANY]
    for chunk in chunked(items, itemgetter(0)):
        assert len({name for name, _ in chunk}) == 1
    short = {name for name, length in enumerate(runs) if length <= MOST}
    homes = [
        name for chunk in chunked(items, itemgetter(0)) for name in {each[0] for each in chunk}
    ]
    assert all(homes.count(name) <= 1 for name in short)


@given(st.integers(1, 60), st.integers(MANY, 2 * MANY))
def test_sixty_heavy_pictures_among_many_light_pages(pictures: int, pages: int) -> None:
    items = [(f"page{number}", 0) for number in range(pages)]
    items += [(f"photo{number}", width) for number in range(pictures) for width in range(10)]
    chunks = chunked(items, itemgetter(0))
    of_pictures = [chunk for chunk in chunks if chunk[-1][0].startswith("photo")]
    assert len(of_pictures) == pictures  # each an order of its own: the heavy ones are spread
    assert len(chunks) - pictures <= pages // CHUNK + 1
