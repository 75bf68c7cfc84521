"""Compressed copies of texts, made once, so that no server compresses for every visitor."""

import gzip
from collections.abc import Mapping

import brotli

SMALLEST = 512  # bytes; below, headers weigh more than what is saved
TEXTS = (
    *(".html", ".css", ".js", ".mjs", ".json", ".svg", ".xml", ".txt", ".vcf", ".ics", ".csv"),
    ".webmanifest",
)
_BROTLI = 9  # nearly as small as 11, and ten times faster


def is_worth_it(path: str, size: int) -> bool:
    """True for texts that are not tiny."""
    return size >= SMALLEST and path.endswith(TEXTS)


def compressed(data: bytes) -> Mapping[str, bytes]:
    """The copies by ending, `.gz` and `.br`; the same bytes for the same data."""
    copies = {
        ".gz": gzip.compress(data, 9, mtime=0),
        ".br": brotli.compress(data, quality=_BROTLI),
    }
    return {ending: copy for ending, copy in copies.items() if len(copy) < len(data)}
