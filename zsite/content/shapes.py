"""Whether a declaration of a kind or field is written as its reader expects.

A site writes them by hand in `zsite.yaml`; what has another shape is named before it is read.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from zsite.content.kinds import TYPES

Shape = Callable[[Any], bool]


def misshapen(about: Mapping[str, Any], shapes: Mapping[str, Shape]) -> str:
    """The first key whose value has another shape than it should; nothing when all is well."""
    for key, value in about.items():
        if value is not None and not shapes.get(key, _text)(value):
            return key
    return ""


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_text, value))


def _words(value: Any) -> bool:
    """A text for each language, or whatever the key says."""
    return isinstance(value, dict) and all(map(_text, value.values()))


def _mapping(value: Any) -> bool:
    return isinstance(value, dict)


def _choices(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_choice, value.values()))


def _choice(value: Any) -> bool:
    if not isinstance(value, dict):
        return value is None or _text(value)
    return all(_texts(each) if key == "also" else _text(each) for key, each in value.items())


def _limits(value: Any) -> bool:
    return _words(value) and all(re.fullmatch(r"[0-9]{1,6}", most) for most in value.values())


def _stages(value: Any) -> bool:
    return _mapping(value) and _text(value.get("field")) and _texts(value.get("public"))


def _pattern(value: Any) -> bool:
    try:
        return bool(re.compile(value))
    except (TypeError, re.error, OverflowError, RecursionError):
        return False


KIND: Mapping[str, Shape] = {
    "label": _words,
    "one": _words,
    "fields": _mapping,
    "order": _texts,
    "updated": _texts,
    "status": _stages,
    "lifecycle": _words,
}
FIELD: Mapping[str, Shape] = {
    "type": TYPES.__contains__,
    "label": _words,
    "help": _words,
    "aliases": _texts,
    "choices": _choices,
    "fields": _mapping,
    "plausible": lambda value: _texts(value) and len(value) == 2,
    "limit": _limits,
    "pattern": _pattern,
    "computed": lambda value: _texts(value) and len(value) == 2,
}
