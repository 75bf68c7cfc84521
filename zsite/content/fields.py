"""One node -> one typed value, or a problem; a table of converters, one function per type.

A typed value is JSON-able, and its field says what it is: a localised text is `{language: text}`,
a quantity is what `Quantity.to_json` gives, a date is ISO text, a choice its English key, a
reference an id, a record a dict. So what is stored, hashed and compared is one spelling.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from zsite.content import markdown
from zsite.content.documents import Node, Pair
from zsite.content.kinds import QUANTITIES, Field, key_of, parts_of
from zsite.content.reading import FACT, ID, Converter, Reading
from zsite.content.scalars import SCALARS

SEPARATORS = "[、,，;；]"
_TO_FILL = re.compile(r"待填|\(to fill\)", re.I)
_UNIT_IN_KEY = re.compile(r"(.+?)\s*[（(]([^（）()]+)[）)]\s*")


def read_mapping(
    reading: Reading, node: Node, by_key: Mapping[str, Field], above: str = ""
) -> dict[str, Any]:
    """The typed values of a mapping by field name; absent and broken ones are left out."""
    values: dict[str, Any] = {}
    if not isinstance(node.value, dict):
        return values
    for key, pair in node.value.items():
        found, unit = field_of(key, by_key)
        path = f"{above}{found.name}" if found else above + key
        if found is None:
            _unknown_key(reading, pair.key, by_key, path)
        elif found.name in values:
            reading.report("field-twice", pair.key, path, key=key)
        elif pair.node.value is not None and pair.node.value != []:
            value = read_value(reading, found, pair.node, path, unit)
            if value is not None:
                values[found.name] = value
    return values


def read_value(reading: Reading, about: Field, node: Node, path: str, unit: str = "") -> Any:
    """The typed value of a field's node, a list of them for a field that may have many."""
    reading.spans[path] = (node.line, node.column, node.start, node.end)
    if not about.many:
        return _one(reading, about, node, path, unit)
    made = []
    for index, item in enumerate(_items(reading, about, node, path)):
        spot = f"{path}.{index}"
        reading.spans[spot] = (item.line, item.column, item.start, item.end)
        made.append(_one(reading, about, item, spot, unit))
    return [value for value in made if value is not None]


def _one(reading: Reading, about: Field, node: Node, path: str, unit: str) -> Any:
    if node.value is None:
        return None
    return _CONVERTERS[about.type](reading, about, node, path, unit)


def _items(reading: Reading, about: Field, node: Node, path: str) -> list[Node]:
    if isinstance(node.value, list):
        return node.value
    if about.localised and isinstance(node.value, dict):
        lists = {key: pair.node.value for key, pair in node.value.items()}
        if any(isinstance(value, list) for value in lists.values()):
            return _side_by_side(reading, node, path)
    parts = parted(about, node)
    return [node] if parts is None else parts


def parted(about: Field, node: Node) -> list[Node] | None:
    """The parts of an enumeration such as `独资、合资`; None where a text is one value."""
    if about.type not in ("ref", "choice", "string") or not isinstance(node.value, str):
        return None
    parts = [part.strip() for part in re.split(SEPARATORS, node.value)]
    return [Node(part, node.line, node.column, node.start, node.end) for part in parts if part]


def _side_by_side(reading: Reading, node: Node, path: str) -> list[Node]:
    """`{zh: [a, b], en: [c, d]}` as the list `[{zh: a, en: c}, {zh: b, en: d}]`."""
    assert isinstance(node.value, dict)
    columns = {}
    for key, pair in node.value.items():
        columns[key] = pair.node.value if isinstance(pair.node.value, list) else [pair.node]
    lengths = {len(column) for column in columns.values()}
    if len(lengths) > 1:
        counts = ", ".join(f"{key} {len(column)}" for key, column in columns.items())
        reading.report("lists-differ-in-length", node, path, counts=counts)
    pairs = node.value
    rows = []
    for index in range(max(lengths, default=0)):
        row = {
            k: type(pairs[k])(pairs[k].key, c[index]) for k, c in columns.items() if index < len(c)
        }
        rows.append(Node(row, node.line, node.column, node.start, node.end))
    return rows


def field_of(key: str, by_key: Mapping[str, Field]) -> tuple[Field | None, str]:
    """The field that a key names, and the unit that it gives: `总投资（万元）`."""
    found = by_key.get(key_of(key))
    if found:
        return found, ""
    with_unit = _UNIT_IN_KEY.fullmatch(key)
    if with_unit:
        found = by_key.get(key_of(with_unit[1]))
        if found and (found.type in QUANTITIES or found.type == "record"):
            return found, with_unit[2].strip()
    return None, ""


