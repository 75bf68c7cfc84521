"""Two people changed one record: what each of them says, field by field, and what is to stay."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from zsite.content.kinds import Field, Kind, parts_of
from zsite.ship.edit.controls import said, worded
from zsite.ship.edit.emission import Item
from zsite.ship.edit.forms import BODY, HERE, INSIDE, Filled
from zsite.ship.edit.values import NOT_SHOWN, clean

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field on which both differ: its name in a form, its label, and the three texts.

    `chosen` is the side that alone has changed it; nothing when both have.
    """

    name: str
    label: str
    base: str
    mine: str
    theirs: str
    chosen: str


def differences(
    kind: Kind, base: Filled, mine: Filled, theirs: Filled, language: str
) -> list[Difference]:
    """Every field on which the form and the file differ."""
    found = []
    for about in kind.fields:
        inside = about.internal
        sides = [_side(form, inside).get(about.name) for form in (base, mine, theirs)]
        if about.name in _side(mine, inside) and NOT_SHOWN not in sides:
            label = worded(about.label, language, about.name)
            texts = [_text(about, side, language) for side in sides]
            name = f"{INSIDE if inside else HERE}.{about.name}"
            found += _difference(name, label, [plainly(clean(s)) for s in sides], texts)
    for key in mine.bodies:
        bodies = [form.bodies.get(key, "").strip() for form in (base, mine, theirs)]
        found += _difference(f"{BODY}.{key}", key, bodies, bodies)
    return found


def _difference(
    name: str, label: str, sides: Sequence[Any], texts: Sequence[str]
) -> list[Difference]:
    base, mine, theirs = sides
    if mine == theirs:
        return []
    chosen = MINE if theirs == base else THEIRS if mine == base else ""
    return [Difference(name, label, texts[0], texts[1], texts[2], chosen)]


def _side(form: Filled, inside: bool) -> Mapping[str, Any]:
    return form.internal if inside else form.fields


def merged(
    kind: Kind, base: Filled, mine: Filled, theirs: Filled, choices: Mapping[str, str]
) -> Filled:
    """The form with what was chosen: mine where mine was chosen, else what the file says."""
    fields, internal = (
        {
            name: _rooted(value, _side(base, inside).get(name), _side(theirs, inside).get(name))
            for name, value in _side(mine, inside).items()
            if choices.get(f"{INSIDE if inside else HERE}.{name}") == MINE
        }
        for inside in (False, True)
    )
    bodies = {k: text for k, text in mine.bodies.items() if choices.get(f"{BODY}.{k}") == MINE}
    known = {about.name for about in kind.fields}
    fields = {name: value for name, value in fields.items() if name in known}
    return replace(
        theirs,
        fields={**theirs.fields, **fields},
        internal={**theirs.internal, **internal},
        bodies={**theirs.bodies, **bodies},
    )


def _rooted(value: Any, base: Any, theirs: Any) -> Any:
    """A value whose members know their places only if the file still has those places."""
    return value if base == theirs else rootless(value)


def rootless(value: Any) -> Any:
    """A value whose members are all new."""
    if isinstance(value, Mapping):
        return {key: rootless(each) for key, each in value.items()}
    return [Item(rootless(i.value)) for i in value] if isinstance(value, list) else value


def plainly(value: Any) -> Any:
    """A value without the memory of where its members stood."""
    if isinstance(value, Mapping):
        return {key: plainly(each) for key, each in value.items()}
    return [plainly(item.value) for item in value] if isinstance(value, list) else value


def _text(about: Field, value: Any, language: str) -> str:
    """A value as lines to read."""
    if isinstance(value, list):
        return "\n".join(f"· {_text(about, i.value, language)}" for i in value)
    if about.type in ("record", "image", "file") and isinstance(value, Mapping):
        parts = {part.name: part for part in parts_of(about)}
        return "\n".join(
            f"{worded(parts[name].label, language, name)}: {_text(parts[name], each, language)}"
            for name, each in value.items()
            if name in parts and each
        )
    if isinstance(value, Mapping):
        return "\n".join(str(each) for each in value.values())
    return said(about, str(value or ""), language)
