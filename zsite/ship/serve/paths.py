"""The path of a URL -> the path of a file below the preview, or nothing: decoded once, then judged.

What is let through is made of plain names only, so it cannot lead out of the folder on any system.
"""

import re
from urllib.parse import unquote_to_bytes

LONGEST = 1000  # characters of a whole path
LONGEST_NAME = 200
_DEVICE = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|com\d|lpt\d|com[¹²³]|lpt[¹²³])(?:\..*)?", re.I
)
_ODD = re.compile(r'[\x00-\x1f\x7f-\x9f\\:*?"<>|\u200e\u200f\u2028-\u202e\u2066-\u2069]')


def decoded(path: str) -> str | None:
    """The path with its percent signs resolved, once; None when it is not UTF-8 or not a path."""
    if not path.startswith("/") or len(path) > 3 * LONGEST:
        return None
    try:
        found = unquote_to_bytes(path).decode("utf-8")
    except UnicodeDecodeError:
        return None
    return found if len(found) <= LONGEST else None


def inside(path: str, base: str) -> str | None:
    """The path relative to the preview of a decoded path below `base` (`/tzcj`, or nothing).

    A path that ends with a slash, or is the base's own, means the `index.html` there. None for
    what is not below the base, or is not made of plain names.
    """
    if not path.startswith(base + "/"):
        return None
    names = path[len(base) + 1 :].split("/")
    if not names[-1]:
        names[-1] = "index.html"
    return "/".join(names) if all(map(_is_plain, names)) else None


def _is_plain(name: str) -> bool:
    return (
        bool(name)
        and name[0] != "."
        and name[-1] not in ". "
        and len(name) <= LONGEST_NAME
        and not _ODD.search(name)
        and not _DEVICE.fullmatch(name)
    )
