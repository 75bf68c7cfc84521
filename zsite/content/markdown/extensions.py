"""What our Markdown has beyond the plain one: its extensions, ready for `markdown.Markdown`."""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import SimpleTextInlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from zsite.content.markdown.body import FACT_CLOSE, FACT_OPEN

FACT = r"\[=([^\W\d_][\w./（）()·-]*)\]"
CODE = re.compile(r"(<code\b.*?(?:</code>|\Z)|<pre\b.*?(?:</pre>|\Z))", re.DOTALL | re.IGNORECASE)


def extensions() -> list[Extension]:
    """Tables, footnotes, attribute and definition lists, sane lists, facts and plain cells."""
    return [
        TableExtension(use_align_attribute=True),
        FootnoteExtension(BACKLINK_TITLE="", BACKLINK_TEXT="↩"),
        AttrListExtension(),
        DefListExtension(),
        SaneListExtension(),
        FactExtension(),
        CellExtension(),
    ]


class FactExtension(Extension):
    """Marks `[=name]` outside code, so that whoever knows the facts can put them in."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.inlinePatterns.register(FactProcessor(FACT, md), "fact", 178)
        md.postprocessors.register(RawFactProcessor(md), "raw_facts", 35)


class FactProcessor(SimpleTextInlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: N802
        return f"{FACT_OPEN}{m[1]}{FACT_CLOSE}", m.start(), m.end()


class RawFactProcessor(Postprocessor):
    """Facts in raw HTML, which the inline stage does not see; code in it stays as it is."""

    def run(self, text: str) -> str:
        raw = self.md.htmlStash.rawHtmlBlocks
        raw[:] = [self._mark(str(piece)) for piece in raw]
        return text

    def _mark(self, html: str) -> str:
        # The inline stage may have met a fact inside a tag; then a backslash came with it.
        html = html.replace(f"\\{FACT_OPEN}", FACT_OPEN)
        if "[=" not in html:
            return html
        parts = CODE.split(html)
        parts[::2] = [re.sub(FACT, rf"{FACT_OPEN}\1{FACT_CLOSE}", part) for part in parts[::2]]
        return "".join(parts)


class CellExtension(Extension):
    """Head cells say that they head a column; alignment is a class, not an attribute."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.treeprocessors.register(CellProcessor(md), "cells", 7)


class CellProcessor(Treeprocessor):
    def run(self, root: Element) -> None:
        for tag in ("th", "td"):
            for cell in root.iter(tag):
                if tag == "th":
                    cell.attrib.setdefault("scope", "col")
                if align := cell.attrib.pop("align", None):
                    cell.set("class", f"align-{align} {cell.get('class', '')}".strip())
