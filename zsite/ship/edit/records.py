"""The form of one record: shown, changed, saved, made anew, undone."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from zsite.content import layout
from zsite.content.kinds import Field, Kind
from zsite.content.reading import ID
from zsite.problems import Place, Problem, problem, words
from zsite.ship.edit import conflicts, journal, packing
from zsite.ship.edit.controls import Around, Control, Option, controls, groups, worded
from zsite.ship.edit.desk import Desk
from zsite.ship.edit.emission import Item
from zsite.ship.edit.forms import HERE, INSIDE, Filled, acted, filled_in, pairs
from zsite.ship.edit.listing import note
from zsite.ship.edit.pages import Talk, public_pages, rows, show, url
from zsite.ship.edit.proposing import Message, Proposal, by_path, judged, proposal
from zsite.ship.edit.sheets import Sheet, new_sheet, sheet
from zsite.ship.edit.texts import normal, opened, with_lines
from zsite.ship.edit.values import clean, unit_of
from zsite.ship.scaffold import called
from zsite.ship.serve.wire import Request, Response, data
from zsite.site.catalog import keyed_parts

_SAVING = ("save", "publish", "anyway")


def record(desk: Desk, kind: Kind, id: str, request: Request, talk: Talk) -> Response:
    """The form of a record that is there, or what comes of its being sent."""
    found = sheet(desk.root, desk.files[f"{kind.name}/{id}"], kind, desk.config.spoken)
    if isinstance(found, Problem):
        return show(talk, "project.html", 500, lines=[(words(found, talk.language), found.place)])
    broken = found.broken()
    if broken or "text" in talk.query:
        return _repair(desk, found, broken, request, talk)
    if request.method != "POST":
        standing = judged(desk, found, {}, talk.language).messages
        return form_page(desk, found, found.filled(), talk, standing=standing)
    sent = filled_in(pairs(request.body), kind, desk.config.spoken)
    action = sent.sent.get("_do", "")
    if action == "keep":
        return _chosen(desk, found, sent, talk)
    if action not in _SAVING:
        form = acted(sent, kind, action)
        return form_page(desk, found, _whole(found, form), talk, focus=_focus(action, form))
    if sent.sent.get("seen") != found.seen:
        mine = _with_draft(sent, action)
        return _conflict(desk, found, mine, packing.unpacked(sent.sent.get("base", "")), talk)
    return _save(desk, found, _with_draft(sent, action), action, talk)


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
    made = proposal(desk, found, form, talk.language)
    whole = _whole(found, form)
    if made.entry is None:
        return form_page(desk, found, whole, talk, made=made, status=422)
    if not made.changes:
        return _gone_to(url(found.kind.name, found.id) + "?nothing=1")
    if made.errors and action != "anyway":
        return form_page(desk, found, whole, talk, made=made, status=422)
    about = _about(desk, found, made, "saved")
    saved = journal.write(desk.root, made.changes, about)
    if isinstance(saved, list):
        return _not_written(desk, found, whole, saved, talk)
    return _gone_to(f"{url(found.kind.name, found.id)}?saved={saved.number}")


def _about(desk: Desk, found: Sheet, made: Proposal, what: str) -> Mapping[str, str]:
    title = found.id
    if made.entry:
        texts = made.entry.kept.get(found.kind.title)
        title = str(
            next(iter(texts.values()), title) if isinstance(texts, dict) else texts or title
        )
    return {"kind": found.kind.name, "id": found.id, "title": title, "what": what}


def _gone_to(address: str) -> Response:
    """Where the browser goes after a save."""
    return data({"go": address})


def _not_written(
    desk: Desk, found: Sheet, form: Filled, problems: Sequence[Problem], talk: Talk
) -> Response:
    """The form again, with what the system refused."""
    told = [Message(*words(each, talk.language), "error", "", 0) for each in problems]
    return form_page(desk, found, form, talk, made=Proposal({}, None, tuple(told)), status=500)


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
    around = _around(desk, found, form, talk, told)
    here = controls(HERE, found.fields, form.fields, around)
    inside = controls(INSIDE, found.inside, form.internal, _inside(found, around, told))
    name = f"{found.kind.name}/{found.id}"
    entry = desk.entries.get(name)
    return show(
        talk,
        "form.html",
        status,
        kind=found.kind,
        id=found.id,
        title=rows(desk, [entry], talk.language)[0].title if entry else "",
        row=rows(desk, [entry], talk.language)[0] if entry else None,
        groups=groups(found.kind, here),
        inside=inside,
        bodies=[
            (each, form.bodies.get(each.key, ""), by_path(told, "b").get(each.key, []))
            for each in (desk.config.languages if found.kind.body else ())
        ],
        files=found,
        messages=told,
        errors=[each for each in told if each.severity == "error"],
        advice=[each for each in told if each.severity != "error"],
        refused=made is not None,
        hopeless=made is not None and made.entry is None,
        seen=found.seen,
        base_form=packing.packed(found.filled()),
        is_draft=clean(form.fields.get("draft")) == "true",
        note=note(desk, talk),
        nothing="nothing" in talk.query,
        focus=focus,
        pages=public_pages(desk, name) if entry else [],
        fresh=fresh,
        given=given or {},
        k=_shared(desk, found, form, talk, focus),
        k_open=_holds,
    )


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
        if isinstance(value, str) and value and found.kind.fact(about.name):
            made.append((about.name, f"{worded(about.label, language)}：{value}"))
        elif about.type == "record" and not about.many and isinstance(value, Mapping):
            made += [
                (f"{about.name}.{part.name}", f"{worded(part.label, language)}：{value[part.name]}")
                for part in about.fields
                if isinstance(value.get(part.name), str) and value[part.name]
            ]
    return [fact for fact in made if found.kind.fact(fact[0])]


def _focus(action: str, form: Filled) -> str:
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
    return _gone_to(f"{address}?{'undone' if made.undone else 'redone'}={made.number}")


def _repair(
    desk: Desk, found: Sheet, broken: Sequence[Problem], request: Request, talk: Talk
) -> Response:
    """The file as a text: for one that no form can show, or when asked for."""
    path = broken[0].place.file if broken else found.record
    file = opened(found.data[path])
    text = normal(file.text)
    if request.method == "POST":
        sent = dict(pairs(request.body))
        text = sent.get("text", "")
        broken = _mended(desk, found, path, text, sent.get("seen", ""))
        if not broken:
            number = journal.saves(desk.root)[-1].number
            return _gone_to(f"{url(found.kind.name, found.id)}?saved={number}")
    lines = [(words(each, talk.language), each.place) for each in broken]
    status = 422 if request.method == "POST" else 200
    given = {"kind": found.kind, "id": found.id, "file": path, "text": text, "lines": lines}
    return show(talk, "broken.html", status, seen=found.seen, **given)


def _mended(desk: Desk, found: Sheet, path: str, text: str, seen: str) -> list[Problem]:
    """What keeps a text from being saved; nothing when it was saved."""
    file = opened(found.data[path])
    new = file.saved(with_lines(file, text))
    if seen != found.seen or new is None:
        return [problem("file-changing", Place(path))]
    broken = replace(found, data={**found.data, path: new}).broken()
    about = {"kind": found.kind.name, "id": found.id, "title": found.id, "what": "saved"}
    saved = [] if broken else journal.write(desk.root, {path: new}, about)
    return broken or (saved if isinstance(saved, list) else [])


def new(desk: Desk, kind: Kind, request: Request, talk: Talk) -> Response:
    """The form of a record that is to be made, or what comes of its being sent."""
    spoken = desk.config.spoken
    if kind.single and desk.of(kind.name):
        return Response(302, {"Location": url(kind.name, desk.of(kind.name)[0].id)})
    blank = new_sheet(kind, kind.name if kind.single else "new", spoken, called(kind))
    if request.method != "POST":
        source = talk.query.get("from", "")
        form, copied = _beginning(desk, kind, source)
        given = {
            "id": "",
            "wrong": "",
            "copied": copied,
            "from": source,
            "choices": _copies(desk, kind, talk),
        }
        return form_page(desk, blank, form, talk, fresh=True, given=given)
    form = filled_in(pairs(request.body), kind, spoken)
    action = form.sent.get("_do", "")
    wanted = form.sent.get("id", "").strip()
    given = {"id": wanted, "wrong": "", "copied": "", "from": "", "choices": []}
    if action not in _SAVING:
        form = acted(form, kind, action)
        return form_page(
            desk, blank, form, talk, fresh=True, given=given, focus=_focus(action, form)
        )
    id, wrong = chosen_id(desk, kind, wanted, form)
    if wrong:
        given["wrong"] = talk.say(wrong)
        return form_page(
            desk,
            blank,
            form,
            talk,
            fresh=True,
            given=given,
            status=422,
            made=Proposal({}, None, ()),
        )
    target = new_sheet(kind, id, spoken, called(kind))
    draft = {} if action == "publish" else {"draft": "true"}
    made = proposal(desk, target, replace(form, fields={**form.fields, **draft}), talk.language)
    if made.errors and action != "anyway":
        return form_page(desk, blank, form, talk, fresh=True, given=given, status=422, made=made)
    saved = journal.write(desk.root, made.changes, _about(desk, target, made, "created"))
    if isinstance(saved, list):
        return _not_written(desk, blank, form, saved, talk)
    return _gone_to(f"{url(kind.name, id)}?saved={saved.number}")


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


def _copies(desk: Desk, kind: Kind, talk: Talk) -> list[Option]:
    return [(row.id, row.title) for row in rows(desk, desk.of(kind.name), talk.language)]


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
    import re

    numbers = [str(entry.kept.get(kind.number) or "") for entry in desk.of(kind.name)]
    found = [m for m in (re.fullmatch(r"(.*?)(\d+)", number) for number in numbers) if m]
    if not kind.number or not found:
        return ""
    last = max(found, key=lambda match: int(match[2]))
    return f"{last[1]}{int(last[2]) + 1:0{len(last[2])}}"
