"""The transfer is cut at every step while readers load pages: they see the old site or the new."""

import os
import random
import shutil
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import daemons
import portal
import pytest
from portal import Fetch, TornError, files, from_folder, load

from zsite.problems import problem
from zsite.ship.publish.hosts import Host, folder
from zsite.ship.publish.hosts.folder import Folder
from zsite.ship.publish.hosts.rsync import Rsync
from zsite.ship.publish.hosts.sftp import Sftp
from zsite.ship.publish.releases import Releases
from zsite.ship.publish.secrets import Secrets
from zsite.ship.publish.snapshot import Snapshot
from zsite.ship.publish.stopped import StoppedError
from zsite.ship.publish.targets import Target

PAGES = [path for path in files("one") if path.endswith(".html") and path != "404.html"]
STEPS = ("claim", "point", "remove", "write", "names", "rename", "clear", "link", "pointed", "read")


def nothing(*_: object) -> None:
    """Tells nobody, stops nothing."""


class Steps:
    """Counts steps, and cuts before one of them; that is, after the one before."""

    def __init__(self, last: int) -> None:
        self.last = last
        self.done = 0

    def of(self, work: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any) -> Any:
            if self.done >= self.last:
                raise StoppedError(problem("publish-unreachable", host="x", reason="cut"))
            made = work(*arguments)
            self.done += 1
            return made

        return step


class Cut(Folder):
    """A folder whose every step, down to each file, is counted."""

    def __init__(self, top: Path, steps: Steps) -> None:
        super().__init__(top)
        for name in STEPS:
            setattr(self, name, steps.of(getattr(self, name)))


def run(host: Host, snapshot: Snapshot) -> None:
    """What a publication does at a host."""
    releases = Releases(host)
    releases.publish(snapshot, releases.standing(), nothing, nothing)
    releases.prune(3)


@pytest.fixture
def standing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Snapshot, Snapshot]:
    """A folder that shows the release one, and the releases one and two."""
    monkeypatch.setattr(os, "fsync", nothing)
    one = portal.snapshot(tmp_path / "one", files("one"))
    two = portal.snapshot(tmp_path / "two", files("two"))
    run(Folder(tmp_path / "www"), one)
    return tmp_path / "www", one, two


def test_a_folder_cut_at_every_step(
    standing: tuple[Path, Snapshot, Snapshot], monkeypatch: pytest.MonkeyPatch
) -> None:
    www, _, two = standing
    put, linked = folder._put, folder._linked
    fetch = from_folder(www / "current")
    seen = []
    for last in range(10_000):
        steps = Steps(last)
        monkeypatch.setattr(folder, "_put", steps.of(put))
        monkeypatch.setattr(folder, "_linked", steps.of(linked))
        try:
            run(Cut(www, steps), two)
        except StoppedError:
            seen.append(load(fetch, random.choice(PAGES)))
            assert {load(fetch, path) for path in PAGES[::20]} == {seen[-1]}
            monkeypatch.setattr(folder, "_put", put)
            monkeypatch.setattr(folder, "_linked", linked)
            if last % 20 == 0 or seen[-1] == "two":
                run(Folder(www), two)
                assert {load(fetch, path) for path in PAGES} == {"two"}
                left = [path.name for path in (www / "releases").iterdir()]
                assert not [name for name in left if name.endswith(".part")]
            undo(www, two.manifest.release)
            continue
        break
    assert len(seen) > 100
    assert seen == sorted(seen)
    assert seen.count("two") >= 3


def undo(www: Path, release: str) -> None:
    """As it stood before the release came."""
    (former,) = (p for p in (www / "releases").iterdir() if release not in p.name)
    Folder(www).point("current", f"releases/{former.name}")
    for path in (www / "releases").glob(f"{release}*"):
        shutil.rmtree(path)
    for path in (www / ".zsite" / "manifests").glob(f"*{release}*"):
        path.unlink()


def test_a_rollback_cut_at_every_step(standing: tuple[Path, Snapshot, Snapshot]) -> None:
    www, one, two = standing
    run(Folder(www), two)
    fetch = from_folder(www / "current")
    seen = []
    for last in range(100):
        steps = Steps(last)
        releases = Releases(Cut(www, steps))
        try:
            releases.rollback(one.manifest.release, releases.standing(), nothing)
        except StoppedError:
            seen.append(load(fetch, "index.html"))
            assert {load(fetch, path) for path in PAGES} == {seen[-1]}
            continue
        break
    assert seen[0] == "two"
    assert load(fetch, "index.html") == "one"


