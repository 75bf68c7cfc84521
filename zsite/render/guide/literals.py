"""Values -> Typst: every value that a template puts out becomes an expression, never markup.

In a text, all but letters, digits and spaces are written as code points. So what comes out holds
nothing that could end the literal, a comment, or whatever else it was put into.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from zsite.render.guide.trees import tree
from zsite.site.views import Fields, File, Html, Picture, Text
from zsite.site.views.mention import Named
from zsite.site.views.values import Choice, Flag, Many, Nothing

_KEPT_CONTROLS = "\n\t"


def literal(value: Any) -> str:
    """The expression that stands for a value; what it shows is what the value's `str` says.

    None and absent values are `none`; numbers and sequences are Typst's own; a text of another
    language than the edition's knows it; a body is its tree, and a picture a dictionary. Raises
    what `str` raises, so an unknown name is still an error.
    """
    if value is None or isinstance(value, Nothing):
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal | Fraction):
        return _number(value)
    if isinstance(value, Html):
        return literal(tree(value))
    if isinstance(value, Choice):
        return literal(value.label)
    if isinstance(value, Text) and value.foreign:
        return spoken(value.lang, text(str(value)))
    if isinstance(value, str | Flag):
        return text(str(value))
    if isinstance(value, Named):
        return literal(value.title)
    return _compound(value)


def _compound(value: Any) -> str:
    if isinstance(value, Picture):
        return literal(picture(value))
    if isinstance(value, File):
        about = {"title": str(value), "href": value.href, "kind": value.kind, "size": value.size}
        return literal(about)
    if isinstance(value, Many):
        return _joined(value)
    if isinstance(value, Fields):
        return text(str(value))
    if hasattr(value, "_asdict"):
        return literal(value._asdict())
    if isinstance(value, Mapping):
        pairs = [f"{text(str(key))}: {literal(each)}" for key, each in value.items()]
        return f"({', '.join(pairs)})" if pairs else "(:)"
    if isinstance(value, Iterable) and not hasattr(value, "__html__"):
        return "(" + "".join(f"{literal(each)}, " for each in value) + ")"
    return text(str(value))


def text(given: str) -> str:
    """A string literal of Typst."""
    return f'"{_ODD.sub(_code_point, given)}"'


_ODD = re.compile(r"[^\w ]|_")  # what is no letter, digit or space


def _code_point(odd: re.Match[str]) -> str:
    letter = odd[0]
    code = ord(letter)
    if code < 32 and letter not in _KEPT_CONTROLS:
        return ""
    return f"\\u{{{0xFFFD if 0xD800 <= code < 0xE000 else code:x}}}"


def _number(value: int | float | Decimal | Fraction) -> str:
    if isinstance(value, int):
        return str(value) if value >= 0 else f"({value})"
    number = float(value)
    if number != number or number in (float("inf"), float("-inf")):
        return "none"
    written = f"{number:.12f}".rstrip("0")
    written = written + "0" if written.endswith(".") else written
    return written if number >= 0 else f"({written})"


def spoken(tag: str, inner: str) -> str:
    """An expression in the language of a BCP 47 tag, as Typst wants it: `zh-Hant` is zh and TW."""
    lang, region = language(tag)
    return f"text(lang: {text(lang)}, region: {text(region) if region else 'none'}, {inner})"


def language(tag: str) -> tuple[str, str]:
    """The language and the region, which may be empty, that a tag means to a typesetter."""
    parts = tag.split("-")
    regions = {"Hans": "CN", "Hant": "TW"}
    found = [regions.get(part.title(), part.upper()) for part in parts[1:]]
    lang = parts[0].lower()
    region = next((part for part in found if len(part) == 2 and part.isalpha()), "")
    return (lang if lang.isalpha() and len(lang) in (2, 3) else "en"), region


def _joined(values: Many) -> str:
    """An enumeration: one text, or, where some of it is in another language, a sum of them."""
    parts = [literal(each) for each in values]
    if all(part.startswith('"') for part in parts):
        return text(str(values))
    between = f" + {text(values.separator)} + "
    return f"({between.join(parts)})" if parts else '""'


def picture(value: Picture) -> dict[str, Any]:
    """A picture that a record names, as `image` wants it: the staged path and the words for it."""
    found = tree(f"<p>{value.tag('print')}</p>")  # alone in a paragraph: a picture, not a letter
    first = found[0] if found else {}
    path = first.get("path", "") if isinstance(first, dict) else ""
    return {"path": path, "alt": str(value), "caption": str(getattr(value, "caption", "") or "")}
