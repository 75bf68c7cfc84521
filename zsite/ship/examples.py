"""A value in the right form for a field: what a new record shows where a fact is still to come."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from zsite.content.kinds import QUANTITIES, Field, Labels
from zsite.content.quantities import Quantity, parse, plausible

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an example may rely on: the site's languages, and by kind a record to refer to."""

    languages: Sequence[str]
    known: Mapping[str, str]


def scalar(about: Field, around: Surroundings) -> str:
    """One value as YAML, for every type but a group of fields."""
    if about.localised:
        return by_language(unfilled(about.label, around))
    if about.type == "ref":
        return _reference(about, around)
    if about.type in ("image", "file"):
        return _file(about, around)
    if about.type == "choice":
        return quoted(next(iter(about.choices), ""))
    if about.type == "string":
        return quoted(matching(about.pattern)) if about.pattern else "待填"
    if about.type in QUANTITIES:
        return _quantity(about)
    return quoted(types()[about.type]["example"])


def unfilled(label: Labels, around: Surroundings) -> dict[str, str]:
    """By language, a text that nobody takes for a fact."""
    texts = {key: f"(to fill) {label.get(key) or label.get('en', '')}" for key in around.languages}
    if "zh" in texts:
        texts["zh"] = f"（待填）{label.get('zh') or label.get('en', '')}"
    return texts


def by_language(texts: Words) -> str:
    """A text in each language, on one line."""
    return "{" + ", ".join(f"{key}: {quoted(text)}" for key, text in texts.items()) + "}"


def quoted(text: str) -> str:
    """A text as a YAML scalar, in quotation marks where it might be read as something else."""
    if _PLAIN.fullmatch(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _file(about: Field, around: Surroundings) -> str:
    """A named file; a picture with its alternative text."""
    name = types()[about.type]["example"]
    if about.type == "file":
        return name
    return f"{{file: {name}, alt: {by_language(unfilled(about.label, around))}}}"


def _reference(about: Field, around: Surroundings) -> str:
    known = around.known.get(about.to)
    if known is None and about.or_text:
        return by_language(unfilled(about.label, around))
    return known or "example"


def _quantity(about: Field) -> str:
    text = f"100{about.unit}" if about.unit else types()[about.type]["example"]
    if about.plausible:
        value, low, high = (
            parse(each, about.unit or about.type) for each in (text, *about.plausible)
        )
        bounds = [bound if isinstance(bound, Quantity) else None for bound in (low, high)]
        if not isinstance(value, Quantity) or not plausible(value, *bounds):
            return about.plausible[0]
    return text


def matching(pattern: str) -> str:
    """A text that a pattern matches: a familiar one if there is any, else a shortest one."""
    familiar = next((text for text in _FAMILIAR if re.fullmatch(pattern, text)), None)
    return _shortest(_parser.parse(pattern)) if familiar is None else familiar


def _shortest(parsed: Any) -> str:
    return "".join(_piece(str(operation), value) for operation, value in parsed)


def _piece(operation: str, value: Any) -> str:
    """The shortest text for one step of a parsed pattern."""
    match operation:
        case "LITERAL":
            return chr(value)
        case "NOT_LITERAL":
            return "a" if value != ord("a") else "b"
        case "ANY":
            return "a"
        case "IN":
            return _member(value)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return _shortest(value[2]) * int(value[0])
        case "SUBPATTERN" | "ATOMIC_GROUP":
            return _shortest(value[-1] if operation == "SUBPATTERN" else value)
        case "BRANCH":
            return min((_shortest(branch) for branch in value[1]), key=len)
    return ""


def _member(members: Sequence[Any]) -> str:
    """A character of a class such as `[^0-9a]`."""
    return next(character for character in _CHARACTERS if _holds(members, character))


def _holds(members: Sequence[Any], character: str) -> bool:
    code, found, negated = ord(character), False, False
    for operation, value in members:
        match str(operation):
            case "NEGATE":
                negated = True
            case "LITERAL":
                found |= code == value
            case "RANGE":
                found |= value[0] <= code <= value[1]
            case "CATEGORY":
                found |= bool(re.fullmatch(_CATEGORIES[str(value)], character))
    return found is not negated


@cache
def types() -> Mapping[str, Mapping[str, str]]:
    """Each type's name in both languages and its example."""
    return tomllib.loads((files("zsite") / "ship" / "types.toml").read_text("utf-8"))


_PLAIN = re.compile(
    r"(?!(?i:null)$)\w[\w%.@/·–-]*(?::[^\s\[\]{},#]+)*|\{\}|\d{4}-\d\d-\d\d \d\d:\d\d"
)
_FAMILIAR = ("example", "A-001", "2026-01", "2026Q1", "某政发〔2026〕0号", "projects/example")
_CHARACTERS = "0aA中-_ .:/〔〕" + "".join(map(chr, range(33, 0x3000)))
_CATEGORIES: Words = {
    "CATEGORY_DIGIT": r"\d", "CATEGORY_NOT_DIGIT": r"\D", "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\S", "CATEGORY_WORD": r"\w", "CATEGORY_NOT_WORD": r"\W",
}  # fmt: skip
