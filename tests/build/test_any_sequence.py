"""Whatever happens to a site, a build makes the output equal to the plan, and then rests."""

import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from small_site import built, contents, expected, untouched, without_exchange, without_links

NAMES = ["a", "b", "A", "a/x", "a/y", "b/x/deep", "b/X", "c/x", "资料.pdf", "c"]
TEXTS = st.sampled_from(["1", "2", "22", ""])
TREES = st.sampled_from(["output", ".zsite/output.spare"])
POSITIONS = st.integers(0, 40)


def fits(files: dict[str, str], path: str) -> bool:
    """A plan may hold only one of names that differ in case, and no file where a folder is."""
    low = path.lower()
    others = [other.lower() for other in files if other != path]
    return not any(
        low == other or low.startswith(other + "/") or other.startswith(low + "/")
        for other in others
    )


class AnySequence(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.home = Path(tempfile.mkdtemp())
        self.root = self.home / "0"
        self.files: dict[str, str] = {}
        self.code = "c"
        self.copies = 0

    def teardown(self) -> None:
        shutil.rmtree(self.home)

    @rule(path=st.sampled_from(NAMES), text=TEXTS)
    def edit(self, path: str, text: str) -> None:
        if fits(self.files, path):
            self.files[path] = text

    @rule(at=POSITIONS, path=st.sampled_from(NAMES))
    def rename(self, at: int, path: str) -> None:
        if self.files:
            old = sorted(self.files)[at % len(self.files)]
            text = self.files.pop(old)
            self.files[path if fits(self.files, path) else old] = text

    @rule(at=POSITIONS)
    def remove(self, at: int) -> None:
        if self.files:
            del self.files[sorted(self.files)[at % len(self.files)]]

    @rule(code=st.sampled_from("cd"))
    def change_code(self, code: str) -> None:
        self.code = code

    @rule(tree=TREES, at=POSITIONS)
    def write_into(self, tree: str, at: int) -> None:
        """A file is changed in place: same size, same inode, in both trees at once."""
        if path := self._some(tree, at):
            path.write_bytes(b"#" * path.stat().st_size)

    @rule(tree=TREES, at=POSITIONS)
    def replace(self, tree: str, at: int) -> None:
        if path := self._some(tree, at):
            path.unlink()
            path.write_text("?")

    @rule(tree=TREES, at=POSITIONS)
    def delete(self, tree: str, at: int) -> None:
        if path := self._some(tree, at):
            path.unlink()

    @rule(tree=TREES, at=POSITIONS)
    def link_away(self, tree: str, at: int) -> None:
        if path := self._some(tree, at):
            path.unlink()
            path.symlink_to(self.home)

    @rule(tree=TREES, at=POSITIONS)
    def touch(self, tree: str, at: int) -> None:
        if path := self._some(tree, at):
            os.utime(path)

    @rule(tree=TREES, name=st.sampled_from(["stray", "a", "c/stray/deep"]))
    def drop(self, tree: str, name: str) -> None:
        """A stray file, perhaps where a folder must be, or a folder where a file must be."""
        path = self.root / tree / name
        if (self.root / tree).is_dir() and not any(p.is_file() for p in [path, *path.parents]):
            shutil.rmtree(path, ignore_errors=True)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("stray")

    @rule(tree=TREES)
    def delete_tree(self, tree: str) -> None:
        shutil.rmtree(self.root / tree, ignore_errors=True)

    @rule(keep=st.integers(0, 30000))
    def damage_store(self, keep: int) -> None:
        path = self.root / ".zsite/store.sqlite"
        if path.exists():
            os.truncate(path, min(keep, path.stat().st_size))

    @rule()
    def lose_state(self) -> None:
        shutil.rmtree(self.root / ".zsite", ignore_errors=True)

    @rule()
    def copy_project(self) -> None:
        if self.root.exists():
            self.copies += 1
            shutil.copytree(self.root, self.home / str(self.copies), symlinks=True)
            self.root = self.home / str(self.copies)

    @rule(in_one_step=st.booleans(), links=st.booleans(), workers=st.sampled_from([1, 1, 1, 2]))
    def build(self, in_one_step: bool, links: bool, workers: int) -> None:
        options = {"code": self.code * 32, "workers": workers, "adopt": True}
        with ExitStack() as circumstances:
            if not in_one_step:
                circumstances.enter_context(without_exchange())
            if not links:
                circumstances.enter_context(without_links())
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


AnySequence.TestCase.settings = settings(
    max_examples=150,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestAnySequence = AnySequence.TestCase
