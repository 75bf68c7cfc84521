"""The file system's own clock, whose steps may be coarse: changes in one step look alike."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PATIENCE = 12  # looks at the clock; with the pauses, longer than the step of any usual kernel
PAUSE = 0.004  # seconds


def now(near: Path) -> int:
    """The time, in nanoseconds, that a file changed now in the folder would be stamped with."""
    with _probe(near) as probe:
        return _stamped(probe)


def settle(near: Path, newest: int) -> int:
    """Wait until a change would get a later time than `newest`; the time it would get then, which
    is not later where the steps are too long to wait for, and 0 where the clock cannot be seen.
    """
    with suppress(OSError), _probe(near) as probe:
        for _ in range(PATIENCE):
            if _stamped(probe) > newest:
                break
            time.sleep(PAUSE)
        return _stamped(probe)
    return 0


@contextmanager
def _probe(near: Path) -> Iterator[Path]:
    probe = near / f".zsite-clock-{os.getpid()}"
    probe.touch()
    try:
        yield probe
    finally:
        probe.unlink(missing_ok=True)


def _stamped(probe: Path) -> int:
    os.utime(probe)
    return probe.stat().st_mtime_ns
