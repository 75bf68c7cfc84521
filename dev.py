#!/usr/bin/env python3
"""Sets everything up and does one thing: `python3 dev.py demo` or `python3 dev.py test`.

Works alone on a fresh machine with Python 3.11 or later: makes `.venv`, installs the locked
dependencies, and builds the demo site, or runs all checks and tests. Standard library only.
"""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCK = ROOT / "requirements.lock"
BROWSER = ("chromium", "fonts-noto-cjk")
SERVERS = {  # the programs by which publishing is tested, and the packages that they are in
    "sshd": "openssh-server",
    "ssh": "openssh-client",
    "rsync": "rsync",
    "nginx": "nginx-light",
    "caddy": "caddy",
    "apache2": "apache2-bin",
}


def main() -> int:
    """Run the command that was named."""
    commands = {"demo": demo, "test": test}
    if len(sys.argv) < 2 or sys.argv[1] not in commands:
        print("usage: python3 dev.py demo | test [pytest arguments]")
        return 2
    if sys.version_info < (3, 11):  # noqa: UP036
        print("zsite needs Python 3.11 or later; this is", sys.version.split()[0])
        return 1
    set_up()
    return commands[sys.argv[1]](sys.argv[2:])


def demo(arguments: list[str]) -> int:
    """Build the demo site into output/."""
    status = run(BIN / "zsite", "build", *arguments)
    if status == 0:
        print(f"open {ROOT / 'output' / 'index.html'}")
    return status


def test(arguments: list[str]) -> int:
    """All checks, then all tests; the first failure is the exit status."""
    get_browser()
    get_servers()
    checks = [
        [BIN / "ruff", "check", "."],
        [BIN / "ruff", "format", "--check", "."],
        [BIN / "mypy"],
        [PYTHON, "-m", "pytest", "-n", "2", "--dist", "loadgroup", *arguments],
    ]
    for check in checks:
        status = run(*check)
        if status:
            return status
    return 0


def set_up() -> None:
    """A virtual environment with exactly what the lock names, and zsite itself."""
    stamp = VENV / ".lock"
    wanted = LOCK.read_text("utf-8")
    if PYTHON.exists() and stamp.exists() and stamp.read_text("utf-8") == wanted:
        return
    make_environment()
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    must(*pip, "--require-hashes", "-r", LOCK)
    must(*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT)
    stamp.write_text(wanted, "utf-8")


def make_environment() -> None:
    """`.venv` with pip; on Debian the package python3-venv is needed for it."""
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        apt_get("python3-venv")
    if PYTHON.exists() and run(PYTHON, "-m", "pip", "--version", quiet=True) == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    # A child process, because a venv module installed just now is not known to this one.
    if run(sys.executable, "-m", "venv", VENV):
        venv.create(VENV, with_pip=True)


def get_browser() -> None:
    """A Chromium for the tests that need one."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    if os.environ.get("ZSITE_CHROMIUM") or any(map(shutil.which, names)):
        return
    apt_get(*BROWSER)


def get_servers() -> None:
    """Real servers for the tests of publishing, which run their own of each on high ports."""
    path = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin"))
    missing = [package for name, package in SERVERS.items() if not shutil.which(name, path=path)]
    if missing:
        apt_get(*missing)


def apt_get(*packages: str) -> None:
    """Install Debian packages as root; say how otherwise."""
    how = f"apt-get install -y {' '.join(packages)}"
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        sys.exit(f"this needs: {' '.join(packages)}\nas root: {how}")
    must("apt-get", "update", "-q")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    must("apt-get", "install", "-y", "-q", "--no-install-recommends", *packages, env=quiet)


def run(*command: object, quiet: bool = False, env: dict[str, str] | None = None) -> int:
    """The exit status of a command in the project's folder."""
    out = subprocess.DEVNULL if quiet else None
    words = [str(part) for part in command]
    return subprocess.call(words, cwd=ROOT, stdout=out, stderr=out, env=env)  # noqa: S603


def must(*command: object, env: dict[str, str] | None = None) -> None:
    """Run a command that has to succeed."""
    status = run(*command, env=env)
    if status:
        sys.exit(f"failed with status {status}: {' '.join(map(str, command))}")


if __name__ == "__main__":
    sys.exit(main())
