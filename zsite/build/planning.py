"""What planning needs to know of a site."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zsite.build.reach import Reach
from zsite.problems import Problem
from zsite.site.catalog import Catalog
from zsite.site.frame import Frame
from zsite.site.i18n import Edition
from zsite.theme.kept import Kept
from zsite.theme.manifest import Theme


@dataclass(slots=True)
class Planning:
    """What planning needs: editions with their frames, the theme, what can be linked to."""

    catalog: Catalog
    editions: Sequence[Edition]
    frames: Sequence[Frame]
    theme: Theme
    kept: Kept
    tokens: Mapping[str, Any]
    reach: Reach
    read: Callable[[str], bytes | Problem]
    url: str
    page_size: int

    @property
    def codes(self) -> Sequence[str]:
        """The kinds whose pages have a QR code: a theme asks for them, an address makes them."""
        return self.theme.qr or () if self.url else ()
