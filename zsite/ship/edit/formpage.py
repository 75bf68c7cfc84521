"""The page with a form: its controls, what can be chosen in them, and what is said above it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from zsite.config import Language
from zsite.content.kinds import Field, Kind
from zsite.ship.edit import packing
from zsite.ship.edit.controls import Around, Control, Option, controls, groups, said, worded
from zsite.ship.edit.desk import Desk
from zsite.ship.edit.forms import BODY, HERE, INSIDE, Filled
from zsite.ship.edit.listing import done
from zsite.ship.edit.pages import Talk, public_pages, rows, show
from zsite.ship.edit.printed import printed_pages, unprinted
from zsite.ship.edit.proposing import Message, Proposal, by_path
from zsite.ship.edit.sheets import Sheet
from zsite.ship.edit.values import clean, unit_of
from zsite.ship.serve.wire import Response
from zsite.site.catalog import keyed_parts


def form_page(
    desk: Desk,
    found: Sheet,
    form: Filled,
    talk: Talk,
    *,
    made: Proposal | None = None,
    standing: Sequence[Message] = (),
    focus: str = "",
    status: int = 200,
    fresh: bool = False,
    given: Mapping[str, Any] | None = None,
) -> Response:
    """The page with a form; `made` is what became of saving it, `standing` what is wrong now."""
    told = made.messages if made else standing
    return show(
        talk,
        "form.html",
        status,
        is_draft=clean(form.fields.get("draft")) == "true",
        note=done(desk, talk),
        nothing="nothing" in talk.query,
        focus=focus,
        fresh=fresh,
        given=given or {},
        k=_shared(desk, found, form, talk, focus),
        k_open=_holds,
        **_of(found),
        **_controls(desk, found, form, talk, told),
        **_standing(desk, found, talk),
        **_said(told, made),
    )


def _of(found: Sheet) -> Mapping[str, Any]:
    """Which record it is, and the state of its files that the form began with."""
    return {
        "kind": found.kind,
        "id": found.id,
        "files": found,
        "seen": found.seen,
        "base_form": packing.packed(found.filled()),
    }


def _controls(
    desk: Desk, found: Sheet, form: Filled, talk: Talk, told: Sequence[Message]
) -> Mapping[str, Any]:
    """The controls of the record by group, of its internal facts, and of its texts."""
    around = _around(desk, found, form, talk, told)
    here = controls(HERE, found.fields, form.fields, around)
    return {
        "groups": groups(found.kind, here),
        "inside": controls(INSIDE, found.inside, form.internal, _inside(found, around, told)),
        "bodies": _bodies(desk, found, form, told),
    }


def _standing(desk: Desk, found: Sheet, talk: Talk) -> Mapping[str, Any]:
    """What there is of the record so far: its row in lists, and where it is shown."""
    name = f"{found.kind.name}/{found.id}"
    entry = desk.entries.get(name)
    if entry is None:
        return {"title": "", "row": None, "pages": [], "printed": [], "unprinted": []}
    row = rows(desk, [entry], talk.language)[0]
    return {
        "title": row.title,
        "row": row,
        "pages": public_pages(desk, name),
        "printed": printed_pages(desk, name, talk.language),
        "unprinted": unprinted(desk, name, talk),
    }


def _said(told: Sequence[Message], made: Proposal | None) -> Mapping[str, Any]:
    """What is wrong, and whether that has kept a save from happening."""
    return {
        "errors": [each for each in told if each.severity == "error"],
        "advice": [each for each in told if each.severity != "error"],
        "refused": made is not None,
        "hopeless": made is not None and made.entry is None,
    }


def _bodies(
    desk: Desk, found: Sheet, form: Filled, told: Sequence[Message]
) -> list[tuple[Language, str, Sequence[Message]]]:
    """The text of the page in each language, with what is wrong in it."""
    languages = desk.config.languages if found.kind.body else ()
    wrong = by_path(told, BODY)
    return [(each, form.bodies.get(each.key, ""), wrong.get(each.key, [])) for each in languages]


def _shared(desk: Desk, found: Sheet, form: Filled, talk: Talk, focus: str) -> Mapping[str, Any]:
    """What every control of a form may ask."""
    return {
        "say": talk.say,
        "languages": desk.config.languages,
        "default": desk.config.default.key,
        "facts": _facts(found, form, talk.language),
        "focus": focus,
        "leading": {about.key_of.partition(".")[0] for about in found.fields if about.key_of},
        "record": found.record,
        "folder": found.record.rpartition("/")[0],
    }


def _holds(focus: str, found: Sequence[Control]) -> bool:
    """True when the control to go to is among these."""
    return any(f"{focus}.".startswith(f"{each.name}.") for each in found)


def _around(desk: Desk, found: Sheet, form: Filled, talk: Talk, told: Sequence[Message]) -> Around:
    editions = {each.key: desk.edition(each.key) for each in desk.config.languages}
    root = found.document(found.record).root
    units = {about.name: unit_of(root, about) for about in found.fields}

    def options(about: Field, values: Mapping[str, Any]) -> Sequence[Option]:
        return _options(desk, found.kind, about, values, talk.language)

    return Around(
        talk.language,
        desk.config.spoken,
        editions,
        options,
        by_path(told, HERE),
        {name: unit for name, unit in units.items() if unit},
        form.fields,
    )


def _inside(found: Sheet, around: Around, told: Sequence[Message]) -> Around:
    return replace(around, errors=by_path(told, INSIDE), units={})


def _options(
    desk: Desk, kind: Kind, about: Field, values: Mapping[str, Any], language: str
) -> Sequence[Option]:
    """What can be chosen for a field."""
    if about.type == "choice":
        return [(key, worded(label, language, key)) for key, label in about.choices.items()]
    if about.type == "ref":
        edition = desk.edition(language)
        found = [(each.id, edition.title(each)[0]) for each in desk.of(about.to)]
        return sorted(found, key=lambda option: option[1]) if len(found) > 12 else found
    named = {
        name: value["id"]
        for name, value in values.items()
        if isinstance(value, Mapping) and "id" in value
    }
    parts = keyed_parts(named, kind, about, desk.entries)
    return [(key, _called(row, key, desk, language)) for key, row in parts.items()]


def _called(row: Mapping[str, Any], key: str, desk: Desk, language: str) -> str:
    """What a part of another record is called: its first text."""
    texts = next((each for each in row.values() if isinstance(each, dict)), {})
    return f"{desk.edition(language).chosen(texts)[0]} · {key}" if texts else key


def _facts(found: Sheet, form: Filled, language: str) -> list[tuple[str, str]]:
    """What `[=name]` can print: the names of facts that are filled in, with label and value."""
    made = []
    for about in found.fields:
        value = form.fields.get(about.name)
        if isinstance(value, str) and value:
            made.append(_fact(about.name, about, value, language))
        elif about.type == "record" and not about.many and isinstance(value, Mapping):
            made += [
                _fact(f"{about.name}.{part.name}", part, value[part.name], language)
                for part in about.fields
                if isinstance(value.get(part.name), str) and value[part.name]
            ]
    return [fact for fact in made if found.kind.fact(fact[0])]


def _fact(name: str, about: Field, value: str, language: str) -> tuple[str, str]:
    return name, f"{worded(about.label, language)}：{said(about, value, language)}"


def focus_after(action: str, form: Filled) -> str:
    """The name of the row to go to after a button."""
    what, _, path = action.partition(":")
    if what == "add":
        top, *parts = path.split(".")
        value: Any = form.internal if top == INSIDE else form.fields
        for part in parts:
            value = value[int(part)].value if isinstance(value, list) else (value or {}).get(part)
        return f"{path}.{len(value or ()) - 1}"
    if what in ("up", "down"):
        head, _, number = path.rpartition(".")
        at = int(number) if number.isdecimal() else 0
        return f"{head}.{max(0, at - 1) if what == 'up' else at + 1}"
    return path.rpartition(".")[0] if what == "remove" else path
