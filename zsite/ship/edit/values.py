"""A record's nodes <-> the values of its form.

A form has one shape for each type, however the record wrote it: a localised text is
`{language: text}`, many values are a list of items that know where they stood, a picture or file is
a record, a reference `{"id": …}` or a text in each language. What is empty is not there.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from zsite.content import dates
from zsite.content.documents import Node, Pair
from zsite.content.fields import field_of, parted
from zsite.content.kinds import Field, key_of, parts_of
from zsite.content.languages import Languages
from zsite.content.reading import ID
from zsite.content.scalars import NO, YES
from zsite.ship.edit.emission import Item

Value = Any  # str | Mapping[str, Value] | Sequence[Item]
NOT_SHOWN = object()  # a value that was written in a way that no form can show


def by_field(node: Node | None, fields: Sequence[Field], languages: Languages) -> dict[str, Value]:
    """The values of a record by field name, as a form shows them."""
    return {
        about.name: value
        for about, pair in placed(node, fields).values()
        if about and (value := shown(about, pair.node, languages)) is not None
    }


def placed(node: Node | None, fields: Sequence[Field]) -> dict[str, tuple[Field | None, Pair]]:
    """The pairs of a mapping by their keys, each with the field that it is about."""
    pairs = node.value if node and isinstance(node.value, dict) else {}
    by_key = {key: each for each in reversed(fields) for key in each.keys}
    return {key: (field_of(key, by_key)[0], pair) for key, pair in pairs.items()}


def unit_of(node: Node | None, about: Field) -> str:
    """The unit that the key of a field gives: 万元 of `总投资（万元）`."""
    pairs = node.value if node and isinstance(node.value, dict) else {}
    units = (field_of(key, dict.fromkeys(about.keys, about)) for key in pairs)
    return next((unit for found, unit in units if found), "")


def shown(about: Field, node: Node, languages: Languages) -> Value:
    """A field's value; None when there is none, NOT_SHOWN when no form can show it."""
    if not about.many:
        return _one(about, node, languages)
    items = [_one(about, item, languages) for item in members(about, node)]
    if any(item is NOT_SHOWN for item in items):
        return NOT_SHOWN
    return [Item(item, i) for i, item in enumerate(items) if item is not None] or None


def members(about: Field, node: Node) -> list[Node]:
    """The nodes of a field that may have many values, whichever way they are written."""
    if isinstance(node.value, list):
        return node.value
    if side_by_side(about, node):
        assert isinstance(node.value, dict)
        columns = {key: (pair.key, _column(pair.node)) for key, pair in node.value.items()}
        rows: list[dict[str, Pair]] = []
        for key, (name, column) in columns.items():
            rows += [{} for _ in column[len(rows) :]]
            for row, each in zip(rows, column, strict=False):
                row[key] = Pair(name, each)
        return [Node(row, node.line, node.column, node.start, node.end) for row in rows]
    parts = parted(about, node)
    return [node] if parts is None else parts


def side_by_side(about: Field, node: Node) -> bool:
    """True for `{zh: [a, b], en: [c, d]}`."""
    if not about.localised or not isinstance(node.value, dict):
        return False
    return any(isinstance(pair.node.value, list) for pair in node.value.values())


def _column(node: Node) -> list[Node]:
    return node.value if isinstance(node.value, list) else [node]


def _one(about: Field, node: Node, languages: Languages) -> Value:
    if node.value is None:
        return None
    if about.localised:
        return _texts(node, languages)
    if about.type == "ref":
        return _reference(about, node, languages)
    if about.type in ("record", "image", "file"):
        return _record(about, node, languages)
    if not isinstance(node.value, str) or about.type == "raw":
        return NOT_SHOWN
    text = node.value.strip()
    if about.type == "flag":
        return _flag(text)
    if about.type in dates.EXAMPLES:
        return dates.parse(text, about.type) or text or None
    if about.type == "choice":
        return about.spellings.get(key_of(text), text) or None
    return text or None


def _texts(node: Node, languages: Languages) -> Value:
    if isinstance(node.value, str):
        return filled({languages.default: node.value.strip()})
    if not isinstance(node.value, dict):
        return NOT_SHOWN
    made: dict[str, str] = {}
    for key, pair in node.value.items():
        language = languages.spellings.get(key_of(key))
        if language and pair.node.value is not None:
            if not isinstance(pair.node.value, str) or language in made:
                return NOT_SHOWN
            made[language] = pair.node.value.strip()
    return filled(made)


def _reference(about: Field, node: Node, languages: Languages) -> Value:
    if isinstance(node.value, str):
        target = node.value.strip().removeprefix(f"{about.to}/")
        if ID.fullmatch(target) or not about.or_text:
            return filled({"id": target})
    return _texts(node, languages) if about.or_text else NOT_SHOWN


def _record(about: Field, node: Node, languages: Languages) -> Value:
    if about.type != "record" and isinstance(node.value, str):
        return filled({"file": node.value.strip()})
    if not isinstance(node.value, dict):
        return NOT_SHOWN
    return filled(by_field(node, parts_of(about), languages))


def _flag(text: str) -> str:
    low = text.lower()
    return "true" if low in YES else "false" if low in NO else text


def filled(values: Mapping[str, Value]) -> Value:
    """The values that are not empty; None when there are none."""
    return {key: value for key, value in values.items() if value not in (None, "")} or None


def clean(value: Value) -> Value:
    """A value without its empty parts; None when nothing is left."""
    if isinstance(value, Mapping):
        return filled({key: clean(each) for key, each in value.items()})
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, Sequence):
        kept = [Item(made, i.origin) for i in value if (made := clean(i.value)) is not None]
        return kept or None
    return value
