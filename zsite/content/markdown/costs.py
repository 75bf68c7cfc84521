"""An upper estimate, in microseconds, of what Python-Markdown and the sanitiser spend on a text.

Most inputs cost a few microseconds per character. The terms here are the ones that grow with a
product: a bracket that is looked for to the end of its block, a row times its columns, a footnote
used many times. Their factors come from timing the worst inputs found (see tests/markdown).
"""

import re

FUEL = 1_000_000  # what a body may cost: about a second, at the worst
SPECIAL = re.compile(r"[`\\\[<&*_!]|  \n")
BREAKER = re.compile(
    r"^[ \t>]*(?:(?:[-+*]|\d+\.)[ \t]+)*(?:#|>|:[ \t]|\[[^\]\n]*\]:|[-=*_][-=*_ \t]*$)",
    re.MULTILINE,
)
SEPARATOR = re.compile(r"[ \t|:>-]*-[ \t|:>-]*")
RAW_START = re.compile(r"<[a-zA-Z/!?]")
TAG = re.compile(r"</?[a-zA-Z][\w-]*+(?:\s++[\w-]++(?:=\"[^\"<>]*+\")?)*+\s*+/?>")
SPACES = re.compile(r"[ \t]{40,}")
TICKS = re.compile(r"`+")
FORMATTING = re.compile(
    r"<(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s>/]", re.IGNORECASE
)


def rough_cost(text: str) -> float:
    """At least the true estimate, from a few counts; enough to pass nearly every body."""
    size = len(text)
    if size < 500:
        return 0
    lines, columns = text.count("\n") + 1, text.count("|")
    specials = len(SPECIAL.findall(text))
    seeks = text.count("[") + text.count("`") + text.count("](") + text.count("{")
    tags = text.count("<")
    near = size * (seeks * 0.25 + specials * 0.001) + specials * (specials * 0.02 + 12)
    wide = lines * (lines * 0.06 + columns * 12 + 8) + columns * specials * 0.1
    near += text.count("<!--") * tags * (1 + size * 0.001)
    return near + wide + tags * size * 0.3 + (FUEL if SPACES.search(text) else 0) + size * 0.2


def text_cost(text: str) -> float:
    """What the text costs as a whole, whatever its blocks are."""
    size, tags = len(text), text.count("<")
    blocks, notes = text.count("\n\n"), text.count("[^")
    cost = size * 0.2 + blocks * (12 + blocks * 0.001) + notes * (notes * 1.5 + 12)
    cost += tags * (12 + tags * 0.04) + _tag_seek(text) * 0.2
    cost += text.count("<!--") * tags * (1 + size * 0.001)
    formatting = len(FORMATTING.findall(text))
    return cost + formatting * (tags + blocks + text.count("*")) * 0.7


def block_cost(block: str) -> float:
    """What one block costs: its lines, its marks, and how far each mark looks for its partner."""
    size, lines = len(block), block.count("\n") + 1
    cost = lines * (8 + size * 0.0003) + len(BREAKER.findall(block)) * lines * 0.06
    cost += _seek(block, "[", "]") * (0.35 if "](" in block or "]:" in block else 0.05)
    cost += _link_seek(block) * 0.5 + _tick_seek(block) * 0.1 + block.count("{") * size * 0.02
    cost += sum(len(run) ** 2 for run in SPACES.findall(block)) * 0.002
    rows = block.strip("\n").split("\n")
    cost += _table_cost(rows) if "|" in block else 0
    return cost + sum(map(_inline_cost, rows if _is_table(rows) else [block]))


def _inline_cost(text: str) -> float:
    """What the marks of one text cost, which all may become children of one element."""
    specials = len(SPECIAL.findall(text))
    return specials * (12 + len(text) * 0.0006 + specials * 0.015)


def _table_cost(rows: list[str]) -> float:
    """Every row of a table gets all the columns of its head, also those that it does not write."""
    cost = sum(row.count("|") * row.count("`") for row in rows) * 0.1
    for index, row in enumerate(rows[1:]):
        if "-" in row and SEPARATOR.fullmatch(row):
            cost += (rows[index].count("|") + 1) * (len(rows) - index) * 12
    return cost


def _is_table(rows: list[str]) -> bool:
    """Whether the rows are a table for sure, so that no text is longer than a row."""
    if len(rows) < 2 or not SEPARATOR.fullmatch(rows[1]) or set("`\\>") & set(rows[0] + rows[1]):
        return False
    head, rule = (row.strip().removeprefix("|").removesuffix("|") for row in rows[:2])
    return head.count("|") == rule.count("|") > 0 and rows[0].strip() != rows[1].strip()


def _seek(block: str, opening: str, closing: str) -> int:
    """How many characters are passed when each opening bracket looks for its partner."""
    waiting: list[int] = []
    passed = 0
    for found in re.finditer(rf"[{re.escape(opening + closing)}]", block):
        if found[0] == opening:
            waiting.append(found.start())
        elif waiting:
            passed += found.start() - waiting.pop()
    return passed + sum(len(block) - start for start in waiting)


def _link_seek(block: str) -> int:
    """The same for the targets of links; a quote may hide every bracket after it."""
    starts = [found.end() for found in re.finditer(r"\]\(", block)]
    passed = 0
    for start, following in zip(starts, [*starts[1:], len(block)], strict=False):
        end = block.find(")", start, following)
        sure = end >= 0 and not set("\"'(<") & set(block[start:end])
        passed += (end if sure else len(block)) - start
    return passed


def _tick_seek(block: str) -> int:
    """The same for backticks, whose partner is the next run as long."""
    nearest: dict[int, int] = {}
    passed = 0
    for found in reversed(list(TICKS.finditer(block))):
        length = found.end() - found.start()
        passed += nearest.get(length, len(block)) - found.start()
        nearest[length] = found.start()
    return passed


def _tag_seek(text: str) -> int:
    """The same for raw tags; only a tag of the usual form surely ends where it seems to."""
    passed = 0
    for found in RAW_START.finditer(text):
        tag = TAG.match(text, found.start())
        passed += (tag.end() if tag else len(text)) - found.start()
    return passed
