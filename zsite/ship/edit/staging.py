"""Pictures and files that were sent but not saved yet, and their way into a record's folder.

What was sent lies in `.zsite/edits/staged/` under its digest. A form names it `@DIGEST/name.jpg`
until it is saved; then it is `name.jpg` beside the record.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from posixpath import dirname, splitext
from typing import Any

from zsite.build.faults import fault
from zsite.build.replace import replace_file
from zsite.content.kinds import Field, parts_of
from zsite.content.layout import propose
from zsite.digest import digest
from zsite.problems import Place, Problem, problem
from zsite.render import images
from zsite.ship.edit.emission import Item
from zsite.ship.edit.journal import FOLDER
from zsite.site.pictures import ENDINGS, is_picture

STAGED = f"{FOLDER}/staged"
MOST_BYTES = 40_000_000
FILES = ENDINGS | {
    *(".pdf", ".ofd", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".wps", ".et"),
    *(".csv", ".txt", ".zip", ".mp4"),
}
_KEPT = 100  # files that were sent and never saved

Take = Callable[[str], str]


def receive(root: Path, name: str, data: bytes, *, picture: bool) -> str | Problem:
    """The name in a form of a file that was sent, or why it is refused."""
    ending = splitext(name)[1].lower()
    place = Place(name)
    if len(data) > MOST_BYTES:
        return problem("file-too-large", place, limit=f"{MOST_BYTES // 1_000_000} MB")
    if ending not in (ENDINGS if picture else FILES):
        known = ", ".join(sorted(ENDINGS if picture else FILES))
        return problem("picture-format", place, name=name, known=known)
    if is_picture(name):
        seen = images.look(name, data)
        if isinstance(seen, Problem):
            return seen
    mark = digest(data)
    try:
        (root / STAGED).mkdir(parents=True, exist_ok=True)
        _let_go(root)
    except OSError as error:
        return fault(error, root)
    problems = replace_file(root, f"{STAGED}/{mark}{ending}", data)
    stem = propose(splitext(name.replace("\\", "/").rpartition("/")[2])[0])
    return problems[0] if problems else f"@{mark}/{stem}{ending}"


def _let_go(root: Path) -> None:
    found = sorted((root / STAGED).iterdir(), key=lambda path: path.stat().st_mtime_ns)
    for path in found[: max(0, len(found) - _KEPT)]:
        path.unlink(missing_ok=True)


def staged(root: Path, name: str) -> bytes | None:
    """The bytes of a file that was sent, by its name in a form."""
    mark, _, called = name.removeprefix("@").partition("/")
    if len(mark) != 32 or not mark.isalnum():
        return None
    try:
        return (root / f"{STAGED}/{mark}{splitext(called)[1]}").read_bytes()
    except OSError:
        return None


def settled(
    root: Path, fields: Sequence[Field], values: Mapping[str, Any], record: str, prefix: str
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The values with sent files by their final names, and these files by their paths."""
    files: dict[str, bytes] = {}

    def take(name: str) -> str:
        data = staged(root, name)
        if data is None:
            return name
        path = _free(root, dirname(record), prefix + name.partition("/")[2], data, files)
        files[path] = data
        return path.rpartition("/")[2]

    return _fields(fields, values, take), files


def _fields(fields: Sequence[Field], values: Mapping[str, Any], take: Take) -> dict[str, Any]:
    by_name = {about.name: about for about in fields}
    return {
        name: _value(by_name[name], value, take) if name in by_name else value
        for name, value in values.items()
    }


def _value(about: Field, value: Any, take: Take) -> Any:
    if isinstance(value, list):
        return [Item(_value(about, item.value, take), item.origin) for item in value]
    if about.type in ("image", "file") and isinstance(value, Mapping):
        name = str(value.get("file") or "")
        return {**value, "file": take(name)} if name.startswith("@") else value
    if about.type == "record" and isinstance(value, Mapping):
        return _fields(parts_of(about), value, take)
    return value


def _free(root: Path, folder: str, name: str, data: bytes, files: Mapping[str, bytes]) -> str:
    """A path that no other file has; the same one for the same bytes."""
    stem, ending = splitext(name)
    for number in range(1, 1000):
        path = f"{folder}/{stem}{f'-{number}' if number > 1 else ''}{ending}"
        standing = root / path
        if path not in files and not standing.exists():
            return path
        if files.get(path) == data or (standing.is_file() and standing.read_bytes() == data):
            return path
    return f"{folder}/{digest(data)}{ending}"
