"""What was saved, so that it can be undone: a list of saves, and the bytes before and after each.

It lies in `.zsite/edits/`: `journal.json`, and files named after the digest of what they hold. It
is written before the files of the project are, so that a save which was cut short can be undone
too. The oldest saves go when there are many, or when they take much room.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from zsite.build.faults import fault
from zsite.build.replace import replace_file
from zsite.digest import digest
from zsite.problems import Place, Problem, problem

FOLDER = ".zsite/edits"
MOST_SAVES = 200
MOST_BYTES = 200_000_000
_LIST = "journal.json"
_NOTHING = ""  # the digest of a file that is not there

Bytes = Mapping[str, bytes | None]


@dataclass(frozen=True, slots=True)
class Save:
    """One save: its number, when, what it was about, and by file the digests before and after."""

    number: int
    at: str
    kind: str
    id: str
    title: str
    what: str
    files: Mapping[str, Sequence[str]]
    undone: bool = False


def saves(root: Path) -> list[Save]:
    """All saves that can still be undone or done again, the first one first."""
    try:
        rows = json.loads((root / FOLDER / _LIST).read_bytes())
        return [Save(**row) for row in rows]
    except (OSError, ValueError, TypeError):
        return []


def find(root: Path, number: int) -> Save | None:
    """The save of that number."""
    return next((save for save in saves(root) if save.number == number), None)


def write(root: Path, changes: Bytes, about: Mapping[str, str]) -> Save | list[Problem]:
    """Change files, all or none, and note it; `about` gives kind, id, title and what was done."""
    before = {path: _bytes(root, path) for path in changes}
    known = saves(root)
    number = max((save.number for save in known), default=0) + 1
    files = {path: (_mark(before[path]), _mark(changes[path])) for path in changes}
    at = (datetime.now(UTC) + timedelta(hours=8)).isoformat(timespec="seconds")[:19]
    save = Save(number, at, about["kind"], about["id"], about["title"], about["what"], files)
    problems = _keep(root, [*before.values(), *changes.values()])
    problems = problems or _note(root, _bounded(root, [*known, save]))
    if problems:
        return problems
    problems = _put(root, before, changes)
    return [*problems, *_note(root, known)] if problems else save


def undo(root: Path, number: int) -> Save | list[Problem]:
    """Bring back the files as they were before a save."""
    return _turn(root, number, undone=True)


def redo(root: Path, number: int) -> Save | list[Problem]:
    """Do again what was undone."""
    return _turn(root, number, undone=False)


def _turn(root: Path, number: int, *, undone: bool) -> Save | list[Problem]:
    """Files go from one side of a save to the other, if they stand on either side of it."""
    save = find(root, number)
    if save is None:
        return [problem("undo-forgotten", number=number)]
    now = {path: _bytes(root, path) for path in save.files}
    others = [path for path, marks in save.files.items() if _mark(now[path]) not in marks]
    if others:
        return [problem("undo-overtaken", Place(path)) for path in others]
    wanted: dict[str, bytes | None] = {}
    for path, (before, after) in save.files.items():
        data = _kept(root, before if undone else after)
        if isinstance(data, Problem):
            return [data]
        wanted[path] = data
    turned = replace(save, undone=undone)
    listed = [turned if each.number == number else each for each in saves(root)]
    return _put(root, now, wanted) or _note(root, listed) or turned


def _put(root: Path, before: Bytes, wanted: Bytes) -> list[Problem]:
    """Write the files; when one cannot be written, those that were are put back."""
    done: list[str] = []
    for path, data in wanted.items():
        problems = _place(root, path, data)
        if problems:
            for earlier in reversed(done):
                _place(root, earlier, before[earlier])
            return problems
        done.append(path)
    return []


def _place(root: Path, path: str, data: bytes | None) -> list[Problem]:
    try:
        if data is None:
            (root / path).unlink(missing_ok=True)
            _tidy(root, (root / path).parent)
            return []
        (root / path).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return [fault(error, root)]
    return replace_file(root, path, data)


def _tidy(root: Path, folder: Path) -> None:
    """Folders that hold nothing any more go, up to that of their kind."""
    while len(folder.relative_to(root).parts) > 2:
        if folder.is_dir():
            if any(folder.iterdir()):
                return
            folder.rmdir()
        folder = folder.parent


def _bytes(root: Path, path: str) -> bytes | None:
    try:
        return (root / path).read_bytes()
    except OSError:
        return None


def _mark(data: bytes | None) -> str:
    return _NOTHING if data is None else digest(data)


def _kept(root: Path, mark: str) -> bytes | Problem | None:
    if mark == _NOTHING:
        return None
    data = _bytes(root, f"{FOLDER}/{mark}")
    if data is None or digest(data) != mark:
        return problem("undo-forgotten", number="")
    return data


def _keep(root: Path, all_bytes: Iterable[bytes | None]) -> list[Problem]:
    try:
        (root / FOLDER).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return [fault(error, root)]
    for data in all_bytes:
        path = f"{FOLDER}/{_mark(data)}"
        if data is not None and not (root / path).exists():
            problems = replace_file(root, path, data)
            if problems:
                return problems
    return []


def _note(root: Path, listed: Sequence[Save]) -> list[Problem]:
    """Write the list, and let go of the bytes that no save on it needs."""
    rows = [asdict(save) for save in listed]
    text = json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    problems = replace_file(root, f"{FOLDER}/{_LIST}", text.encode())
    wanted = {mark for save in listed for marks in save.files.values() for mark in marks}
    for path in (root / FOLDER).iterdir():
        if len(path.name) == 32 and path.name not in wanted:
            path.unlink(missing_ok=True)
    return problems


def _bounded(root: Path, listed: list[Save]) -> list[Save]:
    """The last saves, as many as there is room for; the last one always."""
    kept: list[Save] = []
    counted: set[str] = set()
    size = 0
    for save in reversed(listed[-MOST_SAVES:]):
        marks = {mark for both in save.files.values() for mark in both if mark} - counted
        size += sum((root / FOLDER / mark).stat().st_size for mark in marks)
        counted |= marks
        if kept and size > MOST_BYTES:
            break
        kept.append(save)
    return kept[::-1]
