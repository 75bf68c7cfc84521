"""The files that a site is made from, watched: whoever changes one of them, somebody is told."""

import os
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

import watchfiles

from zsite.build.code import package
from zsite.content.sources import TOP, passed_over
from zsite.session import INPUTS

WATCHED = (TOP, *INPUTS)
STEP = 20  # ms without another change, after which a burst of saves is over
LONGEST = 400  # ms that a burst may last before it is told
POLL = 300  # ms between two looks at a file system that does not tell
_REMOTE = frozenset({"9p", "afs", "cifs", "davfs", "ncpfs", "nfs", "nfs4", "smb3", "smbfs"})
_REMOTE_BY_FUSE = ("fuse.sshfs", "fuse.davfs", "fuse.rclone", "fuse.vmhgfs", "vboxsf", "prl_fs")


class Watching:
    """Two threads: one looks at the project's folder itself, one at the folders in it.

    A file saved by moving another into its place is another file, and a folder made anew is
    another folder; so the names are watched from above, and the folders again when they are new.
    """

    def __init__(self, root: Path, told: Callable[[], None], *, poll: bool) -> None:
        self._root = root
        self._told = told
        self._poll = poll or is_remote(root)
        self._stop = threading.Event()
        self._again = threading.Event()
        self._threads = [
            threading.Thread(target=run, daemon=True) for run in (self._above, self._below)
        ]

    def start(self) -> None:
        """Begin to watch."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End, and wait for the threads."""
        self._stop.set()
        self._again.set()
        for thread in self._threads:
            thread.join()

    def _above(self) -> None:
        def ours(_: watchfiles.Change, path: str) -> bool:
            return os.path.basename(path) in WATCHED  # noqa: PTH119

        for changes in self._watch([self._root], ours, self._stop, recursive=False):
            if any(change != watchfiles.Change.modified for change, _ in changes):
                self._again.set()
            self._told()

    def _below(self) -> None:
        def ours(_: watchfiles.Change, path: str) -> bool:
            return not passed_over(os.path.basename(path))  # noqa: PTH119

        while not self._stop.is_set():
            self._again.clear()
            found = [folder for folder in dict.fromkeys(self._folders()) if folder.is_dir()]
            if not found:
                self._again.wait()
            for _ in self._watch(found, ours, self._again, recursive=True):
                self._told()
            self._told()  # of what changed while nobody watched
            self._stop.wait(POLL / 1000)

    def _folders(self) -> Iterable[Path]:
        home = package()
        yield from (self._root / name for name in WATCHED)
        yield from (home / "themes", home.parent / "themes")

    def _watch(
        self,
        paths: list[Path],
        ours: Callable[[watchfiles.Change, str], bool],
        stop: threading.Event,
        *,
        recursive: bool,
    ) -> Iterable[set[tuple[watchfiles.Change, str]]]:
        for poll in [True] if self._poll else [False, True]:  # too many to watch: then look
            try:
                yield from watchfiles.watch(
                    *paths,
                    watch_filter=ours,
                    debounce=LONGEST,
                    step=STEP,
                    rust_timeout=500,
                    stop_event=stop,
                    force_polling=poll,
                    poll_delay_ms=POLL,
                    recursive=recursive,
                    ignore_permission_denied=True,
                    raise_interrupt=False,
                )
                return
            except OSError:
                continue


def is_remote(folder: Path) -> bool:
    """True for a folder on another machine, whose changes no system tells."""
    folder = folder.resolve()
    if sys.platform == "win32":
        import ctypes

        remote = 4
        drive = folder.drive
        kind: int = ctypes.windll.kernel32.GetDriveTypeW(drive + "\\")
        return drive.startswith("\\\\") or kind == remote
    try:
        mounts = Path("/proc/mounts").read_text("utf-8", "replace")
    except OSError:
        return False
    return _file_system(folder, mounts) in _REMOTE.union(_REMOTE_BY_FUSE)


def _file_system(folder: Path, mounts: str) -> str:
    """The kind of file system that a folder is on, by the table of Linux."""
    best, found = -1, ""
    for line in mounts.splitlines():
        _, point, kind, *_ = [*line.split(" "), "", ""]
        point = point.replace("\\040", " ")
        if folder.is_relative_to(point) and len(point) >= best:
            best, found = len(point), kind
    return found
