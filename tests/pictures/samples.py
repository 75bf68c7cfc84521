"""Pictures made for the tests, and profiles that say what their colours mean."""

import io
import struct
from typing import Any

from PIL import Image

from zsite.digest import digest
from zsite.problems import Problem
from zsite.render import images

# Red, green, blue of Display P3 in XYZ under D50, and of sRGB's axes for comparison.
P3 = ((0.5151, 0.2412, -0.0011), (0.2920, 0.6922, 0.0419), (0.1571, 0.0666, 0.7841))
WHITE = (0.9642, 1.0, 0.8249)


def encoded(image: Image.Image, format: str = "PNG", **options: Any) -> bytes:
    """The picture as a file."""
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def decoded(data: bytes | Problem) -> Image.Image:
    """The picture in a file that was made."""
    assert isinstance(data, bytes), data
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def original(data: bytes, path: str = "content/a.jpg") -> images.Original:
    """The picture as the plan hands it on."""
    return images.Original(path, digest(data), lambda _: data)


def made(data: bytes, width: int, height: int, format: str = "png", **more: Any) -> bytes | Problem:
    """A variant of the whole picture, scaled in one step."""
    about: dict[str, Any] = {"steps": [(width, height)], "box": None} | more
    return images.photo(original=original(data), format=format, **about)


def halves(size: tuple[int, int] = (64, 64), left: Any = "red", right: Any = "blue") -> Image.Image:
    """A picture of two colours, side by side."""
    image = Image.new("RGB", size, right)
    image.paste(left, (0, 0, size[0] // 2, size[1]))
    return image


def profile(primaries: tuple[tuple[float, ...], ...] = (), gamma: float = 2.2) -> bytes:
    """An ICC profile: of three primaries for RGB, of none for grey."""
    curve = b"curv" + struct.pack(">IIH", 0, 1, round(gamma * 256)) + b"\0\0"
    text = b"test\0"
    tags = {b"desc": b"desc" + struct.pack(">II", 0, len(text)) + text + b"\0" * 79}
    tags |= {b"wtpt": _xyz(WHITE), b"cprt": b"text\0\0\0\0none\0\0\0\0"}
    names = [b"r", b"g", b"b"] if primaries else [b"k"]
    for name, colour in zip(names, primaries or (None,), strict=True):
        tags[name + b"TRC"] = curve
        if colour:
            tags[name + b"XYZ"] = _xyz(colour)
    table, body = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        table += name + struct.pack(">II", start + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    space = b"RGB " if primaries else b"GRAY"
    head = struct.pack(
        ">I4sI4s4s4s", start + len(body), b"lcms", 0x02100000, b"mntr", space, b"XYZ "
    )
    head += struct.pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp") + b"\0" * 28
    head += struct.pack(">iii", *(round(value * 65536) for value in WHITE))
    return head.ljust(128, b"\0") + table + body


def _xyz(values: tuple[float, ...]) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">iii", *(round(value * 65536) for value in values))
