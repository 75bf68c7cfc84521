"""A folder of a server, by the system's rsync and ssh; unchanged files by --link-dest."""

import os
import re
import shlex
import subprocess
from collections.abc import Collection, Iterator

from zsite.ship.publish.hosts import Filling
from zsite.ship.publish.hosts.shell import Answer, Shell, environment
from zsite.ship.publish.secrets import Secrets
from zsite.ship.publish.targets import Target
from zsite.ship.publish.telling import Tell

_TAKEN, _ABSENT = 3, 4  # exit statuses of the scripts below
_BROKEN = (10, 12, 30, 35, 255)  # exit statuses of rsync for connections, and of ssh
_ABOVE = 'mkdir -p "$(dirname "$1")" || exit 1; '
_SCRIPTS = {
    "claim": _ABOVE + 'ln -s "$2" "$1" || { [ -L "$1" ] && exit 3; }',
    "point": _ABOVE + 'rm -f "$1.new" && ln -s "$2" "$1.new" && '
    '{ mv -fT "$1.new" "$1" 2>/dev/null || mv -fh "$1.new" "$1"; }',
    "pointed": 'readlink "$1" || true',
    "remove": 'rm -f "$1"',
    "read": '[ -f "$1" ] || exit 4; cat "$1"',
    "write": _ABOVE + 'printf %s "$2" > "$1.part~" && mv -f "$1.part~" "$1"',
    "names": '[ -d "$1" ] || exit 0; ls -A1 "$1"',
    "rename": 'mv "$1" "$2"',
    "clear": 'rm -rf "$1"',
    "folder": 'mkdir -p "$1"',
    "link": 'printf %s "$3" | while IFS= read -r p; do [ -e "$2/$p" ] || [ ! -e "$1/$p" ] || '
    '{ mkdir -p "$(dirname "$2/$p")" && { ln "$1/$p" "$2/$p" 2>/dev/null || '
    'cp "$1/$p" "$2/$p"; }; } || exit 1; done',
}
_OPTIONS = (
    *("--recursive", "--checksum", "--perms", "--chmod=D755,F644", "--delete", "--stats"),
    *("--partial-dir=.part~", "--info=progress2", "--no-inc-recursive", "--secluded-args"),
)


class Rsync:
    """`Host` for a folder behind SSH with a shell and rsync on both sides."""

    def __init__(self, target: Target, secrets: Secrets) -> None:
        self._top = target.path.rstrip("/") or "/"
        self._shell = Shell(target, secrets)

    def claim(self, name: str, text: str) -> bool:
        return self._sh("claim", self._at(name), text, also=_TAKEN).status == 0

    def point(self, name: str, text: str) -> None:
        self._sh("point", self._at(name), text)

    def pointed(self, name: str) -> str:
        return self._sh("pointed", self._at(name)).output.decode("utf-8", "replace").strip("\n")

    def remove(self, name: str) -> None:
        self._sh("remove", self._at(name))

    def read(self, path: str) -> bytes | None:
        answer = self._sh("read", self._at(path), also=_ABSENT)
        return answer.output if answer.status == 0 else None

    def write(self, path: str, data: bytes) -> None:
        self._sh("write", self._at(path), data.decode("utf-8", "surrogateescape"))

    def names(self, folder: str) -> list[str]:
        return sorted(self._sh("names", self._at(folder)).output.decode().splitlines())

    def rename(self, old: str, new: str) -> None:
        self._sh("rename", self._at(old), self._at(new))

    def clear(self, folder: str) -> None:
        self._sh("clear", self._at(folder))

    def link(self, base: str, folder: str, paths: Collection[str]) -> None:
        if paths:
            rows = "".join(f"{path}\n" for path in paths)
            self._sh("link", self._at(base), self._at(folder), rows)

    def fill(self, job: Filling, tell: Tell) -> int:
        self._sh("folder", self._at(job.folder))
        base = [f"--link-dest=../{job.base.rpartition('/')[2]}"] if job.base else []
        there = f"{self._shell.host}:{self._at(job.folder)}/"
        through = shlex.join(self._shell.command)
        total = sum(job.sizes[path] for path in job.send)
        command = ["rsync", *_OPTIONS, *base, "-e", through, f"{job.tree}/", there]
        process = subprocess.Popen(  # noqa: S603
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
        )
        with process:
            assert process.stdout is not None
            assert process.stderr is not None
            sent = _followed(process.stdout.fileno(), total, tell)
            errors = process.stderr.read()
        if process.returncode:
            raise self._shell.refusal(errors, process.returncode in _BROKEN)
        tell(total, total)
        return sent

    def close(self) -> None:
        self._shell.close()

    def _at(self, path: str) -> str:
        return f"{self._top}/{path}" if path else self._top

    def _sh(self, script: str, *arguments: str, also: int = 0) -> Answer:
        answer = self._shell.run(_SCRIPTS[script], *arguments)
        if answer.status not in (0, also):
            raise self._shell.refusal(answer.output, gone=False)
        return answer


def _followed(descriptor: int, total: int, tell: Tell) -> int:
    """Tell what rsync says of its progress; how many files it sent."""
    sent = 0
    for line in _lines(descriptor):
        if done := re.match(r"([\d,.]+) +\d+%", line):
            tell(min(int(re.sub(r"\D", "", done[1])), total), total)
        elif count := re.match(r"Number of regular files transferred: ([\d,.]+)", line):
            sent = int(re.sub(r"\D", "", count[1]))
    return sent


def _lines(descriptor: int) -> Iterator[str]:
    """Lines as they come; rsync ends those of its progress with a carriage return."""
    rest = ""
    while data := os.read(descriptor, 4096):
        *lines, rest = re.split(r"[\r\n]", rest + data.decode("utf-8", "replace"))
        yield from (line.strip() for line in lines)
