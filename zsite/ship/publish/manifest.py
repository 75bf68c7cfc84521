"""What a release consists of: every file with its digest, and pages as a reader knows them."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from zsite.digest import digest

COPIES = (".gz", ".br")  # endings of compressed copies, which stand beside their originals
_HASHED = re.compile(r"\.[0-9a-f]{8,64}\.\w+(?:\.gz|\.br)?")
_FORMAT = 1
RELEASE = re.compile(r"[0-9a-f]{12}")


class File(NamedTuple):
    """A file of the site: digest and size of its bytes; of a page its title and language."""

    digest: str
    size: int
    title: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """All files of a release by path."""

    files: Mapping[str, File]

    @property
    def release(self) -> str:
        """12 hexadecimal digits for the content; the same on every target. Compressed copies
        follow from it and do not count.
        """
        rows = (f"{path}\n{self.files[path].digest}" for path in sorted(originals(self.files)))
        return digest(*rows)[:12]

    def to_json(self) -> bytes:
        """The manifest as it is kept beside the site; `from_json` gives an equal one."""
        rows = {path: list(self.files[path]) for path in sorted(self.files)}
        data = {"format": _FORMAT, "release": self.release, "files": rows}
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, data: bytes | None) -> "Manifest | None":
        """What `to_json` gave; None for anything else."""
        try:
            found = json.loads(data or b"")
            if found["format"] != _FORMAT:
                return None
            return cls({path: File(*row) for path, row in found["files"].items()})
        except (ValueError, LookupError, TypeError, AttributeError):
            return None


def is_page(path: str) -> bool:
    """True for what a reader opens."""
    return path.endswith(".html")


def is_hashed(path: str) -> bool:
    """True for a file whose name changes with its content, and that may be cached for ever."""
    return _HASHED.search(path.rpartition("/")[2]) is not None


def is_copy(path: str, paths: Mapping[str, object]) -> bool:
    """True for a compressed copy of another file of the release."""
    return path.endswith(COPIES) and path[:-3] in paths


def originals(paths: Mapping[str, object]) -> Iterable[str]:
    """All but compressed copies."""
    return (path for path in paths if not is_copy(path, paths))
