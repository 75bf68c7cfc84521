"""Which files of `content/` public entries show as pictures, with the focal points they give."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from zsite.content.entries import Entry, find
from zsite.content.kinds import Field
from zsite.problems import Problem, problem
from zsite.site.links import Directory
from zsite.site.pictures import ENDINGS, Shown, is_picture
from zsite.site.uses import focus

Records = Callable[[Entry], Mapping[str, Any]]


def showing(
    entries: Iterable[Entry], directory: Directory, records: Records
) -> tuple[dict[str, Shown], list[Problem]]:
    """Every file that is shown as a picture, by its path, and what names no picture.

    `records` gives all facts of an entry; it is asked only of entries with pictures.
    """
    shown: dict[str, Shown] = {}
    texts: set[str] = set()
    problems: list[Problem] = []
    for entry in entries:
        problems += _in_record(entry, directory, records, shown)
        problems += _in_texts(entry, directory, texts)
    return {path: Shown(only_in_texts=True) for path in texts} | shown, problems


def names_picture(entry: Entry, path: str) -> bool:
    """True for a named file (`cover.file`) that is to be shown, false for one to be offered."""
    about: Field | None = None
    fields = {each.name: each for each in entry.kind.fields}
    for part in path.split(".")[:-1]:
        if not part.isdigit():
            about = fields.get(part)
            fields = {each.name: each for each in about.fields} if about else {}
    return about is not None and about.type == "image"


def _in_record(
    entry: Entry, directory: Directory, records: Records, shown: dict[str, Shown]
) -> Iterable[Problem]:
    for path, name, place in entry.files:
        source = directory.file(entry, name) if names_picture(entry, path) else ""
        if not source:
            continue
        if not is_picture(source):
            yield problem("picture-format", place, name=name, known=_known())
            continue
        field = path.rpartition(".")[0]
        about = find(entry.kept, field) or find(records(entry), field) or {}
        written = str(about.get("focus") or "")
        point = focus(written) if written else None
        if written and point is None:
            yield problem("focus-malformed", place, text=written)
        if source not in shown or point:
            shown[source] = Shown(point) if point else Shown()


def _in_texts(entry: Entry, directory: Directory, texts: set[str]) -> Iterable[Problem]:
    for where, targets in directory.targets(entry).items():
        for target, link in zip(targets, entry.links[where], strict=True):
            if target is None or target.kind != "file" or link.kind != "image":
                continue
            if is_picture(target.path):
                texts.add(target.path)
            else:
                yield problem("picture-format", link.place, name=link.target, known=_known())


def _known() -> str:
    return ", ".join(sorted(ENDINGS))
