"""The printer's ICC profile -> inks of colours and pictures (Pillow's LittleCMS).

Neutral greys are printed with black alone, as dark as they look; everything else by the profile,
relative colorimetric with black point compensation.
"""

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageChops, ImageCms

from zsite.problems import Place, Problem, problem
from zsite.render.press import Ink, Inks

_INTENT = ImageCms.Intent.RELATIVE_COLORIMETRIC
_FLAGS = ImageCms.Flags.BLACKPOINTCOMPENSATION
_NEAR = 1.6  # of 255: how far rounding may carry a tint from the line between a colour and white
Colour = tuple[int, int, int]  # sRGB, 0 to 255


def checked(profile: bytes, place: Place) -> Problem | None:
    """What is wrong with a printer's profile, if anything."""
    try:
        about = ImageCms.ImageCmsProfile(BytesIO(profile)).profile
    except (OSError, ImageCms.PyCMSError):
        return problem("profile-unreadable", place)
    space, device = about.xcolor_space.strip(), about.device_class.strip()
    if (space, device) != ("CMYK", "prtr"):
        return problem("profile-not-cmyk", place, space=space or "?", device=device or "?")
    return None


def described(profile: bytes) -> str:
    """The profile's own description."""
    return ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(BytesIO(profile))).strip()


class Press:
    """A printing condition: what it takes for a colour, a grey, a picture."""

    def __init__(self, inks: Inks) -> None:
        self._profile = ImageCms.ImageCmsProfile(BytesIO(inks.profile))
        self._brand = {_colour(name): _ink(ink) for name, ink in inks.brand.items()}
        self._blacks = _blacks(self._profile)
        self.ink = lru_cache(maxsize=None)(self._ink)
        self._transform = lru_cache(maxsize=16)(self._made)

    def grey(self, light: float) -> Ink:
        """Black alone, for a neutral from 0 (black) to 1 (white)."""
        return (0, 0, 0, round(self._blacks[round(_within(light) * 255)] / 255, 3))

    def light(self, parts: Sequence[float], source: bytes = b"") -> Ink:
        """The inks of a colour as a PDF has it: one number for a grey, three for RGB."""
        if len(parts) == 1:
            return self.grey(parts[0])
        return self.ink(_rounded(parts), source)

    def blended(self, parts: Sequence[float], source: bytes = b"") -> Ink:
        """The same by the profile alone, as a gradient needs it: near colours give near inks."""
        if len(parts) == 1:
            return self.grey(parts[0])
        return self._separated(_rounded(parts), source)

    def _ink(self, colour: Colour, source: bytes = b"") -> Ink:
        """The inks of a colour; of an RGB profile's if `source` is one, else of sRGB."""
        tints = (_tint(colour, *each) for each in self._brand.items())
        own = self._brand.get(colour) or next(filter(None, tints), None)
        if own:
            return own
        if len(set(colour)) == 1:
            return self.grey(colour[0] / 255)
        return self._separated(colour, source)

    def _separated(self, colour: Colour, source: bytes) -> Ink:
        dot = Image.new("RGB", (1, 1), colour)
        made = _applied(dot, self._transform(source)).tobytes()
        cyan, magenta, yellow, black = (round(each / 255, 3) for each in made)
        return (cyan, magenta, yellow, black)

    def picture(self, picture: Image.Image, source: bytes = b"") -> Image.Image:
        """A picture in inks (`CMYK`), or in greys for black alone (`L`) if it has no colour."""
        if picture.mode == "CMYK":
            return picture
        if picture.mode == "L" or _colourless(picture):
            return picture.convert("L").point([255 - each for each in self._blacks])
        return _applied(picture.convert("RGB"), self._transform(source))

    def _made(self, source: bytes) -> ImageCms.ImageCmsTransform:
        origin = (
            ImageCms.ImageCmsProfile(BytesIO(source)) if source else ImageCms.createProfile("sRGB")
        )
        return ImageCms.buildTransform(origin, self._profile, "RGB", "CMYK", _INTENT, _FLAGS)


def _applied(picture: Image.Image, transform: ImageCms.ImageCmsTransform) -> Image.Image:
    made = ImageCms.applyTransform(picture, transform)
    assert made is not None  # only None if it were changed in place
    return made


def _blacks(profile: ImageCms.ImageCmsProfile) -> list[int]:
    """The black ink (0 to 255) that looks as light as each grey, from paper to full black."""
    ramp = Image.frombytes("CMYK", (256, 1), b"".join(bytes([0, 0, 0, k]) for k in range(256)))
    lab = ImageCms.createProfile("LAB")
    seen = ImageCms.buildTransform(profile, lab, "CMYK", "LAB", _INTENT)
    light = list(_applied(ramp, seen).tobytes()[::3])
    paper, black = max(light), min(light)
    wanted = [black + (paper - black) * _lightness(each / 255) for each in range(256)]
    found = [min(range(256), key=lambda k: abs(light[k] - each)) for each in wanted]
    return [255, *found[1:-1], 0]


def _lightness(grey: float) -> float:
    """CIE L* of an sRGB grey, 0 to 1."""
    linear = grey / 12.92 if grey <= 0.04045 else ((grey + 0.055) / 1.055) ** 2.4
    return (116 * linear ** (1 / 3) - 16) / 100 if linear > 0.008856 else 9.033 * linear


def _tint(colour: Colour, own: Colour, ink: Ink) -> Ink | None:
    """The inks of a colour that is `own`, or lies between it and white."""
    away = [255 - part for part in own]
    longest = max(away)
    if not longest:
        return None
    share = (255 - colour[away.index(longest)]) / longest
    exact = (255 - part * share for part in away)
    if (
        share <= 0
        or share > 1
        or any(abs(a - b) > _NEAR for a, b in zip(colour, exact, strict=True))
    ):
        return None
    cyan, magenta, yellow, black = (round(part * share, 3) for part in ink)
    return (cyan, magenta, yellow, black)


def _colourless(picture: Image.Image) -> bool:
    red, green, blue = picture.convert("RGB").split()
    pairs = ((red, green), (green, blue))
    return all(ImageChops.difference(*pair).getextrema() == (0, 0) for pair in pairs)


def _colour(name: str) -> Colour:
    red, green, blue = bytes.fromhex(name.removeprefix("#"))
    return (red, green, blue)


def _ink(percent: tuple[float, float, float, float]) -> Ink:
    cyan, magenta, yellow, black = (_within(part / 100) for part in percent)
    return (cyan, magenta, yellow, black)


def _rounded(parts: Sequence[float]) -> Colour:
    red, green, blue = (round(_within(each) * 255) for each in parts)
    return (red, green, blue)


def _within(part: float) -> float:
    return min(1.0, max(0.0, part))
