"""Colour spaces of PDF (ISO 32000-1, 8.6), as far as they say how many numbers a colour has."""

from pikepdf import Array, Object

_NAMED = {
    **dict.fromkeys(("/DeviceGray", "/CalGray", "/G"), 1),
    **dict.fromkeys(("/DeviceRGB", "/CalRGB", "/RGB", "/Lab"), 3),
    **dict.fromkeys(("/DeviceCMYK", "/CMYK"), 4),
}


def components(space: Object | None) -> int:
    """1 for greys, 3 for light, 4 for inks; 0 for patterns, palettes and single inks."""
    if isinstance(space, Array):
        return int(space[1].N) if space[0] == "/ICCBased" else _NAMED.get(str(space[0]), 0)
    return _NAMED.get(str(space), 0)


def profile(space: Object | None) -> bytes:
    """The ICC profile of a space; nothing where it has none."""
    based = isinstance(space, Array) and space[0] == "/ICCBased"
    return bytes(space[1].read_bytes()) if based and space is not None else b""
