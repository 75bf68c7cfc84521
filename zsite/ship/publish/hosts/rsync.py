"""A folder of a server, by the system's rsync and ssh; unchanged files by --link-dest."""

import os
import re
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path

from zsite.problems import problem
from zsite.ship.publish.hosts import Filling
from zsite.ship.publish.secrets import Secrets
from zsite.ship.publish.stopped import StoppedError
from zsite.ship.publish.targets import Target
from zsite.ship.publish.telling import Tell

_PATIENCE = 20  # seconds until a server that does not answer counts as gone
_TAKEN, _ABSENT, _GONE = 3, 4, 255  # exit statuses: two of the scripts below, one of ssh
_SCRIPTS = {
    "claim": 'mkdir -p "$(dirname "$1")" || exit 1; ln -s "$2" "$1" || { [ -L "$1" ] && exit 3; }',
    "point": 'mkdir -p "$(dirname "$1")" && rm -f "$1.new" && ln -s "$2" "$1.new" && '
    '{ mv -fT "$1.new" "$1" 2>/dev/null || mv -fh "$1.new" "$1"; }',
    "pointed": 'readlink "$1" || true',
    "remove": 'rm -f "$1"',
    "read": '[ -f "$1" ] || exit 4; cat "$1"',
    "write": 'mkdir -p "$(dirname "$1")" && cat > "$1.part~" && mv -f "$1.part~" "$1"',
    "names": '[ -d "$1" ] || exit 0; ls -A1 "$1"',
    "rename": 'mv "$1" "$2"',
    "clear": 'rm -rf "$1"',
    "folder": 'mkdir -p "$1"',
    "link": 'while IFS= read -r p; do [ -e "$2/$p" ] || [ ! -e "$1/$p" ] || '
    '{ mkdir -p "$(dirname "$2/$p")" && { ln "$1/$p" "$2/$p" 2>/dev/null || '
    'cp "$1/$p" "$2/$p"; }; } || exit 1; done',
}
_OPTIONS = (
    *("--recursive", "--checksum", "--perms", "--chmod=D755,F644", "--delete", "--stats"),
    *("--partial-dir=.part~", "--info=progress2", "--no-inc-recursive"),
)


