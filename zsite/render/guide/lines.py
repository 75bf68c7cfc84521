"""Raw nodes -> the words of a line: texts, and inline nodes with `kids`."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from zsite.render.guide.reader import BLOCKS, GRID, Node

SCHEMES = ("http", "https", "mailto", "tel")


def inlines(kids: Sequence[Node] | Iterator[Node]) -> list[Node]:
    """Inline nodes; a block among them gives what is in it."""
    found: list[Node] = []
    for node in kids:
        if isinstance(node, str):
            if node:
                found.append(" ".join(_spaced(node)))
        else:
            found += _inline(node)
    return found


def trimmed(nodes: Sequence[Node]) -> list[Node]:
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
        return [{"tag": tag, "text": text(node["kids"])}]
    if tag == "note":
        return [{"tag": tag, "kids": node["kids"]}]
    words = inlines(node["kids"])
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


def text(kids: Sequence[Node]) -> str:
    """The words below some nodes, as they stand."""
    return "".join(node if isinstance(node, str) else text(node["kids"]) for node in kids)


def flat(kids: Sequence[Node]) -> Iterator[Node]:
    """What is inside paragraphs, as a line."""
    for node in kids:
        if isinstance(node, dict) and (node["tag"] in BLOCKS or node["tag"] in GRID):
            yield from flat(node["kids"])
            yield " "
        else:
            yield node


def elements(kids: Sequence[Node]) -> Iterator[dict[str, Any]]:
    """The nodes that are not texts."""
    return (node for node in kids if isinstance(node, dict))
