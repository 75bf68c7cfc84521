"""A system call fails, whichever: one problem, the old site stands, and the next build works."""

import errno
import itertools
import os
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from small_site import (
    NEW,
    OLD,
    build,
    built,
    contents,
    expected,
    replaced,
    without_exchange,
    without_links,
)

from zsite.build import faults, swap
from zsite.build.store import Store
from zsite.build.writer import Written
from zsite.problems import catalogue

CALLS = ["open", "write", "rename", "replace", "link", "unlink", "mkdir", "rmdir", "fsync"]
CALLS += ["stat", "lstat", "scandir", "utime", "ftruncate"]
ERRORS = {
    errno.EIO: "disk-error",
    errno.ENOSPC: "disk-full",
    errno.EACCES: "no-permission",
    errno.EROFS: "disk-read-only",
}
CIRCUMSTANCES = {"plain": (), "by renames": (without_exchange,), "no links": (without_links,)}


@contextmanager
def failing(at: int, error: int) -> Iterator[list[str]]:
    """The call number `at` of those that change or read the file system fails, others work."""
    calls: list[str] = []

    def counted(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*given: Any, **named: Any) -> Any:
            calls.append(name)
            if len(calls) == at:
                raise OSError(error, os.strerror(error))
            return call(*given, **named)

        return wrapped

    exchange = swap._exchange_call()
    failing_exchange = counted("exchange", exchange) if exchange else None
    with ExitStack() as stack:
        stack.enter_context(replaced(os, **{n: counted(n, getattr(os, n)) for n in CALLS}))
        stack.enter_context(replaced(swap, _exchange_call=lambda: failing_exchange))
        yield calls


@pytest.mark.parametrize("circumstances", CIRCUMSTANCES)
@pytest.mark.parametrize("first", [True, False], ids=["first build", "later build"])
def test_the_nth_call_fails(tmp_path: Path, first: bool, circumstances: str) -> None:
    problems = set()
    for at in itertools.count(1):
        root = tmp_path / str(at)
        with ExitStack() as stack:
            for circumstance in CIRCUMSTANCES[circumstances]:
                stack.enter_context(circumstance())
            if not first:
                built(root, OLD)
            error = list(ERRORS)[at % len(ERRORS)]
            with failing(at, error) as calls:
                result = build(root, NEW)
            if len(calls) < at:
                break
            files = NEW if isinstance(result, Written) else OLD
            if first and files is OLD:
                assert not (root / "output").exists()
            else:
                assert contents(root / "output") == expected(files)
            if isinstance(result, list):
                assert [found.id for found in result] == [ERRORS[error]], calls[-1]
                problems |= {calls[-1]}
            built(root, NEW)
        built(root, OLD)
    assert {"open", "write", "rename", "fsync"} & problems
    assert at > 40


def test_a_full_disk_spares_the_site_and_is_over_when_there_is_room(tmp_path: Path) -> None:
    built(tmp_path, OLD)

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with replaced(os, write=full):
        result = build(tmp_path, NEW)
    assert isinstance(result, list)
    assert [found.id for found in result] == ["disk-full"]
    assert contents(tmp_path / "output") == expected(OLD)
    built(tmp_path, NEW)


def test_short_writes_are_continued(tmp_path: Path) -> None:
    write = os.write
    with replaced(os, write=lambda descriptor, data: write(descriptor, data[:1])):
        built(tmp_path, {"a": "a long text"})


def test_a_store_that_cannot_be_written_does_not_break_a_build(tmp_path: Path) -> None:
    built(tmp_path, OLD)
    (tmp_path / "missing").write_text("in the way")
    result = build(tmp_path, NEW)
    assert isinstance(result, Written)
    with Store(tmp_path / "missing" / "folder") as store:
        store.remember({"k": b"v"})
        assert store.memo(["k"]) == {}
        assert [found.id for found in store.problems] == ["store-not-written"]


def test_the_problems_are_in_the_catalogue() -> None:
    source = Path(swap.__file__).parent
    used = {
        id
        for file in source.glob("*.py")
        for id in re.findall(r'problem\(\s*"([a-z-]+)"', file.read_text("utf-8"))
    }
    assert len(used) > 5
    assert used | set(faults.IDS.values()) <= catalogue().keys()


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_swap_by_renames_that_was_cut_short_is_mended(tmp_path: Path, cut: int) -> None:
    """The process ends after the first, second or third rename."""

    class Killed(BaseException):
        pass

    built(tmp_path, OLD)
    rename, done = os.rename, []

    def cut_short(*given: Any) -> None:
        rename(*given)
        done.append(given)
        if len(done) == cut:
            raise Killed

    with without_exchange(), replaced(os, rename=cut_short), pytest.raises(Killed):
        build(tmp_path, NEW)
    if (tmp_path / "output").exists():
        assert contents(tmp_path / "output") == expected(NEW)
    swap.repair(tmp_path / "output", tmp_path / ".zsite/output.spare")
    assert contents(tmp_path / "output") == expected(OLD if cut == 1 else NEW)
    built(tmp_path, NEW)
    built(tmp_path, OLD)
    assert not list((tmp_path / ".zsite").glob("*-old"))


def test_a_link_in_the_journal_s_place_is_not_taken_for_a_site(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/mine").write_text("mine")
    (tmp_path / ".zsite").mkdir()
    (tmp_path / ".zsite/output.spare-old").symlink_to(tmp_path / "elsewhere")
    built(tmp_path, OLD)
    assert contents(tmp_path / "elsewhere") == {"mine": b"mine"}
