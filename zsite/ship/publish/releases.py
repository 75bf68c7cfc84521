"""Whole releases at a host: made beside the one that stands, shown by one step, kept and pruned.

    current -> releases/ID           the web server's root; the only thing a reader sees change
    releases/ID/                     complete; later only files of other releases are added
    releases/ID.part/                one that is being filled
    .zsite/manifests/NNNNNN-ID.json  written before releases/ID gets its name, removed before it
                                     goes; the number tells in which order releases were shown

A release has the hashed files of the one shown before it as well: a reader who has a page of that
one open still finds what it loads.
"""

import re

from zsite.problems import Place, problem
from zsite.ship.publish.hosts import Filling, Host
from zsite.ship.publish.manifest import RELEASE, Manifest, is_hashed
from zsite.ship.publish.snapshot import Snapshot
from zsite.ship.publish.standing import Standing
from zsite.ship.publish.stopped import StoppedError
from zsite.ship.publish.telling import Check, Tell

LINK = "current"
_MANIFESTS = ".zsite/manifests"
_DIGITS = 6
_NAME = re.compile(r"\d{6}-([0-9a-f]{12})\.json")


class Releases:
    """The releases at a host, as a `Way`."""

    def __init__(self, host: Host) -> None:
        self.slots = host
        self._host = host

    def standing(self) -> Standing:
        """What there is at the host."""
        folders = set(self._host.names("releases"))
        releases = tuple(each for each in self._manifests() if each in folders)
        current = self._host.pointed(LINK).rpartition("/")[2]
        if current not in releases:
            return Standing("", None, releases)
        return Standing(current, self.manifest(current), releases)

    def publish(self, snapshot: Snapshot, before: Standing, check: Check, tell: Tell) -> int:
        """Show the snapshot to readers; how many files were sent."""
        manifest, sent = snapshot.manifest, 0
        if manifest.release not in before.releases:
            sent = self._make(snapshot, before, tell)
        self._show(manifest.release, manifest, before, check)
        return sent

    def rollback(self, release: str, before: Standing, check: Check) -> Manifest:
        """Show an earlier release again; its manifest."""
        manifest = self.manifest(release) if release in before.releases else None
        if manifest is None:
            known = ", ".join(before.releases)
            raise StoppedError(problem("publish-no-release", release=release, known=known))
        self._show(release, manifest, before, check)
        return manifest

    def manifest(self, release: str) -> Manifest | None:
        """A kept release's manifest."""
        name = self._manifests().get(release)
        return Manifest.from_json(self._host.read(f"{_MANIFESTS}/{name}")) if name else None

    def prune(self, keep: int) -> list[str]:
        """Remove the releases that were shown longest ago, and what cut tries left; which."""
        now = self.standing()
        kept = {*now.releases[-max(keep, 2) :], now.current}
        for release, name in self._manifests().items():
            if release not in kept:
                self._host.remove(f"{_MANIFESTS}/{name}")
        for name in self._host.names("releases"):
            if RELEASE.fullmatch(name.removesuffix(".part")) and name not in kept:
                self._host.clear(f"releases/{name}")
        return [each for each in now.releases if each not in kept]

    def close(self) -> None:
        """Leave."""
        self._host.close()

    def _make(self, snapshot: Snapshot, before: Standing, tell: Tell) -> int:
        """A complete release folder that nobody sees yet."""
        manifest, release = snapshot.manifest, snapshot.manifest.release
        if release in self._host.names("releases"):  # its manifest is gone: it was being removed
            self._host.clear(f"releases/{release}")
        old = before.manifest.files if before.manifest else {}
        same = {path for path, file in manifest.files.items() if old.get(path) == file}
        job = Filling(
            f"releases/{release}.part",
            f"releases/{before.current}" if same else "",
            snapshot.tree,
            sorted(same),
            [path for path in manifest.files if path not in same],
            {path: file.size for path, file in manifest.files.items()},
        )
        sent = self._host.fill(job, tell)
        name = f"{self._next():0{_DIGITS}}-{release}.json"
        self._host.write(f"{_MANIFESTS}/{name}", manifest.to_json())
        self._host.rename(job.folder, f"releases/{release}")
        return sent

    def _show(self, release: str, manifest: Manifest, before: Standing, check: Check) -> None:
        """The one step."""
        if LINK in self._host.names("") and not self._host.pointed(LINK).startswith("releases/"):
            raise StoppedError(problem("publish-not-ours", Place(LINK)))
        if before.current == release:
            return
        old = before.manifest.files if before.manifest else {}
        carried = [path for path in old if is_hashed(path) and path not in manifest.files]
        self._host.link(f"releases/{before.current}", f"releases/{release}", carried)
        check()
        self._host.point(LINK, f"releases/{release}")
        self._note(release)

    def _note(self, release: str) -> None:
        """Give the manifest the highest number: it was shown last."""
        name, highest = self._manifests()[release], self._next()
        if int(name[:_DIGITS]) != highest - 1:
            fresh = f"{highest:0{_DIGITS}}-{release}.json"
            self._host.rename(f"{_MANIFESTS}/{name}", f"{_MANIFESTS}/{fresh}")

    def _manifests(self) -> dict[str, str]:
        """The names of the manifests by release, in the order in which they were shown."""
        found = (_NAME.fullmatch(name) for name in self._host.names(_MANIFESTS))
        return {name[1]: name[0] for name in found if name}

    def _next(self) -> int:
        numbers = (int(name[:_DIGITS]) for name in self._manifests().values())
        return max(numbers, default=0) + 1
