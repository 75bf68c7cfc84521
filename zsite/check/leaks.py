"""Internal names and numbers in public files: looked for anew each time, and never kept."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from zsite.build.files import attachments
from zsite.build.planning import Planning
from zsite.check.attachments import opened
from zsite.config import Config
from zsite.content import internal
from zsite.content.entries import Entry
from zsite.content.kinds import Field
from zsite.content.memory import Memory
from zsite.content.sources import decode, read
from zsite.problems import Place, Problem, problem

_SHORTEST = 3
_TYPES = ("text", "string", "phone")
_SIGNED = ("signed", "under-construction", "completed", "in-operation", "at-capacity", "landed")


def leaks(
    root: Path,
    config: Config,
    published: Memory,
    entries: Mapping[str, Entry],
    planning: Planning,
) -> Iterator[Problem]:
    """Every public file in which an internal text stands; the problem names only the field."""
    found = _private(root, config, published, entries)
    if not found:
        return
    pattern = re.compile("|".join(map(re.escape, sorted(found, key=len, reverse=True))))
    for path, text in _public(root, entries.values(), planning):
        for match in pattern.finditer(text):
            name, field = found[match[0]]
            line = text.count("\n", 0, match.start()) + 1
            column = match.start() - text.rfind("\n", 0, match.start())
            labels = field.label.get("zh", field.name), field.label.get("en", field.name)
            yield problem(
                "privacy-internal-value",
                Place(path, line, column),
                name=name,
                label=labels[0],
                label_en=labels[1],
            )


def _private(
    root: Path, config: Config, published: Memory, entries: Mapping[str, Entry]
) -> dict[str, tuple[str, Field]]:
    """Texts that must not be public, with the record and the field that they come from."""
    found: dict[str, tuple[str, Field]] = {}
    for name, field, text in internal.values(root, config.kinds, config.spoken, published.ids):
        entry = entries.get(name)
        signed = entry is not None and entry.kept.get("stage") in _SIGNED
        if field.type in _TYPES and not (signed and field.name == "investor"):
            for part in {text, re.split(r"[（(，,;；]", text)[0]}:
                if len(part.strip()) >= _SHORTEST:
                    found.setdefault(part.strip(), (name, field))
    return found


def _public(root: Path, entries: Iterable[Entry], planning: Planning) -> Iterator[tuple[str, str]]:
    for entry in entries:
        for path in (entry.file, *entry.texts.values()):
            data = read(root, path)
            if isinstance(data, bytes):
                yield path, decode(path, data)[0]
    for path in attachments(planning):
        data = read(root, path)
        if isinstance(data, bytes):
            yield path, opened(path, data).text
