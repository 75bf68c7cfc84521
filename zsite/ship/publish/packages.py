"""Archives in a folder, one for each release: what is common to bundle and hand-over package."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zsite.build.faults import fault
from zsite.build.replace import replace_file
from zsite.problems import problem
from zsite.ship.publish.manifest import Manifest
from zsite.ship.publish.snapshot import Snapshot
from zsite.ship.publish.standing import Standing
from zsite.ship.publish.stopped import StoppedError
from zsite.ship.publish.telling import Check, Tell

Members = Mapping[str, bytes]
Pack = Callable[[Snapshot, Any], tuple[Members, Any]]


@dataclass(frozen=True, slots=True)
class Packages:
    """The archives `NAME-ID.zip` of a target in `folder`; `NAME.json` tells of the last one.

    `pack` gives an archive's members, and what the next one has to know of it.
    """

    folder: Path
    name: str
    pack: Pack

    slots = None  # one machine, one project: the local lock is enough

    def standing(self) -> Standing:
        """The archives that are there; the last one is the current one."""
        last = self._last()
        manifest = Manifest.from_json(json.dumps(last.get("site")).encode())
        found = sorted(self.folder.glob(f"{self.name}-*.zip"), key=lambda p: p.stat().st_mtime_ns)
        ids = [each.stem.removeprefix(f"{self.name}-") for each in found]
        current = manifest.release if manifest and manifest.release in ids else ""
        return Standing(current, manifest if current else None, tuple(ids))

    def publish(self, snapshot: Snapshot, before: Standing, check: Check, tell: Tell) -> int:
        """Write the archive; 1."""
        from zsite.ship.publish.zips import write_zip

        members, known = self.pack(snapshot, self._last().get("known"))
        total = sum(map(len, members.values()))
        note = {"site": json.loads(snapshot.manifest.to_json()), "known": known}
        try:
            write_zip(self.archive(snapshot.manifest.release), sorted(members.items()))
        except OSError as error:
            raise StoppedError(fault(error, self.folder)) from error
        problems = replace_file(self.folder, f"{self.name}.json", _text(note))
        if problems:
            raise StoppedError(*problems)
        tell(total, total)
        return 1

    def rollback(self, release: str, before: Standing, check: Check) -> Manifest:
        """An archive that was handed out cannot be taken back."""
        raise StoppedError(problem("publish-no-way-back", name=self.name))

    def manifest(self, release: str) -> Manifest | None:
        """Only of the last archive is the manifest kept."""
        found = self.standing()
        return found.manifest if found.current == release else None

    def prune(self, keep: int) -> list[str]:
        """Archives stay: they may be proof of what was handed over."""
        return []

    def close(self) -> None:
        """Nothing is open."""

    def archive(self, release: str) -> Path:
        """Where the archive of a release lies."""
        return self.folder / f"{self.name}-{release}.zip"

    def _last(self) -> Mapping[str, Any]:
        try:
            found = json.loads((self.folder / f"{self.name}.json").read_bytes())
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}


def _text(data: object) -> bytes:
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return re.sub(r"\n\s{3,}", "", text).encode()
