"""An ICC profile of an invented press: inks that hide light, a black that is not quite dark.

ICC.1:2001-04 (version 2), `prtr`, CMYK to Lab and back by 8-bit tables. There is no profile of a
real press that could be given away.
"""

import struct
from collections.abc import Callable, Sequence
from functools import cache
from itertools import product

FLOOR = 0.06  # how light full black still is, as an sRGB value
_TO_XYZ = (  # linear sRGB to XYZ, white D50
    (0.4360747, 0.3850649, 0.1430804),
    (0.2225045, 0.7168786, 0.0606169),
    (0.0139322, 0.0971045, 0.7141733),
)
_FROM_XYZ = (
    (3.1338561, -1.6168667, -0.4906146),
    (-0.9787684, 1.9161415, 0.0334540),
    (0.0719453, -0.2289914, 1.4052427),
)
_WHITE = (0.96422, 1.0, 0.82521)


@cache
def press_profile() -> bytes:
    """The profile."""
    tags = {
        b"desc": _described("Invented press, coated"),
        b"cprt": b"text\0\0\0\0none\0",
        b"wtpt": b"XYZ \0\0\0\0" + b"".join(map(_fixed, _WHITE)),
        b"A2B0": _table(4, 3, 7, _seen),
        b"B2A0": _table(3, 4, 17, _printed),
    }
    return _file(b"prtr", b"CMYK", b"Lab ", tags)


@cache
def screen_profile() -> bytes:
    """A profile of a screen, as far as its head says so."""
    return _file(b"mntr", b"RGB ", b"XYZ ", {b"desc": _described("A screen")})


def _file(device: bytes, space: bytes, connection: bytes, tags: dict[bytes, bytes]) -> bytes:
    body, index, at = b"", b"", 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        whole = data + b"\0" * (-len(data) % 4)
        index += name + struct.pack(">II", at + len(body), len(data))
        body += whole
    head = struct.pack(">I4s4s4s4s4s", 0, b"none", b"\x02\x40\0\0", device, space, connection)
    head += struct.pack(
        ">6H4s4sI4s4sQI", 2026, 1, 1, 0, 0, 0, b"acsp", b"none", 0, b"none", b"none", 0, 1
    )
    head += b"".join(map(_fixed, _WHITE))
    whole = head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + index + body
    return struct.pack(">I", len(whole)) + whole[4:]


def _described(text: str) -> bytes:
    plain = text.encode() + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(plain)) + plain + b"\0" * 78


def _table(
    inputs: int, outputs: int, steps: int, of: Callable[[Sequence[float]], Sequence[float]]
) -> bytes:
    same = bytes(range(256))
    grid = [step / (steps - 1) for step in range(steps)]
    values = bytes(
        round(min(1.0, max(0.0, value)) * 255)
        for point in product(grid, repeat=inputs)
        for value in of(point)
    )
    unit = b"".join(_fixed(float(row == column)) for row in range(3) for column in range(3))
    head = struct.pack(">4sIBBBB", b"mft1", 0, inputs, outputs, steps, 0)
    return head + unit + same * inputs + values + same * outputs


def _fixed(number: float) -> bytes:
    return struct.pack(">i", round(number * 65536))


def _seen(inks: Sequence[float]) -> Sequence[float]:
    """Lab, each 0 to 1, of inks."""
    *colours, black = inks
    return _lab([FLOOR + (1 - FLOOR) * (1 - ink) * (1 - black) for ink in colours])


def _printed(lab: Sequence[float]) -> Sequence[float]:
    """Inks of Lab; black takes over the more, the darker it gets."""
    light = [min(1.0, max(0.0, (each - FLOOR) / (1 - FLOOR))) for each in _rgb(lab)]
    black = min(1 - each for each in light) ** 2
    return [*(1 - each / (1 - black) if black < 1 else 0 for each in light), black]


def _lab(rgb: Sequence[float]) -> Sequence[float]:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    xyz = [sum(a * b for a, b in zip(row, linear, strict=True)) for row in _TO_XYZ]
    x, y, z = (
        t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116
        for t in (a / b for a, b in zip(xyz, _WHITE, strict=True))
    )
    return ((116 * y - 16) / 100, (500 * (x - y) + 128) / 255, (200 * (y - z) + 128) / 255)


def _rgb(lab: Sequence[float]) -> Sequence[float]:
    y = (lab[0] * 100 + 16) / 116
    x, z = y + (lab[1] * 255 - 128) / 500, y - (lab[2] * 255 - 128) / 200
    xyz = [
        (t**3 if t > 0.206893 else (t - 16 / 116) / 7.787) * white
        for t, white in zip((x, y, z), _WHITE, strict=True)
    ]
    linear = [sum(a * b for a, b in zip(row, xyz, strict=True)) for row in _FROM_XYZ]
    return [12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in linear]
