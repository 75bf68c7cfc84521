"""Photographs: upright, in sRGB, without metadata; what is none is refused with its cause."""

import io
import struct
import zlib
from typing import Any

import pytest
import samples
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops
from samples import decoded, encoded, halves, made, original

from zsite.problems import Place, Problem, problem
from zsite.render import images
from zsite.render.images.photos import FORMATS
from zsite.site.cuts import Seen

ENDINGS = {"JPEG": "jpg", "TIFF": "tif"}
KINDS = [(form, f"content/a.{ENDINGS.get(form, form.lower())}") for form in FORMATS]
WRITTEN = ("webp", "jpeg", "png", "avif")


def near(pixel: Any, colour: tuple[int, ...], by: int = 12) -> bool:
    return all(abs(a - b) <= by for a, b in zip(pixel, colour, strict=True))


@pytest.mark.parametrize(("form", "path"), KINDS)
def test_every_format_of_the_allow_list_is_seen_and_scaled(form: str, path: str) -> None:
    data = encoded(halves((60, 40)), form)
    assert images.look(path, data) == Seen(60, 40, False, form)
    small = decoded(made(data, 30, 20))
    assert small.size == (30, 20)
    assert near(small.getpixel((5, 10)), (255, 0, 0), 40)
    assert near(small.getpixel((25, 10)), (0, 0, 255), 40)


