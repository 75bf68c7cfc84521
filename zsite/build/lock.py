"""One program at a time changes a site: a lock of the system that dies with its holder."""

import json
import os
import socket
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from zsite.build.faults import fault
from zsite.build.trees import exists, is_real_folder
from zsite.problems import Place, Problem, problem

PAUSE = 0.05  # seconds between two tries
_BYTE = 1 << 20  # Windows locks bytes against reading, so the locked one lies behind the text

if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> None:
        os.lseek(descriptor, _BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try_lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@dataclass(frozen=True, slots=True)
class Lock:
    """A held lock; free again after `release`, at the end of a `with`, or when the process ends."""

    path: Path
    descriptor: int

    def release(self) -> None:
        """Let others in."""
        os.ftruncate(self.descriptor, 0)
        os.close(self.descriptor)

    def __enter__(self) -> "Lock":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


def acquire(state: Path, what: str, wait_seconds: float = 0) -> Lock | Problem:
    """The project's lock, or the problem that names who holds it after `wait_seconds`.

    `what` is what the lock is for, such as `build`, `serve` or `publish`.
    """
    path = state / "lock"
    try:
        if exists(state) and not is_real_folder(state):
            return problem("state-not-folder", Place(state.name))
        state.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    except OSError as error:
        return fault(error, state.parent)
    if not _locked(descriptor, time.monotonic() + wait_seconds):
        os.close(descriptor)
        return _held(path)
    _sign(descriptor, what)
    return Lock(path, descriptor)


def _locked(descriptor: int, until: float) -> bool:
    while True:
        try:
            _try_lock(descriptor)
        except OSError:
            if time.monotonic() >= until:
                return False
            time.sleep(PAUSE)
        else:
            return True


def _sign(descriptor: int, what: str) -> None:
    since = datetime.now(UTC).isoformat(timespec="seconds")
    holder = {"pid": os.getpid(), "host": socket.gethostname(), "what": what, "since": since}
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, json.dumps(holder).encode())


def _held(path: Path) -> Problem:
    try:
        holder = json.loads(path.read_bytes()[:4096])
        facts = {name: str(holder[name]) for name in ("what", "pid", "host", "since")}
    except (OSError, ValueError, LookupError, TypeError):
        facts = dict.fromkeys(("what", "pid", "host", "since"), "?")  # not signed yet
    return problem("locked", Place(f"{path.parent.name}/{path.name}"), **facts)
