"""A tiny site for the engine's tests: a plan is a mapping from paths to texts."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from zsite.build import swap
from zsite.build.artifact import Artifact, artifact
from zsite.build.store import Store
from zsite.build.writer import Written, write
from zsite.problems import Problem

CODE = "c" * 32
OLD = {"index.html": "old", "zh/a.html": "a", "zh/b.html": "b", "en/deep/c.html": "c", "gone": "g"}
NEW = {"index.html": "new", "zh/a.html": "a", "zh/b.html": "b", "en/deep/c.html": "c", "gone/d": ""}


def page(text: str, language: str) -> bytes:
    return f"{text}{language}".encode()


def page_again(text: str, language: str) -> bytes:
    return page(text, language)


def plan(files: Mapping[str, str]) -> list[Artifact]:
    return [
        artifact(path, page, text=text, language="", source=path) for path, text in files.items()
    ]


def build(root: Path, files: Mapping[str, str], **options: Any) -> Written | list[Problem]:
    """Build the files into root/output, as a fresh process would."""
    return build_plan(root, plan(files), **options)


def build_plan(root: Path, planned: list[Artifact], **options: Any) -> Written | list[Problem]:
    given = {"output": root / "output", "state": root / ".zsite", "code": CODE, "workers": 1}
    with Store(root / ".zsite") as store:
        return write(planned, store=store, **{**given, **options})


def built(root: Path, files: Mapping[str, str], **options: Any) -> Written:
    """Build, and see that the output is the plan."""
    result = build(root, files, **options)
    assert isinstance(result, Written), result
    assert contents(root / "output") == expected(files)
    return result


def expected(files: Mapping[str, str]) -> dict[str, bytes | None]:
    """What `contents` should find: the files, and every folder above them as None."""
    found: dict[str, bytes | None] = {path: text.encode() for path, text in files.items()}
    for path in files:
        found |= {str(folder): None for folder in Path(path).parents if str(folder) != "."}
    return found


def contents(folder: Path) -> dict[str, bytes | None]:
    """Everything in a folder: bytes of files, None for folders, the target for links."""
    found: dict[str, bytes | None] = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = b"-> " + os.fsencode(path.readlink())
        else:
            found[name] = None if path.is_dir() else path.read_bytes()
    return found


def untouched(folder: Path) -> dict[str, tuple[int, ...]]:
    """What changes when anything in a folder is touched."""
    found = {}
    for path in [folder, *folder.rglob("*")]:
        seen = path.lstat()
        found[str(path)] = seen.st_ino, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_size
    return found


@contextmanager
def replaced(place: Any, **functions: Any) -> Iterator[None]:
    """Put other functions in a module's place for a while."""
    before = {name: getattr(place, name) for name in functions}
    for name, function in functions.items():
        setattr(place, name, function)
    try:
        yield
    finally:
        for name, function in before.items():
            setattr(place, name, function)


def without_exchange() -> Any:
    """As on a file system that cannot exchange two folders in one step."""
    return replaced(swap, _exchange_call=lambda: None)


def without_links() -> Any:
    """As on a file system without hard links."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "no links here")

    return replaced(os, link=refuse)
