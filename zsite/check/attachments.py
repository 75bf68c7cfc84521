"""The bytes of an attached file -> what it publishes besides what it shows."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from zsite.problems import Place

OFFICE = (".docx", ".xlsx", ".pptx", ".docm", ".xlsm", ".pptm")
OLD = (".doc", ".xls", ".ppt", ".wps", ".et")
IMAGES = (".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".png", ".heic")
TEXTS = (".txt", ".csv", ".json", ".xml", ".html", ".md")
_MOST = 40_000_000  # bytes of one part of an Office file
_WORDS = re.compile(r"<(?:w:t|a:t|t|w:delText)(?:\s[^>]*)?>([^<]*)</")
_BREAK = re.compile(r"</(?:w:p|a:p|si|row)>")
_PEOPLE = re.compile(r"<(dc:creator|cp:lastModifiedBy)>([^<]+)</")
_CHANGES = re.compile(r"<w:(?:ins|del|moveFrom|moveTo)\s")
_SHEET = re.compile(r"<sheet\s[^>]*>")
_TEXT_PARTS = re.compile(
    r"word/(?:document|footnotes|endnotes|header\d*|footer\d*|comments)\.xml"
    r"|xl/(?:sharedStrings|comments\d*|worksheets/sheet\d+)\.xml"
    r"|ppt/(?:slides|notesSlides)/\w+\.xml"
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attached file: its text, who made it, what it hides.

    `readable` is False for a format or a file that could not be looked into.
    """

    path: str
    text: str = ""
    people: tuple[str, ...] = ()
    changes: int = 0
    comments: bool = False
    hidden: tuple[str, ...] = ()
    located: bool = False
    traces: tuple[str, ...] = ()
    readable: bool = True

    @property
    def place(self) -> Place:
        """The file."""
        return Place(self.path)


def opened(path: str, data: bytes) -> Attachment:
    """What a file publishes, by its ending."""
    ending = "." + path.lower().rpartition(".")[2]
    if ending == ".pdf":
        return _pdf(path, data)
    if ending in OFFICE:
        return _office(path, data)
    if ending in IMAGES:
        from zsite.render.images import metadata

        located, said = metadata.read(data)
        traces = tuple(f"{name}: {text}" for name, text in said.items())
        return Attachment(path, located=located, traces=traces)
    if ending in TEXTS:
        return Attachment(path, data.decode("utf-8", "replace"))
    return Attachment(path, readable=ending not in OLD)


def _pdf(path: str, data: bytes) -> Attachment:
    from zsite.render import pdf

    said = pdf.read(data)
    if said is None:
        return Attachment(path, readable=False)
    author = said.entries.get("Author", "").strip()
    return Attachment(path, "\n".join(said.pages), (author,) if author else ())


def _office(path: str, data: bytes) -> Attachment:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = dict(_parts(package))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return Attachment(path, readable=False)
    core = parts.get("docProps/core.xml", "")
    people = dict.fromkeys(unescape(match[2]).strip() for match in _PEOPLE.finditer(core))
    body = parts.get("word/document.xml", "")
    return Attachment(
        path,
        "\n".join(_plain(text) for name, text in parts.items() if _TEXT_PARTS.fullmatch(name)),
        tuple(name for name in people if name),
        len(_CHANGES.findall(body)),
        any(re.search(r"comments\d*\.xml$", name) for name in parts),
        tuple(_hidden(parts.get("xl/workbook.xml", ""))),
    )


def _parts(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The XML parts that say something, none of them larger than what is sensible."""
    wanted = ("docProps/core.xml", "word/document.xml", "xl/workbook.xml")
    for about in package.infolist():
        name = about.filename
        if (name in wanted or _TEXT_PARTS.fullmatch(name)) and about.file_size <= _MOST:
            yield name, package.read(name).decode("utf-8", "replace")


def _plain(xml: str) -> str:
    broken = _BREAK.sub("<t>\n</", xml)
    return unescape("".join(_WORDS.findall(broken)))


def _hidden(workbook: str) -> Iterator[str]:
    for match in _SHEET.finditer(workbook):
        if re.search(r'state="(?:hidden|veryHidden)"', match[0]):
            name = re.search(r'name="([^"]*)"', match[0])
            yield unescape(name[1]) if name else "?"
