"""A staging folder -> a PDF, made by Typst in a process of its own; or why it was not made."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

SECONDS = 180  # of CPU and of the clock; a guide of 400 pages takes about 4
MEMORY = 6 << 30  # bytes of address space; the same guide uses about 1 GB of it
ARCHIVE = ("a-2a", "ua-1")  # accessible and for the archive at once
MAIN = "main.typ"
_PLACE = re.compile(r"┌─ (?P<file>\S+?):(?P<line>\d+):(?P<column>\d+)")
# A name for every address: where the system does not take the network away, nothing answers.
_NOWHERE = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9")


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
            "fonts": [str(_shelved(root.parent / "fonts", fonts))],
            "standards": list(standards),
            "tagged": bool(standards),
            "timestamp": timestamp,
            "seconds": seconds,
            "memory": memory,
        }
        answer = _answer(order, seconds)
        errors = tuple(_told(each, root) for each in answer["errors"])
        warnings = tuple(_told(each, root) for each in answer["warnings"])
        pdf = output.read_bytes() if not errors and output.is_file() else b""
        return Typeset(pdf, errors, warnings)


def _stage(root: Path, files: Mapping[str, bytes]) -> None:
    """Plain files in fresh folders: there is no link that could lead out."""
    for path, data in files.items():
        there = root / path
        if not there.resolve().is_relative_to(root):
            raise ValueError(f"{path} leads out of the staging folder")
        there.parent.mkdir(parents=True, exist_ok=True)
        there.write_bytes(data)


def _shelved(folder: Path, fonts: Sequence[Path]) -> Path:
    """A folder with these fonts and no others, for Typst takes folders only."""
    folder.mkdir()
    for number, font in enumerate(fonts):
        there = folder / f"{number}{font.suffix}"
        try:
            there.hardlink_to(font)
        except OSError:  # another file system, or one without links
            shutil.copyfile(font, there)
    return folder


def _answer(order: Mapping[str, Any], seconds: int) -> dict[str, Any]:
    child = Path(__file__).with_name("child.py")
    environment = {**os.environ, **_NOWHERE, "PYTHONUTF8": "1"}
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and our own file
            [sys.executable, "-I", str(child)],
            input=json.dumps(order),
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=seconds,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _failed("time")
    if done.returncode == 0 and done.stdout:
        answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return answer
    return _failed(_ended(done.returncode, done.stderr))


def _failed(why: str) -> dict[str, Any]:
    return {"errors": [{"message": why, "hints": [], "where": ""}], "warnings": []}


def _ended(status: int, said: str) -> str:
    """Why the process ended without an answer: `time`, `memory`, or its last words."""
    if "memory allocation" in said or "MemoryError" in said or status in (-6, -9):
        return "memory"
    if status in (-24, -30):  # SIGXCPU on Linux and macOS
        return "time"
    return (said.strip().splitlines() or [f"status {status}"])[-1][:300]


def _told(said: Mapping[str, Any], root: Path) -> Told:
    message = said["message"].replace(str(root), "")
    hint = " ".join(said["hints"])
    place = _PLACE.search(said["where"])
    if place is None:
        return Told(message, hint)
    file = place["file"].partition("staging/")[2] or place["file"].rpartition("/")[2]
    return Told(message, hint, file, int(place["line"]))
