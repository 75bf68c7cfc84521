"""Values -> YAML text: plain where that is safe, on one line where it fits, in the style it had.

A tree is a text, None, a mapping, or a list of items; an item knows which one it was before.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias

WIDTH = 100  # characters that a collection on one line may take
STEP = 2  # spaces that nested lines are indented by


class Item(NamedTuple):
    """A member of a list, and its place in the list as it stands in the file (None: new)."""

    value: Any
    origin: int | None = None


Tree: TypeAlias = "str | Mapping[str, Tree] | list[Item] | None"
Lines = list[str]

_UNPRINTABLE = re.compile(
    r"[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_FIRST = frozenset("-?:,[]{}#&*!|>'\"%@`")
_NULLS = frozenset({"", "~", "null"})
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def scalar(text: str, flow: bool) -> str:
    """A text on one line: as it is where it would be read back so, else in quotation marks."""
    return text if is_plain(text, flow) else double(text)


def is_plain(text: str, flow: bool) -> bool:
    """True when a text means itself without quotation marks."""
    if text in _NULLS or text != text.strip() or text[0] in _FIRST or _UNPRINTABLE.search(text):
        return False
    if ": " in text or " #" in text or text.endswith(":") or text.startswith(("...", "=")):
        return False
    return not (flow and any(each in text for each in ",[]{}:?"))


def double(text: str) -> str:
    """A text in double quotation marks."""
    return '"' + re.sub(r'[\\"]|' + _UNPRINTABLE.pattern, _escaped, text) + '"'


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    hexadecimal = f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
    return _ESCAPES.get(found[0], hexadecimal)


def restyled(text: str, before: str, flow: bool) -> str:
    """A text on one line, in the quotation marks that the text before it had."""
    if before.startswith("'") and not _UNPRINTABLE.search(text):
        return "'" + text.replace("'", "''") + "'"
    return double(text) if before.startswith('"') else scalar(text, flow)


def inline(tree: Tree, flow: bool = True) -> str:
    """A tree on one line; `flow` is true inside braces or brackets."""
    if tree is None:
        return "null"
    if isinstance(tree, str):
        return scalar(tree, flow)
    if isinstance(tree, Mapping):
        return "{" + ", ".join(pair(key, value) for key, value in tree.items()) + "}"
    return "[" + ", ".join(inline(item.value) for item in tree) + "]"


def pair(key: str, value: Tree) -> str:
    """A key and its value inside braces."""
    return f"{scalar(key, True)}: {inline(value)}"


def of_key(tree: Tree, indent: int) -> tuple[str, Lines]:
    """A key's value: what stands beside the key, and the lines below; the key is at `indent`."""
    if isinstance(tree, str) and "\n" in tree:
        return _literal(tree, indent + STEP)
    if tree is None or isinstance(tree, str) or _fits(tree, indent):
        return inline(tree, flow=False), []
    if isinstance(tree, Mapping):
        return "", mapping(tree, indent + STEP)
    return "", [line for each in tree for line in item(each.value, indent + STEP)]


def mapping(tree: Mapping[str, Tree], indent: int) -> Lines:
    """The lines of a mapping, a key a line."""
    made = []
    for key, value in tree.items():
        beside, below = of_key(value, indent)
        made += [f"{' ' * indent}{scalar(key, False)}:{' ' * bool(beside)}{beside}", *below]
    return made


def item(tree: Tree, indent: int) -> Lines:
    """The lines of a list's member; its dash is at `indent`."""
    beside, below = of_item(tree, indent)
    return [f"{' ' * indent}- {beside}", *below]


def of_item(tree: Tree, indent: int) -> tuple[str, Lines]:
    """What stands behind the dash at `indent`, and the lines below."""
    if isinstance(tree, Mapping) and tree and not _fits(tree, indent):
        first, *rest = mapping(tree, indent + STEP)
        return first.lstrip(" "), rest
    if isinstance(tree, str) and "\n" in tree:
        return _literal(tree, indent + STEP)
    return inline(tree, flow=False), []


def _fits(tree: Tree, indent: int) -> bool:
    return not _broken(tree) and len(inline(tree)) + indent <= WIDTH


def _broken(tree: Tree) -> bool:
    """True when a text in the tree has several lines."""
    if isinstance(tree, Mapping):
        return any(map(_broken, tree.values()))
    return "\n" in tree if isinstance(tree, str) else any(_broken(i.value) for i in tree or ())


def is_literal(text: str) -> bool:
    """True when a text of several lines can stand as it is below a `|`."""
    bare = text[:-1] if text.endswith("\n") else text
    strange = _UNPRINTABLE.search(bare.replace("\n", "").replace("\t", ""))
    return bool(bare) and bare[0] not in " \t\n" and bare[-1] != "\n" and not strange


def _literal(text: str, indent: int) -> tuple[str, Lines]:
    if not is_literal(text):
        return double(text), []
    ends = text.endswith("\n")
    lines = (text[:-1] if ends else text).split("\n")
    return "|" if ends else "|-", [" " * indent + line if line else "" for line in lines]
