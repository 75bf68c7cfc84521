"""An entry's files -> its facts, places, bodies and problems: what the store keeps of it.

An `Entry` is the part that every build needs at hand: what lists and cards show, what it refers
to, and the digests of the rest. The rest (all facts, places, rendered bodies) is fetched from the
store when somebody asks for it.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

from zsite.content import markdown
from zsite.content.documents import Node, parse
from zsite.content.fields import FACT, Languages, Reading, listed, parts_of, read_mapping
from zsite.content.kinds import Field, Kind, key_of
from zsite.content.quantities import from_json, quotient
from zsite.content.sources import decode
from zsite.digest import Digest, canonical, digest, digest_of
from zsite.problems import Place, Problem, problem

Data = Mapping[str, Any]


class Task(NamedTuple):
    """One entry to be read: its kind, its id, and its files as (path, bytes)."""

    kind: Kind
    id: str
    record: tuple[str, bytes]
    bodies: Sequence[tuple[str, str, bytes]]
    others: Sequence[str]
    parent: str
    languages: Languages


class Reference(NamedTuple):
    """An entry (`name` is `kind/id`) named by another: by which field, and where that stands."""

    field: str
    kind: str
    id: str
    name: str
    line: int
    column: int
    length: int

    def place(self, file: str) -> Place:
        """The place in the record's file."""
        return Place(file, self.line, self.column, self.length, self.field)


class BodyLink(NamedTuple):
    """A link or picture in a body: what was written, and where."""

    kind: str
    target: str
    file: str
    line: int
    column: int
    alt: str

    @property
    def place(self) -> Place:
        """The place in the body's file."""
        return Place(self.file, self.line, self.column)


@dataclass(frozen=True, slots=True)
class Entry:
    """One record, as far as lists, links and statuses need it.

    `digests` gives, by language, the digest of all its facts and of those that are `kept`.
    """

    kind: Kind
    id: str
    name: str
    file: str
    key: Digest
    kept: Data
    digests: Mapping[str, tuple[Digest, Digest]]
    bodies: Mapping[str, Digest]
    references: tuple[Reference, ...]
    links: Mapping[str, tuple[BodyLink, ...]]
    files: tuple[tuple[str, str, Place], ...]
    keys: tuple[tuple[str, str, Place], ...]
    foreign: tuple[tuple[str, Place], ...]
    others: tuple[str, ...]
    problems: tuple[Problem, ...]

    def flag(self, name: str) -> bool:
        """A common yes-or-no field."""
        return bool(self.kept.get(name))


@dataclass(frozen=True, slots=True)
class Record:
    """All facts of an entry, with the place of each as (line, column, start, end)."""

    data: Data
    spans: Mapping[str, tuple[int, int, int, int]]


COMMON = frozenset({"aliases", "draft", "visibility", "languages", "published", "images"})


def read_entry(task: Task) -> dict[str, bytes]:
    """The rows that the store keeps of an entry: `head`, `record`, and `body:LANG` of each body."""
    path, data = task.record
    text, problems = decode(path, data)
    document = parse(path, text)
    reading = Reading(document, task.languages)
    facts = _facts(task, reading)
    bodies, body_problems = _bodies(task)
    foreign = _check_facts(task.kind, reading, facts, bodies, body_problems)
    rows = {f"body:{lang}": canonical(body.to_json()) for lang, (_, body) in bodies.items()}
    rows["record"] = canonical([facts, {name: list(span) for name, span in reading.spans.items()}])
    kept = _kept(task.kind, facts)
    head = {
        "kept": kept,
        "digests": {
            key: [
                digest_of(in_language(some, task.kind.fields, key, task.languages))
                for some in (facts, kept)
            ]
            for key in task.languages.keys
        },
        "bodies": {lang: digest(rows[f"body:{lang}"]) for lang in bodies},
        "references": [
            [field, kind, id, f"{kind}/{id}", *_spot(reading, field)]
            for field, kind, id in reading.references
        ],
        "links": _links(reading, bodies),
        "files": [[field, name, *_spot(reading, field)] for field, name in reading.files],
        "keys": [[field, key, *_spot(reading, field)] for field, key in reading.keys],
        "foreign": foreign,
        "others": list(task.others),
        "problems": [_packed(each) for each in (*problems, *document.problems, *body_problems)],
    }
    rows["head"] = canonical(head)
    return rows


def _links(
    reading: Reading, bodies: Mapping[str, tuple[str, markdown.Body]]
) -> dict[str, list[list[Any]]]:
    """Links and pictures of the bodies under `body.LANG`, of prose under `field.LANG`."""
    found = {
        f"body.{lang}": [
            [link.kind, link.target, file, link.line, link.column, link.alt] for link in body.links
        ]
        for lang, (file, body) in bodies.items()
        if body.links
    }
    for path, (node, links) in reading.links.items():
        found[path] = [
            [link.kind, link.target, reading.document.file, node.line, node.column, link.alt]
            for link in links
        ]
    return found


