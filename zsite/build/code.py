"""The digest of the program itself: its files, Python, and the versions of what it uses."""

import sys
from functools import cache
from pathlib import Path

from zsite.digest import Digest, digest, digest_of

_OURS = (".py", ".toml", ".yaml", ".typ")
USED = (
    *("babel", "jinja2", "markdown", "markupsafe", "nh3"),
    *("pillow", "pyyaml", "rjieba", "typst", "zxing-cpp"),
)


def package() -> Path:
    """The folder of the installed program."""
    return Path(__file__).resolve().parent.parent


@cache  # what runs in this process does not change while it runs
def code_digest() -> Digest:
    """Changes with every change of zsite's own files, of Python or of a dependency's version."""
    top = package()
    files = sorted(path for path in top.rglob("*") if path.suffix in _OURS and path.is_file())
    parts = [
        part
        for path in files
        if "themes" not in path.parts
        for part in (path.relative_to(top).as_posix(), path.read_bytes())
    ]
    return digest(sys.version, digest_of(versions()), *parts)


def versions() -> list[str]:
    """`name-version` of the installed dependencies, from the names of their metadata folders."""
    found = set()
    for folder in {Path(entry) for entry in sys.path if entry.endswith("-packages")}:
        for path in folder.glob("*.dist-info"):
            name = path.name.removesuffix(".dist-info").lower()
            if name.rpartition("-")[0].replace("_", "-") in USED:
                found.add(name)
    return sorted(found)
