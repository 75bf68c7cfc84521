"""A release in a bucket, which has no step that changes all at once: so the order keeps it whole.

    PATH                        what readers load
    .zsite/manifests/ID.json    kept releases, the one on its way included: what is ours
    .zsite/blobs/DIGEST         bytes that a kept release has and the shown one has not
    .zsite/current.json         which releases were shown, the last one at the end

Hashed files go up first, then new pages, changed pages, the site map, `current.json`. Deletions
come last, one by one, and only of files that a manifest of ours names. Hashed files stay as long
as a release that has them is kept: a reader who has an older page open finds what it loads.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from zsite.problems import Place, problem
from zsite.ship.publish.bucket import Bucket, etag
from zsite.ship.publish.manifest import RELEASE, File, Manifest, is_hashed
from zsite.ship.publish.plan import in_safe_order
from zsite.ship.publish.snapshot import Snapshot
from zsite.ship.publish.standing import Standing
from zsite.ship.publish.stopped import StoppedError
from zsite.ship.publish.telling import Check, Tell

_CURRENT = ".zsite/current.json"
_MANIFESTS = ".zsite/manifests/"
_BLOBS = ".zsite/blobs/"
_AT_ONCE = 8


class Objects:
    """The releases in a bucket, as a `Way`. To `adopt` is to overwrite what others put there."""

    def __init__(self, bucket: Bucket, adopt: bool = False) -> None:
        self.slots = bucket
        self._bucket = bucket
        self._adopt = adopt

    def standing(self) -> Standing:
        """What there is in the bucket."""
        seen = self._bucket.listing()
        shown = self._bucket.json(_CURRENT) if _CURRENT in seen else None
        rows = shown.get("shown", ()) if isinstance(shown, dict) else ()
        releases = tuple(each for each in map(str, rows) if _stored(each) in seen)
        current = releases[-1] if releases else ""
        manifest = self.manifest(current) if current else None
        begun = {_name(path) for path in seen if path.startswith(_MANIFESTS)}
        return Standing(current, manifest, releases, seen, begun <= set(releases))

    def publish(self, snapshot: Snapshot, before: Standing, check: Check, tell: Tell) -> int:
        """Bring the bucket to the snapshot; how many files were sent."""
        manifest = snapshot.manifest
        self._refuse_others(manifest, before)
        wanted = {p for p in manifest.files if not _there(before, snapshot.tree, p)}
        done, total = 0, sum(manifest.files[path].size for path in wanted)

        def send(path: str) -> None:
            nonlocal done
            self._bucket.put(path, (snapshot.tree / path).read_bytes(), is_hashed(path))
            done += manifest.files[path].size
            tell(done, total)

        # Written down as ours before the first of it is there.
        if _stored(manifest.release) not in before.seen:
            self._bucket.put(_stored(manifest.release), manifest.to_json())
        self._change(before, wanted, send, check)
        self._conclude(manifest, before, check)
        return len(wanted)

    def rollback(self, release: str, before: Standing, check: Check) -> Manifest:
        """Bring back an earlier release out of the bytes that were kept; its manifest."""
        manifest = self.manifest(release) if release in before.releases else None
        if manifest is None:
            known = ", ".join(before.releases)
            raise StoppedError(problem("publish-no-release", release=release, known=known))
        files = manifest.files
        differ = {path for path in files if not _as_then(before, manifest, path)}
        for path in differ:
            if _BLOBS + files[path].digest not in before.seen:
                raise StoppedError(problem("publish-release-lost", release=release, path=path))

        def restore(path: str) -> None:
            self._bucket.copy(_BLOBS + files[path].digest, path)

        self._change(before, differ, restore, check)
        self._conclude(manifest, before, check)
        return manifest

    def manifest(self, release: str) -> Manifest | None:
        """A kept release's manifest."""
        return Manifest.from_json(self._bucket.get(_stored(release)))

    def prune(self, keep: int) -> list[str]:
        """Remove what no kept release needs: files of ours, kept bytes, manifests; which
        releases.
        """
        now = self.standing()
        stored = (p for p in now.seen if p.startswith(_MANIFESTS))
        known = [name for path in stored if RELEASE.fullmatch(name := _name(path))]
        manifests = {name: self.manifest(name) or Manifest({}) for name in known}
        alive = [manifests[each].files for each in now.releases[-max(keep, 2) :]]
        served = {path for files in alive for path in files if is_hashed(path)}
        served.update(now.manifest.files if now.manifest else ())
        needed = {file.digest for files in alive for file in files.values()}
        ours = {path for manifest in manifests.values() for path in manifest.files}
        _each(self._bucket.remove, sorted((ours - served) & now.seen.keys()))
        blobs = (path for path in now.seen if path.startswith(_BLOBS))
        _each(self._bucket.remove, [p for p in blobs if p.removeprefix(_BLOBS) not in needed])
        gone = [name for name in known if name not in now.releases[-max(keep, 2) :]]
        _each(self._bucket.remove, [_stored(name) for name in gone])
        return gone

    def close(self) -> None:
        """Leave."""
        self._bucket.close()

    def _refuse_others(self, manifest: Manifest, before: Standing) -> None:
        """Stop where files under our names lie that no release of ours has put there."""
        if self._adopt or any(path.startswith(_MANIFESTS) for path in before.seen):
            return
        for path in manifest.files:
            if path in before.seen:
                raise StoppedError(problem("publish-not-ours", Place(path)))

    def _change(
        self, before: Standing, paths: Iterable[str], change: Callable[[str], None], check: Check
    ) -> None:
        """Change files in the safe order; each one's bytes are kept before they are overwritten."""
        shown: Mapping[str, File] = before.manifest.files if before.manifest else {}

        def one(path: str) -> None:
            self._keep(before, path)
            change(path)

        for stage in in_safe_order(paths, shown):
            check()
            _each(one, stage)

    def _keep(self, before: Standing, path: str) -> None:
        """Have the bucket keep the bytes that the shown release has under a path."""
        old = before.manifest.files.get(path) if before.manifest else None
        if not old or path not in before.seen or is_hashed(path):
            return
        if _BLOBS + old.digest not in before.seen:
            self._bucket.copy(path, _BLOBS + old.digest)

    def _conclude(self, manifest: Manifest, before: Standing, check: Check) -> None:
        """Say which release is shown now, and take away pages that it does not have."""
        check()
        if before.current != manifest.release:
            shown = [each for each in before.releases if each != manifest.release]
            data = json.dumps({"shown": [*shown, manifest.release]}).encode()
            self._bucket.put(_CURRENT, data)
        old = before.manifest.files if before.manifest else {}

        def drop(path: str) -> None:
            self._keep(before, path)
            self._bucket.remove(path)

        gone = (path for path in old if path not in manifest.files and path in before.seen)
        _each(drop, [path for path in gone if not is_hashed(path)])


def _stored(release: str) -> str:
    return f"{_MANIFESTS}{release}.json"


def _name(path: str) -> str:
    return path.removeprefix(_MANIFESTS).removesuffix(".json")


def _as_then(before: Standing, manifest: Manifest, path: str) -> bool:
    """True when the bucket shows a file as an earlier release had it."""
    seen, digest = before.seen.get(path), manifest.files[path].digest
    if seen is None or is_hashed(path):
        return seen is not None
    shown = before.manifest.files.get(path) if before.manifest else None
    blob = before.seen.get(_BLOBS + digest)
    return bool(shown and shown.digest == digest) and (blob is None or blob.etag == seen.etag)


def _there(before: Standing, tree: Path, path: str) -> bool:
    """True when the bucket has exactly these bytes under the path."""
    seen = before.seen.get(path)
    if seen is None:
        return False
    data = (tree / path).read_bytes()
    return seen.size == len(data) and seen.etag == etag(data)


def _each(work: Callable[[str], None], paths: Iterable[str]) -> None:
    """Some at once; the first that fails ends all that has not begun."""
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
        tasks = [pool.submit(work, path) for path in paths]
        try:
            for task in tasks:
                task.result()
        finally:
            for task in tasks:
                task.cancel()