def test_a_publisher_that_is_killed_leaves_a_whole_site(
    standing: tuple[Path, Snapshot, Snapshot], tmp_path: Path
) -> None:
    """Not an error that passes through our hands: the process ends where it is."""
    www, _, two = standing
    code = (
        "import sys\nfrom pathlib import Path\nsys.path[:0] = sys.argv[4:]\n"
        "import os, portal, test_cuts\nfrom zsite.ship.publish.hosts.folder import Folder\n"
        "from zsite.ship.publish.manifest import Manifest\n"
        "from zsite.ship.publish.snapshot import Snapshot\n"
        "from zsite.ship.publish.hosts import folder\n"
        "left = [int(sys.argv[3])]\nput = folder._put\n"
        "def step(*a):\n    left[0] -= 1\n    if left[0] < 0: os._exit(9)\n    put(*a)\n"
        "folder._put = step\n"
        "state = Path(sys.argv[2]) / '.zsite/publish/live'\n"
        "found = Manifest.from_json((state / 'manifest.json').read_bytes())\n"
        "test_cuts.run(Folder(Path(sys.argv[1])), Snapshot(state / 'tree', found))\n"
    )
    fetch = from_folder(www / "current")
    for steps in (0, 1, 40, 60):
        command = [daemons.sys.executable, "-c", code, str(www), str(tmp_path / "two"), str(steps)]
        done = subprocess.run([*command, str(Path(__file__).parent)], check=False)
        assert done.returncode == 9
        assert {load(fetch, path) for path in PAGES} == {"one"}
    run(Folder(www), two)
    assert {load(fetch, path) for path in PAGES} == {"two"}


def over_http(url: str) -> Fetch:
    def fetch(path: str) -> bytes | None:
        try:
            with urllib.request.urlopen(f"{url}/{path}", timeout=20) as answer:
                return bytes(answer.read())
        except urllib.error.HTTPError as error:
            error.close()
            return None

    return fetch


@contextmanager
def reading(url: str) -> Iterator[list[str]]:
    """A reader who loads one page after another; the releases that he saw, in order."""
    seen: list[str] = []
    torn: list[str] = []
    over = threading.Event()
    fetch = over_http(url)

    def read() -> None:
        while not over.is_set():
            try:
                seen.append(load(fetch, random.choice(PAGES)))
            except TornError as fault:
                torn.append(str(fault))
            time.sleep(0.005)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield seen
    finally:
        over.set()
        reader.join()
    assert not torn, torn[:3]


def reached(way: str, ssh: daemons.Ssh, www: Path, port: int) -> Host:
    target = Target(name="live", **ssh.target(way, www, port))  # type: ignore[arg-type]
    return (Sftp if way == "sftp" else Rsync)(target, Secrets(target, {}))


@pytest.mark.parametrize("way", ["sftp", "rsync"])
def test_a_connection_cut_anywhere(
    way: str, ssh: daemons.Ssh, www: tuple[Path, str], tmp_path: Path
) -> None:
    """Cut after so and so many bytes, from the first to the last, each time on what the tries
    before have left; the last try is not cut, and completes.
    """
    folder, url = www
    one = portal.snapshot(tmp_path / "one", files("one"))
    two = portal.snapshot(tmp_path / "two", files("two"))
    run(Folder(folder), one)
    whole = tmp_path / "whole"
    run(Folder(whole), one)
    with (
        daemons.cutting(ssh.port, -1) as (port, passed),
        closing(reached(way, ssh, whole, port)) as host,
    ):
        run(host, two)
    total = passed[0]
    ends = [total - back for back in (6000, 3600, 2400, 1500, 900, 400)]
    points = [*(total * part // 5 for part in range(5)), *ends]
    cut = 0
    for point in [*points, -1]:
        with reading(url) as seen, daemons.cutting(ssh.port, point) as (port, _):
            try:
                with closing(reached(way, ssh, folder, port)) as host:
                    run(host, two)
            except StoppedError:
                cut += 1
        assert set(seen) <= {"one", "two"}
        assert seen == sorted(seen)
        if point > 0 and (folder / "current").resolve().name == two.manifest.release:
            undo(folder, two.manifest.release)  # once more, cut nearer to the end
    assert cut >= 6
    fetch = over_http(url)
    assert {load(fetch, path) for path in PAGES} == {"two"}
