"""Every request comes in here: livereload's socket and tornado's HTTP, behind our doors."""

import asyncio
import contextlib
from typing import Any, Protocol

from livereload.handlers import LiveReloadHandler
from tornado import httputil, web

from zsite.ship.serve import doors
from zsite.ship.serve.doors import COOKIE, Doors
from zsite.ship.serve.paths import decoded
from zsite.ship.serve.wire import GUARDS, Response


class Host(Protocol):
    """Who answers whatever comes in."""

    doors: Doors

    async def answer(self, asked: httputil.HTTPServerRequest) -> Response:
        """The answer to a request that has passed the doors."""


def application(host: Host) -> web.Application:
    """All addresses of the server."""
    about = {"host": host}
    return web.Application(
        [("/livereload", _Socket, about), (".*", _Door, about)],
        log_function=lambda _: None,
        websocket_max_message_size=65_536,
    )


class _Door(web.RequestHandler):
    """Pages, files and what is sent to the editor."""

    host: Host

    def initialize(self, host: Host) -> None:
        self.host = host

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        self.clear_header("Content-Type")

    async def handle(self) -> None:
        self._work = asyncio.ensure_future(self._answer())
        with contextlib.suppress(asyncio.CancelledError):
            self._give(await self._work)

    def on_connection_close(self) -> None:
        """Nobody waits any more for what is only read."""
        if self.request.method in doors.READING:
            self._work.cancel()

    async def _answer(self) -> Response:
        return _refused(self.host, self) or await self.host.answer(self.request)

    def _give(self, response: Response) -> None:
        self.set_status(response.status)
        for name, value in {**GUARDS, **response.headers}.items():
            if value:
                self.set_header(name, value)
        self.finish(response.body)

    get = head = post = put = delete = patch = options = handle

    def write_error(self, status_code: int, **_: Any) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code}")


def _refused(host: Host, handler: web.RequestHandler) -> Response | None:
    """What the doors say to a request; a key in the address becomes a cookie."""
    asked = handler.request
    headers = {name.lower(): value for name, value in asked.headers.get_all()}
    key = doors.key_in(asked.query) or handler.get_cookie(COOKIE) or ""
    path = decoded(asked.path) or ""
    client = asked.remote_ip or ""
    refusal = host.doors.refusal(asked.method or "", path, headers, client, key, asked.body)
    if refusal or not doors.key_in(asked.query):
        return refusal
    handler.set_cookie(COOKIE, key, httponly=True, samesite="Lax")
    return Response(302, {"Location": asked.path})


class _Socket(LiveReloadHandler):  # type: ignore[misc]
    """livereload's socket, for our own pages only."""

    host: Host

    def initialize(self, host: Host) -> None:
        self.host = host

    def prepare(self) -> None:
        refusal = _refused(self.host, self)
        if refusal:
            self.set_status(refusal.status)
            self.finish(refusal.body)

    def check_origin(self, origin: str) -> bool:
        return self.host.doors.is_ours(origin)

    def on_message(self, message: str | bytes) -> None:
        with contextlib.suppress(ValueError, TypeError, AttributeError):
            super().on_message(message)
