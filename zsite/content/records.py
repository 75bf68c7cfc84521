"""An entry's files -> its facts, places, bodies and problems: what the store keeps of it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from zsite.content import markdown
from zsite.content.documents import parse
from zsite.content.entries import Data, find, packed
from zsite.content.fields import listed, read_mapping
from zsite.content.kinds import Kind
from zsite.content.lacking import check_fields
from zsite.content.languages import Languages, in_language
from zsite.content.quantities import from_json, quotient
from zsite.content.reading import FACT, Reading
from zsite.content.sources import decode
from zsite.digest import canonical, digest, digest_of
from zsite.problems import Place, Problem, problem

COMMON = frozenset({"aliases", "draft", "visibility", "languages", "published", "images"})


class Task(NamedTuple):
    """One entry to be read: its kind, its id, and its files as (path, bytes)."""

    kind: Kind
    id: str
    record: tuple[str, bytes]
    bodies: Sequence[tuple[str, str, bytes]]
    others: Sequence[str]
    parent: str
    languages: Languages


def read_entry(task: Task) -> dict[str, bytes]:
    """The rows that the store keeps: `head`, `record`, `places`, `body:LANG` of each body."""
    path, data = task.record
    text, problems = decode(path, data)
    document = parse(path, text)
    reading = Reading(document, task.languages, task.kind.by_key)
    facts = _facts(task, reading)
    bodies, body_problems = _bodies(task, facts)
    foreign = _check_facts(task.kind, reading, facts, bodies, body_problems)
    rows = {f"body:{lang}": canonical(body.to_json()) for lang, (_, body) in bodies.items()}
    rows["record"] = canonical(facts)
    rows["places"] = canonical({name: list(span) for name, span in reading.spans.items()})
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
        "texts": {lang: path for lang, (path, _) in bodies.items()},
        "references": [
            [field, kind, id, f"{kind}/{id}", *_spot(reading, field)]
            for field, kind, id in reading.references
        ],
        "links": _links(reading, bodies),
        "files": [[field, name, *_spot(reading, field)] for field, name in reading.files],
        "keys": [[field, key, *_spot(reading, field)] for field, key in reading.keys],
        "foreign": foreign,
        "others": list(task.others),
        "problems": [packed(each) for each in (*problems, *document.problems, *body_problems)],
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
    check_fields(reading, kind, facts)
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


def _bodies(task: Task, facts: Data) -> tuple[dict[str, tuple[str, markdown.Body]], list[Problem]]:
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
        wanted = facts.get("languages") or task.languages.keys
        missing = [lang for lang in task.languages.keys if lang in wanted and lang not in bodies]
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
        elif facts and (kind.fact(name) is None or find(facts, kind.english(name)) is None):
            known = listed(name for name in facts if kind.fact(name))
            problems.append(problem("unknown-fact", place, name=name, known=known))
    return foreign


def _spot(reading: Reading, path: str) -> tuple[int, int, int]:
    line, column, start, end = reading.spans.get(path, (1, 1, 0, 0))
    return line, column, max(1, min(end - start, 120))


def _kept(kind: Kind, facts: Data) -> dict[str, Any]:
    """The fields that stay at hand, with the facts that their texts print."""
    waiting = [name for name in facts if name in kind.kept or name in COMMON]
    kept: dict[str, Any] = {}
    while waiting:
        name = waiting.pop()
        if name in facts and name not in kept:
            kept[name] = facts[name]
            waiting += [kind.english(fact).partition(".")[0] for fact in _printed(facts[name])]
    return kept


def _printed(value: Any) -> Iterator[str]:
    """The names of the facts that the texts in a value print."""
    if isinstance(value, str):
        yield from (match[1].strip() for match in FACT.finditer(value))
    elif isinstance(value, dict):
        yield from chain.from_iterable(map(_printed, value.values()))
    elif isinstance(value, list):
        yield from chain.from_iterable(map(_printed, value))
