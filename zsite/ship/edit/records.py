"""The form of one record: shown, changed, saved, undone."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from zsite.content.kinds import Kind
from zsite.problems import Problem, words
from zsite.ship.edit import conflicts, journal, packing
from zsite.ship.edit.desk import Desk
from zsite.ship.edit.formpage import focus_after, form_page
from zsite.ship.edit.forms import Filled, acted, filled_in, pairs
from zsite.ship.edit.pages import Talk, gone_to, rows, show, url
from zsite.ship.edit.proposing import Message, Proposal, judged, proposal
from zsite.ship.edit.sheets import Sheet, sheet
from zsite.ship.edit.textpage import as_text
from zsite.ship.serve.wire import Request, Response

SAVING = ("save", "publish", "anyway")


def record(desk: Desk, kind: Kind, id: str, request: Request, talk: Talk) -> Response:
    """The form of a record that is there, or what comes of its being sent."""
    found = sheet(desk.root, desk.files[f"{kind.name}/{id}"], kind, desk.config.spoken)
    if isinstance(found, Problem):
        return show(talk, "project.html", 500, lines=[(words(found, talk.language), found.place)])
    broken = found.broken()
    if broken or "text" in talk.query:
        return as_text(desk, found, broken, request, talk)
    if request.method != "POST":
        standing = judged(desk, found, {}, talk.language).messages
        return form_page(desk, found, found.filled(), talk, standing=standing)
    sent = filled_in(pairs(request.body), kind, desk.config.spoken)
    action = sent.sent.get("_do", "")
    if action == "keep":
        return _chosen(desk, found, sent, talk)
    if action not in SAVING:
        form = acted(sent, kind, action)
        return form_page(desk, found, _whole(found, form), talk, focus=focus_after(action, form))
    if sent.sent.get("seen") != found.seen:
        mine = _with_draft(sent, action)
        return _conflict(desk, found, mine, packing.unpacked(sent.sent.get("base", "")), talk)
    return _save(desk, found, sent, action, talk)


def _with_draft(form: Filled, action: str) -> Filled:
    """A form that is to be made public is no draft any more."""
    return replace(form, fields={**form.fields, "draft": ""}) if action == "publish" else form


def _whole(found: Sheet, form: Filled) -> Filled:
    """What was sent, over what the files say of whatever the form did not show."""
    standing = found.filled()
    return Filled(
        {**standing.fields, **form.fields},
        {**standing.internal, **form.internal},
        {**standing.bodies, **form.bodies},
        form.sent,
    )


def _save(desk: Desk, found: Sheet, form: Filled, action: str, talk: Talk) -> Response:
    made = proposal(desk, found, _with_draft(form, action), talk.language)
    whole = _whole(found, form)  # still a draft, should it not be made public now
    if made.entry is None:
        return form_page(desk, found, whole, talk, made=made, status=422)
    if not made.changes:
        return gone_to(url(found.kind.name, found.id) + "?nothing=1")
    if made.errors and action != "anyway":
        return form_page(desk, found, whole, talk, made=made, status=422)
    about = about_save(desk, found, made, "published" if action == "publish" else "saved")
    saved = journal.write(desk.root, made.changes, about)
    if isinstance(saved, list):
        return not_written(desk, found, whole, saved, talk)
    return gone_to(f"{url(found.kind.name, found.id)}?saved={saved.number}")


def about_save(desk: Desk, found: Sheet, made: Proposal, what: str) -> Mapping[str, str]:
    """What the journal says of a save."""
    title = found.id
    if made.entry:
        texts = made.entry.kept.get(found.kind.title)
        title = str(
            next(iter(texts.values()), title) if isinstance(texts, dict) else texts or title
        )
    return {"kind": found.kind.name, "id": found.id, "title": title, "what": what}


def not_written(
    desk: Desk, found: Sheet, form: Filled, problems: Sequence[Problem], talk: Talk
) -> Response:
    """The form again, with what the system refused."""
    told = [Message(*words(each, talk.language), "error", "", 0) for each in problems]
    return form_page(desk, found, form, talk, made=Proposal({}, None, tuple(told)), status=500)


def _conflict(desk: Desk, found: Sheet, mine: Filled, base: Filled, talk: Talk) -> Response:
    theirs = found.filled()
    different = conflicts.differences(found.kind, base, mine, theirs, talk.language)
    entry = desk.entries.get(f"{found.kind.name}/{found.id}")
    return show(
        talk,
        "conflict.html",
        409,
        kind=found.kind,
        id=found.id,
        title=rows(desk, [entry], talk.language)[0].title if entry else found.id,
        differences=different,
        mine=packing.packed(mine),
        old=packing.packed(base),
        seen=found.seen,
    )


def _chosen(desk: Desk, found: Sheet, sent: Filled, talk: Talk) -> Response:
    """What was chosen of two sides, saved if the file is still the one that was shown."""
    mine, base = (packing.unpacked(sent.sent.get(name, "")) for name in ("mine", "old"))
    theirs = found.filled()
    choices = {n[2:]: text for n, text in sent.sent.items() if n.startswith("c:")}
    different = conflicts.differences(found.kind, base, mine, theirs, talk.language)
    if sent.sent.get("seen") != found.seen or any(d.name not in choices for d in different):
        return _conflict(desk, found, mine, base, talk)
    made = conflicts.merged(found.kind, base, mine, theirs, choices)
    return _save(desk, found, made, "save", talk)


def turned(desk: Desk, talk: Talk, what: str, number: str) -> Response:
    """A save undone, or done again."""
    turn = journal.undo if what == "undo" else journal.redo
    made = turn(desk.root, int(number) if number.isdecimal() else 0)
    if isinstance(made, list):
        lines = [(words(each, talk.language), each.place) for each in made]
        return show(talk, "refused.html", 409, lines=lines)
    record = next((p for p in made.files if p.endswith((".yaml", ".yml"))), "")
    there = (desk.root / record).is_file() if record else f"{made.kind}/{made.id}" in desk.files
    address = url(made.kind, made.id) if there else url(made.kind)
    return gone_to(f"{address}?{'undone' if made.undone else 'redone'}={made.number}")
