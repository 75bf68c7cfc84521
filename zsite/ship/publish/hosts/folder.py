"""A folder of this machine, or of a mounted drive, from which a web server serves."""

import errno
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from zsite.build.faults import fault
from zsite.build.trees import prune, scan
from zsite.problems import Place, problem
from zsite.ship.publish.hosts import Filling
from zsite.ship.publish.stopped import StoppedError
from zsite.ship.publish.telling import Tell


class Folder:
    """`Host` for a local folder."""

    def __init__(self, top: Path) -> None:
        self._top = top

    def claim(self, name: str, text: str) -> bool:
        with self._refusing(), self._linking():
            self._above(name)
            try:
                (self._top / name).symlink_to(text)
            except FileExistsError:
                return False
            return True

    def point(self, name: str, text: str) -> None:
        with self._refusing(), self._linking():
            fresh = self._top / f"{name}.{os.getpid()}.new"
            self._above(name)
            fresh.unlink(missing_ok=True)
            fresh.symlink_to(text)
            fresh.replace(self._top / name)

    def pointed(self, name: str) -> str:
        with self._refusing():
            try:
                return os.readlink(self._top / name)  # noqa: PTH115
            except OSError as error:
                if error.errno not in (errno.ENOENT, errno.EINVAL):
                    raise
                return ""

    def remove(self, name: str) -> None:
        with self._refusing():
            (self._top / name).unlink(missing_ok=True)

    def read(self, path: str) -> bytes | None:
        with self._refusing():
            try:
                return (self._top / path).read_bytes()
            except FileNotFoundError:
                return None

    def write(self, path: str, data: bytes) -> None:
        with self._refusing():
            self._above(path)
            _put(self._top / path, data)
            _flush(self._top / path)

    def names(self, folder: str) -> list[str]:
        with self._refusing():
            try:
                return sorted(os.listdir(self._top / folder))  # noqa: PTH208
            except FileNotFoundError:
                return []

    def rename(self, old: str, new: str) -> None:
        with self._refusing():
            (self._top / old).rename(self._top / new)

    def clear(self, folder: str) -> None:
        with self._refusing():
            if (self._top / folder).exists():
                shutil.rmtree(self._top / folder)

    def fill(self, job: Filling, tell: Tell) -> int:
        with self._refusing():
            there = self._ready(job)
            base, folder = self._top / job.base, self._top / job.folder
            missing = [
                path
                for path in job.unchanged
                if path not in there and not _linked(base / path, folder / path, job.sizes[path])
            ]
            return self._send(job, [*missing, *(p for p in job.send if p not in there)], tell)

    def link(self, base: str, folder: str, paths: Collection[str]) -> None:
        with self._refusing():
            for path in paths:
                new = self._top / folder / path
                if not new.exists():
                    new.parent.mkdir(parents=True, exist_ok=True)
                    _linked(self._top / base / path, new, None)

    def close(self) -> None:
        pass

    def _ready(self, job: Filling) -> set[str]:
        """Make the folders; what an earlier try left there complete."""
        folder = self._top / job.folder
        for path in {path.rpartition("/")[0] for path in job.sizes}:
            (folder / path).mkdir(parents=True, exist_ok=True)
        left = prune(folder, scan(folder), job.sizes)
        return {path for path, seen in left.files.items() if seen[0] == job.sizes[path]}

    def _send(self, job: Filling, paths: list[str], tell: Tell) -> int:
        done, total = 0, sum(job.sizes[path] for path in paths)
        for path in paths:
            _put(self._top / job.folder / path, (job.tree / path).read_bytes())
            done += job.sizes[path]
            tell(done, total)
        for path in paths:  # all at the end: the first brings most of them along
            _flush(self._top / job.folder / path)
        return len(paths)

    def _above(self, path: str) -> None:
        (self._top / path).parent.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StoppedError(fault(error, self._top)) from error

    @contextmanager
    def _linking(self) -> Iterator[None]:
        """Windows lets nobody make links who is no developer or administrator."""
        try:
            yield
        except OSError as error:
            if getattr(error, "winerror", None) != 1314:
                raise
            raise StoppedError(problem("publish-no-links", Place(str(self._top)))) from error


def _put(target: Path, data: bytes) -> None:
    """Write beside, and move into place."""
    fresh = target.with_name(target.name + ".part~")
    fresh.write_bytes(data)
    fresh.replace(target)


def _flush(file: Path) -> None:
    """Bring a file to the disk."""
    with file.open("r+b") as opened:
        os.fsync(opened.fileno())


def _linked(old: Path, new: Path, size: int | None) -> bool:
    """Link a file, or copy it where links do not go; False when it is not there as expected."""
    try:
        if size is not None and old.stat().st_size != size:
            return False
        try:
            os.link(old, new)
        except FileExistsError:
            new.unlink()
            os.link(old, new)
        except FileNotFoundError:
            return False
        except OSError:
            _put(new, old.read_bytes())
    except OSError:
        return False
    return True
