"""Pictures of a PDF in inks."""

import zlib
from io import BytesIO

from pikepdf import Array, Name, PdfImage, Stream
from PIL import Image

from zsite.render.press.profiles import Press
from zsite.render.press.spaces import components, profile

_QUALITY = 92
_FEW = 4096  # colours of a drawing; a picture with more is a photograph
_INVERTED = [1, 0] * 4  # Adobe's way with inks in a JPEG


def to_inks(picture: Stream, press: Press) -> None:
    """Change an image in place: drawings keep every pixel, photographs are JPEGs; masks stay."""
    if picture.get("/ImageMask") or components(picture.get("/ColorSpace")) == 4:
        return
    if picture.BitsPerComponent == 1 and components(picture.ColorSpace) == 1:
        picture.ColorSpace = Name.DeviceGray
        return
    space = picture.ColorSpace
    lossy = picture.get("/Filter") in ("/DCTDecode", "/JPXDecode")
    made = press.picture(_pixels(picture), profile(space) if components(space) == 3 else b"")
    picture.ColorSpace = Name.DeviceCMYK if made.mode == "CMYK" else Name.DeviceGray
    picture.BitsPerComponent = 8
    for name in ("/Decode", "/DecodeParms"):
        if name in picture:
            del picture[name]
    if lossy or made.getcolors(_FEW) is None:
        picture.write(_jpeg(made), filter=Name.DCTDecode)
        if made.mode == "CMYK":
            picture.Decode = Array(_INVERTED)
    else:
        picture.write(zlib.compress(made.tobytes(), 6), filter=Name.FlateDecode)


def _pixels(picture: Stream) -> Image.Image:
    """The image as Pillow has it; of 16 bits the upper 8."""
    if picture.BitsPerComponent != 16:
        return PdfImage(picture).as_pil_image()
    mode = "RGB" if components(picture.ColorSpace) == 3 else "L"
    size = (int(picture.Width), int(picture.Height))
    return Image.frombytes(mode, size, picture.read_bytes()[::2])


def _jpeg(picture: Image.Image) -> bytes:
    made = BytesIO()
    picture.save(made, "JPEG", quality=_QUALITY, subsampling=0)
    return made.getvalue()
