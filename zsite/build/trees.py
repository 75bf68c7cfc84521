"""Folder trees as they are on disk: read in one pass, never through a symbolic link."""

import os
import stat
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from zsite.build.paths import folders_of

# size, modification and change time in nanoseconds, inode. Equal signatures: the same bytes.
Signature = tuple[int, int, int, int]

_JUNCTION = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)


class Tree(NamedTuple):
    """What a folder holds, by path relative to it; folders come before what is in them."""

    files: dict[str, Signature]
    folders: list[str]
    others: list[str]  # links, pipes, devices: nothing that belongs in a site


def scan(folder: Path) -> Tree:
    """What is in a folder, which may be missing; links are listed and not followed."""
    found = Tree({}, [], [])
    if exists(folder):
        _scan(str(folder), "", found)
    return found


def signature(found: os.stat_result) -> Signature:
    """How a file is recognised. Windows lists folders without inodes, so none is used there."""
    inode = 0 if os.name == "nt" else found.st_ino
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, inode


def same_file(one: Signature, other: Signature) -> bool:
    """True for one file's signatures before and after it got another link: only the change time
    may differ.
    """
    return (one[0], one[1], one[3]) == (other[0], other[1], other[3])


def changed_at(seen: Signature) -> int:
    """When a file was last changed by the system's own clock; Windows keeps no such time."""
    return seen[1] if os.name == "nt" else seen[2]


def prune(folder: Path, found: Tree, wanted: Collection[str]) -> Tree:
    """Remove all but the wanted files and the folders above them; what is left."""
    needed = folders_of(wanted)
    for path in found.others:
        remove(folder / path)
    for path in found.files:
        if path not in wanted:
            remove(folder / path)
    for path in reversed(found.folders):
        if path not in needed:
            (folder / path).rmdir()
    files = {path: seen for path, seen in found.files.items() if path in wanted}
    return Tree(files, [path for path in found.folders if path in needed], [])


def surplus(found: Tree, wanted: Collection[str]) -> list[str]:
    """What `prune` would remove, sorted."""
    needed = folders_of(wanted)
    files = [path for path in found.files if path not in wanted]
    return sorted([*files, *found.others, *(p for p in found.folders if p not in needed)])


def remove(path: Path) -> None:
    """Remove one file or link, also a read-only one on Windows."""
    try:
        path.unlink()
    except PermissionError:
        if os.name != "nt":
            raise
        if _is_junction(path.lstat()):
            path.rmdir()
            return
        path.chmod(stat.S_IWRITE)
        path.unlink()


def exists(path: Path) -> bool:
    """True when there is anything under the name, also a dangling link; other than the standard
    library's, this does not take an I/O error for a missing file.
    """
    return _seen(path) is not None


def is_real_folder(path: Path) -> bool:
    """True for a folder that is itself and not a link to one."""
    found = _seen(path)
    return found is not None and stat.S_ISDIR(found.st_mode) and not _is_junction(found)


def _seen(path: Path) -> os.stat_result | None:
    try:
        return path.lstat()
    except FileNotFoundError:
        return None


def _scan(folder: str, prefix: str, found: Tree) -> None:
    below = []
    with os.scandir(folder) as entries:
        for entry in entries:
            path = prefix + entry.name
            seen = entry.stat(follow_symlinks=False)
            if stat.S_ISREG(seen.st_mode):
                found.files[path] = signature(seen)
            elif stat.S_ISDIR(seen.st_mode) and not _is_junction(seen):
                below.append((entry.path, path))
            else:
                found.others.append(path)
    for name, path in below:
        found.folders.append(path)
        _scan(name, path + "/", found)


def _is_junction(seen: os.stat_result) -> bool:
    return getattr(seen, "st_reparse_tag", 0) == _JUNCTION
