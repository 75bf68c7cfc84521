"""Where values, keys and members begin and end in a YAML text, comments and line ends included."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from zsite.content.documents import Node, Pair
from zsite.ship.edit import emission

_COLON = re.compile(r"\s*:")
_SPACE = re.compile(r"\s*")
_HEADER = re.compile(r"([|>])([+-]?)[ \t]*(#[^\r\n]*)?\r?\n")


class Cut(NamedTuple):
    """A piece of the text and what stands in its place."""

    start: int
    end: int
    text: str


class Chunk(NamedTuple):
    """The lines of a list's member, with remarks above it; `content` are the lines of its own."""

    start: int
    end: int
    content: tuple[int, int]

    def remarks(self, text: str) -> str:
        """What stays of the lines when the member goes."""
        return text[self.start : self.content[0]] + text[self.content[1] : self.end]


def is_flow(text: str, node: Node) -> bool:
    """True for a collection in braces or brackets."""
    return text[node.start : node.start + 1] in ("{", "[")


def line_end(text: str, at: int) -> int:
    """Where the line ends, before its line end."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return end - 1 if end > at and text[end - 1] == "\r" else end


def line_start(text: str, at: int) -> int:
    """Where the line begins."""
    return text.rfind("\n", 0, at) + 1


def opens_line(text: str, node: Node) -> bool:
    """True when nothing but spaces stands before the node on its line."""
    return not text[line_start(text, node.start) : node.start].strip(" ")


def content_end(text: str, node: Node) -> int:
    """Where the last character of a value is over; remarks and empty lines behind it excluded."""
    if isinstance(node.value, dict) and node.value and not is_flow(text, node):
        return pair_end(text, list(node.value.values())[-1])
    if isinstance(node.value, list) and node.value and not is_flow(text, node):
        return content_end(text, node.value[-1])
    span = text[node.start : node.end]
    if span[:1] in ("|", ">") and isinstance(node.value, str):
        keeps = "+" in span.split("\n", 1)[0].split("#")[0]
        stripped = span[:-1].removesuffix("\r") if keeps else span.rstrip("\r\n \t")
        return node.start + (len(stripped) if span.endswith("\n") else len(span))
    return node.end


def after_colon(text: str, pair: Pair) -> int:
    """Where the colon behind a key is over; where the key is, when it has none."""
    found = _COLON.match(text, pair.key.end)
    return found.end() if found else pair.key.end


def pair_end(text: str, pair: Pair) -> int:
    """Where a key and its value are over."""
    return value_span(text, pair)[1]


def value_span(text: str, pair: Pair) -> tuple[int, int]:
    """From behind the colon to the end of the value."""
    start = after_colon(text, pair)
    if pair.node.start == pair.node.end:
        return start, start
    return start, content_end(text, pair.node)


def removal(text: str, pair: Pair, behind_dash: bool) -> Cut:
    """The lines of a key; of one that follows a dash, what is up to the next line's first word."""
    start, end = line_start(text, pair.key.start), line_end(text, pair_end(text, pair))
    if behind_dash:
        return Cut(pair.key.start, _SPACE.match(text, end).end(), "")  # type: ignore[union-attr]
    return Cut(start, _behind(text, end), "")


def chunks(text: str, node: Node) -> list[Chunk]:
    """The members of a list with a dash each, as the lines that they take."""
    assert isinstance(node.value, list)
    dashes = [_dash(text, item, node.column) for item in node.value]
    starts = [_above(text, dash, node) for dash in dashes]
    ends = [_behind(text, content_end(text, item)) for item in node.value]
    return [
        Chunk(start, starts[i + 1] if i + 1 < len(starts) else ends[i], (dashes[i], ends[i]))
        for i, start in enumerate(starts)
    ]


def _dash(text: str, item: Node, column: int) -> int:
    """The beginning of the line with the dash of a member."""
    at = line_start(text, item.start)
    while text[at + column - 1 : at + column] != "-" or text[at : at + column - 1].strip(" "):
        at = line_start(text, at - 1)
    return at


def _above(text: str, dash: int, node: Node) -> int:
    """The beginning of the remarks right above a line that are indented as far as the list."""
    while True:
        above = line_start(text, dash - 1)
        line = text[above:dash]
        if dash == 0 or above < line_start(text, node.start) or not line.strip(" ").startswith("#"):
            return dash
        dash = above


def _behind(text: str, at: int) -> int:
    end = line_end(text, at)
    found = re.compile(r"\r?\n").match(text, end)
    return found.end() if found else end


def joined(text: str, node: Node, members: Sequence[tuple[int, int]], wanted: Sequence[str]) -> str:
    """The members wanted, between the brackets and separators that stand in the text."""
    gaps = [text[one[1] : two[0]] for one, two in pairwise(members)]
    spare = re.sub(r"#[^\n]*", "", gaps[0]) if gaps else ", "
    made = [text[node.start : members[0][0]]]
    for number, member in enumerate(wanted):
        if number:
            made.append(gaps[number - 1] if number <= len(gaps) else spare)
        made.append(member)
    unused = [gap for gap in gaps[max(0, len(wanted) - 1) :] if "#" in gap]
    made += [gap.replace(",", " ", 1) for gap in unused]
    return "".join([*made, text[members[-1][1] : node.end]])


def block_scalar(before: str, new: str, newline: str) -> str | None:
    """A text below the `|` or `>` that it had, in the same indentation; None where it cannot be."""
    header = _HEADER.match(before)
    body = before[header.end() :] if header else ""
    first = re.search(r"^( +)\S", body, re.M)
    if header is None or first is None or not emission.is_literal(new + "\n" * ("\n" not in new)):
        return None
    ends = new.endswith("\n")
    text = new[:-1] if ends else new
    if header[1] == ">":
        if re.search(r"^[ \t]", text, re.M):
            return None
        text = re.sub(r"\n+", lambda found: found[0] + "\n", text)
    mark = header[1] + ("" if ends else "-")
    head = mark + before[header.end(2) : header.end()].rstrip("\r\n")
    lines = [first[1] + line if line else "" for line in text.split("\n")]
    return newline.join([head, *_as_they_were(body, first[1], lines)])


def _as_they_were(body: str, indent: str, lines: list[str]) -> list[str]:
    """The lines, empty ones with the spaces that they had before."""
    spaced = [line for line in body.splitlines() if line and not line.strip(" ")]
    return [spaced.pop(0) if not line and spaced else line for line in lines] if spaced else lines
