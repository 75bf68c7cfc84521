"""What stands at a target."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from zsite.ship.publish.manifest import Manifest


class Seen(NamedTuple):
    """An object as a bucket lists it; `etag` is the MD5 of its bytes almost everywhere."""

    etag: str
    size: int


@dataclass(frozen=True, slots=True)
class Standing:
    """The release that readers see (nothing: empty), its manifest, and all that are kept, the one
    shown last at the end. `seen` is a bucket's listing; `is_whole` is False while files of a cut
    publication lie among those that are shown.
    """

    current: str = ""
    manifest: Manifest | None = None
    releases: tuple[str, ...] = ()
    seen: Mapping[str, Seen] = field(default_factory=dict)
    is_whole: bool = True
