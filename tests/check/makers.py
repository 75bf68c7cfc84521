"""Files for examples that no text can spell: PDF, Office files, photographs."""

import io
import zipfile
from collections.abc import Callable, Mapping

from PIL import Image

_CORE = (
    "<cp:coreProperties><dc:creator>{0}</dc:creator>"
    "<cp:lastModifiedBy>{0}</cp:lastModifiedBy></cp:coreProperties>"
)


def pdf(text: str, author: str = "") -> bytes:
    """A page with a line of Latin text."""
    drawn = f"BT /F1 12 Tf 20 50 Td ({text}) Tj ET".encode()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 100]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Author(%s)>>" % author.encode() if author else b"<<>>",
    ]
    out, offsets = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, part in enumerate(parts, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj%s endobj\n" % (number, part))
    table = out.tell()
    out.write(b"xref\n0 7\n0000000000 65535 f \n")
    out.write(b"".join(b"%010d 00000 n \n" % offset for offset in offsets))
    out.write(b"trailer<</Size 7/Root 1 0 R/Info 6 0 R>>\nstartxref\n%d\n%%%%EOF" % table)
    return out.getvalue()


def office(parts: Mapping[str, str], author: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("docProps/core.xml", _CORE.format(author) if author else "<x/>")
        for name, xml in parts.items():
            package.writestr(name, xml)
    return out.getvalue()


def word(body: str, author: str = "") -> bytes:
    return office({"word/document.xml": f"<w:document>{body}</w:document>"}, author)


def workbook(sheets: str, strings: str = "") -> bytes:
    shared = f"<sst><si><t>{strings}</t></si></sst>"
    return office({"xl/workbook.xml": sheets, "xl/sharedStrings.xml": shared})


def photograph(place: bool = False, artist: str = "") -> bytes:
    image, out = Image.new("RGB", (40, 30), "white"), io.BytesIO()
    exif = Image.Exif()
    if artist:
        exif[0x013B] = artist
    if place:
        exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 15.0, 0.0), 3: "E", 4: (120.0, 0.0, 0.0)})
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


_RUN = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
FILES: Mapping[str, Callable[[], bytes]] = {
    "plain pdf": lambda: pdf("Juice plant"),
    "pdf with author": lambda: pdf("Juice plant", "Zhang San"),
    "pdf with identity number": lambda: pdf("Contact 110101199003077571"),
    "broken pdf": lambda: b"%PDF-1.4 broken",
    "plain word": lambda: word(_RUN.format("果汁项目")),
    "word with author": lambda: word(_RUN.format("果汁项目"), "张三"),
    "word with changes": lambda: word(
        '<w:p><w:ins w:id="1"><w:r><w:t>新</w:t></w:r></w:ins></w:p>'
    ),
    "plain workbook": lambda: workbook('<sheet name="表1" sheetId="1"/>', "果汁"),
    "workbook with hidden sheet": lambda: workbook(
        '<sheet name="表1" sheetId="1"/><sheet name="名单" sheetId="2" state="hidden"/>'
    ),
    "workbook with mobile": lambda: workbook('<sheet name="表1" sheetId="1"/>', "13812345678"),
    "plain photograph": lambda: photograph(),
    "photograph with place": lambda: photograph(place=True),
    "photograph with artist": lambda: photograph(artist="Zhang San"),
}
