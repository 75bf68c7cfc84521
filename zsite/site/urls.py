"""Where pages stand: paths from ids, links between paths, and the memory of published URLs.

Paths are relative to the site's root and name their file, so that they open from a disk, too.
"""

from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches
from functools import lru_cache
from posixpath import dirname
from urllib.parse import quote

from zsite.content.kinds import Kind
from zsite.content.memory import FILE, Memory
from zsite.problems import Place, Problem, problem

FEED_KIND = "news"


def detail_path(language_path: str, kind: Kind, id: str) -> str:
    """The path of a record's page: `en/projects/glass.html`, `en/county.html`."""
    name = id if kind.single or not kind.path else f"{kind.path}/{id}"
    return under(language_path, f"{name}.html")


def list_path(language_path: str, kind: Kind, number: int = 1) -> str:
    """The path of a column's page, from 1: `en/projects/index.html`, `en/projects/page-2.html`."""
    name = "index" if number == 1 else f"page-{number}"
    return under(language_path, f"{kind.path or kind.name}/{name}.html")


def feed_path(language_path: str) -> str:
    """Where an edition's feed stands."""
    return under(language_path, f"{FEED_KIND}/feed.xml")


def under(language_path: str, path: str) -> str:
    """A path below the folder of a language, which may be the root."""
    return f"{language_path}/{path}" if language_path else path


@lru_cache(maxsize=65536)
def relative(folder: str, target: str) -> str:
    """The link from a page in a folder to a path, percent-encoded: `../parks/east.html`."""
    path, mark, anchor = target.partition("#")
    end = f"#{quote(anchor)}" if mark else ""
    if not path:
        return end
    here, there = folder.split("/") if folder else [], path.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return "../" * (len(here) - shared) + quote("/".join(there[shared:])) + end


def absolute(base: str, path: str) -> str:
    """The full URL of a path; an `index.html` is left to the server."""
    return base.rstrip("/") + "/" + quote(path.removesuffix("index.html"))


def redirects(
    aliases: Iterable[tuple[str, Kind, str, Place]], language_paths: Sequence[str]
) -> list[tuple[str, str, Place]]:
    """(old path, new path, where the alias stands) in every language, for (alias, kind, id, …)."""
    found = []
    for alias, kind, id, place in aliases:
        other = alias.removeprefix(f"{kind.name}/")
        for language_path in language_paths:
            old = detail_path(language_path, kind, other)
            found.append((old, detail_path(language_path, kind, id), place))
    return found


def vanished(memory: Memory, planned: Iterable[str]) -> list[Problem]:
    """Published paths that nothing would answer any more."""
    paths = frozenset(planned)
    lost = (path for path in memory.published if path not in paths and path not in memory.gone)
    return [_vanished(path, paths) for path in lost]


def _vanished(path: str, paths: Collection[str]) -> Problem:
    alias = path.rpartition("/")[2].removesuffix(".html")
    if alias == "index" or alias.startswith("page-"):
        return problem("column-vanished", Place(FILE), path=path)
    siblings = [other for other in paths if dirname(other) == dirname(path)]
    near = get_close_matches(path, siblings, n=1, cutoff=0.3)
    if near:
        return problem("url-vanished-near", Place(FILE), path=path, alias=alias, near=near[0])
    return problem("url-vanished", Place(FILE), path=path, alias=alias)
