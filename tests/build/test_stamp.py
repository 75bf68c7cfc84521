"""The stamp: it changes whenever anything is touched, and only then."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from small_site import OLD, built

from zsite.build import clock
from zsite.build.stamp import settled_stamp, stamp
from zsite.build.trees import scan


def trees(root: Path) -> list[Path]:
    return [root / "output", root / ".zsite/output.spare", root / "zsite.yaml", root / "absent"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    built(tmp_path, OLD)
    (tmp_path / "zsite.yaml").write_text("name: x")
    (tmp_path / "outside").mkdir()
    (tmp_path / "output/link").symlink_to(tmp_path / "outside")
    return tmp_path


def same_size_and_time(root: Path) -> None:
    target = root / "output/index.html"
    seen = target.stat()
    target.write_text("OLD")
    os.utime(target, ns=(seen.st_atime_ns, seen.st_mtime_ns))


TOUCHES: dict[str, Callable[[Path], object]] = {
    "written": lambda root: (root / "output/index.html").write_text("old"),
    "same size and time": same_size_and_time,
    "added": lambda root: (root / "output/zh/new").write_text(""),
    "folder added": lambda root: (root / "output/zh/new").mkdir(),
    "removed": lambda root: (root / "output/zh/a.html").unlink(),
    "renamed": lambda root: (root / "output/zh/a.html").rename(root / "output/zh/c.html"),
    "moved": lambda root: (root / "output/zh/a.html").rename(root / "output/a.html"),
    "in the spare": lambda root: (root / ".zsite/output.spare/zh/a.html").unlink(),
    "a single file": lambda root: (root / "zsite.yaml").write_text("name: y"),
    "the absent one": lambda root: (root / "absent").mkdir(),
    "a whole tree": lambda root: shutil.rmtree(root / "output"),
    "the link": lambda root: (root / "output/link").unlink(),
}


@pytest.mark.parametrize("touch", TOUCHES)
def test_every_touch_shows(root: Path, touch: str) -> None:
    before = settled_stamp(trees(root), root)
    assert before.settled
    assert settled_stamp(trees(root), root) == before
    TOUCHES[touch](root)
    assert stamp(trees(root), root).digest != before.digest


def test_links_are_not_followed(root: Path) -> None:
    before = settled_stamp(trees(root), root)
    (root / "outside/new").write_text("x")
    (root / "outside/loop").symlink_to(root)
    assert settled_stamp(trees(root), root) == before


def test_files_are_counted(root: Path) -> None:
    (root / "output/link").unlink()
    assert stamp([root / "output"], root).files >= len(OLD)


def test_what_changed_just_now_is_not_settled(root: Path) -> None:
    target = root / "output/index.html"
    ahead = clock.now(root) + 60_000_000_000
    with_a_clock_behind = clock.now
    assert stamp([target], root).files == 1
    try:
        clock.now = lambda near: target.stat().st_ctime_ns  # the same step of a coarse clock
        assert not stamp([target], root).settled
        clock.now = lambda near: ahead
        assert stamp([target], root).settled
    finally:
        clock.now = with_a_clock_behind


def test_the_clock_has_passed_what_was_written_before(tmp_path: Path) -> None:
    for number in range(20):
        target = tmp_path / str(number)
        target.write_text("x")
        newest = target.stat().st_ctime_ns
        assert clock.settle(tmp_path, newest) > newest
        target.write_text("y")
        assert target.stat().st_ctime_ns > newest
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(map(str, range(20)))


def test_waiting_for_a_coarse_clock_is_given_up(tmp_path: Path) -> None:
    ahead = clock.now(tmp_path) + 3_600_000_000_000
    assert clock.settle(tmp_path, ahead) <= ahead
    assert clock.settle(tmp_path / "absent", 0) == 0


def test_a_scan_lists_links_and_does_not_follow_them(root: Path) -> None:
    (root / "output/loop").symlink_to(root / "output")
    found = scan(root / "output")
    assert set(found.files) == set(OLD)
    assert sorted(found.others) == ["link", "loop"]
    assert found.folders.index("en") < found.folders.index("en/deep")
    assert scan(root / "absent").files == {}
