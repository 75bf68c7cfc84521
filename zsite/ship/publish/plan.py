"""What a publication would change, before anything is touched: pages by name, files by number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from zsite.ship.publish.manifest import File, Manifest, is_hashed, is_page, originals


class Page(NamedTuple):
    """A page that differs: its path, and what it is (for a removed one: what it was)."""

    path: str
    title: str
    language: str
    size: int
    before: int  # bytes; 0 for a new page


@dataclass(frozen=True, slots=True)
class Plan:
    """The difference between what stands at a target and what shall stand there.

    `send` are all files whose bytes are not there yet, compressed copies included; `drop` those
    that the new release does not have.
    """

    release: str
    current: str
    new: Sequence[Page]
    changed: Sequence[Page]
    removed: Sequence[Page]
    send: Sequence[str]
    drop: Sequence[str]
    bytes_to_send: int

    @property
    def pages(self) -> Sequence[Page]:
        """The pages that are new or different."""
        return (*self.new, *self.changed)

    @property
    def others(self) -> int:
        """How many files that are no pages are new or different, without compressed copies."""
        return sum(not is_page(path) for path in originals(dict.fromkeys(self.send)))

    @property
    def is_needed(self) -> bool:
        """False when the target shows exactly this already."""
        return self.release != self.current or bool(self.send)


def difference(standing: Manifest | None, wanted: Manifest) -> Plan:
    """The plan from what stands (nothing: None) to what is wanted."""
    before = standing.files if standing else {}
    after = wanted.files
    send = [path for path, about in after.items() if not _same(before.get(path), about)]
    drop = [path for path in before if path not in after]
    return Plan(
        wanted.release,
        standing.release if standing else "",
        _pages((p for p in send if p not in before), after, before),
        _pages((p for p in send if p in before), after, before),
        _pages(drop, before, {}),
        send,
        drop,
        sum(after[path].size for path in send),
    )


def in_safe_order(paths: Iterable[str], before: Mapping[str, File]) -> list[list[str]]:
    """Files in the stages in which they may appear one by one, so that no page ever names a file
    that is not there: what pages load, new pages, changed pages, and lists of pages last.
    """
    stages: list[list[str]] = [[], [], [], [], []]
    for path in sorted(paths):
        stages[_stage(path, before)].append(path)
    return [stage for stage in stages if stage]


def _stage(path: str, before: Mapping[str, File]) -> int:
    if is_page(path):
        return 3 if path in before else 2
    if path.endswith(("sitemap.xml", "feed.xml", "robots.txt")):
        return 4
    return 0 if is_hashed(path) else 1


def _same(one: File | None, other: File) -> bool:
    return one is not None and one.digest == other.digest


def _pages(
    paths: Iterable[str], files: Mapping[str, File], before: Mapping[str, File]
) -> Sequence[Page]:
    made = []
    for path in paths:
        if is_page(path):
            file, old = files[path], before.get(path)
            made.append(Page(path, file.title, file.language, file.size, old.size if old else 0))
    home = files.get("index.html") or before.get("index.html")
    first = home.language if home else ""
    return sorted(made, key=lambda page: (page.language != first, page.language, page.path))
