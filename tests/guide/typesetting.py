"""What the tests of guides share: templates rendered and set, without a site around them."""

import io
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import pypdfium2

from zsite.problems import Problem
from zsite.render.fonts import SHIPPED
from zsite.render.guide.literals import literal
from zsite.render.guide.runner import Typeset, typeset
from zsite.theme.templates import render, typst_environment

HEAD = '#import "/zsite.typ": *\n#set document(title: "T")\n#set text(font: "Noto Sans SC")\n'
SHIPPED_TYPST = (files("zsite") / "render" / "guide" / "zsite.typ").read_bytes()


def rendered(source: str, more: Mapping[str, str] | None = None, **values: Any) -> str:
    """What a template puts out; a problem fails the test."""
    env = typst_environment({"t.typ": source, **(more or {})}, {}, literal)
    made = render(env, "t.typ", values)
    assert not isinstance(made, Problem), made
    return made.decode()


def set_in_type(source: str, *, tagged: bool = False, **files: bytes) -> Typeset:
    """A document of Typst source, which is headed by what every guide begins with."""
    standards = ("a-2a", "ua-1") if tagged else ()
    staged = {"main.typ": (HEAD + source).encode(), "zsite.typ": SHIPPED_TYPST, **files}
    return typeset(staged, [SHIPPED], 0, standards=standards)


def words(pdf: bytes) -> str:
    """The text of all pages, without what only lines make of it."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    text = "".join(page.get_textpage().get_text_range() for page in document)
    return text.replace("\r\n", "\n").replace("\ufffe", "")
