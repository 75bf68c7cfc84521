"""A new record: empty, or begun as a copy of another; its id, its number, its first save."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from zsite.content import layout
from zsite.content.kinds import Kind
from zsite.content.reading import ID
from zsite.problems import Problem
from zsite.ship.edit import conflicts, journal
from zsite.ship.edit.desk import Desk
from zsite.ship.edit.emission import Item
from zsite.ship.edit.formpage import focus_after, form_page
from zsite.ship.edit.forms import Filled, acted, filled_in, pairs
from zsite.ship.edit.pages import Talk, gone_to, rows, url
from zsite.ship.edit.proposing import Proposal, proposal
from zsite.ship.edit.records import SAVING, about_save, not_written
from zsite.ship.edit.sheets import Sheet, new_sheet, sheet
from zsite.ship.scaffold import called
from zsite.ship.serve.wire import Request, Response


def new(desk: Desk, kind: Kind, request: Request, talk: Talk) -> Response:
    """The form of a record that is to be made, or what comes of its being sent."""
    if kind.single and desk.of(kind.name):
        return Response(302, {"Location": url(kind.name, desk.of(kind.name)[0].id)})
    if request.method != "POST":
        return _begun(desk, kind, talk)
    form = filled_in(pairs(request.body), kind, desk.config.spoken)
    action = form.sent.get("_do", "")
    if action not in SAVING:
        form = acted(form, kind, action)
        return _again(desk, kind, form, talk, focus=focus_after(action, form))
    return _made(desk, kind, form, action, talk)


def _begun(desk: Desk, kind: Kind, talk: Talk) -> Response:
    """The form as it begins, with what it can be a copy of."""
    source = talk.query.get("from", "")
    form, copied = _beginning(desk, kind, source)
    choices = [(row.id, row.title) for row in rows(desk, desk.of(kind.name), talk.language)]
    given = {"id": "", "wrong": "", "copied": copied, "from": source, "choices": choices}
    return form_page(desk, _blank(desk, kind), form, talk, fresh=True, given=given)


def _again(
    desk: Desk, kind: Kind, form: Filled, talk: Talk, wrong: str = "", **more: Any
) -> Response:
    """The form as it was sent; `wrong` is what is wrong with the id."""
    given = {"id": form.sent.get("id", "").strip(), "wrong": wrong, "copied": "", "choices": []}
    return form_page(desk, _blank(desk, kind), form, talk, fresh=True, given=given, **more)


def _blank(desk: Desk, kind: Kind) -> Sheet:
    return new_sheet(kind, kind.name if kind.single else "new", desk.config.spoken, called(kind))


def _made(desk: Desk, kind: Kind, form: Filled, action: str, talk: Talk) -> Response:
    """The record written, as a draft unless it is to be public; or the form, with the reason."""
    id, wrong = chosen_id(desk, kind, form.sent.get("id", "").strip(), form)
    if wrong:
        none = Proposal({}, None, ())
        return _again(desk, kind, form, talk, talk.say(wrong), status=422, made=none)
    target = new_sheet(kind, id, desk.config.spoken, called(kind))
    fields = {**form.fields, "draft": "" if action == "publish" else "true"}
    made = proposal(desk, target, replace(form, fields=fields), talk.language)
    if made.errors and action != "anyway":
        return _again(desk, kind, form, talk, status=422, made=made)
    saved = journal.write(desk.root, made.changes, about_save(desk, target, made, "created"))
    if isinstance(saved, list):
        return not_written(desk, _blank(desk, kind), form, saved, talk)
    return gone_to(f"{url(kind.name, id)}?saved={saved.number}")


def chosen_id(desk: Desk, kind: Kind, wanted: str, form: Filled) -> tuple[str, str]:
    """The id of a new record, and what is wrong with it (the name of a sentence)."""
    if kind.single:
        return kind.name, ""
    taken = desk.taken(kind.name)
    if wanted:
        proposed = layout.propose(wanted)
        if not ID.fullmatch(wanted):
            return proposed, "id_malformed"
        return wanted, "id_taken" if wanted in taken else ""
    return proposed_id(desk, kind, form), ""


def proposed_id(desk: Desk, kind: Kind, form: Filled) -> str:
    """An id that is free, from the title: English where there is one, else pinyin."""
    title = form.fields.get(kind.title)
    texts = title if isinstance(title, Mapping) else {"zh": str(title or "")}
    name = texts.get("zh") or next(iter(texts.values()), "") or kind.name
    base = layout.propose(str(name))[:48].strip("-")
    taken = desk.taken(kind.name)
    return next(id for id in (base, *(f"{base}-{n}" for n in range(2, 999))) if id not in taken)


def _beginning(desk: Desk, kind: Kind, source: str) -> tuple[Filled, str]:
    """What a new form begins with: a copy without what is its own, or what the site suggests."""
    entry = desk.files.get(f"{kind.name}/{source}")
    number = _next_number(desk, kind)
    suggested: dict[str, Any] = {kind.number: number} if number else {}
    if entry is None or entry.record is None:
        contact = str(desk.config.values.get("contact") or "")
        about = kind.field("contacts")
        if contact and about and about.required and about.many:
            suggested["contacts"] = [Item({"id": contact})]
        return Filled(suggested), ""
    found = sheet(desk.root, entry, kind, desk.config.spoken)
    if isinstance(found, Problem):
        return Filled(suggested), ""
    standing = found.filled()
    own = {kind.number, "aliases", "draft", "visibility"}
    fields = {
        about.name: conflicts.rootless(standing.fields[about.name])
        for about in found.fields
        if about.name in standing.fields
        and about.name not in own
        and about.type not in ("image", "file")
    }
    title = rows(desk, [desk.entries[f"{kind.name}/{source}"]], desk.config.default.key)[0].title
    return Filled({**fields, **suggested}, {}, standing.bodies), title


def _next_number(desk: Desk, kind: Kind) -> str:
    """The number after the highest one, for kinds whose records are numbered: YZ-0127."""
    numbers = [str(entry.kept.get(kind.number) or "") for entry in desk.of(kind.name)]
    found = [m for m in (re.fullmatch(r"(.*?)(\d+)", number) for number in numbers) if m]
    if not kind.number or not found:
        return ""
    last = max(found, key=lambda match: int(match[2]))
    return f"{last[1]}{int(last[2]) + 1:0{len(last[2])}}"
