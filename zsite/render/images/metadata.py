"""What a photograph says besides its picture: where it was taken, by whom, with which camera."""

import io

from PIL import ExifTags, Image, UnidentifiedImageError

_PERSONAL = {
    ExifTags.Base.Artist: "Artist",
    ExifTags.Base.Copyright: "Copyright",
    ExifTags.Base.XPAuthor: "Author",
    ExifTags.Base.CameraOwnerName: "Owner",
    ExifTags.Base.BodySerialNumber: "Serial number",
}


def read(data: bytes) -> tuple[bool, dict[str, str]]:
    """Whether a place is given, and what is said of persons and devices; nothing if unreadable."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            exif = image.getexif()
            inner = exif.get_ifd(ExifTags.IFD.Exif)
            place = bool(exif.get_ifd(ExifTags.IFD.GPSInfo))
            said = {**exif, **inner}
            found = {name: _text(said[tag]) for tag, name in _PERSONAL.items() if said.get(tag)}
            return place, found
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return False, {}


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-16-le", "replace").strip("\0 ")
    return str(value).strip("\0 ")
