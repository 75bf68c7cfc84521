"""YAML text -> a tree of nodes that remember where they stand; the only file that knows YAML.

Nothing is guessed: every scalar stays the text that was typed (`NO`, `0571`, `12:30`, `1e3`), an
empty one or `~` is None. Duplicate keys, tabs, a full-width colon, a second document, anchors,
aliases, tags and too deep or too large files are problems with a remedy.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import yaml

from zsite.content import syntax
from zsite.problems import Place, Problem, problem

MAX_CHARACTERS = 1_000_000
MAX_DEPTH = 12
MAX_NODES = 50_000

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HALF_NUMBER = re.compile(r"\d{3}(?!\d)")
_NULLS = ("", "~", "null")


@dataclass(slots=True)
class Node:
    """A value with its place: line and column from 1, start and end as character offsets."""

    value: "str | list[Node] | dict[str, Pair] | None"
    line: int
    column: int
    start: int
    end: int


@dataclass(slots=True)
class Pair:
    """A key of a mapping, where it stands, and its value."""

    key: Node
    node: Node


@dataclass(slots=True)
class Document:
    """One file's tree (None when it is empty or broken) and what is wrong with it."""

    file: str
    text: str
    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)

    def place(self, node: Node, name: str = "") -> Place:
        """Where a node stands."""
        length = max(1, min(node.end - node.start, self._rest_of_line(node)))
        return Place(self.file, node.line, node.column, length, name)

    def report(self, id: str, node: Node, **facts: object) -> None:
        """Note a problem with a node; a fact `field` says which field's it is."""
        place = self.place(node, str(facts.get("field", "")))
        self.problems.append(problem(id, place, **facts))

    def _rest_of_line(self, node: Node) -> int:
        end = self.text.find("\n", node.start)
        return (end if end >= 0 else len(self.text)) - node.start


def parse(file: str, text: str) -> Document:
    """The document of a YAML text; whatever is wrong is in its problems."""
    document = Document(file, text)
    if len(text) > MAX_CHARACTERS:
        document.problems.append(problem("yaml-too-large", Place(file), limit=MAX_CHARACTERS))
        return document
    try:
        _Builder(document).build()
    except yaml.MarkedYAMLError as error:
        document.root = None
        cause = syntax.likely_cause(file, text, *_mark(error))
        document.problems += [] if cause in document.problems else [cause]
    except yaml.reader.ReaderError as error:
        document.root = None
        document.problems.append(syntax.bad_character(file, text, error.position, error.character))
    except _Refused:
        document.root = None
    return document


def plain(node: Node | None) -> Any:
    """The tree as dicts, lists, str and None, for settings that need no places."""
    if node is None:
        return None
    if isinstance(node.value, dict):
        return {key: plain(pair.node) for key, pair in node.value.items()}
    if isinstance(node.value, list):
        return [plain(item) for item in node.value]
    return node.value


class _Refused(Exception):  # noqa: N818
    """Parsing stops here; the problem is already in the document."""


