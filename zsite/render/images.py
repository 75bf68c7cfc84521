"""Pictures: their size, whether they are what they say, and their variants; only here is Pillow.

Nothing of the original's metadata (place, camera, author) reaches a variant.
"""

import io
import re
import warnings
from typing import TYPE_CHECKING

from zsite.problems import Place, Problem, problem

if TYPE_CHECKING:
    from PIL import Image

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "AVIF")
MAX_PIXELS = 100_000_000
_ORIENTATION = 0x0112
_SVG_ACTIVE = re.compile(
    rb"<script|<foreignobject|<!entity|<iframe|\bon[a-z]+\s*=|javascript:"
    rb"|href\s*=\s*[\"']?\s*(?!#|data:image/(?:png|jpeg|webp);)[^\s\"'#]",
    re.I,
)
_SVG_SIZE = re.compile(
    rb"<svg[^>]*?viewBox\s*=\s*[\"']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)",
    re.I | re.S,
)


def measure(path: str, data: bytes | Problem) -> tuple[int, int] | Problem:
    """(width, height) in pixels as the picture will be seen, or why it is refused."""
    if isinstance(data, Problem):
        return data
    if path.lower().endswith(".svg"):
        return _measure_drawing(path, data)
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                width, height = image.size
                if width * height > MAX_PIXELS:
                    return problem("picture-too-large", Place(path), size=f"{width} × {height}")
                turned = image.getexif().get(_ORIENTATION, 1) in (5, 6, 7, 8)
                image.draft("RGB", (64, 64))
                image.load()
                return (height, width) if turned else (width, height)
    except Exception as error:
        return problem("picture-broken", Place(path), reason=type(error).__name__)


def _measure_drawing(path: str, data: bytes) -> tuple[int, int] | Problem:
    if _SVG_ACTIVE.search(data):
        return problem("drawing-active", Place(path))
    size = _SVG_SIZE.search(data)
    if not size:
        return problem("drawing-without-size", Place(path))
    return max(1, round(float(size[1]))), max(1, round(float(size[2])))


def variant(*, data: bytes | Problem, width: int, format: str, path: str) -> bytes | Problem:
    """The picture `width` pixels wide in sRGB, turned upright, without metadata."""
    if format == "svg" or isinstance(data, Problem):
        return data
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
                opened.draft("RGB", (width * 2, width * 2))
                image = _flat(ImageOps.exif_transpose(opened))
        height = max(1, round(image.height * width / image.width))
        small = image.resize((width, height), Image.Resampling.LANCZOS)
        out = io.BytesIO()
        small.save(out, format.upper(), **_OPTIONS[format])
        return out.getvalue()
    except Exception as error:
        return problem("picture-broken", Place(path), reason=type(error).__name__)


_OPTIONS: dict[str, dict[str, object]] = {
    "webp": {"quality": 80, "method": 2},
    "jpeg": {"quality": 82, "optimize": True, "progressive": True},
    "avif": {"quality": 60, "speed": 8},
}


def _flat(image: "Image.Image") -> "Image.Image":
    """In sRGB and RGB on white, whatever the original's colours were."""
    from PIL import Image, ImageCms

    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "CMYK", "L"):
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        image = (
            ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            or image
        )
    if image.mode in ("RGBA", "LA", "PA", "P"):
        clear = image.convert("RGBA")
        image = Image.new("RGB", clear.size, "white")
        image.paste(clear, mask=clear.getchannel("A"))
    return image.convert("RGB")
