"""A filled-in form -> the files that it would change, and what would be wrong with them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from zsite.content.entries import Entry
from zsite.content.kinds import label_of
from zsite.problems import Found, Problem, Words, words
from zsite.ship.edit import staging
from zsite.ship.edit.desk import Desk
from zsite.ship.edit.forms import BODY, HERE, INSIDE, Filled
from zsite.ship.edit.sheets import Changes, Sheet
from zsite.ship.edit.words import say
from zsite.ship.edit.words import words as own_words


class Message(NamedTuple):
    """What is wrong, in words, how grave it is, and where in the form (a control's name)."""

    text: str
    hint: str
    severity: str
    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a save would do: the files, the record as it would be, and messages about it."""

    changes: Changes
    entry: Entry | None
    messages: tuple[Message, ...]

    @property
    def errors(self) -> list[Message]:
        """What keeps the record from being published."""
        return [each for each in self.messages if each.severity == "error"]


def proposal(desk: Desk, sheet: Sheet, form: Filled, language: str) -> Proposal:
    """What saving a form would come to."""
    prefix = "" if sheet.record.rpartition("/")[0].endswith(sheet.id) else f"{sheet.id}-"
    fields, files = staging.settled(desk.root, sheet.fields, form.fields, sheet.record, prefix)
    changes = sheet.changes(replace(form, fields=fields))
    if isinstance(changes, Problem):
        return Proposal({}, None, tuple(messages(desk, sheet, [changes], language)))
    if not changes and not files:
        changes = {}
    new = {path: data for path, data in files.items() if not (desk.root / path).exists()}
    return judged(desk, sheet, {**new, **changes}, language)


def judged(desk: Desk, sheet: Sheet, changes: Changes, language: str) -> Proposal:
    """The record with changes, and what is wrong with it."""
    entry, _ = desk.read(sheet, changes)
    found = [*desk.wrong_with(entry), *desk.wrong_inside(sheet, changes)]
    return Proposal(changes, entry, tuple(messages(desk, sheet, found, language)))


def messages(desk: Desk, sheet: Sheet, problems: Iterable[Problem], language: str) -> list[Message]:
    """Problems in words, each at its control, in the order of the form."""
    names = [about.name for about in sheet.kind.fields]
    order = {f"{top}.{name}": i for top in (HERE, INSIDE) for i, name in enumerate(names)}
    told = [_message(found, sheet, language) for found in desk.judged(problems)]
    return sorted(told, key=lambda each: order.get(".".join(each.name.split(".")[:2]), len(order)))


def _message(found: Found, sheet: Sheet, language: str) -> Message:
    text, hint = _words(found.problem, sheet, language)
    place = found.problem.place
    return Message(text, hint, found.severity, _name(found.problem, sheet), place.line)


def _words(found: Problem, sheet: Sheet, language: str) -> Words:
    """A problem's words; of one that speaks of lines in a file, the editor's own."""
    own = own_words().get(f"wrong_{found.id}")
    if own is None:
        return words(found, language)
    label = label_of(sheet.kind.by_key, found.place.field, language) or found.place.field
    facts = {**dict(found.facts), "label": label}
    return Words(say(f"wrong_{found.id}", language, **facts), "")


def _name(found: Problem, sheet: Sheet) -> str:
    place = found.place
    for key, path in sheet.bodies.items():
        if place.file == path:
            return f"{BODY}.{key}"
    parts = place.field.split(".")
    if parts[-1] in sheet.languages.keys:
        parts = parts[:-1]
    top = INSIDE if place.file == sheet.internal else HERE
    return f"{top}.{'.'.join(parts)}" if parts != [""] else ""


def by_path(found: Iterable[Message], top: str) -> Mapping[str, list[Message]]:
    """Messages by the path of their control below `top`."""
    made: dict[str, list[Message]] = {}
    for each in found:
        head, _, path = each.name.partition(".")
        if head == top:
            made.setdefault(path, []).append(each)
    return made
