"""Which entries are public on a day, what is in force, and when that changes."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from made_entries import KINDS, entry, reference

from zsite.content.entries import Entry
from zsite.site.catalog import CURRENT, EXPIRED, SUPERSEDED, UPCOMING, Catalog, Neighbours, link

FIRST = date(2026, 1, 1)
DAYS = st.integers(0, 40).map(lambda n: (FIRST + timedelta(n)).isoformat())
MAYBE = st.none() | DAYS


POLICIES = st.lists(st.tuples(MAYBE, MAYBE), max_size=5).map(
    lambda rows: [
        entry("policies", f"p{n}", effective_on=start, expires_on=end, status="in-force")
        for n, (start, end) in enumerate(rows)
    ]
)
NEWS = st.lists(DAYS, max_size=5).map(
    lambda days: [entry("news", f"n{n}", published=f"{day}T09:30") for n, day in enumerate(days)]
)


def seen(entries: list[Entry], day: str) -> tuple[list[str], dict[str, str]]:
    catalog, _ = link(entries, KINDS, day)
    return sorted(catalog.entries), dict(catalog.status)


@given(POLICIES, NEWS, DAYS)
def test_nothing_changes_before_the_day_that_is_named_and_something_does_on_it(
    policies: list[Entry], news: list[Entry], day: str
) -> None:
    entries = [*policies, *news]
    catalog, _ = link(entries, KINDS, day)
    today, last = date.fromisoformat(day), FIRST + timedelta(60)
    change = date.fromisoformat(catalog.next_change) if catalog.next_change else last
    assert change > today
    for n in range((change - today).days):
        assert seen(entries, (today + timedelta(n)).isoformat()) == seen(entries, day)
    if catalog.next_change:
        assert seen(entries, catalog.next_change) != seen(entries, day)


@given(MAYBE, MAYBE, DAYS)
def test_a_policy_is_in_force_from_its_first_to_its_last_day(
    start: str | None, end: str | None, day: str
) -> None:
    policy = entry("policies", "p", effective_on=start, expires_on=end, status="in-force")
    catalog, _ = link([policy], KINDS, day)
    expected = UPCOMING if start and day < start else EXPIRED if end and day > end else CURRENT
    assert catalog.status == {"policies/p": expected}


@given(DAYS, st.booleans())
def test_news_and_drafts_are_seen_from_their_day_and_in_the_preview(day: str, draft: bool) -> None:
    news = entry("news", "n", published="2026-01-20T08:00", draft=draft)
    public, _ = link([news], KINDS, day)
    preview, _ = link([news], KINDS, day, drafts=True)
    assert bool(public.entries) == (day >= "2026-01-20" and not draft)
    assert preview.entries.keys() == {"news/n"}


def test_a_superseded_policy_says_so_only_while_it_would_be_in_force() -> None:
    by = [reference("supersedes", "policies", "old")]
    new = entry("policies", "new", by, effective_on="2026-01-10", status="in-force")
    old = entry("policies", "old", expires_on="2026-02-01", status="in-force")
    statuses = [seen([new, old], day)[1]["policies/old"] for day in ("2026-01-15", "2026-02-02")]
    assert statuses == [SUPERSEDED, EXPIRED]


@given(
    st.lists(st.tuples(st.booleans(), st.text("BbAa张李", max_size=3)), max_size=8),
    st.randoms(use_true_random=False),
)
def test_the_order_of_a_list_does_not_depend_on_the_order_of_the_files(
    rows: list[tuple[bool, str]], random: Any
) -> None:
    entries = [
        entry("projects", f"p{n}", key=key, name={"zh": name}, stage="seeking", code="A-1")
        for n, (key, name) in enumerate(rows)
    ]
    catalog, _ = link(entries, KINDS, "2026-01-01")
    shuffled = random.sample(entries, len(entries))
    again, _ = link(shuffled, KINDS, "2026-01-01")
    ids = [each.id for each in catalog.of("projects")]
    assert ids == [each.id for each in again.of("projects")]
    keys = [bool(each.kept["key"]) for each in catalog.of("projects")]
    assert keys == sorted(keys, reverse=True)


def test_those_who_are_hidden_refer_to_nobody() -> None:
    to = [reference("industry", "industries", "food")]
    entries = [
        entry("industries", "food", name={"zh": "食品"}),
        entry("projects", "open", to, stage="seeking"),
        entry("projects", "early", to, stage="pipeline"),
        entry("projects", "old", to, stage="seeking", visibility="archived"),
    ]
    catalog, problems = link(entries, KINDS, "2026-01-01")
    assert problems == []
    named = catalog.referrers["industries/food"]["projects"]
    assert [each.id for each in named] == ["open"]
    assert "projects/old" in catalog.entries
    assert catalog.unpublished == {"projects/early"}


@given(st.lists(st.sampled_from("abc"), max_size=9), st.integers(0, 5))
def test_neighbours_share_a_value_and_never_include_oneself(groups: list[str], limit: int) -> None:
    entries = [entry("projects", f"p{n}", industry=group) for n, group in enumerate(groups)]
    neighbours = Neighbours(entries, "industry")
    for each in entries:
        found = neighbours.of(each, limit)
        same = [other for other in entries if other.kept["industry"] == each.kept["industry"]]
        assert len(found) == min(limit, len(same) - 1)
        assert each.id not in {other.id for other in found}
        assert {other.kept["industry"] for other in found} <= {each.kept["industry"]}
        assert len({other.id for other in found}) == len(found)


def test_an_empty_site_has_a_catalog() -> None:
    assert link([], KINDS, "2026-01-01") == (Catalog(KINDS), [])
