"""The store: what is damaged is empty, what cannot be written is one problem, nothing raises."""

import os
import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from small_site import NEW, OLD, built

from zsite.build.database import FORMAT
from zsite.build.store import Store

ROWS = {f"{n:032x}": bytes([n % 256]) * n for n in range(200)}


def filled(folder: Path) -> Store:
    store = Store(folder)
    store.remember(ROWS)
    store.replace_sources({}, ROWS)
    store.replace_facts("output", {}, ROWS)
    store.replace_recipes("output", {"a": {"text": 1}}, [])
    store.put_note("report", b"well done")
    store.close()
    return store


def test_what_was_put_in_comes_out(tmp_path: Path) -> None:
    with filled(tmp_path) as store:
        assert store.memo([*ROWS, "unknown"]) == ROWS
        assert store.memo(["unknown"]) == {}
        assert store.sources() == store.facts("output") == ROWS
        assert store.facts("outpu") == store.facts("output2") == {}
        assert store.recipes("output", ["a", "b"]) == {"a": {"text": 1}}
        assert store.note("report") == b"well done"
        assert store.note("nothing") is None


def test_replace_writes_what_differs_and_drops_the_rest(tmp_path: Path) -> None:
    with filled(tmp_path) as store:
        store.replace_facts("output", ROWS, {"new": b"1"})
        store.replace_facts("other", {}, {"x": b"2"})
        assert store.facts("output") == {"new": b"1"}
        assert store.facts("other") == {"x": b"2"}


def test_what_did_not_change_is_not_written(tmp_path: Path) -> None:
    with filled(tmp_path) as store:
        before = store.path.read_bytes(), store.path.stat().st_mtime_ns
        store.replace_sources(ROWS, dict(ROWS))
        store.replace_facts("output", ROWS, dict(ROWS))
        store.replace_recipes("output", {}, [])
        store.remember({})
        store.sweep(ROWS)
        store.close()
        assert (store.path.read_bytes(), store.path.stat().st_mtime_ns) == before


def test_rows_that_two_plans_did_not_use_go(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.remember({"a": b"1", "b": b"2", "c": b"3"})
        store.sweep(["a"])
        assert set(store.memo("abc")) == {"a", "b", "c"}
        store.sweep(["a", "b"])
        assert set(store.memo("abc")) == {"a", "b"}
        store.sweep(["a"])
        assert set(store.memo("abc")) == {"a", "b"}
        store.sweep(["a"])
        assert set(store.memo("abc")) == {"a"}


def test_nothing_is_left_beside_the_file(tmp_path: Path) -> None:
    filled(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["store.sqlite"]


def is_usable(folder: Path) -> None:
    """Nothing false comes out, and what is put in stays; damage may show at the first change."""
    after = {**ROWS, "a" * 32: b"after"}
    for _ in range(2):
        store = Store(folder)
        for found in (store.memo(after), store.sources(), store.facts("output")):
            assert found.items() <= after.items()
        assert store.note("report") in (None, b"well done")
        store.recipes("output", ["a"])
        store.sweep(after)
        store.remember(after)
        store.replace_sources(store.sources(), after)
        store.replace_facts("output", store.facts("output"), after)
        store.replace_recipes("output", {"a": {"text": 1}}, [])
        store.close()
        assert store.problems == []
    assert store.memo(after) == store.sources() == store.facts("output") == after
    store.close()


@pytest.mark.parametrize("size", [0, 1, 15, 16, 99, 100, 1000, 4095, 4096, 4097, 8192, 20000, -1])
def test_truncated(tmp_path: Path, size: int) -> None:
    path = filled(tmp_path).path
    os.truncate(path, size if size >= 0 else path.stat().st_size - 1)
    is_usable(tmp_path)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.floats(0, 0.99999), st.integers(0, 7)), min_size=1, max_size=20))
@example([(0.2665183508200587, 0)])  # a key in the index of ages is no text any more
def test_flipped_bits(tmp_path: Path, flips: list[tuple[float, int]]) -> None:
    path = tmp_path / "store.sqlite"
    path.unlink(missing_ok=True)
    filled(tmp_path)
    data = bytearray(path.read_bytes())
    for where, bit in flips:
        data[int(where * len(data))] ^= 1 << bit
    path.write_bytes(data)
    is_usable(tmp_path)


@pytest.mark.parametrize("at", range(0, 100, 3))
def test_flipped_bits_in_the_header(tmp_path: Path, at: int) -> None:
    path = filled(tmp_path).path
    data = bytearray(path.read_bytes())
    data[at] ^= 0xFF
    path.write_bytes(data)
    is_usable(tmp_path)


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\0", b"\0" * 5000])
def test_another_file_in_its_place(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "store.sqlite").write_bytes(content)
    is_usable(tmp_path)


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "store.sqlite/with").mkdir(parents=True)
    is_usable(tmp_path)


def test_a_link_in_its_place_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "precious").write_bytes(b"mine")
    (tmp_path / "store.sqlite").symlink_to(tmp_path / "precious")
    is_usable(tmp_path)
    assert (tmp_path / "precious").read_bytes() == b"mine"


@pytest.mark.parametrize(
    "statement",
    [
        f"PRAGMA user_version = {FORMAT + 1}",
        "DROP TABLE memo",
        "CREATE TABLE more (x)",
        "CREATE TRIGGER t AFTER INSERT ON memo BEGIN DELETE FROM facts; END",
        "UPDATE memo SET value = 'text'",
        "UPDATE facts SET value = x'00'",
        "UPDATE facts SET crc = 0",
        "UPDATE sources SET key = x'ff' WHERE key = (SELECT min(key) FROM sources)",
    ],
)
def test_other_formats_and_foreign_changes(tmp_path: Path, statement: str) -> None:
    path = filled(tmp_path).path
    database = sqlite3.connect(path)
    with database:
        database.execute(statement)
    database.close()
    is_usable(tmp_path)


def test_a_store_that_another_program_holds_is_a_miss_and_not_damage(tmp_path: Path) -> None:
    filled(tmp_path)
    with Store(tmp_path, patience=0) as store:
        other = sqlite3.connect(store.path, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        assert store.memo(ROWS) == {}
        store.remember({"a": b"1"})
        other.close()
        assert [found.id for found in store.problems] == ["store-not-written"]
        assert store.memo(ROWS) == ROWS


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on this system")
def test_a_forked_child_reads_by_itself(tmp_path: Path) -> None:
    with filled(tmp_path) as store:
        assert store.memo(ROWS) == ROWS
        child = os.fork()
        if not child:
            os._exit(0 if store.memo(ROWS) == ROWS else 1)
        assert os.waitpid(child, 0)[1] == 0
        assert store.memo(ROWS) == ROWS


def test_a_build_with_a_damaged_store_is_silent_and_right(tmp_path: Path) -> None:
    built(tmp_path, OLD)
    path = tmp_path / ".zsite/store.sqlite"
    for turn, size in enumerate([0, 3, 5000, path.stat().st_size - 100]):
        os.truncate(path, size)
        built(tmp_path, NEW if turn % 2 else OLD)
