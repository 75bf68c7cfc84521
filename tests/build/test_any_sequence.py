"""Whatever happens to a site, a build makes the output equal to the plan, and then rests."""

import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from small_site import (
    built,
    contents,
    expected,
    replaced,
    untouched,
    without_exchange,
    without_links,
)

from zsite.build import parallel

NAMES = ["a", "b", "A", "a/x", "a/y", "b/x/deep", "b/X", "c/x", "资料.pdf", "c"]
TEXTS = st.sampled_from(["1", "2", "22", ""])
TREES = st.sampled_from(["output", ".zsite/output.spare"])


def fits(files: dict[str, str], path: str) -> bool:
    """A plan may hold only one of names that differ in case, and no file where a folder is."""
    low = path.lower()
    others = [other.lower() for other in files if other != path]
    return not any(
        low == other or low.startswith(other + "/") or other.startswith(low + "/")
        for other in others
    )


class Site:
    """A project to which things happen; each takes what it needs of (tree, at, path, text)."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.root = home / "0"
        self.files: dict[str, str] = {}
        self.code = "c"
        self.copies = 0

    def edit(self, tree: str, at: int, path: str, text: str) -> None:
        if fits(self.files, path):
            self.files[path] = text

    def rename(self, tree: str, at: int, path: str, text: str) -> None:
        if self.files:
            old = sorted(self.files)[at % len(self.files)]
            kept = self.files.pop(old)
            self.files[path if fits(self.files, path) else old] = kept

    def remove(self, tree: str, at: int, path: str, text: str) -> None:
        if self.files:
            del self.files[sorted(self.files)[at % len(self.files)]]

    def change_code(self, tree: str, at: int, path: str, text: str) -> None:
        self.code = "cd"[at % 2]

    def write_into(self, tree: str, at: int, path: str, text: str) -> None:
        """A file is changed in place: same size, same inode, in both trees at once."""
        found = self._some(tree, at)
        if found and not found.is_symlink():
            found.write_bytes(b"#" * found.stat().st_size)

    def replace(self, tree: str, at: int, path: str, text: str) -> None:
        if found := self._some(tree, at):
            found.unlink()
            found.write_text(text)

    def delete(self, tree: str, at: int, path: str, text: str) -> None:
        if found := self._some(tree, at):
            found.unlink()

    def link_away(self, tree: str, at: int, path: str, text: str) -> None:
        if found := self._some(tree, at):
            found.unlink()
            found.symlink_to(self.home)

    def touch(self, tree: str, at: int, path: str, text: str) -> None:
        if found := self._some(tree, at):
            os.utime(found, follow_symlinks=False)

    def drop(self, tree: str, at: int, path: str, text: str) -> None:
        """A stray file, perhaps where a folder must be, or a folder where a file must be."""
        stray = self.root / tree / (path if at % 2 else path + "/stray/deep")
        if (self.root / tree).is_dir() and not any(
            p.is_file() or p.is_symlink() for p in [stray, *stray.parents]
        ):
            shutil.rmtree(stray, ignore_errors=True)
            stray.parent.mkdir(parents=True, exist_ok=True)
            stray.write_text(text)

    def delete_tree(self, tree: str, at: int, path: str, text: str) -> None:
        shutil.rmtree(self.root / tree, ignore_errors=True)

    def damage_store(self, tree: str, at: int, path: str, text: str) -> None:
        store = self.root / ".zsite/store.sqlite"
        if store.exists():
            os.truncate(store, store.stat().st_size * at // 40)

    def lose_state(self, tree: str, at: int, path: str, text: str) -> None:
        shutil.rmtree(self.root / ".zsite", ignore_errors=True)

    def copy_project(self, tree: str, at: int, path: str, text: str) -> None:
        if self.root.exists():
            self.copies += 1
            shutil.copytree(self.root, self.home / str(self.copies), symlinks=True)
            self.root = self.home / str(self.copies)

    def build(self, workers: int) -> None:
        options = {"code": self.code * 32, "workers": workers, "adopt": True}
        written = built(self.root, self.files, **options)
        assert len(written.made) + written.kept == len(self.files)
        before = untouched(self.root / "output")
        again = built(self.root, self.files, **options)
        assert (again.made, again.removed, again.changed) == ((), (), False)
        assert untouched(self.root / "output") == before
        if written.changed:
            assert contents(self.root / ".zsite/output.spare") == expected(self.files)

    def _some(self, tree: str, at: int) -> Path | None:
        found = sorted(
            path for path in (self.root / tree).rglob("*") if path.is_file() or path.is_symlink()
        )
        return found[at % len(found)] if found else None


EDITS = [Site.edit] * 3 + [Site.rename, Site.remove, Site.change_code]
TAMPERING = [Site.write_into, Site.replace, Site.delete, Site.link_away, Site.touch, Site.drop]
LOSSES = [Site.delete_tree, Site.damage_store, Site.lose_state, Site.copy_project]
EVENT = st.tuples(
    st.sampled_from(EDITS) | st.sampled_from(EDITS + TAMPERING + LOSSES),
    st.tuples(TREES, st.integers(0, 40), st.sampled_from(NAMES), TEXTS),
)


class AnySequence(RuleBasedStateMachine):
    """Whatever happens, then a build under some circumstances, again and again."""

    @initialize()
    def begin(self) -> None:
        self.home = Path(tempfile.mkdtemp())
        self.site = Site(self.home)

    def teardown(self) -> None:
        shutil.rmtree(self.home)

    @rule(
        events=st.lists(EVENT, max_size=5),
        in_one_step=st.booleans(),
        links=st.booleans(),
        workers=st.sampled_from([1, 1, 1, 2]),
    )
    def build_after(self, events: list, in_one_step: bool, links: bool, workers: int) -> None:
        for happen, details in events:
            happen(self.site, *details)
        with ExitStack() as circumstances:
            circumstances.enter_context(replaced(parallel, PAYS=0.0))
            if not in_one_step:
                circumstances.enter_context(without_exchange())
            if not links:
                circumstances.enter_context(without_links())
            self.site.build(workers)


AnySequence.TestCase.settings = settings(
    max_examples=200,
    stateful_step_count=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestAnySequence = AnySequence.TestCase
