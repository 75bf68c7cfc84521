"""A staging folder -> a PDF, made by Typst in a process of its own; or why it was not made."""

import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from zsite.render.guide.compositor import StoppedError, shop

SECONDS = 180  # of CPU and of the clock; a guide of 400 pages takes about 4
MEMORY = 6 << 30  # bytes of address space; the same guide uses about 1 GB of it
ARCHIVE = ("a-2a", "ua-1")  # accessible and for the archive at once
MAIN = "main.typ"
_PLACE = re.compile(r"┌─ (?P<file>\S+?):(?P<line>\d+):(?P<column>\d+)")


class Told(NamedTuple):
    """What Typst said: its sentence and hints, the file below the staging folder and the line."""

    message: str
    hint: str = ""
    file: str = ""
    line: int = 0


class Typeset(NamedTuple):
    """The PDF, empty when there are errors, and what Typst said."""

    pdf: bytes
    errors: tuple[Told, ...] = ()
    warnings: tuple[Told, ...] = ()


def typeset(
    files: Mapping[str, bytes],
    fonts: Sequence[Path],
    timestamp: int,
    *,
    standards: Sequence[str] = ARCHIVE,
    seconds: int = SECONDS,
    memory: int = MEMORY,
) -> Typeset:
    """The PDF of `main.typ` among files by path; `timestamp` in seconds is the date that it bears.

    Typst sees these files and the fonts in folders or files, and nothing else: no system fonts, no
    packages, no links out of the folder, no network. Without standards the PDF has no tags.
    """
    with tempfile.TemporaryDirectory(prefix="zsite-guide-", ignore_cleanup_errors=True) as folder:
        root = Path(folder).resolve() / "staging"
        _stage(root, files)
        output = root.parent / "out.pdf"
        order = {
            "root": str(root),
            "main": str(root / MAIN),
            "output": str(output),
            "packages": str(root.parent / "none"),
            "fonts": [[str(path), str(path.stat().st_mtime_ns)] for path in fonts],
            "standards": list(standards),
            "tagged": bool(standards),
            "timestamp": timestamp,
            "seconds": seconds,
        }
        answer = _answer(order, seconds, memory)
        errors = tuple(_told(each, root) for each in answer["errors"])
        warnings = tuple(_told(each, root) for each in answer["warnings"])
        pdf = output.read_bytes() if not errors and output.is_file() else b""
        return Typeset(pdf, errors, warnings)


def ahead() -> None:
    """Have a process ready for the document that is about to be written."""
    shop(os.getpid()).ahead(MEMORY)


def _stage(root: Path, files: Mapping[str, bytes]) -> None:
    """Plain files in fresh folders: there is no link that could lead out."""
    for path, data in files.items():
        there = root / path
        if not there.resolve().is_relative_to(root):
            raise ValueError(f"{path} leads out of the staging folder")
        there.parent.mkdir(parents=True, exist_ok=True)
        there.write_bytes(data)


def _answer(order: Mapping[str, Any], seconds: int, memory: int) -> dict[str, Any]:
    try:
        return shop(os.getpid()).answer(order, seconds, memory)
    except StoppedError as stopped:
        return {"errors": [{"message": str(stopped), "hints": [], "where": ""}], "warnings": []}


def _told(said: Mapping[str, Any], root: Path) -> Told:
    message = said["message"].replace(str(root), "")
    hint = " ".join(said["hints"])
    place = _PLACE.search(said["where"])
    if place is None:
        return Told(message, hint)
    file = place["file"].partition("staging/")[2] or place["file"].rpartition("/")[2]
    return Told(message, hint, file, int(place["line"]))