class _Builder:
    """Nodes from the event stream: no recursion, so that no input can exhaust the stack."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.count = 0
        self.open: list[Node] = []
        self.keys: list[Node | None] = []
        self.flow: list[bool] = []

    def build(self) -> None:
        documents = 0
        for event in _events(self.document.text):
            kind = type(event).__name__
            if kind == "ScalarEvent":
                self._check(event)
                self._check_colon(event)
                value = event.value
                if event.implicit[0] and value in _NULLS:
                    value = None
                self._add(self._node(event, value))
            elif kind in ("MappingStartEvent", "SequenceStartEvent"):
                self._check(event)
                self._enter(self._node(event, {} if kind[0] == "M" else []), event.flow_style)
            elif kind in ("MappingEndEvent", "SequenceEndEvent"):
                self._leave(event)
            elif kind == "AliasEvent":
                self._refuse("yaml-alias", self._node(event, event.anchor), name=event.anchor)
            elif kind == "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    self._refuse("yaml-second-document", self._node(event, None))

    def _node(self, event: Any, value: Any) -> Node:
        mark, end = event.start_mark, event.end_mark
        return Node(value, mark.line + 1, mark.column + 1, mark.index, end.index)

    def _check(self, event: Any) -> None:
        self.count += 1
        if self.count > MAX_NODES:
            self._refuse("yaml-too-many-values", self._node(event, None), limit=MAX_NODES)
        if event.anchor is not None:
            self._refuse("yaml-anchor", self._node(event, None), name=event.anchor)
        if event.tag is not None:
            self._refuse("yaml-tag", self._node(event, None), tag=event.tag)

    def _check_colon(self, event: Any) -> None:
        """A full-width colon joins two lines into one text without a syntax error."""
        whole_file = not self.open and "：" in event.value
        if event.implicit[0] and (whole_file or event.end_mark.line > event.start_mark.line):
            found = syntax.FULL_WIDTH_COLON.search(self.document.text, event.start_mark.index)
            if found and found.end() <= event.end_mark.index:
                line = self.document.text.count("\n", 0, found.end()) + 1
                column = found.end() - self.document.text.rfind("\n", 0, found.end()) - 1
                broken = syntax.at(self.document.file, "yaml-full-width-colon", line, column)
                self.document.problems.append(broken)

    def _enter(self, node: Node, flow: bool) -> None:
        if len(self.open) >= MAX_DEPTH:
            self._refuse("yaml-too-deep", node, limit=MAX_DEPTH)
        self.open.append(node)
        self.keys.append(None)
        self.flow.append(flow)

    def _leave(self, event: Any) -> None:
        node = self.open.pop()
        node.end = event.end_mark.index
        self.keys.pop()
        if self.flow.pop():
            self._check_flow(node)
        self._add(node)

    def _add(self, node: Node) -> None:
        if not self.open:
            self.document.root = node
            return
        parent = self.open[-1]
        if isinstance(parent.value, list):
            parent.value.append(node)
        elif isinstance(parent.value, dict):
            self._add_pair(parent.value, node)

    def _add_pair(self, mapping: dict[str, Pair], node: Node) -> None:
        key = self.keys[-1]
        if key is None:
            if not isinstance(node.value, str):
                self._refuse("yaml-key", node)
            self.keys[-1] = node
            return
        self.keys[-1] = None
        name = str(key.value)
        if name in mapping:
            first = mapping[name].key.line
            self.document.report("yaml-duplicate-key", key, name=name, line=first)
        else:
            mapping[name] = Pair(key, node)

    def _check_flow(self, node: Node) -> None:
        """A number that a comma has cut is reported once, and read as it was meant."""
        for before, after in list(_neighbours(node)):
            touching = after.start == before.end + 1
            if touching and before.value[-1:].isdigit() and _HALF_NUMBER.match(after.value):
                whole = f"{before.value},{after.value}"
                self.document.report("yaml-comma-in-number", after, text=whole)
                before.value = whole
                _drop(node, after)

    def _refuse(self, id: str, node: Node, **facts: object) -> None:
        self.document.report(id, node, **facts)
        raise _Refused


def _neighbours(node: Node) -> Iterator[tuple[Any, Any]]:
    """Texts between which a comma stands that may have split one number, in `{…}` and `[…]`."""
    if isinstance(node.value, dict):
        pairs = list(node.value.values())
        for one, two in pairwise(pairs):
            if isinstance(one.node.value, str) and two.node.value is None:
                yield one.node, two.key
    elif isinstance(node.value, list):
        for first, second in pairwise(node.value):
            if isinstance(first.value, str) and isinstance(second.value, str):
                yield first, second


def _drop(node: Node, half: Node) -> None:
    """Take the second half of a cut number out of its mapping or list."""
    if isinstance(node.value, dict):
        node.value.pop(str(half.value), None)
    elif isinstance(node.value, list):
        node.value.remove(half)


def _events(text: str) -> Iterator[Any]:
    loader = _Loader(text)
    try:
        while loader.check_event():
            yield loader.get_event()
    finally:
        loader.dispose()


def _mark(error: yaml.MarkedYAMLError) -> tuple[int, int, str]:
    """Line and column from 1, and the parser's own words."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return line, column, error.problem or error.context or ""