def _unknown_key(reading: Reading, node: Node, by_key: Mapping[str, Field], path: str) -> None:
    names = {key: field.name for key, field in by_key.items()}
    near = get_close_matches(key_of(str(node.value)), names, n=1, cutoff=0.6)
    if near:
        reading.report("unknown-field-near", node, path, key=node.value, near=near[0])
    else:
        public = (field.name for field in by_key.values() if not field.internal)
        reading.report("unknown-field", node, path, key=node.value, known=listed(public))


def listed(names: Iterable[str], most: int = 12) -> str:
    """The first names of a list that may be long."""
    found = list(dict.fromkeys(names))
    return ", ".join(found[:most]) + (", …" if len(found) > most else "")


def _text(reading: Reading, about: Field, node: Node, path: str, unit: str) -> Any:
    found: dict[str, str] = {}
    if isinstance(node.value, str):
        found[reading.languages.default] = node.value.strip()
    elif isinstance(node.value, dict):
        for key, pair in node.value.items():
            language = reading.languages.spellings.get(key_of(key))
            if language is None:
                known = ", ".join(reading.languages.keys)
                reading.report("unknown-language", pair.key, path, key=key, known=known)
            elif isinstance(pair.node.value, str):
                spot = f"{path}.{language}"
                inner = pair.node
                reading.spans[spot] = (inner.line, inner.column, inner.start, inner.end)
                found[language] = pair.node.value.strip()
            elif pair.node.value is not None:
                reading.report("not-a-text", pair.node, path, type=about.type)
    else:
        reading.report("not-a-text", node, path, type=about.type)
    _check_texts(reading, about, node, path, found)
    return {language: text for language, text in found.items() if text} or None


def _prose(reading: Reading, about: Field, node: Node, path: str, unit: str) -> Any:
    """Markdown, rendered; its links are noted under `field.language`."""
    made = {}
    for language, text in (_text(reading, about, node, path, unit) or {}).items():
        body = markdown.render(text, reading.languages.tags[language])
        for fault in body.faults:
            reading.report(fault.id, node, path, **fault.facts)
        if body.links:
            reading.links[f"{path}.{language}"] = (node, body.links)
        made[language] = body.html
    return made or None


def _check_texts(
    reading: Reading, about: Field, node: Node, path: str, found: Mapping[str, str]
) -> None:
    unfilled = next((text for text in found.values() if _TO_FILL.search(text)), None)
    if unfilled:
        reading.report("to-fill", node, path, text=unfilled[:40])
    for language, text in found.items():
        most = about.limit.get(language)
        if most and len(text) > most:
            reading.report(
                "text-too-long", node, path, length=len(text), most=most, language=language
            )
        reading.facts += [(match[1].strip(), path) for match in FACT.finditer(text)]


def _reference(reading: Reading, about: Field, node: Node, path: str, unit: str) -> Any:
    if isinstance(node.value, str):
        target = node.value.strip().removeprefix(f"{about.to}/")
        if ID.fullmatch(target):
            reading.references.append((path, about.to, target))
            return target
    if about.or_text:
        return _text(reading, about, node, path, unit)
    reading.report("not-an-id", node, path, to=about.to)
    return None


def _record(reading: Reading, about: Field, node: Node, path: str, unit: str) -> Any:
    if not isinstance(node.value, dict):
        known = ", ".join(each.name for each in about.fields)
        reading.report("not-a-record", node, path, known=known)
        return None
    by_key = {key: each for each in reversed(about.fields) for key in each.keys}
    values = read_mapping(reading, node, by_key, f"{path}.")
    for each in about.fields:
        if each.required and each.name not in values:
            reading.report("missing-part", node, path, part=each.name)
    return values or None


def _file(reading: Reading, about: Field, node: Node, path: str, unit: str) -> Any:
    if isinstance(node.value, str):
        node = _as_file_record(node)
    parts = replace(about, type="record", fields=parts_of(about))
    made = _record(reading, parts, node, path, unit)
    if not made or "file" not in made:
        return None
    reading.files.append((f"{path}.file", made["file"]))
    if about.type == "image" and "alt" not in made:
        reading.report("image-without-alt", node, path, file=made["file"])
    return made


def _as_file_record(node: Node) -> Node:
    return Node({"file": Pair(node, node)}, node.line, node.column, node.start, node.end)


_CONVERTERS: dict[str, Converter] = {
    **SCALARS,
    **dict.fromkeys(("text", "address"), _text),
    **dict.fromkeys(("image", "file"), _file),
    "prose": _prose,
    "ref": _reference,
    "record": _record,
}
