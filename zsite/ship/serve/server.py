"""The server: livereload's socket and tornado's HTTP behind our doors, one build after another."""

import asyncio
import contextlib
import logging
import secrets
import signal
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from livereload.handlers import LiveReloadHandler
from livereload.watcher import Watcher
from tornado import httputil, web
from tornado.httpserver import HTTPServer

from zsite.config import load as config_of
from zsite.problems import problem
from zsite.report import Report
from zsite.ship.serve import doors, network, wire
from zsite.ship.serve.answers import Answers
from zsite.ship.serve.builder import PREVIEW, PRINTED
from zsite.ship.serve.building import Builder
from zsite.ship.serve.doors import COOKIE, EDIT, Doors
from zsite.ship.serve.paths import decoded
from zsite.ship.serve.preview import Preview, Shown
from zsite.ship.serve.watching import Watching
from zsite.ship.serve.wire import GUARDS, MOST_BYTES, Request, Response

AFTERTHOUGHT = 1.0  # seconds after a build until it is seen whether something escaped it
HEARTBEAT = 30.0  # seconds between such looks; also at midnight statuses change
BUILT = "/_zsite/built"
GUIDE = "/_zsite/guide-pages"


@dataclass(frozen=True, slots=True)
class Options:
    """How to serve: from which port on, to the network or not, by polling or not."""

    port: int = 8000
    lan: bool = False
    poll: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """What the command line does with what happens: `shown` words problems in its language,
    `started` is told the address, the one for phones or nothing, and its code for a terminal;
    `built` a report and its seconds.
    """

    language: str
    shown: Shown
    started: Callable[[str, str, str], None]
    built: Callable[[Report, float], None]


def serve(root: Path, options: Options, voice: Voice) -> Report:
    """Serve until Ctrl-C or SIGTERM; a report with what kept it from starting."""
    _log_aside()
    try:
        address = network.own_address() if options.lan else ""
        port, sockets = network.free(options.port, "" if address else "127.0.0.1")
    except OSError as error:
        return Report.of([problem("no-port", reason=error.strerror or str(error))], {}, (), "")
    asyncio.run(_House(root, options, voice, port, address).live(sockets))
    return Report()


def wish(root: Path) -> str:
    """The language in which a site wants to be spoken to; empty when it says nothing."""
    config, _ = config_of(root)
    return config.messages if config else ""


class _House:
    """All that one run of the server has."""

    def __init__(self, root: Path, options: Options, voice: Voice, port: int, address: str) -> None:
        """`address` is this machine's in its network, if it may be reached there."""
        self.root = root
        self.voice = voice
        key = secrets.token_urlsafe(16) if address else ""
        hosts = doors.local_hosts(port, (address,) if address else ())
        self.doors = Doors(hosts, secrets.token_urlsafe(32), key)
        self.url = f"http://127.0.0.1:{port}/"
        self.phone = f"http://{address}:{port}/?key={key}" if address else ""
        self.preview = Preview(root / PREVIEW, voice.shown)
        drawing = network.drawn(self.phone) if self.phone else b""
        self.answers = Answers(self.preview, root / PRINTED, voice.language, drawing)
        self._builder = Builder(root)
        self._at_work = ThreadPoolExecutor(1, "build")
        self._at_desk = ThreadPoolExecutor(1, "edit")
        self._poll = options.poll
        self._wanted = asyncio.Event()
        self._over = asyncio.Event()

    async def live(self, sockets: list[Any]) -> None:
        """Open, build and answer until somebody ends it."""
        self._loop = asyncio.get_running_loop()
        self._listen_for_the_end(self._loop)
        LiveReloadHandler.watcher = Watcher()  # it only lends its socket; ours watches
        server = HTTPServer(_application(self), max_body_size=MOST_BYTES, max_header_size=32_768)
        server.add_sockets(sockets)
        watching = Watching(self.root, self._wake_from_outside, poll=self._poll)
        watching.start()
        building = asyncio.create_task(self._build())
        self.voice.started(self.url, self.phone, network.blocks(self.phone))
        await self._over.wait()
        building.cancel()
        server.stop()
        await asyncio.to_thread(watching.stop)
        await asyncio.to_thread(self._builder.stop)
        for waiter in [*LiveReloadHandler.waiters]:
            waiter.close()
        await server.close_all_connections()
        self._at_work.shutdown(wait=False, cancel_futures=True)
        self._at_desk.shutdown(wait=True)

    def wake(self) -> None:
        """Something has changed: build, now or after the build under way."""
        self._wanted.set()

    def _wake_from_outside(self) -> None:
        """The same, from another thread."""
        with contextlib.suppress(RuntimeError):  # all is over
            self._loop.call_soon_threadsafe(self.wake)

    def _listen_for_the_end(self, loop: asyncio.AbstractEventLoop) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            try:
                loop.add_signal_handler(number, self._over.set)
            except NotImplementedError:  # Windows
                end = partial(loop.call_soon_threadsafe, self._over.set)
                signal.signal(number, lambda *_, end=end: end())

    async def _build(self) -> None:
        """Build at once, then whenever something has changed, and now and then to make sure."""
        loop = asyncio.get_running_loop()
        pause = 0.0
        while True:
            woken = await self._woken(pause)
            answer = await loop.run_in_executor(self._at_work, self._builder.ask)
            new = self._take(answer)
            pause = AFTERTHOUGHT if woken or new else HEARTBEAT

    async def _woken(self, pause: float) -> bool:
        """Wait for a change, at most for the pause; false when there was none."""
        try:
            await asyncio.wait_for(self._wanted.wait(), pause)
        except TimeoutError:
            return False
        self._wanted.clear()
        return True

    def _take(self, answer: Any) -> bool:
        """Show a build's answer, if it is another one; true when it is."""
        report = Report.from_json(answer["report"])
        totals = report.totals
        same = totals and not totals.made and not totals.removed and self.preview.number
        if same and report.problems == self.preview.report.problems:
            return False
        self.preview.take(answer)
        self.voice.built(report, answer["seconds"])
        LiveReloadHandler.reload_waiters(BUILT)
        return True

    async def answer(self, asked: httputil.HTTPServerRequest) -> Response:
        """The answer to a request that has passed the doors."""
        path = decoded(asked.path) or ""
        if not path.startswith(EDIT):
            if path == GUIDE:
                return await self._guide((parse_qs(asked.query).get("name") or [""])[0])
            near = doors.is_near(asked.remote_ip or "")
            return self.answers.of(asked.path, asked.query, asked.host, near=near)
        from zsite.ship.edit import answer

        request = Request(
            asked.method or "GET",
            path.removeprefix(EDIT),
            parse_qs(asked.query, keep_blank_values=True),
            {name.lower(): value for name, value in asked.headers.get_all()},
            asked.body,
            self.doors.token,
        )
        loop = asyncio.get_running_loop()
        call = partial(answer, self.root, request, self.voice.language)
        response = await loop.run_in_executor(self._at_desk, call)
        if request.method not in doors.READING and response.status < 400 and response.wrote:
            self.wake()
        return response

    async def _guide(self, name: str) -> Response:
        """Which pictures show the pages of a guide, after they have been made."""
        if name not in self.preview.guides:
            return wire.data({"images": [], "problems": []}, 404)
        loop = asyncio.get_running_loop()
        answer = await loop.run_in_executor(self._at_work, self._builder.ask, name)
        problems = self.voice.shown(Report.from_json(answer["report"]))
        errors = [row for row in problems if row["severity"] == "error"]
        return wire.data({"images": answer["images"], "problems": errors})


