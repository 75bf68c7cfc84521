"""Pages that list: kinds, the records of a kind, what a search finds, what was saved."""

from typing import Any

from zsite.content.kinds import Kind
from zsite.ship.edit import journal
from zsite.ship.edit.desk import Desk
from zsite.ship.edit.pages import Row, Talk, rows, show, url
from zsite.ship.serve.wire import Request, Response

MOST_FOUND = 100


def overview(desk: Desk, request: Request, talk: Talk) -> Response:
    """The kinds, with what is still to be done in each."""
    if request.asked("file"):
        return opened_at(desk, request, talk)
    kinds = desk.config.kinds
    menu = [name for name in desk.config.values.get("menu") or () if name in kinds]
    groups = [_summary(desk, kinds[name], talk) for name in dict.fromkeys([*menu, *kinds])]
    problems = [each for each in desk.judged(desk.problems) if each.problem.id in _OF_THE_PROJECT]
    return show(talk, "overview.html", groups=groups, problems=len(problems))


_OF_THE_PROJECT = frozenset({"no-record", "two-records", "id-twice", "stray-file"})


def _summary(desk: Desk, kind: Kind, talk: Talk) -> dict[str, Any]:
    found = rows(desk, desk.of(kind.name), talk.language)
    return {
        "kind": kind,
        "count": len(found),
        "drafts": sum(row.draft for row in found),
        "errors": sum(bool(row.errors) for row in found),
        "lacking": sum(bool(row.lacking) for row in found),
        "only": found[0].id if kind.single and found else "",
    }


def column(desk: Desk, kind: Kind, talk: Talk) -> Response:
    """The records of a kind."""
    found = rows(desk, desk.of(kind.name), talk.language)
    return show(talk, "column.html", kind=kind, rows=found, note=done(desk, talk))


def done(desk: Desk, talk: Talk) -> dict[str, Any] | None:
    """What has just been done, with the way back."""
    for what in ("saved", "undone", "redone"):
        number = talk.query.get(what, "")
        save = journal.find(desk.root, int(number)) if number.isdecimal() else None
        if save:
            return {"what": what, "save": save}
    return None


def search(desk: Desk, request: Request, talk: Talk) -> Response:
    """Records of every kind by words of their titles, numbers or ids."""
    query = request.asked("q").strip()
    found: list[Row] = []
    if query:
        everything = rows(desk, list(desk.entries.values()), talk.language)
        wanted = query.lower().split()
        found = [row for row in everything if all(word in row.words for word in wanted)]
    return show(talk, "search.html", rows=found[:MOST_FOUND], count=len(found), query=query)


def history(desk: Desk, request: Request, talk: Talk) -> Response:
    """What was saved, the latest first."""
    found = journal.saves(desk.root)[::-1]
    kinds = desk.config.kinds
    return show(talk, "history.html", saves=found, kinds=kinds, names=desk.files)


def opened_at(desk: Desk, request: Request, talk: Talk) -> Response:
    """To the form of the record that a file belongs to."""
    wanted = request.asked("file")
    for name, entry in desk.files.items():
        sources = [entry.record, *entry.bodies.values(), *entry.others]
        if any(source and source.path == wanted for source in sources):
            return Response(302, {"Location": url(*name.split("/"))})
    return show(talk, "missing.html", 404)