def entry_from(kind: Kind, id: str, file: str, key: Digest, head: bytes) -> Entry:
    """The entry whose `head` row this is."""
    row = json.loads(head)
    return Entry(
        kind,
        id,
        f"{kind.name}/{id}",
        file,
        key,
        row["kept"],
        row["digests"],
        row["bodies"],
        tuple(Reference(*each) for each in row["references"]),
        {where: tuple(BodyLink(*link) for link in links) for where, links in row["links"].items()},
        _placed(file, row["files"]),
        _placed(file, row["keys"]),
        tuple((name, Place(*place)) for name, place in row["foreign"]),
        tuple(row["others"]),
        tuple(_unpacked(each) for each in row["problems"]),
    )


def _placed(file: str, rows: Sequence[Any]) -> tuple[tuple[str, str, Place], ...]:
    return tuple(
        (field, name, Place(file, line, column, length, field))
        for field, name, line, column, length in rows
    )


def record_from(row: bytes) -> Record:
    """The record whose `record` row this is."""
    data, spans = json.loads(row)
    return Record(data, spans)


def _facts(task: Task, reading: Reading) -> dict[str, Any]:
    document, kind = reading.document, task.kind
    if document.root is None:
        if not document.problems:
            document.problems.append(problem("empty-record", Place(document.file)))
        return {}
    if not isinstance(document.root.value, dict):
        if not document.problems:
            reading.report(
                "not-a-record", document.root, "", known=listed(f.name for f in kind.fields)
            )
        return {}
    facts = read_mapping(reading, document.root, kind.by_key)
    if kind.parent and task.parent and kind.parent not in facts:
        facts[kind.parent] = task.parent
        reading.spans[kind.parent] = (1, 1, 0, 0)
        field = kind.field(kind.parent)
        reading.references.append((kind.parent, field.to if field else "", task.parent))
    _compute(kind, facts)
    _check_fields(reading, kind, facts)
    return {name: facts[name] for name in sorted(facts)}


def _compute(kind: Kind, facts: dict[str, Any]) -> None:
    """Quotients that a kind declares, such as intensity = fixed investment ÷ land."""
    for field in kind.fields:
        if field.computed and field.name not in facts:
            over, under = (facts.get(name) for name in field.computed)
            if over and under:
                made = quotient(from_json(over), from_json(under))
                if made:
                    facts[field.name] = made.to_json()


def _check_fields(reading: Reading, kind: Kind, facts: dict[str, Any]) -> None:
    root = reading.document.root
    assert root is not None
    top = Node(None, 1, 0, 0, 0)
    absent = []
    for field in kind.fields:
        if field.internal and field.name in facts:
            reading.report("internal-in-content", _node_of(root, field), field.name)
            del facts[field.name]
        elif field.internal:
            continue
        elif field.required and field.name not in facts and field.name not in reading.spans:
            reading.report("missing-field", top, field.name, label=_label(field))
        elif field.recommended and field.name not in facts and field.name not in reading.spans:
            absent.append(_label(field))
    if absent:
        reading.report("missing-recommended", top, "", label=", ".join(absent))
    _check_languages(reading, kind.fields, facts, "", frozenset(facts.get("languages") or ()))


def _label(field: Field) -> str:
    return "/".join(dict.fromkeys([field.label.get("zh", field.name), field.name]))


def _node_of(root: Node, field: Field) -> Node:
    assert isinstance(root.value, dict)
    return next(pair.key for key, pair in root.value.items() if key_of(key) in field.keys)


def _check_languages(
    reading: Reading, fields: Sequence[Field], values: Any, above: str, wanted: frozenset[str]
) -> None:
    languages = [key for key in reading.languages.keys if not wanted or key in wanted]
    for field in fields:
        for path, value in _each(field, values.get(field.name), above + field.name):
            if field.type in ("record", "image", "file"):
                _check_languages(reading, parts_of(field), value, f"{path}.", wanted)
            elif isinstance(value, dict) and (field.localised or field.or_text):
                missing = [key for key in languages if key not in value]
                if missing and not _needs_no_translation(value):
                    line, column, start, end = reading.spans.get(path, (1, 1, 0, 0))
                    node = Node(None, line, column, start, end)
                    reading.report("missing-translation", node, path, languages=", ".join(missing))


def _each(field: Field, value: Any, path: str) -> list[tuple[str, Any]]:
    if value is None:
        return []
    if field.many:
        return [(f"{path}.{index}", item) for index, item in enumerate(value)]
    return [(path, value)]


def _needs_no_translation(texts: Mapping[str, str]) -> bool:
    """Texts without a letter (figures, codes) read the same in every language."""
    return not any(character.isalpha() for text in texts.values() for character in text)


