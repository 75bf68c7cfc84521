"""Python-Markdown's inline stage without the work that cannot change the text.

The original tries every pattern on every text and keeps the ancestors of every element, which
none of our patterns asks for. Here a pattern runs only where its trigger, a string that each of
its matches contains, occurs; the result is the same (tests compare them).
"""

import re
from collections import deque
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import INLINE_PLACEHOLDER_PREFIX, AtomicString

TRIGGERS = {
    "backtick": "`",
    "escape": "\\",
    "fact": "[=",
    "footnote": "[^",
    "reference": "[",
    "link": "](",
    "image_link": "](",
    "image_reference": "![",
    "short_reference": "[",
    "short_image_ref": "![",
    "autolink": "://",
    "automail": "@",
    "linebreak": "  \n",
    "html": "<",
    "entity": "&",
    "em_strong2": "_",
}
REFERENCES = {"reference", "image_reference", "short_reference", "short_image_ref"}
SPECIAL = re.compile(r"[`\\\[<&*_]|  \n")


class TriggeredInlineProcessor(InlineProcessor):
    """The inline stage of `md`, with each pattern behind its trigger."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        registry = md.inlinePatterns
        known = [name for name in TRIGGERS if name in registry]
        names = {registry.get_index_for_name(name): name for name in known}
        self.patterns: list[tuple[int, Any, str, bool]] = [
            (index, pattern, TRIGGERS.get(name := names.get(index, ""), ""), name in REFERENCES)
            for index, pattern in enumerate(registry)
        ]

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Put inline elements into the tree, breadth first, as in the base class."""
        self.stashed_nodes: dict[str, Any] = {}
        self.ancestors = []
        waiting = deque([tree])
        while waiting:
            self._run(waiting.popleft(), waiting)
        return tree

    def _run(self, parent: Element, waiting: deque[Element]) -> None:
        found: list[tuple[Element, list[Element]]] = []
        for child in parent:  # grows while it is read: what a tail holds becomes the next child
            if child.text and not isinstance(child.text, AtomicString):
                elements = self._text(child)
                waiting.extend(elements)
                found.append((child, elements))
            if child.tail:
                self._tail(parent, child)
            if len(child):
                waiting.append(child)
        for child, elements in found:
            child[:0] = elements

    def _text(self, child: Element) -> list[Element]:
        """The inline elements of the child's text, of which only what stands before them stays."""
        text, child.text = self._InlineProcessor__handleInline(child.text or ""), None
        if INLINE_PLACEHOLDER_PREFIX not in text:
            child.text = text
            return []
        return [element for element, _ in self._elements(text, child, True)]

    def _tail(self, parent: Element, child: Element) -> None:
        tail, child.tail = self._InlineProcessor__handleInline(child.tail or ""), None
        if INLINE_PLACEHOLDER_PREFIX not in tail:
            child.tail = tail
            return
        holder = Element("d")
        elements = [element for element, _ in self._elements(tail, holder, False)]
        child.tail = holder.tail or None
        after = list(parent).index(child) + 1
        parent[after:after] = elements

    def _elements(self, text: str, parent: Element, is_text: bool) -> list[Any]:
        elements: list[Any] = self._InlineProcessor__processPlaceholders(  # type: ignore[attr-defined]
            text, parent, is_text
        )
        return elements

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        """`data` with a placeholder for each inline element, as in the base class."""
        if isinstance(data, AtomicString) or not SPECIAL.search(data):
            return data
        apply = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        references = bool(self.md.references)
        for index, pattern, trigger, refers in self.patterns[patternIndex:]:
            if refers and not references:
                continue
            start, matched = 0, True
            while matched and data.find(trigger, start) >= 0:
                data, matched, start = apply(pattern, data, index, start)
        return data