class _Door(web.RequestHandler):
    """Every request comes through here."""

    house: _House

    def initialize(self, house: _House) -> None:
        self.house = house

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        self.clear_header("Content-Type")

    async def handle(self) -> None:
        asked = self.request
        response = _refused(self.house, self) or await self.house.answer(asked)
        self.set_status(response.status)
        for name, value in {**GUARDS, **response.headers}.items():
            if value:
                self.set_header(name, value)
        self.finish(response.body)

    get = head = post = put = delete = patch = options = handle

    def write_error(self, status_code: int, **_: Any) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code}")


def _refused(house: _House, handler: web.RequestHandler) -> Response | None:
    """What the doors say to a request; a key in the address becomes a cookie."""
    asked = handler.request
    headers = {name.lower(): value for name, value in asked.headers.get_all()}
    key = doors.key_in(asked.query) or handler.get_cookie(COOKIE) or ""
    path = decoded(asked.path) or ""
    refusal = house.doors.refusal(asked.method or "", path, headers, asked.remote_ip or "", key)
    if refusal or not doors.key_in(asked.query):
        return refusal
    handler.set_cookie(COOKIE, key, httponly=True, samesite="Lax")
    return Response(302, {"Location": asked.path})


class _Socket(LiveReloadHandler):  # type: ignore[misc]
    """livereload's socket, for our own pages only."""

    house: _House

    def initialize(self, house: _House) -> None:
        self.house = house

    def prepare(self) -> None:
        refusal = _refused(self.house, self)
        if refusal:
            self.set_status(refusal.status)
            self.finish(refusal.body)

    def check_origin(self, origin: str) -> bool:
        return self.house.doors.is_ours(origin)

    def on_message(self, message: str | bytes) -> None:
        with contextlib.suppress(ValueError, TypeError, AttributeError):
            super().on_message(message)


def _application(house: _House) -> web.Application:
    about = {"house": house}
    return web.Application(
        [("/livereload", _Socket, about), (".*", _Door, about)],
        log_function=lambda _: None,
        websocket_max_message_size=65_536,
    )


def _log_aside() -> None:
    """What libraries say goes into a file, not between what we say."""
    file = logging.FileHandler(Path(tempfile.gettempdir()) / "zsite-serve.log", delay=True)
    file.setLevel(logging.WARNING)
    for name in ("tornado", "livereload", "asyncio", "watchfiles"):
        logger = logging.getLogger(name)
        logger.addHandler(file)
        logger.propagate = False
