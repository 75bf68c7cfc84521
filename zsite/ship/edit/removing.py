"""A record archived or deleted, after the plan of what that means was shown."""

from dataclasses import replace

from zsite.content import memory
from zsite.content.kinds import Kind
from zsite.problems import Problem, words
from zsite.ship.edit import journal
from zsite.ship.edit.desk import Desk
from zsite.ship.edit.forms import pairs
from zsite.ship.edit.pages import Row, Talk, gone_to, rows, show, url
from zsite.ship.edit.sheets import Changes, Sheet, in_own_folder, sheet
from zsite.ship.serve.wire import Request, Response


def remove(desk: Desk, kind: Kind, id: str, request: Request, talk: Talk) -> Response:
    """The plan of archiving or deleting a record, or what comes of choosing one."""
    found = sheet(desk.root, desk.files[f"{kind.name}/{id}"], kind, desk.config.spoken)
    if isinstance(found, Problem):
        return show(talk, "project.html", 500, lines=[(words(found, talk.language), found.place)])
    if request.method != "POST":
        return _plan(desk, found, talk)
    sent = dict(pairs(request.body))
    if sent.get("seen") != found.seen:
        return _plan(desk, found, talk, status=409)
    if sent.get("_do") == "archive":
        return _archived(desk, found, talk)
    if sent.get("_do") != "delete" or not sent.get("sure"):
        return _plan(desk, found, talk, status=422, unsure=True)
    if _referrers(desk, found, talk):
        return _plan(desk, found, talk, status=422)
    return _done(desk, found, dict.fromkeys(_files(desk, found)), "deleted", talk)


def _plan(
    desk: Desk, found: Sheet, talk: Talk, status: int = 200, unsure: bool = False
) -> Response:
    entry = desk.entries[f"{found.kind.name}/{found.id}"]
    row = rows(desk, [entry], talk.language)[0]
    return show(
        talk,
        "remove.html",
        status,
        kind=found.kind,
        id=found.id,
        title=row.title,
        archived=row.archived,
        referrers=_referrers(desk, found, talk),
        files=sorted(_files(desk, found)),
        published=_published(desk, found),
        seen=found.seen,
        unsure=unsure,
    )


def _referrers(desk: Desk, found: Sheet, talk: Talk) -> list[Row]:
    """The records that name this one, or link to it in their texts."""
    name = f"{found.kind.name}/{found.id}"
    edition = desk.edition(talk.language)
    naming = [
        entry
        for entry in desk.entries.values()
        if entry.name != name
        and (
            any(reference.name == name for reference in entry.references)
            or any(fact.partition(".")[0] == name for fact, _ in entry.foreign)
            or any(_leads_to(link.target, name) for each in entry.links.values() for link in each)
        )
    ]
    return rows(desk, naming, edition.key)


def _leads_to(target: str, name: str) -> bool:
    """True for a link such as `../parks/east-zone` or `/parks/east-zone/park.yaml`."""
    plain = target.partition("#")[0].removesuffix(".yaml").removesuffix(".md")
    return plain.endswith(name) or f"{name}/" in plain


def _published(desk: Desk, found: Sheet) -> list[str]:
    """The record's addresses that have been published."""
    stored, _ = memory.load(desk.root)
    ending = f"{found.kind.path}/{found.id}.html".lstrip("/")
    return [path for path in stored.published if f"/{path}".endswith(f"/{ending}")]


def _files(desk: Desk, found: Sheet) -> list[str]:
    """The files that a record consists of; those that others share stay."""
    files = desk.files[f"{found.kind.name}/{found.id}"]
    own = [source.path for source in files.others] if in_own_folder(files) else []
    return [*found.data, *own]


def _archived(desk: Desk, found: Sheet, talk: Talk) -> Response:
    form = found.filled()
    standing = form.fields.get("visibility")
    wanted = "" if standing == "archived" else "archived"
    made = found.changes(replace(form, fields={"visibility": wanted}, internal={}, bodies={}))
    if isinstance(made, Problem):
        lines = [(words(made, talk.language), made.place)]
        return show(talk, "refused.html", 409, lines=lines)
    return _done(desk, found, made, "archived", talk)


def _done(desk: Desk, found: Sheet, changes: Changes, what: str, talk: Talk) -> Response:
    entry = desk.entries[f"{found.kind.name}/{found.id}"]
    title = rows(desk, [entry], desk.config.default.key)[0].title
    about = {"kind": found.kind.name, "id": found.id, "title": title, "what": what}
    saved = journal.write(desk.root, changes, about)
    if isinstance(saved, list):
        lines = [(words(each, talk.language), each.place) for each in saved]
        return show(talk, "refused.html", 500, lines=lines)
    address = url(found.kind.name) if what == "deleted" else url(found.kind.name, found.id)
    return gone_to(f"{address}?saved={saved.number}")
