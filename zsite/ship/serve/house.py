"""One run of the server: it builds and answers, one thing after another, until somebody ends it."""

import asyncio
import contextlib
import secrets
import signal
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl

from livereload.handlers import LiveReloadHandler
from livereload.watcher import Watcher
from tornado import httputil
from tornado.httpserver import HTTPServer

from zsite.report import Report
from zsite.ship.serve import doors, network, wire
from zsite.ship.serve.answers import Answers
from zsite.ship.serve.builder import PREVIEW
from zsite.ship.serve.doors import EDIT, Doors
from zsite.ship.serve.handlers import application
from zsite.ship.serve.paths import decoded
from zsite.ship.serve.preview import Preview, Shown
from zsite.ship.serve.printing import PAGES
from zsite.ship.serve.watching import Watching
from zsite.ship.serve.wire import MOST_BYTES, Request, Response
from zsite.ship.serve.worker import Worker

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


class House:
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
        self.answers = Answers(self.preview, root / PAGES, voice.language, drawing)
        self._builder, self._setter = Worker(root, "builder"), Worker(root, "printing")
        self._at_work = ThreadPoolExecutor(1, "build")
        self._at_press = ThreadPoolExecutor(1, "guides")
        self._at_desk = ThreadPoolExecutor(1, "edit")
        self._poll = options.poll
        self._wanted = asyncio.Event()
        self._over = asyncio.Event()

    async def live(self, sockets: list[Any]) -> None:
        """Open, build and answer until somebody ends it."""
        self._loop = asyncio.get_running_loop()
        self._listen_for_the_end(self._loop)
        LiveReloadHandler.watcher = Watcher()  # it only lends its socket; ours watches
        server = HTTPServer(application(self), max_body_size=MOST_BYTES, max_header_size=32_768)
        server.add_sockets(sockets)
        watching = Watching(self.root, self._wake_from_outside, poll=self._poll)
        watching.start()
        building = asyncio.create_task(self._build())
        self.voice.started(self.url, self.phone, network.blocks(self.phone))
        await self._over.wait()
        building.cancel()
        server.stop()
        await asyncio.to_thread(watching.stop)
        await asyncio.gather(
            asyncio.to_thread(self._builder.stop), asyncio.to_thread(self._setter.stop)
        )
        for waiter in [*LiveReloadHandler.waiters]:
            waiter.close()
        await server.close_all_connections()
        self._at_work.shutdown(wait=False, cancel_futures=True)
        self._at_press.shutdown(wait=False, cancel_futures=True)
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
                return await self._guide(dict(parse_qsl(asked.query)))
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

    async def _guide(self, asked: Mapping[str, str]) -> Response:
        """Pictures of the pages of a guide, or of what in it is about one record, once there."""
        name, subject = asked.get("name", ""), asked.get("only", "")
        leaves = self.preview.guide(name, subject)
        if not leaves:
            return wire.data({"sections": [], "problems": []}, 404)
        job = self._at_press.submit(self._setter.ask, f"{name}\t{subject}")
        try:
            answer = await asyncio.wrap_future(job)
        except asyncio.CancelledError:
            if job.running():  # whoever asked has gone on, and others wait behind it
                self._setter.cut()
            raise
        problems = self.voice.shown(Report.from_json(answer["report"]))
        errors = [row for row in problems if row["severity"] == "error"]
        sections = self.preview.sections(leaves, answer["documents"], asked.get("of", ""))
        return wire.data({"sections": sections, "problems": errors})
