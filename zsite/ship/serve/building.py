"""The building process as the server sees it: asked on a thread, replaced when it has died."""

import contextlib
import json
import os
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


class Builder:
    """One process at a time; `ask` waits for its answer and must be called on one thread."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._process: subprocess.Popen[str] | None = None
        self._log = Path(tempfile.gettempdir()) / f"zsite-serve-{os.getpid()}.txt"

    def ask(self, guide: str = "") -> Mapping[str, Any]:
        """The answer of `builder.answers`, to a build or about a guide; if the process died, a
        report that says so.
        """
        process = self._process or self._start()
        assert process.stdin and process.stdout
        line = ""
        with contextlib.suppress(OSError):
            process.stdin.write(guide + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        if line.endswith("\n"):
            answer: Mapping[str, Any] = json.loads(line)
            return answer
        self.stop()
        died = problem("preview-stopped", file=self._log)
        report = Report.of([died], {}, (), "")
        return {"report": report.to_json(), "seconds": 0.0, "pages": {}, "gone": [], "images": []}

    def stop(self) -> None:
        """End the process; a build under way may finish, and is cut short if it takes long."""
        process, self._process = self._process, None
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
        with contextlib.suppress(OSError):
            if not self._log.stat().st_size:
                self._log.unlink()

    def _start(self) -> subprocess.Popen[str]:
        # -P: a folder named like a module, in the project, is not to be imported.
        command = [sys.executable, "-P", "-m", "zsite.ship.serve.builder", str(self._root)]
        paths = [str(package().parent), os.environ.get("PYTHONPATH", "")]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603  ourselves
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                encoding="utf-8",
                env=environment,
            )
        return self._process
