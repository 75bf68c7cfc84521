"""HTML -> the raw tree of its tags: every node has `tag`, `kids` and its attributes in `about`."""

from html.parser import HTMLParser
from typing import Any

Node = str | dict[str, Any]
INLINE = frozenset(
    [
        "a",
        "b",
        "br",
        "code",
        "em",
        "i",
        "img",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
        "abbr",
        "kbd",
        "mark",
    ]
)
BLOCKS = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "hr",
        "table",
        "dl",
        "dt",
        "dd",
        "figure",
        "figcaption",
        "div",
    ]
)
GRID = frozenset(["thead", "tbody", "tfoot", "tr", "td", "th", "caption"])
_DROPPED = frozenset(
    ["script", "style", "iframe", "template", "noscript", "object", "svg", "math", "title"]
)
_EMPTY = frozenset(["br", "hr", "img", "col", "wbr", "input"])
_SAME = {"b": "strong", "i": "em", "kbd": "code", "samp": "code", "cite": "em", "var": "em"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CLOSED_BY = {  # what ends a tag that was left open
    "li": {"ul", "ol"},
    "dt": {"dl"},
    "dd": {"dl"},
    "tr": {"table", "thead", "tbody", "tfoot"},
    "td": {"tr"},
    "th": {"tr"},
    "p": BLOCKS | GRID,
}


class Reader(HTMLParser):
    """Builds the raw tree; every tag is kept with the attributes that print may need."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root: dict[str, Any] = {"tag": "", "kids": []}
        self._open = [self.root]
        self._dropping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED:
            self._dropping += 1
        if self._dropping:
            return
        self._end_open(tag)
        node: dict[str, Any] = {"tag": _SAME.get(tag, tag), "kids": [], "about": dict(attrs)}
        self._open[-1]["kids"].append(node)
        if tag not in _EMPTY:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag in _DROPPED:
            self._dropping = max(0, self._dropping - 1)
        tag = _SAME.get(tag, tag)
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth]["tag"] == tag:
                del self._open[depth:]
                return

    def handle_data(self, data: str) -> None:
        if not self._dropping:
            self._open[-1]["kids"].append(data)

    def _end_open(self, tag: str) -> None:
        """Close what the new tag cannot stand in: a list item ends the one before it."""
        if tag not in _CLOSED_BY and tag not in BLOCKS:
            return
        for depth in range(len(self._open) - 1, 0, -1):
            there = self._open[depth]["tag"]
            if there == tag and tag in _CLOSED_BY and tag != "p":
                del self._open[depth:]
                return
            if there == "p" and tag in _CLOSED_BY["p"]:
                del self._open[depth:]
                return
            if there in _CLOSED_BY.get(tag, BLOCKS):
                return
