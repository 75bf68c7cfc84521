"""What a body may ask for, so that any body takes bounded time and memory on any machine.

Nothing here looks at a clock: the same text is accepted or refused everywhere.
"""

import re
from itertools import pairwise

from zsite.content.markdown.body import Fault
from zsite.content.markdown.costs import FUEL, block_cost, rough_cost, text_cost

LARGEST = 256 * 1024  # bytes of UTF-8
DEEPEST = 24  # lists and quotes inside each other: far from the interpreter's own limit
EMPTY = 20  # the cost of a block without text
DEFINITIONS = 60  # definitions in one block, which nest in Python-Markdown

PREFIX = re.compile(rf"\n[ \t>*+\-:.\d]{{{DEEPEST},}}")
MARKER = re.compile(r">|(?:[-+*:]|\d+\.)(?=[ \t])")
RULE = re.compile(r"\n[ \t]*(?:[*][* \t]*|[-][- \t]*|[_][_ \t]*)(?:\n|$)")
BLANK = re.compile(r"\n[ \t]*(?=\n)")
DEFINITION = re.compile(r"\n[ \t>]*:[ \t]")


def overload(text: str) -> Fault | None:
    """The fault of a text that is too large or too intricate to be rendered, or None."""
    size = len(text.encode("utf-8", "replace")) if len(text) * 4 > LARGEST else 0
    if size > LARGEST:
        return Fault("markdown-too-large", 1, 1, {"size": str(size), "limit": str(LARGEST)})
    return _too_deep(text) or _too_costly(text)


def _too_deep(text: str) -> Fault | None:
    """The fault of the first line that stands in too many lists and quotes."""
    lined = f"\n{text}"
    for prefix in PREFIX.finditer(lined):
        depth = len(MARKER.findall(prefix[0])) + prefix[0].replace("\t", "    ").count("    ")
        if depth > DEEPEST and MARKER.search(prefix[0]) and not RULE.match(lined, prefix.start()):
            line = text.count("\n", 0, prefix.start()) + 1
            return Fault("markdown-too-deep", line, 1, {"limit": str(DEEPEST)})
    return None


def _too_costly(text: str) -> Fault | None:
    """The fault of a text that Python-Markdown would work on for too long, at its worst block."""
    definitions = len(DEFINITION.findall(text)) if ": " in text else 0
    if rough_cost(text) <= FUEL and definitions <= DEFINITIONS:
        return None
    offset, total, worst = 0, text_cost(text), (0.0, 0)
    for block in _blocks(text):
        cost = block_cost(block) if block.strip() else EMPTY
        cost += FUEL if len(DEFINITION.findall(f"\n{block}")) > DEFINITIONS else 0
        total += cost
        worst = max(worst, (cost, -offset - len(block) + len(block.lstrip("\n"))))
        if total > FUEL:
            return Fault("markdown-too-intricate", text.count("\n", 0, -worst[1]) + 1, 1, {})
        offset += len(block)
    return None


def _blocks(text: str) -> list[str]:
    """The text cut at its blank lines; together the pieces are the text."""
    cuts = [0, *(blank.end() for blank in BLANK.finditer(text)), len(text)]
    return [text[start:end] for start, end in pairwise(cuts)]
