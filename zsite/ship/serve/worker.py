"""A process that works for the server, as the server sees it: replaced when it has died."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from zsite.build.code import package
from zsite.problems import problem
from zsite.report import Report

PATIENCE = 5.0  # seconds for a build to end before it is ended


class Worker:
    """One process at a time; `ask` waits for its answer and must be called on one thread.

    `module` of this package is what it runs: `builder` or `printing`.
    """

    def __init__(self, root: Path, module: str) -> None:
        self._root = root
        self._module = f"{__package__}.{module}"
        self._process: subprocess.Popen[str] | None = None
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        self._log = Path(tempfile.gettempdir()) / f"zsite-serve-{os.getpid()}-{module}.txt"

    def ask(self, line: str = "") -> Mapping[str, Any]:
        """What the module's `answers` says to a line; if the process died, a report of that."""
        process = self._process or self._start()
        assert process.stdin and process.stdout
        said = ""
        with contextlib.suppress(OSError):
            process.stdin.write(line + "\n")
            process.stdin.flush()
            said = process.stdout.readline()
        if said.endswith("\n"):
            answer: Mapping[str, Any] = json.loads(said)
            return answer
        self.stop()
        died = problem("preview-stopped", file=self._log)
        report = Report.of([died], {}, (), "").to_json()
        return {"report": report, "seconds": 0.0, "pages": {}, "gone": [], "documents": {}}

    def cut(self) -> None:
        """End what is under way, with all that it has started; may be called on any thread."""
        process = self._process
        if process and os.name == "posix":
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        elif process:
            process.kill()

    def stop(self) -> None:
        """End the process; a build under way may finish, and is cut short if it takes long."""
        process, self._process = self._process, None
        scratch, self._scratch = self._scratch, None
        if process is None:
            return
        assert process.stdin and process.stdout
        with contextlib.suppress(OSError):
            process.stdin.close()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()
        if scratch:
            scratch.cleanup()
        with contextlib.suppress(OSError):
            if not self._log.stat().st_size:
                self._log.unlink()

    def _start(self) -> subprocess.Popen[str]:
        # -P: a folder named like a module, in the project, is not to be imported.
        command = [sys.executable, "-P", "-m", self._module, str(self._root)]
        paths = [str(package().parent), os.environ.get("PYTHONPATH", "")]
        # Whoever is cut short leaves temporary files, so they lie where they go with the process.
        self._scratch = tempfile.TemporaryDirectory(
            prefix="zsite-serve-", ignore_cleanup_errors=True
        )
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, paths)),
            **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), self._scratch.name),
        }
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603  ourselves
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                encoding="utf-8",
                env=environment,
                start_new_session=True,
            )
        return self._process
