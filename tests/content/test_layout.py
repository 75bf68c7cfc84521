"""Which file is whose: a table of folders, and relations that hold for any of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zsite.content.declarations import built_in
from zsite.content.languages import Languages
from zsite.content.layout import EntryFiles, arrange, named, unnamed
from zsite.content.sources import Source
from zsite.problems import catalogue

LANGUAGES = Languages(
    ("zh", "en"), "zh", {"zh": "zh", "en": "en", "zh_hans": "zh", "中文": "zh"}, {"zh": "zh-Hans"}
)
PARTS = st.sampled_from(
    ["projects", "parks", "county", "premises", "a", "b", "玻璃", "park.yaml", "a.yaml", "b.yml",
     "body.zh.md", "a.en.md", "a.png", "county.yaml", "index", "zh", "CON", "玻璃.yaml"]
)  # fmt: skip
PATHS = st.lists(PARTS, min_size=1, max_size=5).map(lambda parts: "content/" + "/".join(parts))


def arranged(*paths: str, **ids: str) -> tuple[dict[str, EntryFiles], set[str]]:
    sources = [Source(path, 1, 1, 1, 1) for path in sorted(paths)]
    stored = {name.replace("__", "/"): id for name, id in ids.items()}
    entries, problems = arrange(sources, "content", built_in(), LANGUAGES, stored)
    return {f"{e.kind}/{e.id}": e for e in entries}, {p.id for p in problems}


def test_a_folder_and_a_file_are_the_same_entry_in_two_forms() -> None:
    folder, _ = arranged("content/faqs/a/faq.yaml", "content/faqs/a/body.zh.md")
    file, _ = arranged("content/faqs/a.yaml", "content/faqs/a.zh.md")
    assert folder.keys() == file.keys() == {"faqs/a"}
    assert folder["faqs/a"].bodies.keys() == file["faqs/a"].bodies.keys() == {"zh"}


TABLE = {
    ("content/county.yaml",): ({"county/county"}, set()),
    ("content/county/county.yaml",): ({"county/county"}, set()),
    ("content/parks/a/park.yaml", "content/parks/a/premises/b.yaml"): (
        {"parks/a", "premises/b"}, set()),
    ("content/parks/a/x.yaml", "content/parks/a/y.yaml"): ({"parks/a"}, {"two-records"}),
    ("content/faqs/a.yaml", "content/faqs/a/faq.yaml"): ({"faqs/a"}, {"two-records"}),
    ("content/parks/a/photo.png",): (set(), {"no-record"}),
    ("content/faqs/a.zh.md",): (set(), {"no-record"}),
    ("content/project/a.yaml",): (set(), {"unknown-folder"}),
    ("content/notes.txt",): (set(), {"stray-file"}),
    ("content/faqs/index.yaml",): (set(), {"id-reserved"}),
    ("content/faqs/en.yaml",): (set(), {"id-reserved"}),
    ("content/faqs/com1.yaml",): (set(), {"id-reserved"}),
    ("content/faqs/Big Name.yaml",): (set(), {"id-malformed"}),
    ("content/faqs/土地.yaml",): (set(), {"id-malformed"}),
    ("content/faqs/a.yaml", "content/faqs/a.fr.md"): ({"faqs/a"}, {"body-without-language"}),
    ("content/faqs/a/a.yaml", "content/faqs/a/body.md"): ({"faqs/a"}, {"body-without-language"}),
    ("content/faqs/a.yaml", "content/faqs/a.zh-Hans.md"): ({"faqs/a"}, set()),
}  # fmt: skip


@pytest.mark.parametrize("paths", TABLE, ids=lambda paths: " ".join(paths))
def test_which_entries_there_are(paths: tuple[str, ...]) -> None:
    entries, problems = arranged(*paths)
    assert (entries.keys(), problems) == TABLE[paths]


def test_the_parent_is_named_by_its_id() -> None:
    paths = ("content/parks/东区/park.yaml", "content/parks/东区/premises/b.yaml")
    entries, _ = arranged(*paths, parks__东区="east")
    assert entries["premises/b"].parent == "east"


def test_two_names_with_one_id_are_told() -> None:
    paths = ("content/faqs/土地.yaml", "content/faqs/land.yaml")
    entries, problems = arranged(*paths, faqs__土地="land")
    assert (entries.keys(), problems) == ({"faqs/land"}, {"id-twice"})


@given(st.lists(PATHS, unique=True, max_size=12))
def test_every_file_belongs_to_one_entry_at_most_and_nothing_crashes(paths: list[str]) -> None:
    kinds = built_in()
    files = [p for p in paths if not any(q.startswith(p + "/") for q in paths)]
    sources = [Source(path, 1, 1, 1, 1) for path in sorted(files)]
    names = unnamed(sources, "content", kinds)
    ids = {name: f"id-{number}" for number, name in enumerate(names)}
    entries, problems = arrange(sources, "content", kinds, LANGUAGES, ids)
    owned = [e.record.path for e in entries if e.record]
    owned += [body.path for e in entries for body in e.bodies.values()]
    assert len(set(owned)) == len(owned)
    assert set(owned) <= set(files)
    assert len({(e.kind, e.id) for e in entries}) == len(entries)
    assert [(e.kind, e.id) for e in entries] == sorted((e.kind, e.id) for e in entries)
    assert {p.id for p in problems} <= catalogue().keys()
    assert set(names) == {n for n in named(sources, "content", kinds) if not n.isascii()}
