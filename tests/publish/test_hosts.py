"""Releases in a folder, over SFTP and over rsync: the same promises for all, with real servers."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import daemons
import portal
import pytest
from portal import files, from_folder, load

from zsite.ship.publish.hosts import Host
from zsite.ship.publish.hosts.folder import Folder
from zsite.ship.publish.hosts.rsync import Rsync
from zsite.ship.publish.hosts.sftp import Sftp
from zsite.ship.publish.manifest import Manifest
from zsite.ship.publish.releases import Releases
from zsite.ship.publish.secrets import Secrets
from zsite.ship.publish.snapshot import Snapshot
from zsite.ship.publish.stopped import StoppedError
from zsite.ship.publish.targets import Target

Open = Callable[[], Host]


def nothing(*_: object) -> None:
    """Tells nobody, stops nothing."""


@pytest.fixture(params=["folder", "sftp", "rsync"])
def reach(request: pytest.FixtureRequest, tmp_path: Path, ssh: daemons.Ssh) -> Open:
    """Opens the folder `www` in one of the ways."""
    if request.param == "folder":
        return lambda: Folder(tmp_path / "www")
    settings = ssh.target(request.param, tmp_path / "www")
    target = Target(name="live", **settings)  # type: ignore[arg-type]
    make = Sftp if request.param == "sftp" else Rsync
    return lambda: make(target, Secrets(target, {}))


@contextmanager
def opened(reach: Open) -> Iterator[Releases]:
    with closing(Releases(reach())) as releases:
        yield releases


def publish(releases: Releases, snapshot: Snapshot) -> int:
    sent = releases.publish(snapshot, releases.standing(), nothing, nothing)
    releases.prune(3)
    return sent


def test_a_host_keeps_what_it_is_given(reach: Open) -> None:
    with closing(reach()) as host:
        assert (host.names("a"), host.read("a/b"), host.pointed("a/l")) == ([], None, "")
        host.write("a/b", b"one")
        host.write("a/b", b"two")
        assert (host.names("a"), host.read("a/b")) == (["b"], b"two")
        text = '{"who":"张三 O\'Neil $HOME `id`","what":"x"}'
        assert host.claim("a/l", text)
        assert not host.claim("a/l", "other")
        assert host.pointed("a/l") == text
        host.point("a/l", "releases/1")
        assert host.pointed("a/l") == "releases/1"
        assert host.pointed("a/b") == ""
        host.remove("a/l")
        host.remove("a/l")
        host.rename("a/b", "a/c")
        assert host.names("a") == ["c"]
        host.clear("a")
        host.clear("a")
        assert host.names("") == []


def test_publish_change_and_go_back(reach: Open, tmp_path: Path) -> None:
    www, fetch = tmp_path / "www", from_folder(tmp_path / "www" / "current")
    one = portal.snapshot(tmp_path, files("one", 8), compress=True)
    with opened(reach) as releases:
        assert publish(releases, one) == len(one.manifest.files)
        assert load(fetch, "index.html") == "one"
        changed = portal.snapshot(tmp_path, files("one", 8, p0003="A new text."), compress=True)
        assert publish(releases, changed) <= 3  # the page and two compressed copies
        assert b"A new text." in (fetch("p0003.html") or b"")
        first, second = (www / "releases" / each.manifest.release for each in (one, changed))
        assert (second / "index.html").samefile(first / "index.html")
        for path in changed.manifest.files:
            assert (second / path).read_bytes() == (changed.tree / path).read_bytes()
        two = portal.snapshot(tmp_path, files("two", 8), compress=True)
        publish(releases, two)
        assert load(fetch, "p0005.html") == "two"
        before = releases.standing()
        assert before.releases == tuple(s.manifest.release for s in (one, changed, two))
        found = releases.rollback(one.manifest.release, before, nothing)
        assert isinstance(found, Manifest)
        assert b"This is p0003." in (fetch("p0003.html") or b"")
        assert releases.standing().releases[-1] == one.manifest.release
        assert publish(releases, two) == 0
        assert load(fetch, "index.html") == "two"


def test_a_page_that_is_open_still_finds_its_files(reach: Open, tmp_path: Path) -> None:
    """Whichever release comes next, and by whichever command."""
    fetch = from_folder(tmp_path / "www" / "current")
    with opened(reach) as releases:
        pages = {}
        for mark in ("one", "two"):
            publish(releases, portal.snapshot(tmp_path, files(mark, 3)))
            pages[mark] = fetch("p0001.html") or b""
        load(lambda path: pages["one"] if path == "p0001.html" else fetch(path), "p0001.html")
        standing = releases.standing()
        releases.rollback(standing.releases[0], standing, nothing)
        assert load(fetch, "index.html") == "one"
        load(lambda path: pages["two"] if path == "p0001.html" else fetch(path), "p0001.html")


def test_old_releases_go(reach: Open, tmp_path: Path) -> None:
    marks = ["one", "two", "three", "four", "five"]
    ids = []
    with opened(reach) as releases:
        for mark in marks:
            snapshot = portal.snapshot(tmp_path, files(mark, 2))
            ids.append(snapshot.manifest.release)
            publish(releases, snapshot)
        assert releases.standing().releases == tuple(ids[-3:])
        kept = {path.name for path in (tmp_path / "www" / "releases").iterdir()}
        assert kept == set(ids[-3:])
        with pytest.raises(StoppedError, match="publish-no-release"):
            releases.rollback(ids[0], releases.standing(), nothing)


def test_what_is_not_ours_stays(reach: Open, tmp_path: Path) -> None:
    www = tmp_path / "www"
    (www / "current").mkdir(parents=True)
    (www / "current" / "theirs.html").write_text("theirs")
    with opened(reach) as releases:
        with pytest.raises(StoppedError, match="publish-not-ours"):
            publish(releases, portal.snapshot(tmp_path, files("one", 2)))
        assert (www / "current" / "theirs.html").read_text() == "theirs"


def test_strangers_beside_the_releases_stay(reach: Open, tmp_path: Path) -> None:
    www = tmp_path / "www"
    (www / "releases" / "by-hand").mkdir(parents=True)
    (www / "notes.txt").write_text("theirs")
    with opened(reach) as releases:
        for mark in ("one", "two", "three", "four"):
            publish(releases, portal.snapshot(tmp_path, files(mark, 2)))
    assert (www / "releases" / "by-hand").is_dir()
    assert (www / "notes.txt").read_text() == "theirs"


def test_a_damaged_release_is_not_linked_from(reach: Open, tmp_path: Path) -> None:
    with opened(reach) as releases:
        one = portal.snapshot(tmp_path, files("one", 4))
        publish(releases, one)
        folder = tmp_path / "www" / "releases" / one.manifest.release
        (folder / "p0001.html").write_bytes(b"cut")
        (folder / "p0002.html").unlink()
        publish(releases, portal.snapshot(tmp_path, files("one", 4, p0003="New.")))
    assert load(from_folder(tmp_path / "www" / "current"), "p0001.html") == "one"
    assert load(from_folder(tmp_path / "www" / "current"), "p0002.html") == "one"


@pytest.mark.parametrize("way", ["sftp", "rsync"])
def test_progress_is_told_and_ends_at_the_end(way: str, tmp_path: Path, ssh: daemons.Ssh) -> None:
    told: list[tuple[int, int]] = []
    target = Target(name="live", **ssh.target(way, tmp_path / "www"))  # type: ignore[arg-type]
    snapshot = portal.snapshot(tmp_path, files("one", 30))
    with opened(
        lambda: (Sftp if way == "sftp" else Rsync)(target, Secrets(target, {}))
    ) as releases:
        releases.publish(snapshot, releases.standing(), nothing, lambda *at: told.append(at))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] == sum(f.size for f in snapshot.manifest.files.values())


def test_a_thousand_pages_over_sftp(tmp_path: Path, ssh: daemons.Ssh) -> None:
    told: list[tuple[int, int]] = []
    target = Target(name="live", **ssh.target("sftp", tmp_path / "www"))  # type: ignore[arg-type]
    made = files("one", 1000)
    snapshot = portal.snapshot(tmp_path, made)
    with opened(lambda: Sftp(target, Secrets(target, {}))) as releases:
        sent = releases.publish(snapshot, releases.standing(), nothing, lambda *a: told.append(a))
    assert sent == len(made)
    assert len(told) >= 1000
    assert told == sorted(told)
    fetch = from_folder(tmp_path / "www" / "current")
    assert all(load(fetch, path) == "one" for path in made if path.endswith(".html"))
