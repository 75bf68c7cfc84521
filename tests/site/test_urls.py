"""Links between paths: seen from any page they lead where they should."""

from urllib.parse import quote, unquote, urljoin, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from zsite.content.declarations import built_in
from zsite.content.memory import Memory
from zsite.problems import Place
from zsite.site.urls import absolute, detail_path, list_path, redirects, relative, under, vanished

SEGMENTS = st.text("ab-1玻 %#?é", min_size=1, max_size=5).filter(lambda s: s.strip(". ") == s)
FOLDERS = st.lists(SEGMENTS, max_size=3).map("/".join)
PATHS = st.tuples(FOLDERS, SEGMENTS).map(lambda parts: under(parts[0], parts[1] + ".html"))
IDS = st.from_regex(r"\A[a-z0-9][a-z0-9-]{0,12}\Z")
KINDS = st.sampled_from(sorted(built_in().values(), key=lambda kind: kind.name))


@given(PATHS.filter(lambda path: "#" not in path), PATHS.filter(lambda path: "#" not in path))
def test_a_relative_link_leads_to_its_target(page: str, target: str) -> None:
    link = relative(page.rpartition("/")[0], target)
    here = "http://x.example/sub/" + quote(page)
    there = urlsplit(urljoin(here, link))
    assert unquote(there.path) == f"/sub/{target}"
    assert not link.startswith("/") and ":" not in link.partition("/")[0]


@given(PATHS.filter(lambda path: "#" not in path), st.text("abé汉 ", min_size=1, max_size=5))
def test_an_anchor_stays_on_the_link(target: str, anchor: str) -> None:
    link = relative("", f"{target}#{anchor}")
    assert unquote(urlsplit(link).fragment) == anchor
    assert relative("a/b", f"#{anchor}").startswith("#")


@given(st.sampled_from(["https://x.example", "https://x.example/", "https://x.example/sub"]), PATHS)
def test_an_absolute_link_is_below_the_address_and_without_an_index(base: str, path: str) -> None:
    link = absolute(base, path)
    assert link.startswith(base.rstrip("/") + "/")
    assert not link.endswith("index.html")


@given(KINDS, IDS, st.sampled_from(["", "en", "zh"]), st.integers(1, 40))
def test_pages_of_a_kind_stand_beside_each_other(
    kind: object, id: str, language: str, number: int
) -> None:
    detail, listed = detail_path(language, kind, id), list_path(language, kind, number)  # type: ignore[arg-type]
    assert detail.endswith(f"{id}.html")
    for path in (detail, listed):
        assert path.startswith(f"{language}/" if language else "")
        assert not path.startswith("/") and "//" not in path
    assert len({list_path(language, kind, n) for n in range(1, 6)}) == 5  # type: ignore[arg-type]


@given(KINDS, IDS, IDS)
def test_an_alias_leads_to_the_entry_in_every_language(kind: object, old: str, new: str) -> None:
    for alias in (old, f"{kind.name}/{old}"):  # type: ignore[attr-defined]
        found = redirects([(alias, kind, new, Place())], ["", "en"])  # type: ignore[list-item]
        assert [(a, b) for a, b, _ in found] == [
            (detail_path(path, kind, old), detail_path(path, kind, new))  # type: ignore[arg-type]
            for path in ("", "en")
        ]


@given(st.lists(PATHS, max_size=6), st.lists(PATHS, max_size=6), st.lists(PATHS, max_size=3))
def test_what_vanishes_is_named_unless_it_was_given_up(
    published: list[str], planned: list[str], gone: list[str]
) -> None:
    known = Memory(tuple(dict.fromkeys(published)), dict.fromkeys(gone, "2026-01-01"))
    named = {dict(p.facts)["path"] for p in vanished(known, planned)}
    assert named == set(published) - set(planned) - set(gone)
