"""A shell on a server, over the system's ssh: small scripts, one after another, at no cost each.

The ssh process is also the master of a connection that rsync shares. It ends with this program:
when its input closes, the shell ends, whatever became of us.
"""

import os
import shlex
import shutil
import subprocess
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple

from zsite.problems import problem
from zsite.ship.publish.secrets import Secrets
from zsite.ship.publish.stopped import StoppedError
from zsite.ship.publish.targets import Target

_PATIENCE = 20  # seconds until a server that does not answer counts as gone


class Answer(NamedTuple):
    """What a script wrote, errors included, and its exit status."""

    output: bytes
    status: int


class Shell:
    """An open shell; `command` is how another ssh, or rsync, uses the same connection."""

    def __init__(self, target: Target, secrets: Secrets) -> None:
        for program in ("ssh", "rsync"):
            if not shutil.which(program):
                raise StoppedError(problem("publish-no-program", program=program))
        self._target = target
        self._secrets = secrets
        self._turn = threading.Lock()
        self._near = Path(tempfile.mkdtemp(prefix="zsite-"))
        self.host = f"{target.user}@{target.host}" if target.user else target.host
        self.command = [*_ssh(target), f"-oControlPath={self._near}/s"]
        with (self._near / "errors").open("wb") as errors:
            self._process = subprocess.Popen(  # noqa: S603
                [*self.command, "-oControlMaster=yes", self.host, "exec sh"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=environment(),
            )
        try:
            self.run("true")
        except StoppedError:
            self.close()
            raise

    def run(self, script: str, *arguments: str) -> Answer:
        """What a script of the POSIX shell answers to its arguments."""
        mark = f"zsite-{token_hex(8)}"
        words = " ".join(map(shlex.quote, arguments))
        text = f"set -- {words}\n( {script} ) 2>&1 </dev/null; printf '\\n%s %s\\n' {mark} $?\n"
        with self._turn:
            try:
                assert self._process.stdin is not None
                self._process.stdin.write(text.encode("utf-8", "surrogateescape"))
                self._process.stdin.flush()
                return self._answer(mark.encode())
            except OSError:
                raise self.refusal(b"", gone=True) from None

    def refusal(self, errors: bytes, gone: bool) -> StoppedError:
        """Why the server, or the way to it, refused."""
        with suppress(OSError):
            errors += b"\n" + (self._near / "errors").read_bytes()
        text = self._secrets.hide(errors.decode("utf-8", "replace").strip())
        host = f"{self._target.host}:{self._target.port}"
        if "Host key verification failed" in text or "HOST IDENTIFICATION HAS CHANGED" in text:
            return StoppedError(problem("publish-host-key", host=host))
        if gone and "Permission denied (" in text:
            return StoppedError(problem("publish-login-refused", user=self._target.user, host=host))
        id = "publish-unreachable" if gone else "publish-refused"
        reason = text.splitlines()[0] if text else "?"
        return StoppedError(problem(id, reason=reason, host=host))

    def close(self) -> None:
        """Leave."""
        with suppress(OSError):
            assert self._process.stdin is not None
            self._process.stdin.close()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()
        shutil.rmtree(self._near, ignore_errors=True)

    def _answer(self, mark: bytes) -> Answer:
        """Everything up to the line with the mark, which says the status."""
        assert self._process.stdout is not None
        rows: list[bytes] = []
        for row in self._process.stdout:
            if row.startswith(mark):
                return Answer(b"".join(rows)[:-1], int(row.split()[1]))
            rows.append(row)
        self._process.wait()
        raise self.refusal(b"", gone=True)


def environment() -> dict[str, str]:
    """The programs' messages are read, so they have to be in one language."""
    return {**os.environ, "LC_ALL": "C"}


def _ssh(target: Target) -> list[str]:
    options = {
        "BatchMode": "yes",
        "StrictHostKeyChecking": "yes",
        "ConnectTimeout": str(_PATIENCE),
        "ServerAliveInterval": str(_PATIENCE // 2),
    }
    if target.known_hosts:
        options["UserKnownHostsFile"] = str(Path(target.known_hosts).expanduser())
    command = ["ssh", "-T", "-p", str(target.port), *(f"-o{k}={v}" for k, v in options.items())]
    if target.key:
        command += ["-i", str(Path(target.key).expanduser()), "-oIdentitiesOnly=yes"]
    return command
