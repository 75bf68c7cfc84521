"""What every way of publishing can do, and the way of a target."""

from pathlib import Path
from typing import Protocol

from zsite.ship.publish.hosts import Host
from zsite.ship.publish.lease import Slots
from zsite.ship.publish.manifest import Manifest
from zsite.ship.publish.secrets import Secrets
from zsite.ship.publish.snapshot import Snapshot
from zsite.ship.publish.standing import Standing
from zsite.ship.publish.targets import Target
from zsite.ship.publish.telling import Check, Tell


class Way(Protocol):
    """An open target. Whatever fails is a `StoppedError`."""

    @property
    def slots(self) -> Slots | None:
        """Where the lease is kept; None where nobody else can come."""

    def standing(self) -> Standing:
        """What is there."""

    def publish(self, snapshot: Snapshot, before: Standing, check: Check, tell: Tell) -> int:
        """Show a snapshot to readers; how many files were sent."""

    def rollback(self, release: str, before: Standing, check: Check) -> Manifest:
        """Show an earlier release again; its manifest."""

    def manifest(self, release: str) -> Manifest | None:
        """What a kept release consists of."""

    def prune(self, keep: int) -> list[str]:
        """Remove what is older than the releases to keep; which."""

    def close(self) -> None:
        """Leave."""


def opened(target: Target, root: Path, secrets: Secrets, adopt: bool) -> Way:
    """The target, reached and logged in to."""
    if target.to == "s3":
        from zsite.ship.publish.bucket import Bucket
        from zsite.ship.publish.objects import Objects

        return Objects(Bucket(target, secrets), adopt)
    if target.is_package:
        return _packages(target, root)
    from zsite.ship.publish.releases import Releases

    return Releases(_host(target, root, secrets))


def _host(target: Target, root: Path, secrets: Secrets) -> Host:
    if target.to == "folder":
        from zsite.ship.publish.hosts.folder import Folder

        return Folder(target.folder(root))
    if target.to == "rsync":
        from zsite.ship.publish.hosts.rsync import Rsync

        return Rsync(target, secrets)
    from zsite.ship.publish.hosts.sftp import Sftp

    return Sftp(target, secrets)


def _packages(target: Target, root: Path) -> Way:
    from zsite.ship.publish import bundle, handover
    from zsite.ship.publish.packages import Packages

    pack = bundle.packer(target.name) if target.to == "bundle" else handover.pack
    return Packages(target.folder(root), target.name, pack)
