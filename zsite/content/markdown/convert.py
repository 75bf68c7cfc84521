"""Markdown text becomes HTML by Python-Markdown, running only the stages that the text needs."""

from functools import cache
from threading import Lock
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import PrettifyTreeprocessor

from zsite.content.markdown.blocks import trigger_blocks
from zsite.content.markdown.extensions import extensions
from zsite.content.markdown.inline import TriggeredInlineProcessor
from zsite.content.markdown.serialize import serialize

# A stage runs only if one of its strings is in the text; a stage without any always runs.
NEEDS = {
    "normalize_whitespace": ("\t", "\r", "\n ", "\x02", "\x03"),
    "html_block": ("<", "&#"),
    "footnote": ("[^",),
    "footnote-duplicate": ("[^",),
    "attr_list": ("{",),
    "cells": ("|",),
    "unescape": ("\\",),
}


def convert(text: str) -> tuple[str, list[str]]:
    """The HTML of `text`, and the raw HTML that it holds. Nothing is sanitised yet."""
    return converter().convert(text)


@cache
def converter() -> "Converter":
    """The one converter of this process; setting it up costs as much as ten bodies."""
    return Converter()


class Converter:
    """A configured Python-Markdown whose stages are chosen for each text."""

    def __init__(self) -> None:
        self.md = Markdown(extensions=extensions(), output_format="html")
        self.md.block_level_elements = frozenset(self.md.block_level_elements)  # type: ignore[assignment]
        self.md.treeprocessors.register(TriggeredInlineProcessor(self.md), "inline", 20)
        self.md.treeprocessors.register(QuickPrettifyTreeprocessor(self.md), "prettify", 10)
        trigger_blocks(self.md)
        self.before = _named(self.md.preprocessors)
        self.trees = _named(self.md.treeprocessors)
        self.after = _named(self.md.postprocessors)
        self.lock = Lock()

    def convert(self, text: str) -> tuple[str, list[str]]:
        """As `Markdown.convert`, stage by stage."""
        if not text.strip():
            return "", []
        idle = {name for name, needs in NEEDS.items() if not any(need in text for need in needs)}
        with self.lock:
            return self._convert(text, idle)

    def _convert(self, text: str, idle: set[str]) -> tuple[str, list[str]]:
        md = self.md.reset()
        md.parser.state.clear()
        lines = text.split("\n")
        if "normalize_whitespace" in idle:
            lines += ["", ""]
        for stage in _busy(self.before, idle):
            lines = stage.run(lines)
        md.parser.parseDocument(lines)
        root = md.parser.root
        for stage in _busy(self.trees, idle):
            stage.run(root)  # none of ours puts another root in its place
        html = serialize(root)
        html = html[html.index(">") + 1 : html.rindex("<")].strip()
        for stage in _busy(self.after, idle):
            html = stage.run(html)
        return html.strip(), [str(piece) for piece in md.htmlStash.rawHtmlBlocks]


class QuickPrettifyTreeprocessor(PrettifyTreeprocessor):
    """A line for each block, as the base class does it, with tags known to be in lower case."""

    def _prettifyETree(self, elem: Element) -> None:  # noqa: N802
        blocks = self.md.block_level_elements
        if len(elem) and elem[0].tag in blocks and not (elem.text or "").strip():
            elem.text = "\n"
        for child in elem:
            if child.tag in blocks:
                if child.tag != "pre":
                    self._prettifyETree(child)
                if not child.tail or not child.tail.strip():
                    child.tail = "\n"


def _named(registry: Any) -> list[tuple[str, Any]]:
    known = [name for name in NEEDS if name in registry]
    names = {registry.get_index_for_name(name): name for name in known}
    return [(names.get(index, ""), stage) for index, stage in enumerate(registry)]


def _busy(stages: list[tuple[str, Any]], idle: set[str]) -> list[Any]:
    return [stage for name, stage in stages if name not in idle]
