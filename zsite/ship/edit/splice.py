"""A YAML text and new values -> the text in which only what differs has changed.

Comments, order, spacing, quotation marks and line ends stay as they are. What comes out is read
again and compared with what was asked for, so a text that cannot be changed safely is refused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zsite.content.documents import Node, Pair, parse, plain
from zsite.ship.edit import emission, spans
from zsite.ship.edit.emission import Item, Tree
from zsite.ship.edit.spans import Cut


def spliced(text: str, new: Mapping[str, Tree]) -> str | None:
    """The record `text` with the values of `new`; None when that cannot be done by splicing.

    Keys that are new stand after the key that they follow in `new`.
    """
    document = parse("", text)
    if document.problems or not isinstance(document.root, Node | None):
        return None
    newline = "\r\n" if "\r\n" in text else "\n"
    made = _text(text, document.root, new, newline)
    again = parse("", made)
    return made if not again.problems and (plain(again.root) or {}) == bare(new) else None


def bare(tree: Tree) -> Any:
    """The tree as dicts, lists, str and None."""
    if isinstance(tree, Mapping):
        return {key: bare(value) for key, value in tree.items()}
    if isinstance(tree, str) or tree is None:
        return tree
    return [bare(item.value) for item in tree]


def _text(text: str, root: Node | None, new: Mapping[str, Tree], newline: str) -> str:
    if root is None or not isinstance(root.value, dict):
        start = text if not text or text.endswith("\n") else text + newline
        return start + newline.join([*emission.mapping(new, 0), ""])
    splicing = _Splicing(text, newline)
    if not new or root.value.keys().isdisjoint(new):
        end = spans.content_end(text, root)
        lines = emission.mapping(new, root.column - 1) or [""]
        return splicing.applied([Cut(root.start, end, newline.join(lines).lstrip(" "))])
    return splicing.applied(splicing.cuts(root, new))


@dataclass(frozen=True, slots=True)
class _Splicing:
    text: str
    newline: str

    def applied(self, cuts: Sequence[Cut], start: int = 0, end: int | None = None) -> str:
        """The text from `start` to `end` with the cuts in it made."""
        made, at = [], start
        for cut in sorted(cuts, key=lambda cut: cut.start):
            made += [self.text[at : cut.start], cut.text]
            at = max(at, cut.end)
        return "".join([*made, self.text[at:end]])

    def cuts(self, node: Node, new: Tree) -> list[Cut]:
        """What to cut so that a collection that stays one says what is new."""
        if plain(node) == bare(new):
            return []
        if spans.is_flow(self.text, node):
            return [Cut(node.start, node.end, self._flow(node, new))]
        if isinstance(new, Mapping):
            return self._mapping(node, new)
        assert isinstance(new, list)
        return self._listing(node, new)

    def _stays(self, node: Node, new: Tree) -> bool:
        """True when a collection can be changed member by member."""
        if isinstance(node.value, dict) and isinstance(new, Mapping):
            return not node.value.keys().isdisjoint(new)
        if isinstance(node.value, list) and isinstance(new, list):
            known = any(item.origin is not None for item in new)
            return known and (spans.is_flow(self.text, node) or spans.opens_line(self.text, node))
        return False

    def _mapping(self, node: Node, new: Mapping[str, Tree]) -> list[Cut]:
        assert isinstance(node.value, dict)
        indent = node.column - 1
        made: list[Cut] = []
        behind_dash = not spans.opens_line(self.text, node)
        for key, pair in node.value.items():
            if key not in new:
                made.append(spans.removal(self.text, pair, behind_dash))
                continue
            behind_dash = False
            if plain(pair.node) == bare(new[key]):
                continue
            if self._stays(pair.node, new[key]):
                made += self.cuts(pair.node, new[key])
            else:
                made += self._replaced(pair, new[key], indent)
        return made + self._added(node, new, indent)  # last: they stand below what is changed

    def _added(self, node: Node, new: Mapping[str, Tree], indent: int) -> list[Cut]:
        """The lines of keys that are new: below the key that they follow, or before all others."""
        assert isinstance(node.value, dict)
        after: Pair | None = None
        groups: list[tuple[Pair | None, dict[str, Tree]]] = [(None, {})]
        for key, value in new.items():
            if key in node.value:
                after = node.value[key]
                groups.append((after, {}))
            else:
                groups[-1][1][key] = value
        made = []
        for pair, keys in groups:
            lines = emission.mapping(keys, indent)
            if lines and pair:
                at = spans.line_end(self.text, spans.pair_end(self.text, pair))
                made.append(Cut(at, at, "".join(self.newline + line for line in lines)))
            elif lines:
                head = spans.opens_line(self.text, node)
                at = spans.line_start(self.text, node.start) if head else node.start
                text = self.newline.join([*lines, "" if head else " " * indent])
                made.append(Cut(at, at, text if head else text.lstrip(" ")))
        return made

    def _replaced(self, pair: Pair, new: Tree, indent: int) -> list[Cut]:
        """What to cut so that a key has quite another value."""
        start, end = spans.value_span(self.text, pair)
        if isinstance(pair.node.value, str) and isinstance(new, str):
            return self._rewritten(pair.node, new, indent)
        return self._put(start, end, *emission.of_key(new, indent))

    def _put(self, start: int, end: int, beside: str, below: list[str]) -> list[Cut]:
        """A value in place of another; its further lines stand below the line's comment."""
        text = self.text
        head = text[start : min(end, spans.line_end(text, start))]
        remark = head if head.lstrip(" \t").startswith("#") else ""
        if below and "\n" in text[start:end]:
            last = spans.line_end(text, end)
            lines = "".join(self.newline + line for line in below)
            beside = (f" {beside}" if beside else "") + (remark or text[end:last])
            return [Cut(start, last, beside + lines)]
        made = [Cut(start, end, (f" {beside}" if beside else "") + remark)]
        if below:
            at = spans.line_end(text, end)
            made.append(Cut(at, at, "".join(self.newline + line for line in below)))
        return made

    def _rewritten(self, node: Node, new: str, indent: int) -> list[Cut]:
        """A text in place of another, in the same style where that can say it."""
        text = self.text
        before = text[node.start : spans.content_end(text, node)]
        end = node.start + len(before)
        kept = spans.block_scalar(before, new, self.newline) if before[:1] in "|>" else None
        if kept is not None:
            return [Cut(node.start, end, kept)]
        if "\n" not in new:
            return [Cut(node.start, end, emission.restyled(new, before, flow=False))]
        beside, below = emission.of_key(new, indent)
        return self._put(node.start - 1, end, beside, below)

    def _flow(self, node: Node, new: Tree) -> str:
        """A collection in braces or brackets, member by member."""
        assert isinstance(node.value, dict | list)
        members: list[tuple[int, int]] = []
        wanted: list[str]
        if isinstance(node.value, dict):
            assert isinstance(new, Mapping)
            pairs = node.value
            members = [(p.key.start, spans.pair_end(self.text, p)) for p in pairs.values()]
            order = _in_old_order(list(pairs), new)
            wanted = [
                self._member(pairs[key], new[key]) if key in pairs else emission.pair(key, new[key])
                for key in order
            ]
        else:
            assert isinstance(new, list)
            items = node.value
            members = [(item.start, item.end) for item in items]
            wanted = [
                emission.inline(item.value)
                if item.origin is None
                else self._inner(items[item.origin], item.value)
                for item in new
            ]
        return spans.joined(self.text, node, members, wanted)

    def _member(self, pair: Pair, new: Tree) -> str:
        start, end = spans.value_span(self.text, pair)
        key = self.text[pair.key.start : start]
        colon = "" if key.rstrip().endswith(":") and start > pair.key.end else ":"
        if plain(pair.node) == bare(new):
            return self.text[pair.key.start : end]
        space = self.text[start : pair.node.start] if pair.node.end > pair.node.start else " "
        return key + colon + (space or " ") + self._inner(pair.node, new)

    def _inner(self, node: Node, new: Tree) -> str:
        """A value inside braces or brackets."""
        if plain(node) == bare(new):
            return self.text[node.start : node.end]
        if self._stays(node, new):
            return self._flow(node, new)
        if isinstance(node.value, str) and isinstance(new, str):
            return emission.restyled(new, self.text[node.start : node.end], flow=True)
        return emission.inline(new)

    def _listing(self, node: Node, new: list[Item]) -> list[Cut]:
        """A list with a dash for each member: their lines, in the new order."""
        assert isinstance(node.value, list)
        indent = node.column - 1
        chunks = spans.chunks(self.text, node)
        kept = {item.origin for item in new}
        made: list[str] = []
        left = [i for i in range(len(chunks)) if i not in kept]
        for item in new:
            while left and item.origin is not None and left[0] < item.origin:
                made.append(chunks[left.pop(0)].remarks(self.text))
            if item.origin is None:
                made.append("".join(x + self.newline for x in emission.item(item.value, indent)))
            else:
                chunk = chunks[item.origin]
                cuts = self._item(node.value[item.origin], item.value, indent)
                piece = self.applied(cuts, chunk.start, chunk.end)
                made.append(piece if piece.endswith("\n") else piece + self.newline)
        made += [chunks[i].remarks(self.text) for i in left]
        end = spans.line_end(self.text, spans.content_end(self.text, node))
        return [Cut(chunks[0].start, end, "".join(made).removesuffix(self.newline))]

    def _item(self, node: Node, new: Tree, indent: int) -> list[Cut]:
        if plain(node) == bare(new):
            return []
        if self._stays(node, new):
            return self.cuts(node, new)
        if isinstance(node.value, str) and isinstance(new, str):
            return self._rewritten(node, new, indent)
        start = node.start - 1 if self.text[node.start - 1 : node.start] == " " else node.start
        end = spans.content_end(self.text, node)
        return self._put(start, end, *emission.of_item(new, indent))


def _in_old_order(old: list[str], new: Mapping[str, Tree]) -> list[str]:
    """The keys of `new`: old ones in their order, each new one behind the key it follows."""
    kept = [key for key in old if key in new]
    before = ""
    for key in new:
        if key not in old:
            kept.insert(kept.index(before) + 1 if before else 0, key)
        before = key
    return kept
