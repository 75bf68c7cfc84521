"""What a record lacks: fields that its kind requires, languages; and what must not stand in it."""

from collections.abc import Mapping, Sequence
from typing import Any

from zsite.content.documents import Node
from zsite.content.kinds import Field, Kind, key_of, parts_of
from zsite.content.reading import Reading


def check_fields(reading: Reading, kind: Kind, facts: dict[str, Any]) -> None:
    """Report what is missing; take out what must not be public and say so."""
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
        elif field.consent and field.name in facts and not facts.get(field.consent):
            reading.report("without-consent", _node_of(root, field), field.name, flag=field.consent)
            del facts[field.name]
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
