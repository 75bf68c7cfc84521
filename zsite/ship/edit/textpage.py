"""A record as the text of its file: for one that no form can show, or when asked for."""

from collections.abc import Sequence
from dataclasses import replace

from zsite.problems import Place, Problem, problem, words
from zsite.ship.edit import journal
from zsite.ship.edit.desk import Desk
from zsite.ship.edit.forms import pairs
from zsite.ship.edit.pages import Talk, gone_to, show, url
from zsite.ship.edit.sheets import Sheet
from zsite.ship.edit.texts import normal, opened, with_lines
from zsite.ship.serve.wire import Request, Response


def as_text(
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
            return gone_to(f"{url(found.kind.name, found.id)}?saved={number}")
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
