"""`zsite serve` as a process of its own, on a small site, and what it answers."""

import http.client
import json
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

PATIENCE = 60.0  # seconds, on a busy machine


class Running:
    """A server that runs: its port, what it has said so far, and requests to it."""

    def __init__(self, root: Path, process: "subprocess.Popen[bytes]", log: Path) -> None:
        self.root = root
        self.process = process
        self._log = log
        self.port = int(until(lambda: re.search(r"127\.0\.0\.1:(\d+)/", self.said))[1])
        self.host = f"127.0.0.1:{self.port}"
        self.url = f"http://{self.host}"

    @property
    def said(self) -> str:
        """Everything that it has printed."""
        return self._log.read_text("utf-8", "replace")

    def get(self, path: str = "/", method: str = "GET", **headers: str) -> tuple[int, str]:
        """Status and text of an answer; `x_y` is the header x-y."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers={"Host": self.host, **named})
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, text

    def about(self, path: str) -> dict[str, Any]:
        """What the bar is told of a page."""
        found: dict[str, Any] = json.loads(self.get(f"/_zsite/page?path={quote(path)}")[1])
        return found

    def raw(self, data: bytes) -> tuple[int, bytes]:
        """Status and all bytes of the answer to bytes; 0 when there was none."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as link:
            link.sendall(data)
            answer = b""
            link.settimeout(5)
            try:
                while chunk := link.recv(65536):
                    answer += chunk
            except (TimeoutError, ConnectionResetError):
                pass
        found = re.match(rb"HTTP/1\.[01] (\d+)", answer)
        return int(found[1]) if found else 0, answer

    def shows(self, path: str, text: str) -> bool:
        """True when a page has a text in it."""
        return text in self.get(path)[1]

    def builds(self) -> int:
        """How many builds have been shown."""
        return int(self.about("/")["build"])


def until(found: Callable[[], Any], patience: float = PATIENCE) -> Any:
    """The first result that is true."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        result = found()
        if result:
            return result
        time.sleep(0.02)
    raise AssertionError("it did not happen")


@contextmanager
def serving(root: Path, *options: str) -> Iterator[Running]:
    """`zsite serve` of a project, ended afterwards as Ctrl-C does."""
    log = root.parent / f"{root.name}.log"
    command = [sys.executable, "-m", "zsite", "serve", "--root", str(root), "--lang", "zh"]
    if "--port" not in options:
        command += ["--port", str(free_port())]
    with log.open("wb") as out:
        process = subprocess.Popen([*command, *options], stdout=out, stderr=subprocess.STDOUT)
    try:
        running = Running(root, process, log)
        until(lambda: running.builds() > 0)
        yield running
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0, running.said
        assert "Traceback" not in running.said
    finally:
        process.kill()
        process.wait()


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
