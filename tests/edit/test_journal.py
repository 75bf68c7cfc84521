"""Saves are all or nothing; each can be undone and done again, unless something came after it."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from zsite.build import replace
from zsite.problems import problem
from zsite.ship.edit import journal

ABOUT = {"kind": "projects", "id": "a", "title": "甲", "what": "saved"}
NAMES = ("content/projects/a/project.yaml", "content/projects/a/body.zh.md", "internal/a.yaml")
FILES = st.dictionaries(st.sampled_from(NAMES), st.none() | st.binary(max_size=8), min_size=1)


def state(root: Path) -> dict[str, bytes]:
    return {name: (root / name).read_bytes() for name in NAMES if (root / name).is_file()}


@settings(max_examples=25, deadline=None)
@given(st.lists(FILES, min_size=1, max_size=5))
def test_everything_is_undone_in_turn_and_done_again(
    tmp_path_factory: object, saves: list[dict[str, bytes | None]]
) -> None:
    root = tmp_path_factory.mktemp("project")  # type: ignore[attr-defined]
    states = [state(root)]
    for changes in saves:
        assert isinstance(journal.write(root, changes, ABOUT), journal.Save)
        states.append(state(root))
    numbers = [save.number for save in journal.saves(root)]
    for number, before in zip(reversed(numbers), reversed(states[:-1]), strict=True):
        assert isinstance(journal.undo(root, number), journal.Save)
        assert state(root) == before
    for number, after in zip(numbers, states[1:], strict=True):
        assert isinstance(journal.redo(root, number), journal.Save)
        assert state(root) == after


def test_what_was_overtaken_is_not_undone(tmp_path: Path) -> None:
    journal.write(tmp_path, {NAMES[0]: b"one"}, ABOUT)
    (tmp_path / NAMES[0]).write_bytes(b"by hand")
    problems = journal.undo(tmp_path, 1)
    assert isinstance(problems, list) and problems[0].id == "undo-overtaken"
    assert (tmp_path / NAMES[0]).read_bytes() == b"by hand"


def test_a_save_that_fails_halfway_leaves_what_was(tmp_path: Path, monkeypatch: object) -> None:
    journal.write(tmp_path, {NAMES[0]: b"one", NAMES[1]: b"two"}, ABOUT)
    real = replace.replace_file

    def full(root: Path, path: str, data: bytes) -> list[object]:
        return [problem("disk-full")] if path == NAMES[1] else list(real(root, path, data))

    monkeypatch.setattr(journal, "replace_file", full)  # type: ignore[attr-defined]
    failed = journal.write(tmp_path, {NAMES[0]: b"1", NAMES[1]: b"2"}, ABOUT)
    assert isinstance(failed, list) and failed[0].id == "disk-full"
    assert state(tmp_path) == {NAMES[0]: b"one", NAMES[1]: b"two"}


def test_the_journal_is_bounded_and_keeps_no_bytes_in_vain(
    tmp_path: Path, monkeypatch: object
) -> None:
    monkeypatch.setattr(journal, "MOST_SAVES", 3)  # type: ignore[attr-defined]
    for number in range(8):
        journal.write(tmp_path, {NAMES[0]: b"%d" % number}, ABOUT)
    kept = journal.saves(tmp_path)
    assert [save.number for save in kept] == [6, 7, 8]
    marks = {mark for save in kept for both in save.files.values() for mark in both}
    found = {p.name for p in (tmp_path / journal.FOLDER).iterdir() if len(p.name) == 32}
    assert found == marks
    forgotten = journal.undo(tmp_path, 1)
    assert isinstance(forgotten, list) and forgotten[0].id == "undo-forgotten"


def test_a_damaged_journal_is_an_empty_one(tmp_path: Path) -> None:
    journal.write(tmp_path, {NAMES[0]: b"one"}, ABOUT)
    (tmp_path / journal.FOLDER / "journal.json").write_text("{")
    assert journal.saves(tmp_path) == []
    assert isinstance(journal.write(tmp_path, {NAMES[0]: b"two"}, ABOUT), journal.Save)
