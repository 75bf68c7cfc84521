"""Languages as content knows them, and the choice of a text among them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zsite.content.kinds import Field, parts_of


@dataclass(frozen=True, slots=True)
class Languages:
    """The language keys of a site, the default one, and every spelling of each key."""

    keys: tuple[str, ...]
    default: str
    spellings: Mapping[str, str]
    tags: Mapping[str, str]


def chosen(texts: Mapping[str, str], lang: str, languages: Languages) -> list[str]:
    """The text in a language, else in the default one, else in any: `[text, language]`."""
    for key in (lang, languages.default, *languages.keys):
        if key in texts:
            return [texts[key], key]
    key, text = next(iter(texts.items()))
    return [text, key]


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
