"""The HTML of a body -> a small tree of plain values, which Typst lays out; see `zsite.typ`.

A node is a text, or a mapping with `tag` and, where it has any, `kids` and attributes. Tags that
print does not know are transparent; what is not text (scripts, styles) is gone.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from zsite.render.guide.grids import table
from zsite.render.guide.lines import elements, inlines, text, trimmed
from zsite.render.guide.notes import with_notes, without_notes
from zsite.render.guide.reader import BLOCKS, HEADINGS, INLINE, Node, Reader


def tree(html: str) -> list[Node]:
    """The blocks of a body; footnotes stand where they are called."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    notes: dict[str, list[Node]] = {}
    found = without_notes(reader.root["kids"], notes)
    return _ranked(_blocks(with_notes(found, notes)))


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
    words = trimmed(inlines(line))
    if any(not isinstance(each, str) or each.strip() for each in words):
        found.append({"tag": "p", "kids": words})
    line.clear()


def _block(node: dict[str, Any]) -> list[Node]:
    tag, kids = node["tag"], node["kids"]
    if tag in ("p", "figcaption", "dt", *HEADINGS):
        words = trimmed(inlines(kids))
        alone = [each for each in words if not isinstance(each, str) or each.strip()]
        only = alone[0] if len(alone) == 1 else ""
        if tag == "p" and isinstance(only, dict) and only["tag"] == "img":
            return [only | {"tag": "picture"}]
        made: dict[str, Any] = {"tag": tag, "kids": words}
        return [made] if alone else []
    if tag in ("ul", "ol"):
        items = [_blocks(k["kids"]) for k in elements(kids) if k["tag"] == "li"]
        start = str(node["about"].get("start") or "1")
        more = {"start": int(start) if start.isdigit() else 1} if tag == "ol" else {}
        return [{"tag": tag, "kids": items, **more}] if items else []
    if tag == "hr":
        return [{"tag": tag}]
    if tag == "pre":
        return [{"tag": tag, "text": text(kids).rstrip("\n")}]
    if tag == "table":
        return table(node, _blocks)
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
    for node in elements(kids):
        if node["tag"] == "dt":
            rows.append([inlines(node["kids"]), []])
        elif node["tag"] == "dd" and rows:
            rows[-1][1] += _blocks(node["kids"])
        elif node["tag"] not in ("dt", "dd"):
            rows += _terms(node["kids"])
    return rows


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
            if node.get("tag") in HEADINGS:
                yield node
            elif node.get("tag") in ("blockquote", "figure", "lang"):
                yield from _all_headings(node["kids"])
