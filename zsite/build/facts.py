"""What is known of the files in the two trees, so that they need not be read again."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from zsite.build.trees import Signature
from zsite.digest import Digest, digest

RACY: Signature = (-1, -1, -1, -1)  # of a file that may change without its times showing it


class Fact(NamedTuple):
    """The file with this signature holds bytes of this digest, made under this key.

    A fact stays true for ever, whatever became of the file; so it does not matter which tree it
    was found in, nor when a build was interrupted.
    """

    key: str
    digest: Digest
    signature: Signature


def read(rows: Mapping[str, bytes]) -> dict[str, list[Fact]]:
    """Facts from the store's rows; a row that makes no sense counts as nothing."""
    try:
        return {path: [*_decoded(row)] for path, row in rows.items()}
    except ValueError:
        return {}


def row(facts: Iterable[Fact]) -> bytes:
    """A store row for what is known under one path."""
    lines = [f"{key} {content} {' '.join(map(str, seen))}" for key, content, seen in facts]
    return "\n".join(lines).encode()


def content_digest(file: Path) -> Digest | None:
    """The digest of a file's bytes; None when it cannot be read."""
    try:
        return digest(file.read_bytes())
    except OSError:
        return None


@lru_cache(maxsize=1 << 16)  # a preview reads nearly the same rows at every save
def _decoded(row: bytes) -> tuple[Fact, ...]:
    facts = []
    for line in row.decode().split("\n"):
        key, content, *seen = line.split(" ")
        size, modified, changed, inode = map(int, seen)
        facts.append(Fact(key, content, (size, modified, changed, inode)))
    return tuple(facts)
