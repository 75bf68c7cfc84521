"""The lock: one holder, who can be named, and none once he is dead."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from small_site import replaced

from zsite.build.lock import Lock, acquire
from zsite.problems import Place, Problem

HOLD = """
import sys, time
from pathlib import Path
from zsite.build.lock import acquire
lock = acquire(Path(sys.argv[1]), "publish")
print(type(lock).__name__, flush=True)
sys.stdin.read(1)
"""


WORK = """
import sys, time
from pathlib import Path
from zsite.build.forks import forked
from zsite.build.lock import acquire

def work(number):
    if number:
        time.sleep(600)
    return b""

lock = acquire(Path(sys.argv[1]), "build")
for _ in forked(work, range(3), 2):
    print(type(lock).__name__, flush=True)
"""


def holder(state: Path, program: str = HOLD) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(state)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "Lock\n"
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.communicate()


def test_a_lock_is_free_again_after_release(tmp_path: Path) -> None:
    for _ in range(2):
        lock = acquire(tmp_path / ".zsite", "build")
        assert isinstance(lock, Lock)
        with lock:
            assert isinstance(acquire(tmp_path / ".zsite", "build"), Problem)


def test_the_holder_is_named(tmp_path: Path) -> None:
    process = holder(tmp_path)
    found = acquire(tmp_path, "build")
    assert isinstance(found, Problem)
    assert found.id == "locked"
    assert found.place == Place(f"{tmp_path.name}/lock")
    facts = dict(found.facts)
    assert (facts["what"], facts["pid"]) == ("publish", str(process.pid))
    assert facts["host"]
    assert facts["since"].startswith("20")
    end(process)
    assert isinstance(acquire(tmp_path, "build"), Lock)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal on this system")
def test_the_lock_of_a_dead_holder_is_free_at_once(tmp_path: Path) -> None:
    process = holder(tmp_path)
    process.kill()
    process.wait()
    end(process)
    lock = acquire(tmp_path, "build")
    assert isinstance(lock, Lock)
    assert json.loads((tmp_path / "lock").read_text())["pid"] == os.getpid()
    lock.release()


@pytest.mark.skipif(sys.platform != "linux", reason="forking is for Linux only")
def test_the_workers_of_a_dead_holder_do_not_keep_the_lock(tmp_path: Path) -> None:
    process = holder(tmp_path, WORK)
    assert isinstance(acquire(tmp_path, "build"), Problem)
    process.kill()
    process.wait()
    end(process)
    lock = acquire(tmp_path, "build", wait_seconds=60)
    assert isinstance(lock, Lock)
    lock.release()


def test_waiting_ends_when_the_holder_does(tmp_path: Path) -> None:
    process = holder(tmp_path)
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            end(process)

    with replaced(time, sleep=pause):
        lock = acquire(tmp_path, "build", wait_seconds=60)
    assert isinstance(lock, Lock)
    assert len(pauses) >= 3
    lock.release()


def test_a_folder_that_cannot_be_made_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    found = acquire(tmp_path / "file" / ".zsite", "build")
    assert isinstance(found, Problem)
    assert found.id == "disk-error"


def test_an_unreadable_signature_still_says_locked(tmp_path: Path) -> None:
    lock = acquire(tmp_path, "build")
    assert isinstance(lock, Lock)
    for text in (b"", b"[]", b"{}", b"\xff\xfe", b'{"pid": 1}'):
        (tmp_path / "lock").write_bytes(text)
        found = acquire(tmp_path, "build")
        assert isinstance(found, Problem)
        assert found.id == "locked"
    lock.release()


def test_a_linked_state_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".zsite").symlink_to(tmp_path / "elsewhere")
    found = acquire(tmp_path / ".zsite", "build")
    assert isinstance(found, Problem)
    assert found.id == "state-not-folder"
    assert not list((tmp_path / "elsewhere").iterdir())
