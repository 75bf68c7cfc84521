"""The process in which Typst runs: started ahead, kept from one document to the next.

What two documents have in common is set once, above all two states of the same one. A process that
failed, or grew large, is not used again.
"""

import atexit
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

KEPT = 1500 << 20  # bytes of memory from which on a process is ended after its document
# A name for every address: where the system does not take the network away, nothing answers.
_NOWHERE = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9")


class StoppedError(Exception):
    """The process ended without an answer: `time`, `memory`, or its last words."""


class Compositor:
    """A process of `child`; `used` once it has set a document."""

    def __init__(self, memory: int) -> None:
        self.memory, self.used = memory, False
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  as long as the process
        self._folder = ""
        self._late = False
        self._process = subprocess.Popen(  # noqa: S603  our own interpreter and our own file
            [sys.executable, "-I", str(Path(__file__).with_name("child.py")), str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env={**os.environ, **_NOWHERE, "PYTHONUTF8": "1"},
        )

    def answer(self, order: Mapping[str, Any], seconds: int) -> dict[str, Any]:
        """What `child` answers to an order; `StoppedError` when it dies or is late."""
        clock = threading.Timer(seconds, self._stop)
        clock.start()
        try:
            self._folder = self._folder or self._read()["folder"]
            assert self._process.stdin
            self._process.stdin.write(json.dumps(order).encode() + b"\n")
            self._process.stdin.flush()
            return self._read()
        except (OSError, ValueError) as error:
            raise StoppedError(self._ended()) from error
        finally:
            clock.cancel()
            clock.join()
            self.used = True

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def _stop(self) -> None:
        self._late = True
        self._process.kill()

    def _ended(self) -> str:
        """Why there was no answer; nothing of the process is left."""
        self._process.kill()
        status = self._process.wait()
        self._said.seek(0)
        said = self._said.read().decode("utf-8", "replace")
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)
        self.end()
        if self._late or status in (-24, -30):  # SIGXCPU on Linux and macOS
            return "time"
        if "memory allocation" in said or "MemoryError" in said or status in (-6, -9):
            return "memory"
        return (said.strip().splitlines() or [f"status {status}"])[-1][:300]

    def end(self) -> None:
        """Let the process go, which cleans up after itself."""
        assert self._process.stdin
        assert self._process.stdout
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
        self._said.close()


class Shop:
    """The compositor that waits for the next document of this process, if there is one."""

    def __init__(self) -> None:
        self.idle: Compositor | None = None
        self._owner = os.getpid()
        atexit.register(self.close)

    def ahead(self, memory: int) -> None:
        """Have one wait, so that it is there when the document is."""
        self.idle = self._taken(memory)

    def answer(self, order: Mapping[str, Any], seconds: int, memory: int) -> dict[str, Any]:
        """The answer to an order. What kills a used process is tried once more, in a new one."""
        there = self._taken(memory)
        again = there.used
        try:
            found = there.answer(order, seconds)
        except StoppedError as stopped:
            if again and str(stopped) != "time":
                return self.answer(order, seconds, memory)
            raise
        self.idle = there
        if found["peak"] >= KEPT:
            self.close()
        return found

    def _taken(self, memory: int) -> Compositor:
        there, self.idle = self.idle, None
        if there and there.memory != memory:
            there.end()
            there = None
        return there or Compositor(memory)

    def close(self) -> None:
        """Let the process go that waits, unless it is the parent's, of whom a fork has a copy."""
        if self.idle and self._owner == os.getpid():
            self.idle.end()
        self.idle = None


@cache
def shop(process: int) -> Shop:
    """The shop of a process, by its number: one that was forked has its own."""
    return Shop()