class Rsync:
    """`Host` for a folder behind SSH with a shell and rsync on both sides."""

    def __init__(self, target: Target, secrets: Secrets) -> None:
        for program in ("ssh", "rsync"):
            if not shutil.which(program):
                raise StoppedError(problem("publish-no-program", program=program))
        self._target = target
        self._secrets = secrets
        self._top = target.path.rstrip("/") or "/"
        self._near = tempfile.mkdtemp(prefix="zsite-")
        self._ssh = _ssh(target, f"{self._near}/s")
        try:
            self._connect()
        except StoppedError:
            self.close()
            raise

    def claim(self, name: str, text: str) -> bool:
        return self._sh("claim", self._at(name), text, also=_TAKEN).returncode == 0

    def point(self, name: str, text: str) -> None:
        self._sh("point", self._at(name), text)

    def pointed(self, name: str) -> str:
        return self._sh("pointed", self._at(name)).stdout.decode("utf-8", "replace").strip("\n")

    def remove(self, name: str) -> None:
        self._sh("remove", self._at(name))

    def read(self, path: str) -> bytes | None:
        done = self._sh("read", self._at(path), also=_ABSENT)
        return done.stdout if done.returncode == 0 else None

    def write(self, path: str, data: bytes) -> None:
        self._sh("write", self._at(path), data=data)

    def names(self, folder: str) -> list[str]:
        return sorted(self._sh("names", self._at(folder)).stdout.decode().splitlines())

    def rename(self, old: str, new: str) -> None:
        self._sh("rename", self._at(old), self._at(new))

    def clear(self, folder: str) -> None:
        self._sh("clear", self._at(folder))

    def link(self, base: str, folder: str, paths: Collection[str]) -> None:
        if paths:
            rows = "".join(f"{path}\n" for path in paths).encode()
            self._sh("link", self._at(base), self._at(folder), data=rows)

    def fill(self, job: Filling, tell: Tell) -> int:
        self._sh("folder", self._at(job.folder))
        base = [f"--link-dest=../{job.base.rpartition('/')[2]}"] if job.base else []
        there = f"{self._ssh[-1]}:{self._at(job.folder)}/"
        command = ["rsync", *_OPTIONS, *base, "-s", "-e", shlex.join(self._ssh[:-1])]
        process = subprocess.Popen(  # noqa: S603
            [*command, f"{job.tree}/", there],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(),
        )
        with process:
            assert process.stdout is not None
            assert process.stderr is not None
            sent, total = 0, sum(job.sizes[path] for path in job.send)
            for line in _lines(process.stdout.fileno()):
                if done := re.match(r"([\d,.]+) +\d+%", line):
                    tell(min(int(re.sub(r"\D", "", done[1])), total), total)
                elif count := re.match(r"Number of regular files transferred: ([\d,.]+)", line):
                    sent = int(re.sub(r"\D", "", count[1]))
            errors = process.stderr.read()
        if process.returncode:
            raise self._refusal(errors, process.returncode in (_GONE, 12, 30))
        tell(total, total)
        return sent

    def close(self) -> None:
        subprocess.run([*self._ssh, "-O", "exit"], capture_output=True, check=False)  # noqa: S603
        shutil.rmtree(self._near, ignore_errors=True)

    def _connect(self) -> None:
        """Start the connection that all calls share; it ends by itself when none comes."""
        with Path(self._near, "errors").open("w+b") as errors:  # a pipe would stay open as long
            command = [*self._ssh[:-1], "-oControlMaster=yes", "-fN", self._ssh[-1]]
            null = subprocess.DEVNULL
            code = subprocess.call(  # noqa: S603
                command, stdin=null, stdout=null, stderr=errors, env=_environment()
            )
            errors.seek(0)
            if code:
                raise self._refusal(errors.read(), gone=True)

    def _at(self, path: str) -> str:
        return f"{self._top}/{path}" if path else self._top

    def _sh(
        self, script: str, *arguments: str, data: bytes = b"", also: int = 0
    ) -> subprocess.CompletedProcess[bytes]:
        words = ["sh", "-c", _SCRIPTS[script], "zsite", *arguments]
        command = [*self._ssh, shlex.join(words)]
        done = subprocess.run(  # noqa: S603
            command, input=data, capture_output=True, check=False, env=_environment()
        )
        if done.returncode not in (0, also):
            raise self._refusal(done.stderr, done.returncode == _GONE)
        return done

    def _refusal(self, errors: bytes, gone: bool) -> StoppedError:
        text = self._secrets.hide(errors.decode("utf-8", "replace").strip())
        host = f"{self._target.host}:{self._target.port}"
        if "Host key verification failed" in text or "HOST IDENTIFICATION HAS CHANGED" in text:
            return StoppedError(problem("publish-host-key", host=host))
        if gone and "Permission denied (" in text:
            return StoppedError(problem("publish-login-refused", user=self._target.user, host=host))
        reason = text.splitlines()[-1] if text else "?"
        id = "publish-unreachable" if gone else "publish-refused"
        return StoppedError(problem(id, reason=reason, host=host))


def _ssh(target: Target, socket: str) -> list[str]:
    """The command that reaches the server; one connection serves all calls."""
    options = {
        "BatchMode": "yes",
        "StrictHostKeyChecking": "yes",
        "ConnectTimeout": str(_PATIENCE),
        "ServerAliveInterval": str(_PATIENCE // 2),
        "ControlPersist": "60",
        "ControlPath": socket,
    }
    if target.known_hosts:
        options["UserKnownHostsFile"] = str(Path(target.known_hosts).expanduser())
    command = ["ssh", "-p", str(target.port), *(f"-o{k}={v}" for k, v in options.items())]
    if target.key:
        command += ["-i", str(Path(target.key).expanduser()), "-oIdentitiesOnly=yes"]
    return [*command, f"{target.user}@{target.host}" if target.user else target.host]


def _environment() -> dict[str, str]:
    """The program's messages are read, so they have to be in one language."""
    return {**os.environ, "LC_ALL": "C"}


def _lines(descriptor: int) -> Iterator[str]:
    """Lines as they come; rsync ends those of its progress with a carriage return."""
    rest = ""
    while data := os.read(descriptor, 4096):
        *lines, rest = re.split(r"[\r\n]", rest + data.decode("utf-8", "replace"))
        yield from (line.strip() for line in lines)
