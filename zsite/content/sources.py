"""Folders -> sources: which files there are, how they stood, and their bytes as one snapshot.

Links are never followed. Hidden files and the left-overs of editors are passed over.
"""

import os
import re
import time
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from zsite.problems import Place, Problem, problem

TOP = "content"
MAX_BYTES = 200_000_000
_LEFT_OVERS = ("~", ".swp", ".swx", ".tmp", ".bak", ".orig", ".crdownload", ".part")
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})
_TRIES = 5
_LINE_END = re.compile("\r\n?|[\x85\u2028\u2029]")  # all that YAML takes for one


class Source(NamedTuple):
    """A file as it stood: path relative to the project with `/`, size in bytes, times in ns."""

    path: str
    size: int
    modified: int
    changed: int
    inode: int


def scan(root: Path, folder: str) -> tuple[list[Source], list[Problem]]:
    """Every file below `root/folder`, sorted by path, and what was refused."""
    sources: list[Source] = []
    problems: list[Problem] = []
    start = root / folder
    if start.is_symlink():
        problems.append(problem("link-refused", Place(folder)))
    elif start.is_dir():
        _walk(str(start), folder, sources, problems)
    sources.sort()
    return sources, problems


def _walk(path: str, name: str, sources: list[Source], problems: list[Problem]) -> None:
    try:
        found = list(os.scandir(path))
    except OSError as error:
        problems.append(problem("cannot-read", Place(name), reason=error.strerror or str(error)))
        return
    for item in found:
        if passed_over(item.name):
            continue
        below = f"{name}/{item.name}"
        if item.is_symlink():
            problems.append(problem("link-refused", Place(below)))
        elif item.is_dir(follow_symlinks=False):
            _walk(item.path, below, sources, problems)
        elif item.is_file(follow_symlinks=False):
            sources.append(_source(below, item.stat(follow_symlinks=False)))


@lru_cache(maxsize=4096)
def passed_over(name: str) -> bool:
    """True for hidden files and for what editors and systems leave behind."""
    lower = name.lower()
    return name[0] in ".~" or lower.endswith(_LEFT_OVERS) or lower in _SYSTEM_FILES


def _source(path: str, found: os.stat_result) -> Source:
    return Source(path, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def read(root: Path, path: str) -> bytes | Problem:
    """The bytes of a file that nobody changed meanwhile; a problem when it will not hold still."""
    place = Place(path)
    try:
        for data in _attempts(root / path):
            if data is not None:
                return data
    except OSError as error:
        return problem("cannot-read", place, reason=error.strerror or str(error))
    except OverflowError:
        return problem("file-too-large", place, limit=f"{MAX_BYTES // 1_000_000} MB")
    return problem("file-changing", place)


def _attempts(path: Path) -> Iterator[bytes | None]:
    for attempt in range(_TRIES):
        flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        with open(os.open(path, flags), "rb") as file:  # noqa: PTH123
            before = os.fstat(file.fileno())
            if before.st_size > MAX_BYTES:
                raise OverflowError
            data = file.read()
            after = os.fstat(file.fileno())
        still = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
        yield data if still and len(data) == after.st_size else None
        time.sleep(0.02 * (attempt + 1))


def decode(path: str, data: bytes) -> tuple[str, list[Problem]]:
    """The text of a file in UTF-8, UTF-16 with a mark, or GB18030; line ends become `\\n`."""
    text, problems = _decode(path, data)
    return unicodedata.normalize("NFC", _LINE_END.sub("\n", text)), problems


def _decode(path: str, data: bytes) -> tuple[str, list[Problem]]:
    place = Place(path)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
        return text, [problem("encoding-converted", place, encoding="UTF-16")]
    if data.startswith(b"\xef\xbb\xbf"):
        text = data[3:].decode("utf-8", "replace")
        return text, [problem("byte-order-mark", place)]
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("gb18030"), [problem("encoding-converted", place, encoding="GB18030")]
    except UnicodeDecodeError:
        return "", [problem("encoding-unknown", place)]
