"""PDF documents: opened from bytes, and written so that the same content gives the same bytes."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from pikepdf import Name, Object, ObjectStreamMode, Page, Pdf, Stream

from zsite.render.press.boxes import Box


@contextmanager
def opened(data: bytes) -> Iterator[Pdf]:
    """The document; closed afterwards."""
    with Pdf.open(BytesIO(data)) as pdf:
        yield pdf


@contextmanager
def fresh(like: Pdf) -> Iterator[Pdf]:
    """An empty document with another one's title and date."""
    with Pdf.new() as pdf:
        if "/Info" in like.trailer:
            pdf.trailer["/Info"] = pdf.copy_foreign(like.trailer.Info)
        yield pdf


def drawing(pdf: Pdf, page: Page, seen: Box) -> Object:
    """A page of the document as a drawing (form) to put on another, as far as `seen` shows it."""
    page.contents_coalesce()
    form = pdf.make_stream(page.Contents.read_bytes())
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox = seen.array
    form.Resources = page.resources
    if "/Group" in page.obj:
        form.Group = page.obj.Group
    return form


def as_stream(thing: Object) -> Stream:
    """The same, known to be a stream."""
    assert isinstance(thing, Stream)
    return thing


def written(pdf: Pdf, version: str = "") -> bytes:
    """The document's bytes, with an ID that depends on nothing but its content."""
    made = BytesIO()
    pdf.save(
        made,
        deterministic_id=True,
        force_version=version,
        object_stream_mode=ObjectStreamMode.generate,
        fix_metadata_version=False,
    )
    return made.getvalue()
