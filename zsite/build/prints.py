"""Pictures for print: upright, in sRGB, without metadata, no larger than print can show.

A county's photographs go into many guides, so each is prepared once for each content and
remembered.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from zsite.build.store import Store
from zsite.digest import Digest
from zsite.problems import Problem
from zsite.render import images
from zsite.site.cuts import Seen

FAMILY = "print"
SCREEN, PRESS = 2000, 3600  # pixels on the long side: A4 with bleed has 3,580 at 300 dpi


class Print(NamedTuple):
    """A picture as it goes into a guide."""

    data: bytes
    ending: str


@dataclass(frozen=True, slots=True)
class Prints:
    """Finds a picture of `content/` as print wants it, by its path."""

    seen: Mapping[str, Seen]
    digests: Mapping[str, Digest]
    read: Callable[[str], bytes | Problem]
    store: Store
    code: Digest

    def find(self, path: str, *, press: bool) -> Print | Problem | None:
        """The picture; None when there is none under the path."""
        seen = self.seen.get(path)
        if seen is None:
            return None
        ending = "svg" if seen.format == "SVG" else "png" if seen.clear else "jpg"
        key = self._key(path, press)
        known = self.store.memo([key]).get(key)
        if known is not None:
            return Print(known, ending)
        made = self._prepared(path, seen, ending, press)
        if isinstance(made, Problem):
            return made
        self.store.remember({key: made})
        return Print(made, ending)

    def keep(self, paths: Iterable[str]) -> None:
        """Forget what was prepared of other pictures than these."""
        known = [path for path in paths if path in self.seen]
        keys = [self._key(path, press) for path in known for press in (False, True)]
        self.store.sweep(keys, FAMILY)

    def _key(self, path: str, press: bool) -> str:
        return f"{FAMILY}/{self.digests.get(path, '')}:{PRESS if press else SCREEN}:{self.code[:8]}"

    def _prepared(self, path: str, seen: Seen, ending: str, press: bool) -> bytes | Problem:
        original = images.Original(path, self.digests.get(path, ""), self.read)
        if ending == "svg":
            return images.drawing(original=original)
        most = PRESS if press else SCREEN
        width = min(seen.width, round(most * min(1, seen.width / seen.height)))
        size = (max(1, width), seen.high(max(1, width)))
        form = "png" if ending == "png" else "print"
        return images.photo(original=original, steps=[size], box=None, format=form)
