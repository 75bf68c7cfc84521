"""`zsite init`: a county that can be built at once, and that never costs anybody a file."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from county import begun, build, everything, ids, zsite
from hypothesis import given, settings
from hypothesis import strategies as st

from zsite.content.documents import parse, plain
from zsite.content.entries import find
from zsite.ship import scaffold

FILES = scaffold.county(Path("nowhere")).new
UNFILLED = re.compile(r"某|Moumou|待填|待定|to fill|0000|\b2000\b")
ROW = re.compile(r"\| ☐ \| `([^`]+)` \| `?([\w. ]+?)`? \| ")


def test_it_builds_at_once_and_says_only_what_is_still_to_come(tmp_path: Path) -> None:
    report = build(begun(tmp_path))
    assert not report.errors
    assert set(ids(report, "warning")) == {"no-url", "to-fill"}
    made = everything(tmp_path / "output")
    assert {"index.html", "county.html", "contacts/bureau.html", "en/about.html"} <= made.keys()


@pytest.mark.parametrize("prepared", [[], [".git/config"]])
def test_an_empty_folder_needs_no_consent(tmp_path: Path, prepared: list[str]) -> None:
    for name in prepared:
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(b"")
    ended = zsite("init", tmp_path / "." if prepared else tmp_path / "new" / "county")
    assert ended.exit_code == 0
    root = tmp_path if prepared else tmp_path / "new" / "county"
    assert everything(root).keys() == {*FILES, *prepared}


def test_a_dry_run_names_every_file_and_writes_none(tmp_path: Path) -> None:
    ended = zsite("init", tmp_path, "--dry-run", "--lang", "en")
    assert ended.exit_code == 0
    assert [line.split()[-1] for line in ended.stdout.splitlines()] == list(FILES)
    assert everything(tmp_path) == {}


def test_a_folder_with_files_is_left_alone_without_consent(tmp_path: Path) -> None:
    (tmp_path / "zsite.yaml").write_text("title: 某某\n", "utf-8")
    before = everything(tmp_path)
    for arguments in ((), ("--dry-run",)):
        ended = zsite("init", tmp_path, "--lang", "en", *arguments)
        assert ended.exit_code == (0 if arguments else 1)
        assert "  stays zsite.yaml" in ended.stdout.splitlines()
        assert "  new   TODO.md" in ended.stdout.splitlines()
        assert everything(tmp_path) == before


@settings(max_examples=20)
@given(st.sets(st.sampled_from(sorted(FILES))))
def test_what_is_missing_is_added_and_what_is_there_stays(present: set[str]) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        assert scaffold.write(root, dict.fromkeys(sorted(present), b"mine\n")) == []
        assert zsite("init", root, "--yes").exit_code == 0
        found = everything(root)
        assert found.keys() == FILES.keys()
        assert {path for path, data in found.items() if data == b"mine\n"} == present
        again = zsite("init", root, "--lang", "en")
        assert (again.exit_code, again.stdout.splitlines()[-1]) == (0, "Nothing is missing.")


@pytest.mark.parametrize(
    ("own", "entry"),
    [
        ("content/county.yaml", "content/county"),
        ("content/county/about.yml", "content/county"),
        ("content/contacts/bureau.yml", "content/contacts/bureau"),
    ],
)
def test_a_record_under_another_name_gets_no_second_one(
    tmp_path: Path, own: str, entry: str
) -> None:
    scaffold.write(tmp_path, {own: b"mine\n"})
    new = scaffold.county(tmp_path).new
    assert not [path for path in new if path.startswith(entry) and path.endswith(".yaml")]
    assert "content/pages/about/page.yaml" in new


def test_what_stands_in_the_way_is_a_problem_not_a_crash(tmp_path: Path) -> None:
    (tmp_path / "content").write_bytes(b"a file")
    ended = zsite("init", tmp_path, "--yes", "--lang", "en")
    assert ended.exit_code == 1
    assert "error" in ended.stderr
    assert (tmp_path / "content").read_bytes() == b"a file"


def rows(part: str) -> list[tuple[str, str]]:
    """(file, field) of each row of a half of TODO.md."""
    return [(match[1], match[2]) for match in ROW.finditer(part)]


def test_the_list_names_files_and_fields_that_are_there_in_both_languages() -> None:
    halves = FILES["TODO.md"].decode().split("\n---\n")
    chinese, english = map(rows, halves)
    assert chinese == [(file, {"text": "正文"}.get(field, field)) for file, field in english]
    for file, field in english:
        text = FILES[file].decode()
        if field != "text":
            facts = plain(parse(file, text).root)
            commented = re.search(rf"^#{re.escape(field)}: ", text, re.M)
            assert find(facts, field) is not None or commented, (file, field)


def test_the_list_names_everything_that_is_unfilled() -> None:
    listed = set(rows(FILES["TODO.md"].decode()))
    named_beside = {("content/county/county.yaml", "contacts")}
    for file, data in FILES.items():
        if not file.endswith(".yaml"):
            continue
        facts = plain(parse(file, data.decode()).root)
        for field, value in facts.items():
            parts = value if file == "zsite.yaml" and field == "identity" else None
            parts = value if field == "population" else parts
            for name, each in [(field, value)] if parts is None else parts.items():
                path = name if parts is None else f"{field}.{name}"
                if UNFILLED.search(str(each)) and (file, path) not in named_beside:
                    assert (file, path) in listed, (file, path, each)
    texts = {file for file in FILES if file.endswith(".md") and file.startswith("content/")}
    assert texts == {file for file, field in listed if field in ("text", "正文")}
