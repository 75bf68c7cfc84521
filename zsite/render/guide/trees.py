"""The HTML of a body -> a small tree of plain values, which Typst lays out; see `zsite.typ`.

A node is a text, or a mapping with `tag` and, where it has any, `kids` and attributes. Tags that
print does not know are transparent; what is not text (scripts, styles) is gone.
"""

from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

Node = str | dict[str, Any]
SCHEMES = ("http", "https", "mailto", "tel")
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
_GRID = frozenset(["thead", "tbody", "tfoot", "tr", "td", "th", "caption"])
_DROPPED = frozenset(
    ["script", "style", "iframe", "template", "noscript", "object", "svg", "math", "title"]
)
_EMPTY = frozenset(["br", "hr", "img", "col", "wbr", "input"])
_SAME = {"b": "strong", "i": "em", "kbd": "code", "samp": "code", "cite": "em", "var": "em"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CLOSED_BY = {  # what ends a tag that was left open
    "li": {"ul", "ol"},
    "dt": {"dl"},
    "dd": {"dl"},
    "tr": {"table", "thead", "tbody", "tfoot"},
    "td": {"tr"},
    "th": {"tr"},
    "p": BLOCKS | _GRID,
}
MOST_COLUMNS = 60


def tree(html: str) -> list[Node]:
    """The blocks of a body; footnotes stand where they are called."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    notes: dict[str, list[Node]] = {}
    found = _without_notes(reader.root["kids"], notes)
    return _ranked(_blocks(_with_notes(found, notes)))


class _Reader(HTMLParser):
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


def _without_notes(kids: Sequence[Node], notes: dict[str, list[Node]]) -> list[Node]:
    """The nodes without the list of footnotes at the end, which is taken note of."""
    found: list[Node] = []
    for node in kids:
        if isinstance(node, dict):
            if "footnote" in (node["about"].get("class") or "").split():
                _note_all(node, notes)
                continue
            node = node | {"kids": _without_notes(node["kids"], notes)}
        found.append(node)
    return found


def _note_all(node: dict[str, Any], notes: dict[str, list[Node]]) -> None:
    for kid in node["kids"]:
        if isinstance(kid, dict):
            if kid["tag"] == "li" and kid["about"].get("id"):
                notes[kid["about"]["id"]] = _without_backlinks(kid["kids"])
            else:
                _note_all(kid, notes)


def _without_backlinks(kids: Sequence[Node]) -> list[Node]:
    kept: list[Node] = []
    for node in kids:
        if isinstance(node, dict):
            if "footnote-backref" in (node["about"].get("class") or ""):
                continue
            node = node | {"kids": _without_backlinks(node["kids"])}
        kept.append(node)
    return kept


def _with_notes(kids: Sequence[Node], notes: dict[str, list[Node]]) -> list[Node]:
    """The nodes with each call of a footnote replaced by the note itself; a second call of the
    same note repeats it.
    """
    found: list[Node] = []
    for node in kids:
        if isinstance(node, dict):
            called = _called(node)
            if called in notes:
                words = _trimmed(_inlines(_flat(_with_notes(notes[called], {}))))
                found.append({"tag": "note", "kids": words, "about": {}})
                continue
            node = node | {"kids": _with_notes(node["kids"], notes)}
        found.append(node)
    return found


def _called(node: dict[str, Any]) -> str:
    """The id of the footnote that a `<sup><a class="footnote-ref">` calls."""
    if node["tag"] == "sup" and len(node["kids"]) == 1 and isinstance(node["kids"][0], dict):
        node = node["kids"][0]
    classes = (node["about"].get("class") or "").split()
    return str(node["about"].get("href", "#"))[1:] if "footnote-ref" in classes else ""


def _flat(kids: Sequence[Node]) -> Iterator[Node]:
    """What is inside paragraphs, as a line."""
    for node in kids:
        if isinstance(node, dict) and (node["tag"] in BLOCKS or node["tag"] in _GRID):
            yield from _flat(node["kids"])
            yield " "
        else:
            yield node


def _blocks(kids: Sequence[Node]) -> list[Node]:
    """Block nodes; stray text between them becomes a paragraph."""
    found: list[Node] = []
    line: list[Node] = []
    for node in _opened(kids):
        if isinstance(node, dict) and node["tag"] in BLOCKS:
            _end_line(found, line)
            found += _block(node)
        else:
            line.append(node)
    _end_line(found, line)
    return found


def _opened(kids: Sequence[Node]) -> Iterator[Node]:
    """The nodes with unknown tags replaced by what is in them."""
    for node in kids:
        if isinstance(node, str) or node["tag"] in INLINE | BLOCKS | {"note"}:
            yield node
        else:
            yield from _opened(node["kids"])


def _end_line(found: list[Node], line: list[Node]) -> None:
    words = _trimmed(_inlines(line))
    if any(not isinstance(each, str) or each.strip() for each in words):
        found.append({"tag": "p", "kids": words})
    line.clear()


def _block(node: dict[str, Any]) -> list[Node]:
    tag, kids = node["tag"], node["kids"]
    if tag in ("p", "figcaption", "dt", *_HEADINGS):
        words = _trimmed(_inlines(kids))
        alone = [each for each in words if not isinstance(each, str) or each.strip()]
        only = alone[0] if len(alone) == 1 else ""
        if tag == "p" and isinstance(only, dict) and only["tag"] == "img":
            return [only | {"tag": "picture"}]
        made: dict[str, Any] = {"tag": tag, "kids": words}
        return [made] if alone else []
    if tag in ("ul", "ol"):
        items = [_blocks(k["kids"]) for k in _elements(kids) if k["tag"] == "li"]
        start = str(node["about"].get("start") or "1")
        more = {"start": int(start) if start.isdigit() else 1} if tag == "ol" else {}
        return [{"tag": tag, "kids": items, **more}] if items else []
    if tag == "hr":
        return [{"tag": tag}]
    if tag == "pre":
        return [{"tag": tag, "text": _text(kids).rstrip("\n")}]
    if tag == "table":
        return _table(node)
    if tag == "dl":
        return [{"tag": tag, "kids": _terms(kids)}]
    lang = node["about"].get("lang")
    if tag == "div" and lang:
        return [{"tag": "lang", "lang": lang, "kids": _blocks(kids)}]
    if tag in ("blockquote", "figure"):
        return [{"tag": tag, "kids": _blocks(kids)}]
    return _blocks(kids)


def _terms(kids: Sequence[Node]) -> list[Any]:
    """(words, blocks) of each term; several terms in a row share what follows."""
    rows: list[Any] = []
    for node in _elements(kids):
        if node["tag"] == "dt":
            rows.append([_inlines(node["kids"]), []])
        elif node["tag"] == "dd" and rows:
            rows[-1][1] += _blocks(node["kids"])
        elif node["tag"] not in ("dt", "dd"):
            rows += _terms(node["kids"])
    return rows


def _elements(kids: Sequence[Node]) -> Iterator[dict[str, Any]]:
    return (node for node in kids if isinstance(node, dict))


def _inlines(kids: Sequence[Node] | Iterator[Node]) -> list[Node]:
    """Inline nodes; a block among them gives what is in it."""
    found: list[Node] = []
    for node in kids:
        if isinstance(node, str):
            if node:
                found.append(" ".join(_spaced(node)))
        else:
            found += _inline(node)
    return found


def _trimmed(nodes: Sequence[Node]) -> list[Node]:
    """A line with its texts joined where they touch, and no white space at its ends."""
    found: list[Node] = []
    for node in nodes:
        last = found[-1] if found else None
        if isinstance(node, str) and isinstance(last, str):
            found[-1] = last + node.lstrip() if last.endswith(" ") else last + node
        else:
            found.append(node)
    for end, strip in ((0, str.lstrip), (-1, str.rstrip)):
        there = found[end] if found else None
        if isinstance(there, str):
            found[end : (end + 1) or None] = [strip(there)] if strip(there) else []
    return found


def _spaced(text: str) -> list[str]:
    """The words of a text, with an empty one where it begins or ends with white space."""
    words = text.split()
    if not words:
        return ["", ""] if text else []
    return [*([""] if text[0].isspace() else []), *words, *([""] if text[-1].isspace() else [])]


def _inline(node: dict[str, Any]) -> list[Node]:
    tag, about = node["tag"], node.get("about", {})
    if tag == "br":
        return [{"tag": tag}]
    if tag == "img":
        return [_picture(about)] if about.get("src") else [str(about.get("alt") or "")]
    if tag == "code":
        return [{"tag": tag, "text": _text(node["kids"])}]
    if tag == "note":
        return [{"tag": tag, "kids": node["kids"]}]
    words = _inlines(node["kids"])
    if tag == "a":
        href = about.get("href") or ""
        kept = href.startswith("#") or urlsplit(href).scheme.lower() in SCHEMES
        return [{"tag": tag, "href": href, "kids": words}] if kept else words
    if about.get("lang"):
        return [{"tag": "lang", "lang": about["lang"], "kids": words}]
    if tag in ("strong", "em", "sub", "sup", "s", "u", "q", "small", "mark"):
        return [{"tag": tag, "kids": words}]
    return words


def _picture(about: dict[str, Any]) -> dict[str, Any]:
    return {"tag": "img", "path": about["src"], "alt": about.get("alt") or ""}


def _text(kids: Sequence[Node]) -> str:
    return "".join(node if isinstance(node, str) else _text(node["kids"]) for node in kids)


def _table(node: dict[str, Any]) -> list[Node]:
    """A table as rows of cells, each with its spans, head rows first; its caption with it."""
    head: list[list[Any]] = []
    rows: list[list[Any]] = []
    caption: list[Node] = []
    _rows(node, False, head, rows, caption)
    if not head and len(rows) > 1 and all(cell["th"] for cell in rows[0]):
        head.append(rows.pop(0))
    columns = _fitted(head, rows)
    if not columns or columns > MOST_COLUMNS:
        return [{"tag": "p", "kids": _inlines(_flat(node["kids"]))}] if columns else []
    made = {"tag": "table", "columns": columns, "head": head, "rows": rows, "caption": caption}
    return [made]


def _rows(
    node: dict[str, Any],
    within: bool,
    head: list[list[Any]],
    rows: list[list[Any]],
    caption: list[Node],
) -> None:
    for kid in _elements(node["kids"]):
        if kid["tag"] == "tr":
            cells = [_cell(c) for c in _elements(kid["kids"]) if c["tag"] in ("td", "th")]
            if cells:
                (head if within and not rows else rows).append(cells)
        elif kid["tag"] == "caption":
            caption += _inlines(kid["kids"])
        else:
            _rows(kid, within or kid["tag"] == "thead", head, rows, caption)


def _cell(node: dict[str, Any]) -> dict[str, Any]:
    about = node["about"]
    style = f"{about.get('style') or ''} {about.get('align') or ''} {about.get('class') or ''}"
    right = "right" in style or "num" in style.split()
    return {
        "th": node["tag"] == "th",
        "across": _span(about.get("colspan")),
        "down": _span(about.get("rowspan")),
        "align": "right" if right else "center" if "center" in style else "left",
        "kids": _blocks(node["kids"]),
    }


def _span(text: str | None) -> int:
    return min(max(int(text), 1), MOST_COLUMNS) if text and text.isdecimal() else 1


def _fitted(head: list[list[Any]], rows: list[list[Any]]) -> int:
    """How many columns there are; each cell gets its place, and spans are cut to fit.

    Typst refuses a table in which cells lie on one another, hang out of it, or out of its head.
    """
    taken: set[tuple[int, int]] = set()
    columns = 0
    for y, row in enumerate([*head, *rows]):
        x, end = 0, len(head) if y < len(head) else len(head) + len(rows)
        for cell in row:
            while (x, y) in taken:
                x += 1
            cell["down"] = min(cell["down"], end - y)
            free = 1
            while free < cell["across"] and (x + free, y) not in taken:
                free += 1
            cell["across"] = free
            taken |= {(x + i, y + j) for i in range(free) for j in range(cell["down"])}
            cell["x"], cell["y"] = x, y
            x += free
        columns = max([columns, *(x + 1 for x, row_y in taken if row_y == y)])
    return columns


def _ranked(blocks: list[Node]) -> list[Node]:
    """The blocks with headings numbered from 1, none skipped: PDF/UA wants it so."""
    above: list[int] = []
    for node in _all_headings(blocks):
        level = int(node["tag"][1])
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        node["tag"], node["level"] = "heading", len(above)
    return blocks


def _all_headings(kids: Sequence[Any]) -> Iterator[dict[str, Any]]:
    for node in kids:
        if isinstance(node, dict):
            if node.get("tag") in _HEADINGS:
                yield node
            elif node.get("tag") in ("blockquote", "figure", "lang"):
                yield from _all_headings(node["kids"])
