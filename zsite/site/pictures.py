"""Which variants of a picture there will be, and the tag that names them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from posixpath import splitext

from zsite.digest import Digest, digest
from zsite.site.views import Viewpoint

FOLDER = "media"
ENDINGS = frozenset(
    {".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".tif", ".tiff", ".bmp", ".svg"}
)
_TYPES = {"webp": "image/webp", "jpeg": "image/jpeg", "avif": "image/avif"}
Size = tuple[int, int]


def is_picture(path: str) -> bool:
    """True for a file whose ending is that of a picture."""
    return splitext(path)[1].lower() in ENDINGS


@dataclass(frozen=True, slots=True)
class Variant:
    """One file to be made of a picture: where, how wide in pixels, in which format."""

    path: str
    source: str
    width: int
    format: str


@dataclass(slots=True)
class Pictures:
    """The pictures of a site by source path: their sizes in pixels, digests, and declared uses."""

    top: str
    sizes: Mapping[str, Size]
    digests: Mapping[str, Digest]
    uses: Mapping[str, Mapping[str, Sequence[str]]]
    used: frozenset[str]

    def knows(self, source: str) -> bool:
        """True for a file that can be shown as a picture."""
        return source in self.sizes

    def variants(self, source: str, use: str) -> list[Variant]:
        """The files of a picture for a use that the theme declares, narrowest first."""
        width, _ = self.sizes[source]
        about = self.uses.get(use) or {}
        stem = f"{FOLDER}{splitext(source)[0].removeprefix(self.top)}"
        mark = digest(self.digests[source])[:8]
        if source.endswith(".svg"):
            return [Variant(f"{stem}.{mark}.svg", source, width, "svg")]
        declared = sorted(int(w) for w in about.get("widths") or ("800",))
        widths = [w for w in declared if w < width] or []
        widths = (
            [*widths, min(width, declared[-1])] if not widths or width < declared[-1] else widths
        )
        formats = about.get("formats") or ("webp", "jpeg")
        endings = {"jpeg": "jpg"}
        return [
            Variant(f"{stem}-{w}.{mark}.{endings.get(form, form)}", source, w, form)
            for form in formats
            for w in dict.fromkeys(widths)
        ]

    def tag(self, here: Viewpoint, source: str, alt: str, use: str, sizes: str = "") -> str | None:
        """A `<picture>` with every variant, or an `<img>` for a drawing; None for no picture."""
        if source not in self.sizes:
            return None
        variants = self.variants(source, use)
        width, height = self.sizes[source]
        last = variants[-1]
        shown = round(height * last.width / width)
        image = (
            f'<img src="{escape(here.href(last.path))}" alt="{escape(alt)}"'
            f' width="{last.width}" height="{shown}" loading="lazy" decoding="async"'
        )
        if last.format == "svg":
            return f"{image}>"
        wide = escape(sizes or str((self.uses.get(use) or {}).get("sizes") or "100vw"))
        formats = list(dict.fromkeys(v.format for v in variants))
        sources = "".join(
            f'<source type="{_TYPES[form]}" sizes="{wide}"'
            f' srcset="{_srcset(here, variants, form)}">'
            for form in formats[:-1]
        )
        return (
            f"<picture>{sources}{image}"
            f' sizes="{wide}" srcset="{_srcset(here, variants, formats[-1])}"></picture>'
        )

    def all_variants(self) -> Iterator[Variant]:
        """Every file of every picture, in each use that the theme declares."""
        seen = set()
        for source in sorted(self.used & self.sizes.keys()):
            for use in self.uses or {"body": {}}:
                for variant in self.variants(source, use):
                    if variant.path not in seen:
                        seen.add(variant.path)
                        yield variant


def _srcset(here: Viewpoint, variants: Sequence[Variant], form: str) -> str:
    return ", ".join(
        f"{escape(here.href(v.path))} {v.width}w" for v in variants if v.format == form
    )
