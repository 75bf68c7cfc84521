"""A page as the checks see it: elements in order with attributes, ancestors and text."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)


@dataclass(slots=True)
class Element:
    """An element with what is in it."""

    tag: str
    attributes: dict[str, str]
    parents: tuple["Element", ...]
    texts: list[str] = field(default_factory=list)

    def inside(self, *tags: str) -> bool:
        """True when some ancestor has one of the tags."""
        return any(parent.tag in tags for parent in self.parents)

    @property
    def text(self) -> str:
        """All text in it, without markup."""
        return "".join(self.texts).strip()

    def lang(self) -> str:
        """The language that holds for its text."""
        holders = (self, *reversed(self.parents))
        return next((e.attributes["lang"] for e in holders if "lang" in e.attributes), "")


class Outline(HTMLParser):
    """The elements of a page, and its runs of text with the element that holds each."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.runs: list[tuple[Element, str]] = []
        self._open: list[Element] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {k: v or "" for k, v in attrs}, tuple(self._open))
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {k: v or "" for k, v in attrs}, tuple(self._open)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.texts.append(data)
        if self._open and data.strip():
            self.runs.append((self._open[-1], data))

    def of(self, *tags: str) -> list[Element]:
        """The elements with one of these tags, in order."""
        return [element for element in self.elements if element.tag in tags]


def outlines(site: Path) -> Iterator[tuple[str, Outline]]:
    """(path, outline) of every page; redirects are no pages."""
    for path in sorted(site.rglob("*.html")):
        html = path.read_text("utf-8")
        if 'http-equiv="refresh"' not in html:
            yield path.relative_to(site).as_posix(), Outline(html)
