"""Python-Markdown's block stage without the tests that cannot succeed.

The original asks every processor about every block. Here a processor is asked only about a block
that holds its trigger, a string in each block that it takes; the result is the same (tests
compare them).
"""

from functools import partial
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown

TRIGGERS = {
    "indent": "    ",
    "defindent": "    ",
    "code": "    ",
    "table": "|",
    "hashheader": "#",
    "setextheader": "\n",
    "olist": ". ",
    "ulist": " ",
    "deflist": ": ",
    "quote": ">",
    "footnote": "[^",
    "reference": "]:",
}


def trigger_blocks(md: Markdown) -> None:
    """Let the block parser of `md` ask only the processors whose trigger a block holds."""
    registry = md.parser.blockprocessors
    known = [name for name in TRIGGERS if name in registry]
    names = {registry.get_index_for_name(name): name for name in known}
    stages = [
        (TRIGGERS.get(names.get(index, ""), ""), stage) for index, stage in enumerate(registry)
    ]
    md.parser.parseBlocks = partial(_parse_blocks, stages)  # type: ignore[method-assign]


def _parse_blocks(stages: list[tuple[str, Any]], parent: Element, blocks: list[str]) -> None:
    while blocks:
        for trigger, stage in stages:
            taken = trigger in blocks[0] and stage.test(parent, blocks[0])
            if taken and stage.run(parent, blocks) is not False:
                break
