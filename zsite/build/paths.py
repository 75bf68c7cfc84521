"""Paths that every file system, archive and web server takes; and never two files for one path."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from zsite.build.artifact import Artifact
from zsite.problems import Place, Problem, problem

LONGEST = 240  # bytes of a segment; 255 is usual, and some tools append to a name

_PLAIN = re.compile(r"[a-z0-9_-][a-z0-9_.-]{0,99}(?:/[a-z0-9_-][a-z0-9_.-]{0,99})*")
_FORBIDDEN = re.compile(r'[<>:"|?*\\]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\.|$)", re.I)
_DEVICE_LIKE = re.compile(r"(?:^|/)(?:con|prn|aux|nul|com|lpt)")
_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # controls, bidi marks, half characters, separators


def collisions(plan: Sequence[Artifact]) -> list[Problem]:
    """Problems of a plan's paths: unsafe ones, and artifacts that would land on one another."""
    return [*_unsafe(plan), *_shared(plan)]


def folders_of(paths: Iterable[str]) -> set[str]:
    """Every folder above the paths."""
    folders: set[str] = set()
    for path in paths:
        while (cut := path.rfind("/")) > 0:
            path = path[:cut]
            if path in folders:
                break
            folders.add(path)
    return folders


def shown(path: str) -> str:
    """A path that can be printed, whatever bytes the file system gave."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def is_safe(path: str) -> bool:
    """True for a relative path whose segments are plain names on every system."""
    if _PLAIN.fullmatch(path) and not path.endswith(".") and "./" not in path:
        return not _DEVICE_LIKE.search(path) or all(map(_is_safe_segment, path.split("/")))
    return all(map(_is_safe_segment, path.split("/")))


def _is_safe_segment(segment: str) -> bool:
    if segment in ("", ".", "..") or segment[-1] in ". " or segment[0] == " ":
        return False
    if _FORBIDDEN.search(segment) or _DEVICE.match(segment):
        return False
    if any(unicodedata.category(character) in _INVISIBLE for character in segment):
        return False
    return len(segment.encode("utf-8")) <= LONGEST


def _unsafe(plan: Sequence[Artifact]) -> Iterator[Problem]:
    for artifact in plan:
        if not is_safe(artifact.path):
            yield problem("path-unsafe", Place(artifact.source), path=shown(artifact.path))


def _shared(plan: Sequence[Artifact]) -> Iterator[Problem]:
    """Artifacts that would land on another one, or where a folder must be."""
    first: dict[str, Artifact] = {}
    for artifact in plan:
        other = first.setdefault(_folded(artifact.path), artifact)
        if other is not artifact:
            yield _collision(artifact, other)
    for folder in sorted(folders_of(first) & first.keys()):
        below = next(path for path in first if path.startswith(folder + "/"))
        yield _collision(first[folder], first[below])


def _collision(one: Artifact, other: Artifact) -> Problem:
    return problem(
        "path-collision",
        Place(one.source),
        path=shown(one.path),
        other=shown(other.path),
        source=other.source,
    )


def _folded(path: str) -> str:
    """What a file system blind to case and to Unicode's spellings makes of a path."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())
