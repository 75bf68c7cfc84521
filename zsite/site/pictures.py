"""Which variants of a picture there will be, and the tag that names them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from posixpath import splitext
from typing import NamedTuple

from zsite.digest import Digest, digest
from zsite.problems import Place, Problem, problem
from zsite.site.cuts import Box, Cut, Seen, Size, cuts, steps
from zsite.site.uses import BODY, CENTRE, Focus, Use, Uses
from zsite.site.views import Viewpoint

FOLDER = "media"
ENDINGS = frozenset(
    {".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".tif", ".tiff", ".bmp", ".svg"}
)

_ENDINGS_OF = {"jpeg": "jpg"}


class Variant(NamedTuple):
    """One file to be made: the whole picture at a width, in a format, of which a box is shown."""

    path: str
    source: str
    whole: int
    box: Box | None
    width: int
    height: int
    format: str


class Shown(NamedTuple):
    """How a picture is shown: its focal point, and whether only in texts."""

    focus: Focus = CENTRE
    only_in_texts: bool = False


def is_picture(path: str) -> bool:
    """True for a file whose ending is that of a picture."""
    return splitext(path)[1].lower() in ENDINGS


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures that a site shows, by source path, and the uses that its theme declares."""

    top: str
    seen: Mapping[str, Seen]
    digests: Mapping[str, Digest]
    uses: Uses
    shown: Mapping[str, Shown]

    def state(self, source: str) -> str:
        """A text that changes when the tags of a picture would, but for the theme's uses."""
        return f"{self.digests.get(source, '')}{self.shown.get(source, '')}"

    def variants(self, source: str, use: str) -> list[Variant]:
        """The files of a picture for a use, format by format, narrowest first."""
        seen, about = self.seen[source], self.uses[use]
        stem = f"{FOLDER}{splitext(source)[0].removeprefix(self.top)}"
        if seen.format == "SVG":
            path = f"{stem}.{digest(self.digests[source])[:8]}.svg"
            return [Variant(path, source, seen.width, None, seen.width, seen.height, "svg")]
        focus = self.shown.get(source, Shown()).focus
        return [
            Variant(_named(stem, self.digests[source], cut, form), source, *cut, form)
            for form in _formats(seen, about)
            for cut in cuts(seen, about, focus)
        ]

    def tag(self, here: Viewpoint, source: str, alt: str, use: str, sizes: str = "") -> str | None:
        """A `<picture>` with every variant, or an `<img>` for a drawing; None for no picture.

        Raises LookupError for a use that the theme does not declare.
        """
        if source not in self.seen:
            return None
        if use not in self.uses:
            raise LookupError(f"images: has no “{use}”; it has {', '.join(self.uses)}")
        about, variants = self.uses[use], self.variants(source, use)
        last = variants[-1]
        image = (
            f'<img src="{escape(here.href(last.path))}" alt="{escape(alt)}"'
            f' width="{last.width}" height="{last.height}"'
            + (' fetchpriority="high"' if about.eager else ' loading="lazy" decoding="async"')
        )
        if last.format == "svg":
            return f"{image}>"
        wide = escape(sizes or about.sizes)
        *better, plain = dict.fromkeys(each.format for each in variants)
        sources = "".join(
            f'<source type="image/{form}" sizes="{wide}" srcset="{_srcset(here, variants, form)}">'
            for form in better
        )
        rest = f' sizes="{wide}" srcset="{_srcset(here, variants, plain)}">'
        return f"<picture>{sources}{image}{rest}</picture>" if sources else image + rest

    def all_variants(self) -> Iterator[tuple[Variant, list[Size]]]:
        """Every file of every picture with the sizes by which it is scaled, the widest first.

        The variants of a picture stand together, so that it can be decoded once for all of them.
        """
        taken: set[str] = set()
        for source in sorted(self.shown.keys() & self.seen.keys()):
            found = {each.path: each for each in self._all_of(source) if each.path not in taken}
            taken |= found.keys()
            ladder = sorted({each.whole for each in found.values()})
            for variant in sorted(found.values(), key=lambda each: (-each.whole, each.path)):
                path = steps(variant.whole, ladder)
                yield variant, [(width, self.seen[source].high(width)) for width in path]

    def _all_of(self, source: str) -> Iterator[Variant]:
        uses = [BODY] if self.shown[source].only_in_texts else list(self.uses)
        for use in uses:
            yield from self.variants(source, use)

    def problems(self) -> Iterator[Problem]:
        """Pictures that are named wrongly, or too small for what the theme shows them as."""
        for source in sorted(self.shown.keys() & self.seen.keys()):
            seen, ending = self.seen[source], splitext(source)[1].lower()
            if not _fits(ending, seen.format):
                yield problem("picture-misnamed", Place(source), found=seen.format, ending=ending)
            uses = [BODY] if self.shown[source].only_in_texts else list(self.uses)
            need = max(self.uses[use].widths[0] for use in uses)
            if seen.format != "SVG" and seen.width < need:
                size = f"{seen.width} × {seen.height}"
                yield problem("picture-small", Place(source), size=size, needed=need)


def _formats(seen: Seen, use: Use) -> Iterable[str]:
    """What one can see through stays so: then PNG stands in for JPEG."""
    return dict.fromkeys("png" if seen.clear and f == "jpeg" else f for f in use.formats)


def _named(stem: str, mark: Digest, cut: Cut, form: str) -> str:
    whole, box, width, height = cut
    size = f"{width}x{height}" if box else f"{width}"
    content = digest(mark, repr((whole, box))) if box else digest(mark)
    return f"{stem}-{size}.{content[:8]}.{_ENDINGS_OF.get(form, form)}"


def _fits(ending: str, format: str) -> bool:
    """True when a file of a format may end so."""
    spellings = {".jpg": "JPEG", ".jpeg": "JPEG", ".tif": "TIFF", ".tiff": "TIFF"}
    return spellings.get(ending, ending[1:].upper()) == format


def _srcset(here: Viewpoint, variants: Sequence[Variant], form: str) -> str:
    return ", ".join(
        f"{escape(here.href(v.path))} {v.width}w" for v in variants if v.format == form
    )
