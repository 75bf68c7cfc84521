"""What the editor answers: addresses to pages, and what was sent to saves."""

from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote

from zsite.problems import words
from zsite.ship.edit import checking, desk, listing, making, records, removing
from zsite.ship.edit.desk import Desk
from zsite.ship.edit.pages import Talk, gone, show
from zsite.ship.edit.words import LANGUAGES
from zsite.ship.serve.wire import TOKEN, Request, Response, text

_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
_COOKIE = "zsite_words"

Part = Callable[[Desk, Request, Talk], Response]
_PARTS: dict[tuple[str, str], Part] = {
    ("GET", ""): listing.overview,
    ("GET", "search"): listing.search,
    ("GET", "history"): listing.history,
    ("GET", "file"): checking.file,
    ("POST", "check"): checking.check,
    ("POST", "propose"): checking.proposed_id_of,
    ("POST", "preview"): checking.preview,
    ("POST", "upload"): checking.upload,
}

_SMALL = ("check", "propose", "upload", "file")  # asked often, and of no record


def answered(root: Path, request: Request, language: str) -> Response:
    """The answer to a request below `/_edit/`, for the project in `root`."""
    if request.path.startswith("assets/"):
        return _asset(request.path.removeprefix("assets/"))
    talk = _talk(request, language)
    at = desk.at(root, whole=request.path.strip("/") not in _SMALL)
    if isinstance(at, list):
        lines = [(words(each, talk.language), each.place) for each in at]
        return show(talk, "project.html", 500, lines=lines)
    with at.store:
        made = _followed(_routed(at, request, talk), request)
    asked = request.asked("words")
    if asked in LANGUAGES:
        cookie = f"{_COOKIE}={asked}; Path=/_edit/; SameSite=Strict; HttpOnly"
        return replace(made, headers={**made.headers, "Set-Cookie": cookie})
    return made


def _followed(made: Response, request: Request) -> Response:
    """The answer for a browser without scripts: where a script would go, it is sent."""
    if request.method != "POST" or TOKEN in request.headers:
        return made
    go = gone(made)
    return Response(303, {"Location": go}, wrote=made.wrote) if go else made


def _talk(request: Request, language: str) -> Talk:
    """The language asked for now, or before, or the site's."""
    cookies = dict(
        each.strip().partition("=")[::2] for each in request.headers.get("cookie", "").split(";")
    )
    asked = request.asked("words") or cookies.get(_COOKIE, "")
    query = {name: values[-1] for name, values in request.query.items() if values}
    spoken = asked if asked in LANGUAGES else language
    return Talk(spoken, request.token, unquote(request.path), query)


def _routed(at: Desk, request: Request, talk: Talk) -> Response:
    method = "GET" if request.method == "HEAD" else request.method
    path = request.path.strip("/")
    part = _PARTS.get((method, path))
    if part and path not in at.config.kinds:
        return part(at, request, talk)
    names = path.split("/")
    if names[0] in ("undo", "redo") and len(names) == 2 and method == "POST":
        return records.turned(at, talk, names[0], names[1])
    if names[0] not in at.config.kinds or method not in ("GET", "POST"):
        return show(talk, "missing.html", 404)
    kind = at.config.kinds[names[0]]
    if len(names) == 1:
        return listing.column(at, kind, talk)
    if names[1] == "new" and len(names) == 2:
        return making.new(at, kind, request, talk)
    if f"{kind.name}/{names[1]}" not in at.files:
        return show(talk, "missing.html", 404)
    if len(names) == 2:
        return records.record(at, kind, names[1], request, talk)
    if names[2:] == ["remove"]:
        return removing.remove(at, kind, names[1], request, talk)
    return show(talk, "missing.html", 404)


def _asset(name: str) -> Response:
    ending = name.rpartition(".")[2]
    file = files("zsite") / "ship" / "edit" / "client" / name
    if "/" in name or ending not in _TYPES or not file.is_file():
        return text("?", 404)
    headers = {"Content-Type": _TYPES[ending], "Cache-Control": "no-cache"}
    return Response(200, headers, file.read_bytes())
