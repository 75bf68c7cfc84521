"""An element tree becomes HTML text, as Python-Markdown's own serializer writes it, but faster."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import HTML_EMPTY, Element

AMPERSAND = re.compile(r"&(?!(?:\#[0-9]+|\#x[0-9a-f]+|[0-9a-z]+);)", re.IGNORECASE)
NEWLINE = "\n"


def serialize(root: Element) -> str:
    """The HTML of `root`; entities in its texts stay as they are."""
    out = [_start(root), _text(root.text)]
    open_elements: list[tuple[Element, Iterator[Element]]] = [(root, iter(root))]
    while open_elements:
        element, children = open_elements[-1]
        for child in children:
            out.append(_start(child) if child.attrib else f"<{child.tag}>")
            if child.text:
                out.append(_text(child.text))
            if len(child):
                open_elements.append((child, iter(child)))
                break
            out.append(_end(child))
        else:
            open_elements.pop()
            out.append(_end(element))
    return "".join(out)


def _start(element: Element) -> str:
    pairs = [
        f' {key}="{_text(value).replace(chr(34), "&quot;")}"' if value is not None else f" {key}"
        for key, value in sorted(element.items())
    ]
    return f"<{element.tag}{''.join(pairs)}>"


def _end(element: Element) -> str:
    tag, tail = element.tag, element.tail
    if tag in HTML_EMPTY:
        return _text(tail)
    return f"</{tag}>{_text(tail) if tail and tail != NEWLINE else tail or ''}"


def _text(text: str | None) -> str:
    if not text:
        return ""
    if "&" in text:
        text = AMPERSAND.sub("&amp;", text)
    return text.replace("<", "&lt;").replace(">", "&gt;")
