"""Photographs: looked at, scaled and written; only here is Pillow.

The variants of a picture come from one decoding: `_scaled` remembers the last few widths, and what
is made of one picture is made in one process.
"""

import io
import warnings
from functools import lru_cache

from PIL import Image, ImageCms, UnidentifiedImageError

from zsite.problems import Place, Problem, problem
from zsite.render.images import Original, signatures
from zsite.site.cuts import Seen, Size

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "AVIF")
MOST_PIXELS = 100_000_000
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ON_THE_SIDE = (5, 6, 7, 8)
# By measuring (bench/pictures.py): WebP's methods 3 to 6 take 2.4 to 4 times as long as 1 for files
# a tenth smaller; progressive JPEG twice as long for 2 %; AVIF's speeds up to 8, 2 to 8 times.
_OPTIONS: dict[str, dict[str, object]] = {
    "webp": {"quality": 80, "method": 1},
    "jpeg": {"quality": 80, "optimize": True},
    "print": {"quality": 90, "subsampling": 0, "optimize": True},
    "png": {"compress_level": 6},
    "avif": {"quality": 60, "speed": 9, "max_threads": 1},
}


class _RefusedError(Exception):
    """Carries a problem out of what is remembered, so that the problem is not."""

    def __init__(self, reason: Problem) -> None:
        self.reason = reason


def look(path: str, data: bytes) -> Seen | Problem:
    """Size as seen upright, transparency and format; the whole file is read, to find its faults."""
    try:
        with _opened(path, data) as image:
            width, height = image.size
            image.draft("RGB", (64, 64))
            _load(image)
            turned = _orientation(image) in _ON_THE_SIDE
            size = (height, width) if turned else (width, height)
            return Seen(*size, _is_clear(image), _format(image))
    except Exception as error:
        return _refusal(path, data, error)


def variant(
    original: Original, steps: tuple[Size, ...], box: tuple[int, ...] | None, format: str
) -> bytes | Problem:
    """See `images.photo`."""
    try:
        image = _scaled(original, steps)
    except _RefusedError as error:
        return error.reason
    if box:
        image = image.crop((box[0], box[1], box[2], box[3]))
    out = io.BytesIO()
    shown = image.convert("RGB") if format in ("jpeg", "print") else image
    shown.save(out, "JPEG" if format == "print" else format.upper(), **_OPTIONS[format])
    return out.getvalue()


@lru_cache(maxsize=6)
def _scaled(original: Original, steps: tuple[Size, ...]) -> Image.Image:
    """The whole picture in the size of the last step."""
    *before, size = steps
    if not before:
        return _first(original, size)
    return _scaled(original, tuple(before)).resize(size, Image.Resampling.LANCZOS)


def _first(original: Original, size: Size) -> Image.Image:
    """Decoded no larger than needed, turned, scaled, and only then brought to sRGB."""
    data = original.read(original.path)
    if isinstance(data, Problem):
        raise _RefusedError(data)
    try:
        with _opened(original.path, data) as opened:
            turned = _orientation(opened) in _ON_THE_SIDE
            opened.draft(None, (size[1], size[0]) if turned else size)
            _load(opened)
            profile = opened.info.get("icc_profile")
            upright = _upright(_eight_bits(opened), _orientation(opened))
        made = _in_srgb(upright.resize(size, Image.Resampling.LANCZOS), profile)
    except Exception as error:
        raise _RefusedError(_refusal(original.path, data, error)) from error
    made.info = {}
    return made


def _opened(path: str, data: bytes) -> Image.Image:
    """The picture with its header read; one with too many pixels is refused before any is."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        image = Image.open(io.BytesIO(data), formats=FORMATS)
    if image.width * image.height > MOST_PIXELS:
        size = f"{image.width} × {image.height}"
        raise _RefusedError(problem("picture-too-large", Place(path), size=size))
    return image


def _load(image: Image.Image) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        image.load()


def _orientation(image: Image.Image) -> int:
    """How the camera was held; upright when that cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = image.getexif().get(_ORIENTATION, 1)
    except Exception:
        return 1
    return found if found in _TURNS else 1


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    return image.transpose(_TURNS[orientation]) if orientation in _TURNS else image


def _has_alpha(image: Image.Image) -> bool:
    return image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info


def _is_clear(image: Image.Image) -> bool:
    """True when something can be seen through it."""
    if not _has_alpha(image) or image.mode.startswith("I"):
        return False
    lowest = image.convert("RGBA").getchannel("A").getextrema()[0]
    return isinstance(lowest, int) and lowest < 255


def _eight_bits(image: Image.Image) -> Image.Image:
    """In a mode that can be scaled: L, RGB, RGBA or CMYK."""
    if image.mode.startswith("I") or image.mode == "F":
        numbers = image.convert("F")
        top = numbers.getextrema()[1]
        full = next((most for most in _depths(image.mode) if top <= most), top)  # type: ignore[operator]
        plain = numbers.point(lambda value: value * (255 / full) + 0.5)  # type: ignore[operator]
        plain.info = {}
        return plain.convert("L")
    if _has_alpha(image):
        return image.convert("RGBA")
    if image.mode == "1":
        return image.convert("L")
    return image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")


def _depths(mode: str) -> tuple[int, ...]:
    if mode.startswith("I;16"):
        return (65535,)
    return (1, 255, 65535) if mode == "F" else (255, 65535)


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """In RGB or RGBA; by its profile where it has one that fits, else as if it were sRGB."""
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    plain = image.convert("RGB") if alpha else image
    if profile:
        plain = _converted(plain, profile)
    plain = plain.convert("RGB")
    if alpha:
        plain.putalpha(alpha)
    return plain


def _converted(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if ImageCms.getProfileDescription(source).strip().lower().startswith("srgb"):
            return image
        made = ImageCms.profileToProfile(
            image,
            source,
            ImageCms.createProfile("sRGB"),
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            "RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return made or image


def _format(image: Image.Image) -> str:
    return "JPEG" if image.format == "MPO" else str(image.format)


def _refusal(path: str, data: bytes, error: Exception) -> Problem:
    """The problem that a person can act upon, from what Pillow raises."""
    place = Place(path)
    if isinstance(error, _RefusedError):
        return error.reason
    if isinstance(error, Image.DecompressionBombError | MemoryError):
        return problem("picture-too-large", place, size=f"> {MOST_PIXELS}")
    found = signatures.named(data)
    if isinstance(error, UnidentifiedImageError) and found:
        return problem("picture-not-one", place, found=found)
    if "truncated" in str(error):
        return problem("picture-incomplete", place)
    return problem("picture-broken", place, reason=type(error).__name__)