TURNED = {  # where the red left half is seen, by the camera's note
    1: "left",
    2: "right",
    3: "right",
    4: "left",
    5: "top",
    6: "top",
    7: "bottom",
    8: "bottom",
}
SPOTS = {"left": (2, 10), "right": (-3, 10), "top": (10, 2), "bottom": (10, -3)}


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_pictures_stand_upright(form: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = encoded(halves((80, 40)), form, exif=exif)
    seen = images.look("a", data)
    assert isinstance(seen, Seen)
    assert (seen.width, seen.height) == ((80, 40) if orientation < 5 else (40, 80))
    image = decoded(made(data, seen.width // 2, seen.height // 2))
    x, y = SPOTS[TURNED[orientation]]
    assert near(image.getpixel((x % image.width, y % image.height)), (255, 0, 0), 40)


def test_a_note_of_the_camera_that_makes_no_sense_is_passed_over() -> None:
    data = encoded(halves((80, 40)), "JPEG", exif=b"Exif\0\0MM\0*\0\0\xff\xff")
    assert images.look("a.jpg", data) == Seen(80, 40, False, "JPEG")
    assert decoded(made(data, 40, 20)).size == (40, 20)


SECRETS = (
    b"SECRET",
    b"Exif",
    b"ICC_PROFILE",
    b"iCCP",
    b"ICCP",
    b"EXIF",
    b"eXIf",
    b"xpacket",
    b"XMP",
)


def telling(form: str) -> bytes:
    """A picture that says who took it, where, and in which colours."""
    exif = Image.Exif()
    exif[0x013B] = exif[0x010E] = "SECRET name"
    exif.get_ifd(0x8825)[1] = "N"
    options: dict[str, Any] = {"exif": exif, "icc_profile": samples.profile(samples.P3)}
    packet = b'<?xpacket begin=""?><x:xmpmeta>SECRET</x:xmpmeta>'
    if form == "JPEG":
        options |= {"comment": b"SECRET", "xmp": packet}
    elif form == "WEBP":
        options |= {"xmp": packet}
    elif form == "PNG":
        from PIL import PngImagePlugin

        notes = PngImagePlugin.PngInfo()
        notes.add_text("Author", "SECRET")
        notes.add_itxt("XML:com.adobe.xmp", packet.decode())
        options |= {"pnginfo": notes}
    return encoded(halves(), form, **options)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
@pytest.mark.parametrize("format", WRITTEN)
def test_nothing_is_told_of_camera_place_or_author(form: str, format: str) -> None:
    data = telling(form)
    assert any(secret in data for secret in SECRETS)
    result = made(data, 32, 32, format)
    assert isinstance(result, bytes)
    assert [secret for secret in SECRETS if secret in result] == []


def test_jpeg_has_no_segments_but_those_of_the_picture() -> None:
    data = made(telling("JPEG"), 32, 32, "jpeg")
    assert isinstance(data, bytes)
    at, found = 2, []
    while data[at + 1] != 0xDA:
        found.append(data[at + 1])
        at += 2 + int(struct.unpack(">H", data[at + 2 : at + 4])[0])
    assert {0xE0} >= {mark for mark in found if 0xE0 <= mark <= 0xEF or mark == 0xFE}


def test_webp_and_png_have_no_chunks_but_those_of_the_picture() -> None:
    webp = made(telling("JPEG"), 32, 32, "webp")
    png = made(telling("JPEG"), 32, 32, "png")
    assert isinstance(webp, bytes) and isinstance(png, bytes)
    assert webp[12:16] == b"VP8 "
    assert len(webp) == 20 + -(-int.from_bytes(webp[16:20], "little") // 2) * 2
    chunks, at = [], 8
    while at < len(png):
        chunks.append(png[at + 4 : at + 8])
        at += 12 + int.from_bytes(png[at : at + 4])
    assert set(chunks) == {b"IHDR", b"IDAT", b"IEND"}


# What Display P3 with gamma 2.2 means by (120, 190, 120), reckoned by its matrix: linear light
# (.190, .524, .190) -> sRGB's (.116, .537, .164) -> sRGB's curve.
STRONGER = (95, 193, 113)


def test_wide_gamut_is_brought_to_srgb() -> None:
    dull, wide = (120, 190, 120), samples.profile(samples.P3)
    plain = decoded(made(encoded(Image.new("RGB", (8, 8), dull)), 4, 4)).getpixel((1, 1))
    green = decoded(made(encoded(Image.new("RGB", (8, 8), dull), icc_profile=wide), 4, 4))
    assert plain == dull
    assert near(green.getpixel((1, 1)), STRONGER, 3)


def test_transparency_stays_when_colours_are_converted() -> None:
    glass = Image.new("RGBA", (8, 8), (120, 190, 120, 100))
    data = encoded(glass, icc_profile=samples.profile(samples.P3))
    seen = images.look("a.png", data)
    assert isinstance(seen, Seen) and seen.clear
    assert near(decoded(made(data, 4, 4)).getpixel((1, 1)), (*STRONGER, 100), 5)


def test_grey_follows_its_profile() -> None:
    grey = Image.new("L", (8, 8), 128)
    dark = encoded(grey, icc_profile=samples.profile(gamma=3.0))
    pixel = decoded(made(dark, 4, 4)).getpixel((1, 1))
    assert isinstance(pixel, tuple) and len(set(pixel)) == 1 and 88 <= pixel[0] <= 102


@pytest.mark.parametrize(
    "wrong", [b"nonsense", samples.profile(), samples.profile(samples.P3)[:200]]
)
def test_a_profile_that_does_not_fit_is_passed_over(wrong: bytes) -> None:
    data = encoded(halves(), "JPEG", icc_profile=wrong)
    assert near(decoded(made(data, 32, 32)).getpixel((4, 4)), (255, 0, 0))


def deep(values: list[int], colour: int) -> bytes:
    """A PNG of 16 bits to a channel."""
    channels = {0: 1, 2: 3}[colour]
    row = b"\0" + b"".join(struct.pack(">H", value) * channels for value in values)

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", len(values), 1, 16, colour, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(row)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize("colour", [0, 2])
def test_16_bits_keep_their_brightness(colour: int) -> None:
    shown = decoded(made(deep([0, 0x4000, 0x8000, 0xFFFF], colour), 4, 1))
    levels = [shown.getpixel((x, 0))[0] for x in range(4)]  # type: ignore[index]
    assert all(abs(a - b) <= 1 for a, b in zip(levels, [0, 64, 128, 255], strict=True))


MODES = {
    "CMYK": ("JPEG", Image.new("CMYK", (8, 8), (0, 255, 255, 0)), (254, 0, 0)),
    "grey": ("JPEG", Image.new("L", (8, 8), 90), (90, 90, 90)),
    "black and white": ("PNG", Image.new("1", (8, 8), 1), (255, 255, 255)),
    "palette": ("PNG", halves((8, 8), "red", "red").convert("P"), (255, 0, 0)),
    "CMYK in TIFF": ("TIFF", Image.new("CMYK", (8, 8), (0, 255, 255, 0)), (255, 0, 0)),
    "floating point": ("TIFF", Image.new("F", (8, 8), 0.5), (128, 128, 128)),
    "32 bits": ("TIFF", Image.new("I", (8, 8), 0x8000), (128, 128, 128)),
}


@pytest.mark.parametrize("name", MODES)
@pytest.mark.parametrize("format", WRITTEN)
def test_every_mode_becomes_rgb(name: str, format: str) -> None:
    form, image, colour = MODES[name]
    shown = decoded(made(encoded(image, form), 4, 4, format))
    assert shown.mode == "RGB"
    assert near(shown.getpixel((1, 1)), colour)


def glass(mode: str) -> bytes:
    """A picture with a hole, in one of the ways in which pictures have holes."""
    clear = Image.new("RGBA", (40, 40), (200, 30, 30, 255))
    clear.paste((0, 0, 0, 0), (0, 0, 20, 40))
    if mode == "palette":
        flat = Image.new("P", (40, 40), 1)
        flat.putpalette([0, 0, 0, 200, 30, 30])
        flat.paste(0, (0, 0, 20, 40))
        return encoded(flat, transparency=0)
    return encoded(clear.convert("LA") if mode == "grey" else clear)


@pytest.mark.parametrize("mode", ["colour", "grey", "palette"])
@pytest.mark.parametrize("format", ["png", "webp", "avif"])
def test_one_can_still_see_through(mode: str, format: str) -> None:
    data = glass(mode)
    assert images.look("a.png", data) == Seen(40, 40, True, "PNG")
    shown = decoded(made(data, 20, 20, format)).convert("RGBA")
    hole, solid = shown.getpixel((3, 10)), shown.getpixel((16, 10))
    assert isinstance(hole, tuple) and isinstance(solid, tuple)
    assert hole[3] <= 8 and solid[3] >= 247


def test_an_alpha_channel_that_hides_nothing_is_none() -> None:
    seen = images.look("a.png", encoded(halves().convert("RGBA")))
    assert isinstance(seen, Seen) and not seen.clear


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_of_a_moving_picture_the_first_frame_is_shown(form: str) -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    data = encoded(frames[0], form, save_all=True, append_images=frames[1:], duration=100)
    assert images.look("a", data) == Seen(20, 20, False, form)
    for format in WRITTEN:
        shown = decoded(made(data, 10, 10, format))
        assert getattr(shown, "n_frames", 1) == 1
        assert near(shown.getpixel((5, 5)), (255, 0, 0))


def test_the_box_is_cut_out_of_the_last_step() -> None:
    data = encoded(halves((80, 40)))
    shown = decoded(made(data, 40, 20, box=(20, 5, 40, 15)))
    assert shown.size == (20, 10)
    assert near(shown.getpixel((5, 5)), (0, 0, 255))


def test_several_steps_look_like_one() -> None:
    data = encoded(Image.effect_mandelbrot((640, 480), (-2, -1.5, 1, 1.5), 60).convert("RGB"))
    once = decoded(made(data, 80, 60))
    twice = decoded(made(data, 0, 0, steps=[(480, 360), (240, 180), (80, 60)]))
    difference = ImageChops.difference(once, twice).convert("L")
    histogram = difference.histogram()
    assert sum(level * count for level, count in enumerate(histogram)) / (80 * 60) < 3


@settings(max_examples=30)
@given(st.integers(1, 90), st.integers(1, 90), st.sampled_from(WRITTEN), st.integers(1, 60))
def test_variants_have_the_planned_size_and_the_same_bytes_each_time(
    width: int, height: int, format: str, wide: int
) -> None:
    data = encoded(halves((width, height)))
    first = made(data, wide, 7, format)
    again = images.photo(
        original=original(data, "content/b.png"), steps=[(wide, 7)], box=None, format=format
    )
    assert decoded(first).size == (wide, 7)
    assert first == again


REFUSED = {
    "nothing": (b"", "picture-not-one"),
    "HTML": (b"\n<!DOCTYPE html><html><script>1</script>", "picture-not-one"),
    "EPS": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "picture-not-one"),
    "EPS with a preview": (b"\xc5\xd0\xd3\xc6" + bytes(60), "picture-not-one"),
    "PDF": (b"%PDF-1.7\n", "picture-not-one"),
    "HEIC": (b"\0\0\0\x18ftypheic" + bytes(40), "picture-not-one"),
    "a film": (b"\0\0\0\x18ftypisom" + bytes(40), "picture-not-one"),
    "Word": (b"PK\x03\x04" + bytes(40), "picture-not-one"),
    "Photoshop": (b"8BPS" + bytes(40), "picture-not-one"),
    "text": ("只是一段文字".encode(), "picture-broken"),
    "half a JPEG": (
        encoded(Image.effect_noise((300, 200), 50), "JPEG")[:9000],
        "picture-incomplete",
    ),
    "half a PNG": (encoded(Image.effect_noise((300, 200), 50))[:9000], "picture-incomplete"),
    "a header only": (encoded(halves(), "GIF")[:9], "picture-broken"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_picture_is_refused(name: str) -> None:
    data, id = REFUSED[name]
    for found in (images.look("content/a.jpg", data), made(data, 10, 10)):
        assert isinstance(found, Problem)
        assert found.place.file == "content/a.jpg"
        assert found.id == id


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is that large."""
    data = deep([0], 0)
    head = data[12:16] + struct.pack(">II", width, height) + data[24:29]
    return data[:12] + head + struct.pack(">I", zlib.crc32(head)) + data[33:]


@pytest.mark.parametrize("size", [(10_001, 10_000), (60_000, 60_000)])
def test_bombs_are_refused_by_their_header(size: tuple[int, int]) -> None:
    found = images.look("content/a.png", bomb(*size))
    assert isinstance(found, Problem) and found.id == "picture-too-large"


@settings(max_examples=150)
@given(st.sampled_from(FORMATS), st.data())
def test_damaged_files_give_a_problem_or_a_picture(form: str, data: st.DataObject) -> None:
    file = bytearray(encoded(halves((24, 16)), form))
    for _ in range(data.draw(st.integers(1, 8))):
        file[data.draw(st.integers(0, len(file) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(file)))
    found = images.look("a.png", bytes(file[:cut]))
    assert isinstance(found, Seen | Problem)
    assert isinstance(made(bytes(file[:cut]), 5, 5, "jpeg"), bytes | Problem)


def test_a_file_that_changes_meanwhile_is_not_remembered() -> None:
    data = encoded(halves((20, 20)))
    gone = problem("file-changing", Place("content/c.png"))
    first = images.Original("content/c.png", "same", lambda _: gone)
    later = images.Original("content/c.png", "same", lambda _: data)
    about: dict[str, Any] = {"steps": [(10, 10)], "box": None, "format": "png"}
    assert images.photo(original=first, **about) == gone
    assert decoded(images.photo(original=later, **about)).size == (10, 10)


def test_a_picture_is_read_once_for_all_its_variants() -> None:
    data, reads = encoded(halves((40, 40))), []

    def read(path: str) -> bytes:
        reads.append(path)
        return data

    picture = images.Original("content/once.png", "once", read)
    for steps in ([(40, 40)], [(40, 40), (20, 20)], [(40, 40), (20, 20), (10, 10)]):
        for format in WRITTEN:
            result = images.photo(original=picture, steps=steps, box=None, format=format)
            assert Image.open(io.BytesIO(bytes(result))).size == steps[-1]  # type: ignore[arg-type]
    assert reads == ["content/once.png"]
