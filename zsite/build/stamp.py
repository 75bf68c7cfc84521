"""One digest for the state of whole folder trees: equal means that nothing was touched."""

import os
from collections.abc import Iterable
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from zsite.build import clock
from zsite.digest import Digest


class Stamp(NamedTuple):
    """A digest over path, size, times and inode of everything in some trees.

    `settled` is False when something changed so lately that another change could go unseen.
    """

    digest: Digest
    files: int
    settled: bool


def stamp(trees: Iterable[Path], near: Path) -> Stamp:
    """The stamp of trees (folders or single files, also missing ones); links are not followed.

    `near` is a folder on the same file system that may be written to, for its clock.
    """
    before = clock.now(near)
    seen = _Seen()
    for tree in trees:
        seen.add(tree)
    return Stamp(seen.state.hexdigest(), seen.files, seen.newest < before)


def settled_stamp(trees: Iterable[Path], near: Path) -> Stamp:
    """The stamp, taken again after a moment when something has changed just now."""
    trees = list(trees)
    first = stamp(trees, near)
    if first.settled:
        return first
    clock.settle(near, clock.now(near))
    return stamp(trees, near)


class _Seen:
    """What has been read so far."""

    def __init__(self) -> None:
        self.state = blake2b(digest_size=16)
        self.files = 0
        self.newest = 0

    def add(self, tree: Path) -> None:
        try:
            found = tree.lstat()
        except FileNotFoundError:
            self.state.update(b"-")
            return
        self._note([_line("", found)], _changed_at(found))
        if tree.is_dir() and not tree.is_symlink():
            self._walk(str(tree))

    def _walk(self, folder: str) -> None:
        lines, below, newest = [], [], 0
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    below.append(entry.name)
                    continue
                found = entry.stat(follow_symlinks=False)
                if (changed := _changed_at(found)) > newest:
                    newest = changed
                lines.append(_line(entry.name, found))
        lines.sort()
        below.sort()
        self._note(lines, newest)
        self._note([f"/{name}" for name in below], 0)
        for name in below:
            self._walk(f"{folder}/{name}")

    def _note(self, lines: list[str], newest: int) -> None:
        self.files += len(lines)
        self.newest = max(self.newest, newest)
        self.state.update(f"{len(lines)}\0".encode())
        self.state.update("\0".join(lines).encode("utf-8", "surrogateescape"))


def _line(name: str, found: os.stat_result) -> str:
    times = f"{found.st_mtime_ns} {found.st_ctime_ns}"
    return f"{name}/{found.st_size} {times} {found.st_ino}"


_changed_at = attrgetter("st_mtime_ns" if os.name == "nt" else "st_ctime_ns")
