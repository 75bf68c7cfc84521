"""Contrast of the theme's colours, light and dark, as the style sheet mixes them from tokens."""

import re
from pathlib import Path

import pytest

from zsite.content.documents import parse, plain

THEME = Path(__file__).resolve().parents[2] / "themes" / "default"
MIX = re.compile(r"--([\w-]+): color-mix\(in srgb, var\(--([\w-]+)\) (\d+)%, var\(--([\w-]+)\)\)")
Colour = tuple[float, float, float]

# (text, ground, least contrast): 4.5 for text, 3 for what is only a mark or a control's edge
PAIRS = [
    ("ink", "paper", 7.0),
    ("ink", "tint", 7.0),
    ("ink", "tint-2", 7.0),
    ("ink-2", "paper", 4.5),
    ("ink-2", "tint", 4.5),
    ("ink-2", "tint-2", 4.5),
    ("main", "paper", 4.5),
    ("main", "tint", 4.5),
    ("on", "main", 4.5),
    ("open", "paper", 4.5),
    ("open", "tint", 4.5),
    ("open", "open-bg", 4.5),
    ("paper", "open", 4.5),
    ("edge", "paper", 3.0),
    ("m2", "paper", 3.0),
    ("main", "m4", 3.0),
]


def tokens(dark: bool) -> dict[str, str]:
    declared = plain(parse("theme.yaml", (THEME / "theme.yaml").read_text("utf-8")).root)["tokens"]
    night = declared.pop("dark")
    return {**declared, **night} if dark else declared


def colours(dark: bool) -> dict[str, Colour]:
    """Every colour by name: the tokens, and what the style sheet mixes from them."""
    found = {name: _read(value) for name, value in tokens(dark).items()}
    css = (THEME / "static" / "site.css").read_text("utf-8")
    for name, one, percent, other in MIX.findall(css):
        share = int(percent) / 100
        found[name] = tuple(  # type: ignore[assignment]
            share * a + (1 - share) * b for a, b in zip(found[one], found[other], strict=True)
        )
    return found


def _read(value: str) -> Colour:
    red, green, blue = (int(value[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return red, green, blue


def luminance(colour: Colour) -> float:
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: Colour, other: Colour) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
def test_contrast(text: str, ground: str, least: float, dark: bool) -> None:
    found = colours(dark)
    assert contrast(found[text], found[ground]) >= least


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_white_on_the_enquiry_band(dark: bool) -> None:
    assert contrast((1.0, 1.0, 1.0), colours(dark)["deep"]) >= 7


def test_light_and_dark_have_the_same_colours() -> None:
    assert tokens(dark=False).keys() == tokens(dark=True).keys()


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    assert contrast(_read("#777777"), (1, 1, 1)) == pytest.approx(4.48, abs=0.01)
