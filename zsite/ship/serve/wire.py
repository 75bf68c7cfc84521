"""What the server and its parts say to each other: a request, and its answer.

A part is a function of a request and knows no server. Before it is called the server has seen to
the doors (`doors.py`): the Host and, for whatever is not GET or HEAD, the Origin are on the list
and the token of this run was sent, by a script in the header `X-Zsite-Token`, by a form without one
as its first value; the client is this machine itself; the body is not longer than `MOST_BYTES`.
After it, the server adds the headers that a part did not set itself (`GUARDS`; an empty text leaves
one out). Calls of a part come one at a time, off the
loop that answers pages, so it may read and write files. When a POST, PUT or DELETE was answered
below 400 the site is built at once, without waiting for the watcher; every open page of the preview
hears of it. The bar of a page links to the record that it comes from as `/_edit/?file=content/…`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

MOST_BYTES = 64_000_000
TOKEN = "x-zsite-token"  # noqa: S105  the header's name
FORM_TOKEN = "_token"  # noqa: S105  the name of a form's first value
FORM = "application/x-www-form-urlencoded"
GUARDS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data: blob:; connect-src 'self'; frame-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}


@dataclass(frozen=True, slots=True)
class Request:
    """What a browser asks. `path` is decoded and stands below the part's own address, without a
    slash at its head: `projects/juice` for `/_edit/projects/juice`. Names of `headers` are in
    small letters. `token` is what this run's pages must send back with whatever writes.
    """

    method: str
    path: str = ""
    query: Mapping[str, Sequence[str]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    token: str = ""

    def asked(self, name: str, otherwise: str = "") -> str:
        """The last value of a name in the query."""
        return (self.query.get(name) or [otherwise])[-1]


@dataclass(frozen=True, slots=True)
class Response:
    """What is answered: an HTTP status, headers as they are written, and the body.

    `wrote` is false when no file was changed, so that nothing is to be built.
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    wrote: bool = True


def token_shown(headers: Mapping[str, str], body: bytes) -> str:
    """The token that came with a request: in its header, or as the first value of a form."""
    if TOKEN in headers or not headers.get("content-type", "").startswith(FORM):
        return headers.get(TOKEN, "")
    name, _, value = body.partition(b"&")[0].partition(b"=")
    return value.decode("ascii", "replace") if name == FORM_TOKEN.encode() else ""


def page(html: str, status: int = 200) -> Response:
    """An HTML page."""
    return Response(status, {"Content-Type": "text/html; charset=utf-8"}, html.encode())


def data(value: object, status: int = 200) -> Response:
    """A JSON-able value."""
    text = json.dumps(value, ensure_ascii=False)
    return Response(status, {"Content-Type": "application/json; charset=utf-8"}, text.encode())


def text(words: str, status: int = 200) -> Response:
    """A line for whoever has no business here."""
    return Response(status, {"Content-Type": "text/plain; charset=utf-8"}, words.encode())
