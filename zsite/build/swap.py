"""The site that visitors see and the spare tree change places: in one step, where that exists."""

import errno
import os
import shutil
import sys
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from zsite.build.trees import exists, is_real_folder, remove

TRIES = 40  # at a folder that another program holds open, on Windows
PAUSE = 0.05  # seconds between them

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2
_REFUSED = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EXDEV}


def swap(output: Path, spare: Path) -> None:
    """Exchange two folders of one file system; a missing `output` is simply put in place.

    One step on Linux and macOS. Where the system or the file system has no such step: two renames
    with a gap between them, in which a crash leaves what `repair` mends. Raises OSError, and then
    nothing has changed.
    """
    if not exists(output):
        output.parent.mkdir(parents=True, exist_ok=True)
        _rename(spare, output)
    elif not _exchanged(output, spare):
        _swap_by_renames(output, spare)


def repair(output: Path, spare: Path) -> None:
    """Finish a swap by renames that was cut short: the old site comes back, the spare is spare."""
    aside = _aside(spare)
    if not exists(aside):
        return
    if not is_real_folder(aside):
        remove(aside)
    elif not exists(output):
        _rename(aside, output)
    elif not exists(spare):
        _rename(aside, spare)
    else:
        shutil.rmtree(aside)


def _swap_by_renames(output: Path, spare: Path) -> None:
    """The name `aside` is the journal: while it exists, a swap is under way."""
    aside = _aside(spare)
    _rename(output, aside)
    try:
        _rename(spare, output)
    except OSError:
        _rename(aside, output)
        raise
    with suppress(OSError):  # the new site stands; `repair` does this later
        _rename(aside, spare)


def _aside(spare: Path) -> Path:
    return spare.with_name(spare.name + "-old")


def _rename(old: Path, new: Path) -> None:
    for left in reversed(range(TRIES)):
        try:
            old.rename(new)
        except PermissionError:
            if not left or sys.platform != "win32":
                raise
            time.sleep(PAUSE)
        else:
            return


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two names in one step; False when the system or the file system cannot."""
    call = _exchange_call()
    if call is None:
        return False
    failure = call(os.fsencode(one), os.fsencode(other))
    if failure in _REFUSED:
        return False
    if failure:
        raise OSError(failure, os.strerror(failure), str(one))
    return True


@cache
def _exchange_call() -> Any:
    """A function of two names that gives 0 or an error number; None where there is none."""
    if sys.platform not in ("linux", "darwin"):
        return None
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        function, before, flag = "renamex_np", (), _RENAME_SWAP
    else:
        function, before, flag = "renameat2", (_AT_FDCWD,), _RENAME_EXCHANGE
    native = getattr(library, function, None)
    if native is None:
        return None

    def exchange(one: bytes, other: bytes) -> int:
        done = native(*before, one, *before, other, flag)
        return ctypes.get_errno() if done else 0

    return exchange
