"""From saving a body until its page is served: `zsite serve` and `hugo server`, in turns.

python bench/serve.py [--entries 500 5000] [--saves 7]

Both serve the same portal at the same time, each with its page open, so that Hugo renders it first.
Guides are off: the portal declares none.
"""

import argparse
import http.client
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from contest import Entrant, entrants
from county import project_id

TARGET = 0.5  # zsite's time by Hugo's, at most
PAUSE = 3.0  # seconds between two saves: both have finished what they do afterwards
LOOK = 0.004  # seconds between two requests


@dataclass(frozen=True, slots=True)
class Server:
    """A preview server: its project, its port, and the seconds from each save until it was seen."""

    entrant: Entrant
    root: Path
    port: int
    seconds: list[float]

    def shows(self, path: str, text: str) -> bool:
        """True when the page has the text."""
        with suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            connection.request("GET", path)
            return text in connection.getresponse().read().decode("utf-8", "replace")
        return False

    def save(self, number: int) -> None:
        """Save a body and wait until it is served."""
        id, mark = project_id(2 * number + 1), f"第{number}次保存于{time.time()}"
        page, body = f"/projects/{id}.html", self.root / self.entrant.body.format(id=id)
        assert self.shows(page, "</html>")
        text = body.read_text("utf-8") + f"\n{mark}\n"
        began = time.perf_counter()
        body.write_text(text, "utf-8")
        while not self.shows(page, mark):
            time.sleep(LOOK)
        self.seconds.append(time.perf_counter() - began)


def main() -> None:
    """Measure each size and print the table."""
    options = _options()
    print(
        "| entries | zsite s | Hugo s | ratio | target | |\n|--:|--:|--:|--:|--:|---|", flush=True
    )
    for entries in options.entries:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            print(_row(entries, _measured(Path(folder), entries, options.saves)), flush=True)


def _measured(folder: Path, entries: int, saves: int) -> list[float]:
    """The medians of zsite and Hugo."""
    zsite, hugo = entrants()
    homes = folder / "zsite", folder / "hugo"
    with _running(zsite, homes[0], entries) as ours, _running(hugo, homes[1], entries) as theirs:
        for number in range(saves + 1):
            for server in (ours, theirs)[:: 1 if number % 2 else -1]:
                time.sleep(PAUSE)
                server.save(number)
        return [median(server.seconds[1:]) for server in (ours, theirs)]  # the first warms up


@contextmanager
def _running(entrant: Entrant, root: Path, entries: int) -> Iterator[Server]:
    entrant.write(root, entries)
    port = _free_port()
    end = ("serve",) if entrant.name == "zsite" else ("server", "--bind", "127.0.0.1")
    command = [entrant.command[0], *end, "--port", str(port)]
    process = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL)
    try:
        server = Server(entrant, root, port, [])
        while not server.shows(f"/projects/{project_id(1)}.html", "</main>"):
            time.sleep(0.2)
        yield server
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _row(entries: int, seconds: list[float]) -> str:
    ratio = seconds[0] / seconds[1]
    verdict = "met" if ratio <= TARGET else "missed"
    return (
        f"| {entries} | {seconds[0]:.3f} | {seconds[1]:.3f} | {ratio:.2f} | {TARGET} | {verdict} |"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, nargs="+", default=[500, 5000])
    parser.add_argument("--saves", type=int, default=7)
    return parser.parse_args()


if __name__ == "__main__":
    main()
