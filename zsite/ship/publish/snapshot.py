"""The built site as it is at one moment, with compressed copies: what a publication sends."""

import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from zsite.build.faults import fault
from zsite.build.lock import acquire
from zsite.build.trees import scan
from zsite.digest import digest
from zsite.problems import Place, Problem, problem
from zsite.ship.publish.compressed import compressed, is_worth_it
from zsite.ship.publish.heads import head_of
from zsite.ship.publish.manifest import File, Manifest, is_page
from zsite.ship.publish.stopped import StoppedError

_WAIT = 600.0  # seconds for a build that is under way


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A folder that nobody else changes, and what is in it."""

    tree: Path
    manifest: Manifest


def take(root: Path, output: Path, state: Path, compress: bool) -> Snapshot:
    """The site in `output` as it stands now, kept under `state` until the next snapshot."""
    try:
        return _taken(root, output, state, compress)
    except OSError as error:
        raise StoppedError(fault(error, root)) from error


def _taken(root: Path, output: Path, state: Path, compress: bool) -> Snapshot:
    last, fresh = state / "tree", state / "tree.new"
    for stale in (fresh, state / "tree.old"):
        shutil.rmtree(stale, ignore_errors=True)
    before = Manifest.from_json(_read(state / "manifest.json")) or Manifest({})
    lock = acquire(root / ".zsite", "publish", _WAIT)
    if isinstance(lock, Problem):
        raise StoppedError(lock)
    with lock:
        found = _copied(output, fresh, last, before)
    if "index.html" not in found:
        raise StoppedError(problem("publish-no-site", Place(output.name)))
    if compress:
        found |= _with_copies(fresh, found, last, before)
    manifest = Manifest(dict(sorted(found.items())))
    if last.exists():
        last.rename(state / "tree.old")
    fresh.rename(last)
    (state / "manifest.json").write_bytes(manifest.to_json())
    shutil.rmtree(state / "tree.old", ignore_errors=True)
    return Snapshot(last, manifest)


def _copied(output: Path, folder: Path, last: Path, before: Manifest) -> dict[str, File]:
    """Copy every file that the last snapshot does not have, and link the others from there: links
    to the output itself would look like changes to the next build. What each file is.
    """
    tree = scan(output)
    folder.mkdir(parents=True)
    for below in tree.folders:
        (folder / below).mkdir()
    link = _linker(last, folder)
    found = {}
    for path in tree.files:
        data = (output / path).read_bytes()
        known = before.files.get(path)
        if known and known.digest == digest(data) and link(path):
            found[path] = known
        else:
            (folder / path).write_bytes(data)
            found[path] = _described(path, data)
    return found


def _linker(source: Path, folder: Path) -> Callable[[str], bool]:
    def link(path: str) -> bool:
        """False when the last snapshot is not what its manifest says, or links do not go."""
        try:
            os.link(source / path, folder / path)
        except OSError:
            return False
        return True

    return link


def _described(path: str, data: bytes) -> File:
    head = head_of(data) if is_page(path) else None
    if head is None:
        return File(digest(data), len(data))
    title = head.metas.get("ArticleTitle") or head.title
    return File(digest(data), len(data), title, head.language)


def _with_copies(
    fresh: Path, found: dict[str, File], last: Path, before: Manifest
) -> dict[str, File]:
    """Compressed copies of all that gains by them; those of unchanged files are taken over."""
    link = _linker(last, fresh)

    def copies(path: str) -> dict[str, File]:
        same = before.files.get(path) == found[path]
        known = [p for p in (path + ".gz", path + ".br") if same and p in before.files]
        if known and all(map(link, known)):
            return {each: before.files[each] for each in known}
        return _compress(fresh, path)

    wanted = [path for path, about in found.items() if is_worth_it(path, about.size)]
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        return {name: file for made in pool.map(copies, wanted) for name, file in made.items()}


def _compress(folder: Path, path: str) -> dict[str, File]:
    made = {}
    for ending, data in compressed((folder / path).read_bytes()).items():
        name = path + ending
        (folder / name).write_bytes(data)
        made[name] = File(digest(data), len(data))
    return made


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
