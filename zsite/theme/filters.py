"""The filters of templates: few, pure, and named for what comes out."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, urlsplit

from zsite.theme import drawings
from zsite.theme.phrases import phrased


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


def host(url: object) -> str:
    """The host of an address, to show instead of all of it."""
    return urlsplit(str(url)).hostname or str(url)


def size_in_bytes(size: int) -> str:
    """A file's size: `312 KB`, `4.2 MB`."""
    kilobytes = size / 1024
    return f"{kilobytes:.0f} KB" if kilobytes < 1000 else f"{kilobytes / 1024:.1f} MB"


def published(entry: Any) -> Any:
    """The day on which a record was first made public, else that of its last update."""
    days = (getattr(entry, name, None) for name in _PUBLISHED)
    return next((day for day in days if day), entry.last_update)


def minute(day: Any) -> str:
    """A date or moment as government meta tags write it: `2026-11-06 09:30`."""
    iso = str(day.iso).replace("T", " ")[:16]
    return iso if len(iso) == 16 else f"{iso} 00:00"


def source(entry: Any) -> str:
    """Where a record comes from, as plain text; empty when it does not say."""
    return str(getattr(entry, "source", ""))


def contact(entry: Any) -> Any:
    """The first contact that a record names, or none."""
    return next(iter(getattr(entry, "contacts", ())), None)


def standing(policy: Any) -> str:
    """What a policy's own status and the day of the build say together, as one word."""
    status = policy.status.key
    if status in ("repealed", "draft"):
        return str(status)
    if policy.validity in ("upcoming", "expired", "superseded"):
        return str(policy.validity)
    return str(status)


def serving(rows: Iterable[Any], park: str) -> Any:
    """The first price that holds in a park, by its id, else the first of all; or none."""
    priced = [row for row in rows if row.price]
    own = (row for row in priced if park in [each.id for each in row.applies_to])
    return next(own, priced[0] if priced else None)


@lru_cache(maxsize=4096)
def mixed(colour: object, share: float, other: str = "#FFFFFF") -> str:
    """A colour with a share, in hundredths, of another one mixed in: `#1B4A3E` -> `#A4B7B2`."""
    parts = zip(_channels(str(colour)), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share / 100):02X}" for a, b in parts)


def _channels(colour: str) -> list[int]:
    return [int(colour.lstrip("#")[at : at + 2], 16) for at in (0, 2, 4)]


def grouped(items: Iterable[Any], name: str) -> list[tuple[Any, list[Any]]]:
    """(value, items) by the value of an attribute, in the order in which values first appear.

    The attribute may be one of a part: `location.township`. Of several values the first one
    counts; items without one come last, under nothing.
    """
    groups: dict[str, tuple[Any, list[Any]]] = {}
    for item in items:
        value = _attribute(item, name) if name else ""
        value = (value[0] if value else "") if isinstance(value, tuple) else value
        groups.setdefault(_key(value), (value, []))[1].append(item)
    nameless = groups.pop("", None)
    return [*groups.values(), *([nameless] if nameless else [])]


def own_first(cards: Iterable[Any], language: str) -> list[Any]:
    """Files in a language, then those in others; among themselves as they were."""
    return sorted(cards, key=lambda card: language not in [one.key for one in card.language])


def _attribute(item: Any, path: str) -> Any:
    for name in path.split("."):
        item = getattr(item, name)
    return item


def key(entry: Any) -> str:
    """An entry's kind and id, by which a guide finds its page: `projects/glass`."""
    return f"{entry.column.name}/{entry.id}"


def pieces(amount: Any) -> dict[str, Any] | None:
    """A quantity taken apart for large numerals: `lead`, `number`, `tail`, and the whole `text`."""
    if not amount:
        return None
    return {name: getattr(amount, name) for name in ("text", "lead", "number", "tail", "size")}


def _key(value: Any) -> str:
    for name in ("key", "id", "name"):
        found = getattr(value, name, None)
        if found:
            return str(found)
    return str(value)


_PUBLISHED = ("published", "published_on", "issued_on", "date", "entered_on")

FILTERS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "plain": plain,
        "limited": limited,
        "mailto": mailto,
        "host": host,
        "bytes": size_in_bytes,
        "published": published,
        "minute": minute,
        "source": source,
        "contact": contact,
        "standing": standing,
        "grouped": grouped,
        "own_first": own_first,
        "mixed": mixed,
        "key": key,
        "phrased": phrased,
        "pieces": pieces,
        "serving": serving,
        **drawings.FILTERS,
    }
)
