"""What a PDF says: its text, and who made it (pdfium)."""

from typing import NamedTuple

import pypdfium2

MOST_PAGES = 400


class Said(NamedTuple):
    """The text of each page, and the document's own entries such as `Author`."""

    pages: tuple[str, ...]
    entries: dict[str, str]


def read(data: bytes) -> Said | None:
    """What the document says; None for what is no PDF, is damaged or locked."""
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            pages = []
            for number in range(min(len(pdf), MOST_PAGES)):
                page = pdf[number]
                text = page.get_textpage()
                pages.append(text.get_text_bounded())
                text.close()
                page.close()
            return Said(tuple(pages), pdf.get_metadata_dict(skip_empty=True))
    except pypdfium2.PdfiumError:
        return None
