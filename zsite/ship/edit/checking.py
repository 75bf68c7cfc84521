"""Small answers while somebody types: is this right, what will it look like, take this picture."""

from collections.abc import Mapping
from html import escape
from posixpath import splitext
from typing import Any

from zsite.content import markdown
from zsite.content.kinds import Field, Kind, key_of, keyed, parts_of
from zsite.problems import Problem, words
from zsite.ship.edit import staging
from zsite.ship.edit.controls import Around, read, rendered
from zsite.ship.edit.desk import Desk
from zsite.ship.edit.forms import filled_in, pairs
from zsite.ship.edit.making import proposed_id
from zsite.ship.edit.pages import Talk, told
from zsite.ship.edit.sheets import new_sheet, sheet
from zsite.ship.scaffold import called
from zsite.ship.serve.wire import Request, Response, text
from zsite.site.i18n import Edition
from zsite.site.pictures import is_picture

_TYPES = {
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp",
    ".avif": "image/avif", ".gif": "image/gif", ".tif": "image/tiff", ".tiff": "image/tiff",
    ".bmp": "image/bmp", ".svg": "image/svg+xml",
}  # fmt: skip


def check(desk: Desk, request: Request, talk: Talk) -> Response:
    """What is wrong with one value, and how pages will show it."""
    sent = dict(pairs(request.body))
    kind = desk.config.kinds.get(sent.get("kind", ""))
    about = field_at(kind, sent.get("name", "")) if kind else None
    if about is None:
        return told({"errors": [], "shown": []}, 404)
    value, unit = sent.get("value", "").strip(), sent.get("unit", "")
    document, _ = read(about, value, desk.config.spoken, unit)
    editions = {each.key: desk.edition(each.key) for each in desk.config.languages}
    around = Around(talk.language, desk.config.spoken, editions, lambda *_: ())
    found = [[*words(p, talk.language), severity] for p, severity in desk.judged(document.problems)]
    return told({"errors": found, "shown": rendered(about, value, around, unit)})


def field_at(kind: Kind, name: str) -> Field | None:
    """The field that a control is about, by its name `f.rows.0.price`."""
    about: Field | None = None
    by_key = keyed(kind.fields)
    for part in name.split(".")[1:]:
        if not part.isdecimal():
            about = by_key.get(key_of(part))
            if about is None:
                return None
            by_key = keyed(parts_of(about))
    return about


def proposed_id_of(desk: Desk, request: Request, talk: Talk) -> Response:
    """The id that a new record would get from its title."""
    sent = pairs(request.body)
    kind = desk.config.kinds.get(dict(sent).get("kind", ""))
    if kind is None:
        return told({}, 404)
    form = filled_in(sent, kind, desk.config.spoken)
    return told({"id": proposed_id(desk, kind, form) if form.fields.get(kind.title) else ""})


def preview(desk: Desk, request: Request, talk: Talk) -> Response:
    """A text of a form as its page will show it, with the facts as they are filled in."""
    sent = pairs(request.body)
    named = dict(sent)
    kind = desk.config.kinds.get(named.get("kind", ""))
    language = named.get("language", "")
    if kind is None or language not in desk.config.spoken.keys:
        return told({}, 404)
    form = filled_in(sent, kind, desk.config.spoken)
    standing = desk.files.get(f"{kind.name}/{named.get('record', '')}")
    found = sheet(desk.root, standing, kind, desk.config.spoken) if standing else None
    if found is None or isinstance(found, Problem):
        found = new_sheet(kind, "new", desk.config.spoken, called(kind))
    changes = found.changes(form)
    facts = {} if isinstance(changes, Problem) else desk.read(found, changes)[1]
    edition = desk.edition(language)
    body = markdown.render(named.get("text", ""), edition.tongue.tag)
    return told({"html": _filled(body, facts, kind, edition)})


def _filled(body: markdown.Body, facts: Mapping[str, Any], kind: Kind, edition: Edition) -> str:
    def fact(name: str) -> str:
        return f"<mark>{escape(edition.fact(name, facts, kind) or f'[={name}]')}</mark>"

    targets: list[str | None] = [
        "#" if link.kind == "link" else f"<em>{escape(link.alt or link.target)}</em>"
        for link in body.links
    ]
    return markdown.fill(body.html, targets, fact)


def upload(desk: Desk, request: Request, talk: Talk) -> Response:
    """A picture or file that was dropped or chosen: its name for the form, or why not."""
    picture = request.asked("as") == "image"
    name = request.asked("name", "picture")
    made = staging.receive(desk.root, name, request.body, picture=picture)
    if isinstance(made, Problem):
        return told({"error": " ".join(words(made, talk.language))}, 422)
    return told({"name": made, "called": made.partition("/")[2]})


def file(desk: Desk, request: Request, talk: Talk) -> Response:
    """A picture of the content, or one that was sent and not saved yet, to be shown small."""
    wanted = request.asked("path")
    ending = splitext(wanted)[1].lower()
    known = {source.path for source in desk.sources}
    found: bytes | None = None
    if wanted.startswith("@"):
        found = staging.staged(desk.root, wanted)
    elif wanted in known and is_picture(wanted):
        found = (desk.root / wanted).read_bytes()
    if found is None or ending not in _TYPES:
        return text("?", 404)
    headers = {
        "Content-Type": _TYPES[ending],
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(200, headers, found)
