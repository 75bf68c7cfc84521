"""A tree on its way to become the site: new files written, all others linked from the old one."""

import errno
import os
from collections.abc import Collection
from pathlib import Path

from zsite.build.facts import Fact
from zsite.build.trees import (
    Signature,
    Tree,
    exists,
    is_real_folder,
    prune,
    remove,
    same_file,
    scan,
    signature,
)
from zsite.digest import digest

FEW = 64  # files that are brought to the disk one by one; with more, everything is in one go

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class Draft:
    """The spare tree while it is changed. No file in it is ever written into, only replaced:
    its inode may be shared with the tree that is being read.
    """

    def __init__(self, folder: Path, planned: Collection[str], found: Tree | None = None) -> None:
        """Take over a folder (made when missing) and remove from it what is not planned.

        `found` is what the folder holds, when that is known.
        """
        if not is_real_folder(folder):
            if exists(folder):
                remove(folder)
            folder.mkdir(parents=True)
            found = None
        left = prune(folder, found or scan(folder), planned)
        self.folder = folder
        self.files: dict[str, Signature] = left.files
        self.written: list[str] = []
        self._folders = {"", *left.folders}

    def write(self, path: str, data: bytes) -> Signature:
        """Put a new file at the path; its signature."""
        self.files[path] = self._create(path, data)
        self.written.append(path)
        return self.files[path]

    def link(self, path: str, source: Path, fact: Fact) -> Fact:
        """Put the source's file at the path, as a copy where links fail; the fact with the new
        signature. `fact` is what the source must be, lest a change made meanwhile be passed on.
        """
        self._clear(path)
        target = f"{self.folder}/{path}"
        try:
            os.link(source, target)
        except OSError:
            seen = self._create(path, _unchanged(source, fact))
        else:
            seen = signature(os.lstat(target))
            if not same_file(seen, fact.signature):
                raise _changed(source)
        self.files[path] = seen
        return fact._replace(signature=seen)

    def sync(self) -> None:
        """Bring the new files to the disk, so that a power cut after the swap does not leave a
        site of empty files. A crash of the program alone needs no such thing.
        """
        if len(self.written) > FEW and hasattr(os, "sync"):
            os.sync()
            return
        for path in self.written:
            _sync(f"{self.folder}/{path}")

    def _create(self, path: str, data: bytes) -> Signature:
        self._clear(path)
        name = f"{self.folder}/{path}"
        descriptor = os.open(name, _NEW, 0o666)
        try:
            _write(descriptor, data, name)
            return signature(os.fstat(descriptor))
        finally:
            os.close(descriptor)

    def _clear(self, path: str) -> None:
        if self.files.pop(path, None):
            remove(self.folder / path)
        self._make_folder(path.rpartition("/")[0])

    def _make_folder(self, folder: str) -> None:
        if folder not in self._folders:
            self._make_folder(folder.rpartition("/")[0])
            os.mkdir(f"{self.folder}/{folder}")  # noqa: PTH102
            self._folders.add(folder)


def _unchanged(source: Path, fact: Fact) -> bytes:
    data = source.read_bytes()
    if digest(data) != fact.digest:
        raise _changed(source)
    return data


def _changed(source: Path) -> OSError:
    return OSError(errno.EBUSY, "changed by another program during the build", str(source))


def _write(descriptor: int, data: bytes, name: str) -> None:
    rest = memoryview(data)
    while rest:
        try:
            count = os.write(descriptor, rest)
        except OSError as error:
            error.filename = name
            raise
        if not count:
            raise OSError(errno.EIO, os.strerror(errno.EIO), name)
        rest = rest[count:]


def _sync(name: str) -> None:
    descriptor = os.open(name, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        error.filename = name
        raise
    finally:
        os.close(descriptor)
