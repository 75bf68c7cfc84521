"""Small sites for checks: the base county with an example's files put over it."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from makers import FILES

from zsite.check.inspection import Asked, Inspection
from zsite.check.session import run
from zsite.content.documents import parse, plain

HERE = Path(__file__).parent
PAGE = (HERE / "page.html").read_text("utf-8")
AS_OF = "2026-06-30"


def example(file: Path) -> dict[str, Any]:
    """One example: `fault` and `clean` say which files differ from the base county."""
    document = parse(file.name, file.read_text("utf-8"))
    assert not document.problems, document.problems
    made: dict[str, Any] = plain(document.root)
    return made


def county(folder: Path, files: Mapping[str, Any] | None = None) -> Path:
    """The base county in a folder.

    A file is given as a text, as edits `[[old, new], …]`, as `{make: …}` of `makers`, or as
    `{page: edits}` of a page as it should be.
    """
    shutil.copytree(HERE / "base", folder, dirs_exist_ok=True)
    for name, content in (files or {}).items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, dict) and "page" in content:
            target.write_text(edited(PAGE, content["page"]), "utf-8")
        elif isinstance(content, dict):
            target.write_bytes(FILES[content["make"]]())
        elif isinstance(content, str):
            target.write_text(content, "utf-8")
        else:
            target.write_text(edited(target.read_text("utf-8"), content), "utf-8")
    return folder


def edited(text: str, edits: list[list[str]]) -> str:
    for old, new in edits:
        assert old in text, (old, text)
        text = text.replace(old, new)
    return text


def ids(found: Inspection) -> list[str]:
    return [each.problem.id for each in found.problems]


def inspected(root: Path, as_of: str = AS_OF, **asked: Any) -> Inspection:
    return run(root, Asked(as_of, **asked))
