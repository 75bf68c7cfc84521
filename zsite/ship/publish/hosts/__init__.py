"""Where whole releases live: folders, files and links of a target, whatever the way there.

All paths are relative to the target's folder, with `/`. Whatever fails is a `StoppedError`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from zsite.ship.publish.lease import Slots
from zsite.ship.publish.telling import Tell


@dataclass(frozen=True, slots=True)
class Filling:
    """How a new release comes to be: `send` from the local `tree`, the rest linked from the
    release folder `base` of the target, where it stands unchanged. Sizes are by path.
    """

    folder: str
    base: str
    tree: Path
    unchanged: Sequence[str]
    send: Sequence[str]
    sizes: dict[str, int]


class Host(Slots, Protocol):
    """A target's folder."""

    def read(self, path: str) -> bytes | None:
        """A file's bytes; None when there is no such file."""

    def write(self, path: str, data: bytes) -> None:
        """Make or replace a file in one step, and the folders above it."""

    def names(self, folder: str) -> list[str]:
        """What is in a folder, sorted; nothing when there is no such folder."""

    def rename(self, old: str, new: str) -> None:
        """Give a file or folder another name, which is free."""

    def clear(self, folder: str) -> None:
        """Remove a folder with all that is in it; it may be gone already."""

    def fill(self, job: Filling, tell: Tell) -> int:
        """Bring `job.folder` to exactly these files, going on where an earlier try was cut short;
        how many files were sent.
        """

    def link(self, base: str, folder: str, paths: Collection[str]) -> None:
        """Link files from one release into another, where they are missing there and exist."""

    def close(self) -> None:
        """Leave."""
