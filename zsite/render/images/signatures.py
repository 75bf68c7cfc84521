"""What a file is by its first bytes, where it is no picture that zsite takes."""

_STARTS = (
    (b"%PDF", "PDF"),
    (b"%!PS", "PostScript"),
    (b"\xc5\xd0\xd3\xc6", "PostScript"),
    (b"8BPS", "Photoshop"),
    (b"PK\x03\x04", "ZIP"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\xd0\xcf\x11\xe0", "Office"),
    (b"AC10", "DWG"),
    (b"\xd7\xcd\xc6\x9a", "WMF"),
    (b"\x01\x00\x00\x00", "EMF"),
    (b"\x00\x00\x01\x00", "ICO"),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000"),
    (b"\x1f\x8b", "gzip"),
)
_BRANDS = {b"heic": "HEIC", b"heix": "HEIC", b"mif1": "HEIC", b"msf1": "HEIC", b"qt  ": "MOV"}
_TEXTS = ((b"<!doctype html", "HTML"), (b"<html", "HTML"), (b"<svg", "SVG"), (b"<?xml", "XML"))

_PHOTOS = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF", b"II*\0", b"MM\0*", b"BM")


def is_drawing(path: str, data: bytes) -> bool:
    """True for an SVG by its content, or by its name when the content is no photograph's."""
    if named(data) in ("SVG", "XML"):
        return True
    return path.lower().endswith(".svg") and not data.startswith(_PHOTOS)


def named(data: bytes) -> str:
    """The usual name of the kind of file; nothing when it is unknown."""
    if not data:
        return "0 bytes"
    if data[4:8] == b"ftyp":
        return _BRANDS.get(data[8:12], "MP4")
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    found = [name for mark, name in _STARTS if data.startswith(mark)]
    found += [name for mark, name in _TEXTS if start.startswith(mark)]
    return found[0] if found else ""
