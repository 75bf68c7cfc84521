"""A JSON Schema (draft 2020-12) per kind, so that editors' YAML plug-ins complete and check.

Every accepted key is listed, with its label and help in both languages. What a schema cannot say
(units, references) is left to the build; the schema never refuses what the build accepts.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from zsite.content.kinds import QUANTITIES, Field, Kind, parts_of
from zsite.content.languages import Languages

_SCALAR = {"type": ["string", "number", "boolean", "null"]}
_EXAMPLES = {
    "money": "3.5亿元", "area": "200亩", "price": "8–12元/平方米·月", "rate": "20万吨/年",
    "duration": "24个月", "percent": "12.5%", "power": "10万千瓦", "length": "12公里",
    "date": "2026-03-02", "month": "2026-03", "year": "2026", "datetime": "2026-03-02 09:30",
    "phone": "0000-0000000",
}  # fmt: skip


def schema(kind: Kind, languages: Languages) -> dict[str, Any]:
    """The schema of a kind's records."""
    fields = [field for field in kind.fields if not field.internal]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": _words(kind.one),
        "type": "object",
        "properties": _properties(fields, languages),
        "patternProperties": _with_units(fields, languages),
        "additionalProperties": False,
        "allOf": [_present(field) for field in fields if field.required],
    }


def _present(field: Field) -> dict[str, Any]:
    """A required field may stand under any of its keys, with or without a unit."""
    names = "|".join(map(_escaped, _keys(field)))
    return {"not": {"patternProperties": {f"^({names})\\s*([（(][^（）()]+[）)])?$": False}}}


def _keys(field: Field) -> list[str]:
    return list(dict.fromkeys([field.name, *field.label.values(), *field.spelled]))


def _properties(fields: Iterable[Field], languages: Languages) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for field in fields:
        about = _field(field, languages)
        for key in _keys(field):
            made.setdefault(key, about)
    return made


def _with_units(fields: Iterable[Field], languages: Languages) -> dict[str, Any]:
    """Keys that carry the unit: `总投资（万元）`."""
    measured = [key for field in fields if field.type in QUANTITIES for key in _keys(field)]
    names = "|".join(sorted(map(_escaped, measured), key=len, reverse=True))
    return {f"^({names})\\s*[（(][^（）()]+[）)]$": _SCALAR} if measured else {}


def _escaped(text: str) -> str:
    return "".join(c if c.isalnum() or c == "_" else f"\\{c}" if c in ".+*?()[]{}|^$/\\" else c
                   for c in text)  # fmt: skip


def _field(field: Field, languages: Languages) -> dict[str, Any]:
    one = _one(field, languages)
    about: dict[str, Any] = {"title": _words(field.label)}
    help = _words(field.help)
    if help:
        about["description"] = help
    if field.type in _EXAMPLES:
        about["examples"] = [_EXAMPLES[field.type]]
    if not field.many:
        return about | one
    several: list[dict[str, Any]] = [{"type": "array", "items": one}, one]
    if field.localised:
        several.append(_by_language({"type": "array", "items": _SCALAR}, languages))
    return about | {"anyOf": several}


def _one(field: Field, languages: Languages) -> dict[str, Any]:
    if field.localised:
        return {"anyOf": [_SCALAR, _by_language(_SCALAR, languages)]}
    if field.type == "choice":
        words = [w for key, label in field.choices.items() for w in (key, *label.values())]
        listed = list(dict.fromkeys(words))
        return {"anyOf": [{"enum": listed}, _SCALAR]}
    if field.type in ("record", "image", "file"):
        parts = parts_of(field)
        record = {
            "type": "object",
            "properties": _properties(parts, languages),
            "patternProperties": _with_units(parts, languages),
            "additionalProperties": False,
        }
        return record if field.type == "record" else {"anyOf": [_SCALAR, record]}
    if field.type == "ref" and field.or_text:
        return {"anyOf": [_SCALAR, _by_language(_SCALAR, languages)]}
    return {} if field.type == "raw" else dict(_SCALAR)


def _by_language(value: Mapping[str, Any], languages: Languages) -> dict[str, Any]:
    keys = [*languages.keys, *(tag for tag in languages.tags.values() if tag not in languages.keys)]
    return {
        "type": "object",
        "properties": dict.fromkeys(keys, value),
        "additionalProperties": False,
    }


def _words(labels: Mapping[str, str]) -> str:
    return " / ".join(dict.fromkeys(labels.values()))
