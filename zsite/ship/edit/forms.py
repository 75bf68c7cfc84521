"""What a browser sends -> the values of a form, and what its buttons do to them.

Names are paths: `f.benefits.annual_tax`, `f.rows.0.item.zh`; below `f` the record's fields, below
`i` the internal ones, below `b` the bodies by language. `f.rows.0.#` says where a row stood in the
file, `f.rows.#` that the form shows the list at all, `f.cover.@` where a sent picture lies so far.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias
from urllib.parse import parse_qsl

from zsite.content.kinds import Field, Kind, parts_of
from zsite.content.languages import Languages
from zsite.ship.edit.emission import Item
from zsite.ship.edit.texts import typed
from zsite.ship.edit.values import Value

HERE, INSIDE, BODY = "f", "i", "b"
STAGED = "@"  # beside a file's name: where it lies until it is saved, `@DIGEST/name.jpg`
MOST_NAMES = 20_000
Branch: TypeAlias = "dict[str, Branch | list[str]]"


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled-in form: values of the record, internal ones, bodies, and whatever else was sent."""

    fields: Mapping[str, Value] = field(default_factory=dict)
    internal: Mapping[str, Value] = field(default_factory=dict)
    bodies: Mapping[str, str] = field(default_factory=dict)
    sent: Mapping[str, str] = field(default_factory=dict)


def pairs(body: bytes) -> list[tuple[str, str]]:
    """The names and texts of a form as a browser sends it."""
    text = body.decode("utf-8", "replace")
    found = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_NAMES)
    return [(name, typed(value)) for name, value in found]


def filled_in(sent: Iterable[tuple[str, str]], kind: Kind, languages: Languages) -> Filled:
    """The form that was sent, as far as the kind has such fields."""
    tree: Branch = {}
    loose: dict[str, str] = {}
    for name, text in sent:
        top, *rest = name.split(".")
        if top in (HERE, INSIDE, BODY) and rest and len(rest) < 12:
            _grow(tree, [top, *rest], text)
        else:
            loose[name] = text
    bodies = {key: text for key, text in _leaves(tree.get(BODY)).items() if key in languages.keys}
    return Filled(
        _fields(tree.get(HERE), [f for f in kind.fields if not f.internal], languages),
        _fields(tree.get(INSIDE), [f for f in kind.fields if f.internal], languages),
        bodies,
        loose,
    )


def _grow(tree: Branch, path: Sequence[str], text: str) -> None:
    for part in path[:-1]:
        below = tree.setdefault(part, {})
        if not isinstance(below, dict):
            return
        tree = below
    texts = tree.setdefault(path[-1], [])
    if isinstance(texts, list):
        texts.append(text)


def _leaves(tree: Any) -> dict[str, str]:
    found = tree if isinstance(tree, dict) else {}
    return {key: texts[-1] for key, texts in found.items() if isinstance(texts, list)}


def _fields(tree: Any, fields: Iterable[Field], languages: Languages) -> dict[str, Value]:
    """The values of the fields that the form showed."""
    if not isinstance(tree, dict):
        return {}
    return {
        about.name: _value(about, tree[about.name], languages)
        for about in fields
        if about.name in tree
    }


def _value(about: Field, tree: Any, languages: Languages) -> Value:
    if not about.many:
        return _one(about, tree, languages)
    if isinstance(tree, list):  # boxes that were ticked
        return [Item(text) for text in tree if text]
    single = replace(about, many=False)
    rows = sorted((key for key in tree if key.isdecimal() and len(key) < 6), key=int)
    return [Item(_one(single, tree[row], languages), _origin(tree[row])) for row in rows]


def _origin(tree: Any) -> int | None:
    texts = tree.get("#") if isinstance(tree, dict) else None
    return int(texts[0]) if texts and texts[0].isdecimal() and len(texts[0]) < 6 else None


def _one(about: Field, tree: Any, languages: Languages) -> Value:
    if about.type in ("record", "image", "file"):
        made = _fields(tree, parts_of(about), languages)
        sent = _leaves(tree).get(STAGED, "")
        return {**made, "file": sent} if sent and about.type != "record" else made
    if about.localised or about.type == "ref":
        texts = _leaves(tree)
        wanted = ("id", *languages.keys) if about.type == "ref" else languages.keys
        made = {key: _line(about, texts[key]) for key in wanted if texts.get(key, "").strip()}
        return {"id": made["id"]} if "id" in made else made
    if isinstance(tree, dict):  # one of many texts: its row holds the text under a name of its own
        tree = tree.get("value", [])
    return _line(about, tree[-1]) if isinstance(tree, list) and tree else ""


def _line(about: Field, text: str) -> str:
    """A text without the space around it; of a type that is one line, as one line."""
    text = text.strip()
    return text if about.type in ("prose", "text", "address") else " ".join(text.split("\n"))


def acted(form: Filled, kind: Kind, action: str) -> Filled:
    """The form after a button: `add:f.rows`, `remove:f.rows.1`, `up:f.rows.1`, `down:f.rows.1`."""
    what, _, path = action.partition(":")
    top, *parts = path.split(".")
    if what not in ("add", "remove", "up", "down") or top not in (HERE, INSIDE) or not parts:
        return form
    values = form.fields if top == HERE else form.internal
    made = _changed(values, parts, what)
    return replace(form, fields=made) if top == HERE else replace(form, internal=made)


def _changed(value: Value, parts: Sequence[str], what: str) -> Value:
    """A value in which the list or row at a path was changed."""
    if not parts:
        return [*(value or []), Item({})] if what == "add" else value
    head, rest = parts[0], parts[1:]
    if isinstance(value, list):
        at = int(head) if head.isdecimal() else -1
        if not 0 <= at < len(value):
            return value
        if rest or what == "add":
            row = value[at]._replace(value=_changed(value[at].value, rest, what))
            return [*value[:at], row, *value[at + 1 :]]
        return _moved(value, at, what)
    return {**(value or {}), head: _changed((value or {}).get(head), rest, what)}


def _moved(rows: list[Item], at: int, what: str) -> list[Item]:
    others = [*rows[:at], *rows[at + 1 :]]
    if what == "remove":
        return others
    to = max(0, at - 1) if what == "up" else min(len(others), at + 1)
    return [*others[:to], rows[at], *others[to:]]


def aligned(items: Value, before: Value) -> Value:
    """A list whose members know where an equal one stood before, as far as they did not know."""
    if not isinstance(items, list) or not isinstance(before, list):
        return items
    taken = {item.origin for item in items}
    made = []
    for item in items:
        same = next((b for b in before if b.value == item.value and b.origin not in taken), None)
        if item.origin is None and same:
            taken.add(same.origin)
            item = item._replace(origin=same.origin)
        made.append(item)
    return made
