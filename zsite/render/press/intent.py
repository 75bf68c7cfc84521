"""PDF/X-4 (ISO 15930-7): the printing condition, the metadata, and nothing for screens only."""

from hashlib import sha256
from html import escape
from uuid import UUID

from pikepdf import Array, Dictionary, Name, Pdf, String

from zsite.render.press import Inks
from zsite.render.press.profiles import described

VERSION = "1.6"
_STANDARD = "PDF/X-4"
_DAY = "D:20000101000000Z"  # for a document that says no date
_OF_SCREENS = (
    *("/StructTreeRoot", "/MarkInfo", "/Outlines", "/Names", "/Dests", "/OpenAction", "/AA"),
    *("/AcroForm", "/Threads", "/ViewerPreferences", "/PageMode", "/PageLayout", "/Metadata"),
)
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>{day}</xmp:CreateDate><xmp:ModifyDate>{day}</xmp:ModifyDate>
<xmp:MetadataDate>{day}</xmp:MetadataDate><xmp:CreatorTool>zsite</xmp:CreatorTool>
<xmpMM:DocumentID>uuid:{id}</xmpMM:DocumentID><xmpMM:InstanceID>uuid:{id}</xmpMM:InstanceID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass><xmpMM:VersionID>1</xmpMM:VersionID>
<pdf:Producer>zsite</pdf:Producer><pdf:Trapped>False</pdf:Trapped>
<pdfxid:GTS_PDFXVersion>{standard}</pdfxid:GTS_PDFXVersion>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def declare(pdf: Pdf, inks: Inks, source: bytes) -> None:
    """Say in the document for which press it is; its identity follows from `source`."""
    for key in _OF_SCREENS:
        if key in pdf.Root:
            del pdf.Root[key]
    condition = inks.name or described(inks.profile)
    intent = pdf.make_stream(inks.profile, N=4, Alternate=Name.DeviceCMYK)
    pdf.Root.OutputIntents = Array(
        [
            pdf.make_indirect(
                Dictionary(
                    Type=Name.OutputIntent,
                    S=Name.GTS_PDFX,
                    OutputConditionIdentifier=String(condition),
                    OutputCondition=String(condition),
                    Info=String(condition),
                    DestOutputProfile=intent,
                )
            )
        ]
    )
    _describe(pdf, UUID(bytes=sha256(source).digest()[:16], version=4))


def _describe(pdf: Pdf, identity: UUID) -> None:
    """The same facts in the information dictionary and as XMP, as the standard asks."""
    before = pdf.trailer.get("/Info", Dictionary())
    title = str(before.get("/Title", ""))
    stamp = str(before.get("/CreationDate", _DAY))
    pdf.trailer["/Info"] = pdf.make_indirect(
        Dictionary(
            Title=String(title),
            Creator=String("zsite"),
            Producer=String("zsite"),
            CreationDate=String(stamp),
            ModDate=String(stamp),
            Trapped=Name("/False"),
        )
    )
    text = _XMP.format(title=escape(title), day=_iso(stamp), id=identity, standard=_STANDARD)
    metadata = pdf.make_stream(text.encode())
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = pdf.make_indirect(metadata)


def _iso(stamp: str) -> str:
    """A date of PDF (`D:20260101120000+08'00'`) as XMP writes it."""
    digits = stamp.removeprefix("D:")
    day, zone = digits[:14].ljust(14, "0"), digits[14:].replace("'", ":").rstrip(":")
    return f"{day[:4]}-{day[4:6]}-{day[6:8]}T{day[8:10]}:{day[10:12]}:{day[12:14]}{zone or 'Z'}"
