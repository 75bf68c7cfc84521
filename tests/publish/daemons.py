"""Real servers on loopback, each in a folder of its own: sshd, nginx, Caddy, Apache."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

NEEDED = {
    "sshd": "openssh-server",
    "ssh": "openssh-client",
    "rsync": "rsync",
    "nginx": "nginx-light",
    "caddy": "caddy",
    "apache2": "apache2-bin",
}
_PATH = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin"))


def program(name: str) -> str:
    """The path of a program; a clear failure where it is missing, for nothing is skipped."""
    found = shutil.which(name, path=_PATH)
    assert found, f"{name} is missing: apt-get install -y {NEEDED[name]} (dev.py test does it)"
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], port: int, log: Path, env: dict[str, str]) -> Iterator[None]:
    """A server that answers on a port, until the end of the `with`."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=out, stdin=subprocess.DEVNULL, env={**os.environ, **env}
        )
        try:
            for _ in range(600):
                assert process.poll() is None, log.read_text("utf-8", "replace")
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            else:
                raise AssertionError(f"{command[0]} does not answer: {log.read_text()}")
            yield
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@dataclass(frozen=True)
class Ssh:
    """A running sshd that lets the owner of `key` in as this user."""

    port: int
    key: Path
    known_hosts: Path
    user: str

    def target(self, way: str, path: Path, port: int = 0) -> dict[str, object]:
        """Settings of a target for it; `port` is that of a proxy in front of it."""
        return {
            "to": way,
            "host": "127.0.0.1",
            "port": port or self.port,
            "user": self.user,
            "path": str(path),
            "key": str(self.key),
            "known_hosts": str(self.known_hosts),
        }


@contextmanager
def sshd(folder: Path) -> Iterator[Ssh]:
    """An sshd with keys of its own; connections through any port of 127.0.0.1 are known."""
    import getpass

    folder.mkdir(parents=True, exist_ok=True)
    for name in ("host", "client"):
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
        subprocess.run(command, check=True)
    port = free_port()
    public = (folder / "host.pub").read_text().rsplit(" ", 1)[0]
    (folder / "known").write_text(f"[127.0.0.1]:* {public}\n")
    (folder / "keys").write_text((folder / "client.pub").read_text())
    (folder / "config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nPidFile none\n"
        f"AuthorizedKeysFile {folder}/keys\nStrictModes no\nUsePAM no\nPasswordAuthentication no\n"
        "PermitRootLogin prohibit-password\nSubsystem sftp internal-sftp\nLogLevel ERROR\n"
        "MaxStartups 100\nMaxSessions 50\n"
    )
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    command = [program("sshd"), "-D", "-e", "-f", str(folder / "config")]
    with running(command, port, folder / "log", {}):
        yield Ssh(port, folder / "client", folder / "known", getpass.getuser())


@contextmanager
def nginx(folder: Path, inside: str, port: int) -> Iterator[str]:
    """nginx with server blocks for its http block; the address."""
    folder.mkdir(parents=True, exist_ok=True)
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user}daemon off;\nmaster_process off;\npid {folder}/pid;\nerror_log {folder}/errors;\n"
        f"events {{}}\nhttp {{\ninclude /etc/nginx/mime.types;\naccess_log off;\n{temporary}"
        f"{inside}\n}}\n"
    )
    command = [program("nginx"), "-p", str(folder), "-e", f"{folder}/errors"]
    with running([*command, "-c", str(folder / "nginx.conf")], port, folder / "log", {}):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def caddy(folder: Path, inside: str, port: int) -> Iterator[str]:
    """Caddy with a Caddyfile; the address."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "Caddyfile").write_text(f"{{\n\tadmin off\n\tauto_https off\n}}\n{inside}")
    command = [program("caddy"), "run", "--config", str(folder / "Caddyfile")]
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with running([*command, "--adapter", "caddyfile"], port, folder / "log", home):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def apache(folder: Path, inside: str, port: int) -> Iterator[str]:
    """Apache with the modules that our settings name; the address."""
    folder.mkdir(parents=True, exist_ok=True)
    modules = "".join(
        f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n"
        for name in (
            *("mpm_event", "authz_core", "headers", "rewrite", "alias", "dir", "mime", "env"),
            *("setenvif", "include"),
        )
    )
    (folder / "types").write_text("text/html html\ntext/css css\ntext/plain txt\n")
    (folder / "httpd.conf").write_text(
        f"ServerRoot {folder}\nServerName 127.0.0.1\nListen 127.0.0.1:{port}\n"
        f"PidFile {folder}/pid\n"
        f"ErrorLog {folder}/errors\n{modules}TypesConfig {folder}/types\n{inside}\n"
    )
    command = [program("apache2"), "-D", "FOREGROUND", "-f", str(folder / "httpd.conf")]
    with running(command, port, folder / "log", {}):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def cutting(port: int, after: int) -> Iterator[tuple[int, list[int]]]:
    """A proxy in front of a port that cuts every connection once `after` bytes went to the server
    (never: a negative number). Gives its own port, and how many bytes went.
    """
    code = (Path(__file__).parent / "cutter.py").as_posix()
    mine = free_port()
    process = subprocess.Popen(
        [sys.executable, code, str(mine), str(port), str(after)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    passed: list[int] = []
    try:
        yield mine, passed
    finally:
        out, _ = process.communicate("end\n")
        passed += [int(each) for each in out.split()]
