"""One record as a sheet: its files as they stand, their values, and the files of other values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from zsite.content.documents import Document, parse
from zsite.content.internal import TOP as INTERNAL
from zsite.content.kinds import Field, Kind
from zsite.content.languages import Languages
from zsite.content.layout import EntryFiles
from zsite.content.sources import TOP, read
from zsite.digest import digest
from zsite.problems import Place, Problem, problem
from zsite.ship.edit import shaping
from zsite.ship.edit.forms import Filled, aligned
from zsite.ship.edit.splice import spliced
from zsite.ship.edit.texts import normal, opened, with_lines
from zsite.ship.edit.values import NOT_SHOWN, by_field, clean

Changes = Mapping[str, bytes | None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A record with its files: paths, and bytes where the file is there."""

    kind: Kind
    id: str
    languages: Languages
    record: str
    bodies: Mapping[str, str]
    internal: str
    data: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def seen(self) -> str:
        """Tells whether the files are those that a form was made from."""
        parts = [part for path in sorted(self.data) for part in (path, self.data[path])]
        return digest(*parts)

    def document(self, path: str) -> Document:
        """The tree of a record's text as it stands."""
        return parse(path, opened(self.data.get(path, b"")).text)

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that may be published."""
        return tuple(about for about in self.kind.fields if not about.internal)

    @property
    def inside(self) -> tuple[Field, ...]:
        """The fields that never are."""
        return tuple(about for about in self.kind.fields if about.internal)

    def filled(self) -> Filled:
        """The form as the files fill it in."""
        here, inside = (self.document(path) for path in (self.record, self.internal))
        return Filled(
            by_field(here.root, self.fields, self.languages),
            by_field(inside.root, self.inside, self.languages),
            {
                key: normal(opened(self.data[path]).text)
                for key, path in self.bodies.items()
                if path in self.data
            },
        )

    def broken(self) -> list[Problem]:
        """Why the record cannot be shown as a form."""
        found = [p for path in (self.record, self.internal) for p in self.document(path).problems]
        root = self.document(self.record).root
        if not found and root and not isinstance(root.value, dict):
            found.append(problem("not-a-record", Place(self.record), known=""))
        return found

    def changes(self, form: Filled) -> Changes | Problem:
        """The files that a filled-in form makes different; None for one that goes."""
        made: dict[str, bytes | None] = {}
        for path, fields, values in (
            (self.record, self.fields, form.fields),
            (self.internal, self.inside, form.internal),
        ):
            data = self._record(path, fields, values)
            if isinstance(data, Problem):
                return data
            made[path] = data
        for key, text in form.bodies.items():
            if key in self.bodies:
                made[self.bodies[key]] = self._body(self.bodies[key], text)
        return {path: data for path, data in made.items() if data != self.data.get(path)}

    def _record(
        self, path: str, fields: Sequence[Field], values: Mapping[str, Any]
    ) -> bytes | Problem | None:
        before = self.data.get(path)
        file = opened(before or b"")
        root = self.document(path).root
        shown = by_field(root, fields, self.languages)
        wanted = {
            name: aligned(clean(value), shown.get(name))
            for name, value in values.items()
            if shown.get(name) is not NOT_SHOWN
        }
        if not any(wanted[name] != shown.get(name) for name in wanted):
            return before
        tree = shaping.record(root, fields, wanted, self.languages)
        text = spliced(file.text, tree)
        data = None if text is None else file.saved(text)
        return problem("edit-impossible", Place(path)) if data is None else data

    def _body(self, path: str, text: str) -> bytes | None:
        before = self.data.get(path)
        file = opened(before or b"")
        text = text.rstrip() + "\n" if text.strip() else ""
        if before is not None and normal(file.text).rstrip() == text.rstrip():
            return before
        return file.saved(with_lines(file, text)) if text else None


def sheet(root: Path, files: EntryFiles, kind: Kind, languages: Languages) -> Sheet | Problem:
    """The sheet of a record that is there."""
    assert files.record
    record = files.record.path
    stem = f"{files.folder}/{'body' if in_own_folder(files) else files.name}"
    bodies = {key: f"{stem}.{key}.md" for key in languages.keys}
    bodies |= {key: source.path for key, source in files.bodies.items()}
    inside = _internal(root, kind.name, files.id)
    paths = [record, inside, *bodies.values()]
    data: dict[str, bytes] = {}
    for path, found in _read(root, paths):
        if isinstance(found, Problem):
            return found
        data[path] = found
    return Sheet(kind, files.id, languages, record, bodies, inside, data)


def in_own_folder(files: EntryFiles) -> bool:
    """False for a record that lies among others of its kind, as `contacts/bureau.yaml` does."""
    parts = files.folder.split("/")
    return parts[-1] == files.name and parts[-2] in (files.kind, TOP)


def _read(root: Path, paths: Sequence[str]) -> Iterator[tuple[str, bytes | Problem]]:
    for path in paths:
        if (root / path).is_file():
            yield path, read(root, path)


def _internal(root: Path, kind: str, id: str) -> str:
    """Where the internal record of an entry is, or would be."""
    top = f"{INTERNAL}/{kind}/{id}"
    below = sorted((root / top).glob("*.y*ml")) if (root / top).is_dir() else []
    if below:
        return f"{top}/{below[0].name}"
    other = f"{top}.yml"
    return other if (root / other).is_file() else f"{top}.yaml"


def new_sheet(kind: Kind, id: str, languages: Languages, called: str) -> Sheet:
    """The empty sheet of a record that is to be made."""
    folder = f"{TOP}/{kind.name}" if kind.single else f"{TOP}/{kind.name}/{id}"
    bodies = {key: f"{folder}/body.{key}.md" for key in languages.keys}
    inside = f"{INTERNAL}/{kind.name}" + ("" if kind.single else f"/{id}") + ".yaml"
    return Sheet(kind, id, languages, f"{folder}/{called}.yaml", bodies, inside)
