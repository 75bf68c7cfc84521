"""The filters of templates: few, pure, and named for what comes out."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import quote


def plain(value: object) -> str:
    """Text without markup, for attributes and titles."""
    return str(value)


def limited(value: object, length: int) -> str:
    """At most `length` characters, with an ellipsis when something was cut."""
    text = " ".join(str(value).split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def mailto(address: object, subject: object = "") -> str:
    """A `mailto:` link, with a subject when one is given."""
    link = f"mailto:{quote(str(address), safe='@')}"
    return f"{link}?subject={quote(str(subject))}" if str(subject) else link


FILTERS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {"plain": plain, "limited": limited, "mailto": mailto}
)
