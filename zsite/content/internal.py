"""The `internal/` tree: checked like content, and then forgotten.

Nothing in it reaches a page, the store, a log or an error text: problems name the field and the
line, never the value.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from zsite.content.documents import parse
from zsite.content.fields import read_mapping
from zsite.content.kinds import Field, Kinds, keyed
from zsite.content.languages import Languages
from zsite.content.layout import EntryFiles, arrange
from zsite.content.reading import Reading
from zsite.content.sources import decode, read, scan
from zsite.problems import Place, Problem, problem

TOP = "internal"
_HARMLESS = frozenset({"label", "known", "near", "part", "limit", "languages", "type", "types"})


def check(
    root: Path,
    kinds: Kinds,
    languages: Languages,
    ids: Mapping[str, str],
    names: Iterable[str],
) -> list[Problem]:
    """What is wrong with the internal records.

    `ids` are those of names that are none themselves, `names` those (`kind/id`) that content has.
    """
    sources, problems = scan(root, TOP)
    arranged, more = arrange(sources, TOP, kinds, languages, ids)
    problems += more
    known = frozenset(names)
    for files in arranged:
        if f"{files.kind}/{files.id}" not in known:
            problems.append(
                problem("internal-without-entry", files.place, name=f"{files.kind}/{files.id}")
            )
        problems += _check_record(root, files, kinds, languages)
    declared = frozenset(chain.from_iterable(_names(kind.fields) for kind in kinds.values()))
    return [_masked(each, declared) for each in problems]


def values(
    root: Path, kinds: Kinds, languages: Languages, ids: Mapping[str, str]
) -> Iterator[tuple[str, Field, str]]:
    """Every internal text as (`kind/id`, field, text), to be looked for where it must not be.

    Nobody may keep, show or log the texts.
    """
    sources, _ = scan(root, TOP)
    arranged, _ = arrange(sources, TOP, kinds, languages, ids)
    for files in arranged:
        data = read(root, files.record.path) if files.record else b""
        document = parse(TOP, decode(TOP, data)[0]) if isinstance(data, bytes) else None
        if document is None or document.root is None:
            continue
        internal = [field for field in kinds[files.kind].fields if field.internal]
        by_key = keyed(internal)
        said = read_mapping(Reading(document, languages, by_key), document.root, by_key)
        for field in internal:
            for text in _texts(said.get(field.name)):
                yield f"{files.kind}/{files.id}", field, text


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from chain.from_iterable(map(_texts, value.values()))


def _names(fields: Iterable[Field]) -> Iterator[str]:
    for field in fields:
        yield field.name
        yield from _names(field.fields)


def _check_record(
    root: Path, files: EntryFiles, kinds: Kinds, languages: Languages
) -> list[Problem]:
    assert files.record
    data = read(root, files.record.path)
    if isinstance(data, Problem):
        return [data]
    text, problems = decode(files.record.path, data)
    document = parse(files.record.path, text)
    if document.root:
        internal = [field for field in kinds[files.kind].fields if field.internal]
        read_mapping(Reading(document, languages, keyed(internal)), document.root, keyed(internal))
    return problems + document.problems


def _masked(found: Problem, declared: Container[str]) -> Problem:
    """The problem without anything that somebody typed: a key may be a slip of a secret, too."""
    field = ".".join(
        part if part in declared or part.isdigit() or not part else "…"
        for part in found.place.field.split(".")
    )
    facts = {name: value for name, value in found.facts if name in _HARMLESS}
    facts |= {"field": field} | ({"label": field} if "…" in field else {})
    place = Place(found.place.file, found.place.line, found.place.column, 0, field)
    return Problem(found.id, place, tuple((name, facts.get(name, "…")) for name, _ in found.facts))
