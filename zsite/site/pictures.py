"""Which variants of a picture there will be, and the tag that names them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from posixpath import splitext
from typing import NamedTuple

from zsite.digest import Digest, digest
from zsite.problems import Place, Problem, problem
from zsite.site.uses import BODY, CENTRE, Focus, Use, Uses
from zsite.site.views import Viewpoint

FOLDER = "media"
ENDINGS = frozenset(
    {".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".tif", ".tiff", ".bmp", ".svg"}
)
MOST_HIGH = 16_000  # pixels; WebP ends at 16,383
_ENDINGS_OF = {"jpeg": "jpg"}
_NEARLY = 0.9  # of a picture's own width: a variant that wide stands for the picture itself
_STEP = 1.5  # by how much wider at least what a variant is scaled from should be
Box = tuple[int, int, int, int]
Size = tuple[int, int]


class Seen(NamedTuple):
    """What a picture is: its size in pixels when upright, whether one can see through it."""

    width: int
    height: int
    clear: bool
    format: str

    def high(self, width: int) -> int:
        """The height that goes with a width."""
        return max(1, round(self.height * width / self.width))


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
        cuts = [self._cut(source, width, about) for width in _widths(seen, about)]
        return [
            Variant(_named(stem, self.digests[source], cut, form), source, *cut, form)
            for form in _formats(seen, about)
            for cut in dict.fromkeys(cuts)
        ]

    def _cut(self, source: str, width: int, use: Use) -> tuple[int, Box | None, int, int]:
        """How wide the whole picture is to be, what is cut out of it, and the size of that."""
        seen = self.seen[source]
        if not use.ratio[0]:
            return width, None, width, seen.high(width)
        whole = -(-seen.width * width // _available(seen, use))
        high = seen.high(whole)
        height = min(high, max(1, round(width * use.ratio[1] / use.ratio[0])))
        across, down = self.shown.get(source, Shown()).focus
        left, top = _start(whole, width, across), _start(high, height, down)
        return whole, (left, top, left + width, top + height), width, height

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


def steps(whole: int, ladder: Sequence[int]) -> tuple[int, ...]:
    """The widths by which one comes down a ladder to a width, the widest first.

    Each is scaled from the next that is wide enough to lose nothing by it, else from the widest.
    """
    path = [whole]
    while path[-1] < ladder[-1]:
        wide_enough = (each for each in ladder if each >= path[-1] * _STEP)
        path.append(next(wide_enough, ladder[-1]))
    return tuple(reversed(path))


def _widths(seen: Seen, use: Use) -> list[int]:
    """The declared widths that a picture has pixels for, and its own where that is less."""
    most = _available(seen, use)
    fitting = [width for width in use.widths if width <= most]
    if most < use.widths[-1] and (not fitting or fitting[-1] < most * _NEARLY):
        fitting.append(most)
    return fitting


def _available(seen: Seen, use: Use) -> int:
    """How many pixels wide a picture is in a use, after cutting."""
    if use.ratio[0]:
        return max(1, min(seen.width, seen.height * use.ratio[0] // use.ratio[1]))
    return min(seen.width, max(1, seen.width * MOST_HIGH // seen.height))


def _formats(seen: Seen, use: Use) -> Iterable[str]:
    """What one can see through stays so: then PNG stands in for JPEG."""
    return dict.fromkeys("png" if seen.clear and f == "jpeg" else f for f in use.formats)


def _start(whole: int, part: int, focus: float) -> int:
    """Where a part begins that has the focal point as near its middle as the edges allow."""
    return max(0, min(whole - part, round(whole * focus / 100 - part / 2)))


def _named(stem: str, mark: Digest, cut: tuple[int, Box | None, int, int], form: str) -> str:
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