def _bodies(
    task: Task,
) -> tuple[dict[str, tuple[str, markdown.Body]], list[Problem]]:
    bodies: dict[str, tuple[str, markdown.Body]] = {}
    problems: list[Problem] = []
    for lang, path, data in task.bodies:
        text, found = decode(path, data)
        body = markdown.render(text, task.languages.tags[lang])
        problems += found
        problems += [
            problem(id, Place(path, line, column), **dict(facts))
            for id, line, column, facts in body.faults
        ]
        bodies[lang] = (path, body)
    if bodies:
        missing = [lang for lang in task.languages.keys if lang not in bodies]
        if missing:
            first = next(iter(bodies.values()))[0]
            problems.append(problem("missing-body", Place(first), languages=", ".join(missing)))
    return bodies, problems


def _check_facts(
    kind: Kind,
    reading: Reading,
    facts: Data,
    bodies: Mapping[str, tuple[str, markdown.Body]],
    problems: list[Problem],
) -> list[Any]:
    """Every `[=name]` names a fact of this record, or of another one (returned to be linked)."""
    used = [
        (name, Place(reading.document.file, *_spot(reading, path), path))
        for name, path in reading.facts
    ]
    used += [
        (name, Place(file, line, column, len(name) + 3))
        for file, body in bodies.values()
        for name, line, column in body.facts
    ]
    foreign = []
    for name, place in used:
        if "/" in name:
            foreign.append(
                [name, [place.file, place.line, place.column, place.length, place.field]]
            )
        elif kind.fact(name) is None or find(facts, name) is None:
            known = listed(name for name in facts if kind.fact(name))
            problems.append(problem("unknown-fact", place, name=name, known=known))
    return foreign


def _spot(reading: Reading, path: str) -> tuple[int, int, int]:
    line, column, start, end = reading.spans.get(path, (1, 1, 0, 0))
    return line, column, max(1, min(end - start, 120))


def find(data: Any, path: str) -> Any:
    """The value at a dotted path such as `benefits.annual_tax`; None when there is none."""
    for part in path.split("."):
        if isinstance(data, list) and part.isdigit() and int(part) < len(data):
            data = data[int(part)]
        elif isinstance(data, dict):
            data = data.get(part)
        else:
            return None
    return data


def _kept(kind: Kind, facts: Data) -> dict[str, Any]:
    """The fields that stay at hand, with the facts that their texts print."""
    waiting = [name for name in facts if name in kind.kept or name in COMMON]
    kept: dict[str, Any] = {}
    while waiting:
        name = waiting.pop()
        if name in facts and name not in kept:
            kept[name] = facts[name]
            waiting += [fact.partition(".")[0] for fact in _printed(facts[name])]
    return kept


def _printed(value: Any) -> Iterator[str]:
    """The names of the facts that the texts in a value print."""
    if isinstance(value, str):
        yield from (match[1].strip() for match in FACT.finditer(value))
    elif isinstance(value, dict):
        yield from chain.from_iterable(map(_printed, value.values()))
    elif isinstance(value, list):
        yield from chain.from_iterable(map(_printed, value))


def in_language(data: Any, fields: Sequence[Field], lang: str, languages: Languages) -> Any:
    """The data with every localised text as `[text, language it is in]`, for one language."""
    by_name = {field.name: field for field in fields}
    return {
        name: _value_in(value, by_name[name], lang, languages) if name in by_name else value
        for name, value in data.items()
    }


def _value_in(value: Any, field: Field, lang: str, languages: Languages) -> Any:
    if field.many and isinstance(value, list):
        return [_single_in(item, field, lang, languages) for item in value]
    return _single_in(value, field, lang, languages)


def _single_in(value: Any, field: Field, lang: str, languages: Languages) -> Any:
    if not isinstance(value, dict):
        return value
    if field.localised or (field.type == "ref" and field.or_text):
        return chosen(value, lang, languages)
    if field.type in ("record", "image", "file"):
        return in_language(value, parts_of(field), lang, languages)
    return value


def chosen(texts: Mapping[str, str], lang: str, languages: Languages) -> list[str]:
    """The text in a language, else in the default one, else in any: `[text, language]`."""
    for key in (lang, languages.default, *languages.keys):
        if key in texts:
            return [texts[key], key]
    key, text = next(iter(texts.items()))
    return [text, key]


def _packed(found: Problem) -> list[Any]:
    place = found.place
    where = [place.file, place.line, place.column, place.length, place.field]
    return [found.id, where, [list(fact) for fact in found.facts]]


def _unpacked(row: list[Any]) -> Problem:
    id, where, facts = row
    return Problem(id, Place(*where), tuple((name, value) for name, value in facts))


Fetch = Callable[[str], bytes]
