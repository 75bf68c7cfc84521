"""`urls.yaml`: what is remembered comes back, and new ids are free, stable and fit for a URL."""

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from zsite.content import memory
from zsite.content.fields import ID
from zsite.content.layout import propose
from zsite.content.memory import Memory

NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"]),
    min_size=1,
    max_size=12,
)
IDS = st.from_regex(r"\A[a-z0-9][a-z0-9-]{0,20}\Z")
PATHS = st.lists(IDS, min_size=1, max_size=3).map(lambda parts: "/".join(parts) + ".html")
MEMORIES = st.builds(
    Memory,
    st.lists(PATHS, unique=True, max_size=5).map(lambda paths: tuple(sorted(paths))),
    st.dictionaries(PATHS, st.just("2026-01-01"), max_size=3),
    st.dictionaries(NAMES.map(lambda name: f"pages/{name}"), IDS, max_size=4),
)


@given(MEMORIES)
def test_what_is_written_is_read_again(known: Memory) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / memory.FILE).write_text(memory.text(known), "utf-8")
        assert memory.load(Path(folder)) == (known, [])


@given(MEMORIES)
def test_the_text_is_the_same_for_equal_memories(known: Memory) -> None:
    turned = Memory(
        known.published[::-1], dict(reversed(known.gone.items())), dict(reversed(known.ids.items()))
    )
    assert memory.text(turned) == memory.text(known)


@given(MEMORIES, st.lists(NAMES, max_size=6), st.lists(IDS, max_size=6))
def test_new_ids_are_free_and_old_ones_stay(
    known: Memory, new: list[str], taken: list[str]
) -> None:
    names = [f"faqs/{name}" for name in new]
    made = memory.with_ids(known, names, [f"faqs/{id}" for id in taken])
    assert dict(made.ids) | dict(known.ids) == dict(made.ids)
    given_now = [made.ids[name] for name in dict.fromkeys(names)]
    assert len(set(given_now)) == len(given_now)
    assert not set(given_now) & set(taken)
    assert all(ID.fullmatch(id) for id in given_now)
    assert memory.with_ids(made, names, taken) is made
    assert made.stored == (not names)


@given(st.text(max_size=100))
def test_any_name_has_a_proposal_that_is_an_id(name: str) -> None:
    assert ID.fullmatch(propose(name))


@given(MEMORIES, st.lists(PATHS, max_size=5))
def test_what_was_published_stays_published(known: Memory, paths: list[str]) -> None:
    made = memory.with_published(known, paths)
    assert set(made.published) == {*known.published, *paths}
    assert list(made.published) == sorted(set(made.published))
    assert memory.with_published(made, paths) is made
