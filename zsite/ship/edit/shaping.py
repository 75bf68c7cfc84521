"""Values of a form -> the tree of a record, in the shape that the record's author chose.

What a form did not change keeps its shape and its place; a value that is new is written the way
the documentation shows it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from zsite.content.documents import Node, Pair
from zsite.content.fields import SEPARATORS
from zsite.content.kinds import Field, key_of, parts_of
from zsite.content.languages import Languages
from zsite.ship.edit.emission import Item, Tree
from zsite.ship.edit.values import (
    NOT_SHOWN,
    Value,
    clean,
    members,
    placed,
    shown,
    side_by_side,
)

_BOTH = {"true": "是", "false": "否"}


def record(
    node: Node | None, fields: Sequence[Field], values: Mapping[str, Value], languages: Languages
) -> dict[str, Tree]:
    """The tree of a record with other values; fields that `values` does not name stay."""
    tree: dict[str, Tree] = {}
    known: dict[str, str] = {}
    for key, (about, pair) in placed(node, fields).items():
        if about is None or about.name not in values or about.name in known:
            tree[key] = same(pair.node)
        else:
            made = shaped(about, pair.node, clean(values[about.name]), languages)
            if made is not None:
                tree[key] = made
        if about:
            known.setdefault(about.name, key)
    new = [about for about in fields if about.name in values and about.name not in known]
    for about in new:
        made = shaped(about, None, clean(values[about.name]), languages)
        if made is not None:
            tree = _inserted(tree, about, made, fields, known)
            known[about.name] = about.name
    return tree


def _inserted(
    tree: dict[str, Tree],
    about: Field,
    made: Tree,
    fields: Sequence[Field],
    known: Mapping[str, str],
) -> dict[str, Tree]:
    """The tree with a new field behind the nearest field that is declared before it."""
    before = [known[each.name] for each in fields[: fields.index(about)] if each.name in known]
    after = next((key for key in reversed(before) if key in tree), None)
    keys = list(tree)
    at = keys.index(after) + 1 if after else 0
    pairs = list(tree.items())
    return dict([*pairs[:at], (about.name, made), *pairs[at:]])


def same(node: Node) -> Tree:
    """A node's own tree."""
    if isinstance(node.value, dict):
        return {key: same(pair.node) for key, pair in node.value.items()}
    if isinstance(node.value, list):
        return [Item(same(item), i) for i, item in enumerate(node.value)]
    return node.value


def shaped(about: Field, node: Node | None, value: Value, languages: Languages) -> Tree:
    """What is written for a value; None when there is none. `node` is what was written before."""
    if value is NOT_SHOWN or (node and shown(about, node, languages) == value):
        return same(node) if node else None
    if value is None:
        return None
    if about.many:
        return _many(about, node, value, languages)
    return _one(about, node, value, languages)


def _many(about: Field, node: Node | None, items: Sequence[Item], languages: Languages) -> Tree:
    if node and side_by_side(about, node):
        return _columns(node, items, languages)
    before = members(about, node) if node else []
    made = [
        Item(_one(about, _member(before, item), item.value, languages), item.origin)
        for item in items
    ]
    if node is None or isinstance(node.value, list):
        return made
    texts = [item.value for item in made]
    if len(before) == 1 and before[0] is node:  # one value without a list around it
        return texts[0] if len(texts) == 1 else [Item(text) for text in texts]
    mark = re.search(SEPARATORS, node.value) if isinstance(node.value, str) else None
    if mark and all(isinstance(t, str) and not re.search(SEPARATORS, t) for t in texts):
        return mark[0].join(map(str, texts))
    return [Item(text) for text in texts]


def _member(nodes: Sequence[Node], item: Item) -> Node | None:
    return nodes[item.origin] if item.origin is not None and item.origin < len(nodes) else None


def _columns(node: Node, items: Sequence[Item], languages: Languages) -> Tree:
    """`{zh: [a, b], en: [c, d]}`: a column for each language that has a text."""
    assert isinstance(node.value, dict)
    made: dict[str, Tree] = {}
    spelled = _spelled(node, languages)
    for language in languages.keys:
        texts = [item.value.get(language, "") for item in items]
        if any(texts):
            key = spelled.get(language, language)
            pair = node.value.get(key)
            length = len(pair.node.value) if pair and isinstance(pair.node.value, list) else 0
            made[key] = [
                Item(text, i.origin if i.origin is not None and i.origin < length else None)
                for text, i in zip(texts, items, strict=True)
            ]
    return made


def _spelled(node: Node | None, languages: Languages) -> dict[str, str]:
    """How the node spells the languages."""
    pairs: Mapping[str, Pair] = node.value if node and isinstance(node.value, dict) else {}
    found = ((languages.spellings.get(key_of(key)), key) for key in pairs)
    return {language: key for language, key in found if language}


def _one(about: Field, node: Node | None, value: Value, languages: Languages) -> Tree:
    if node and shown(_single(about), node, languages) == value:
        return same(node)
    if about.localised:
        return _texts(node, value, languages)
    if about.type == "ref":
        return str(value["id"]) if "id" in value else _texts(node, value, languages)
    if about.type in ("record", "image", "file"):
        if node and isinstance(node.value, str) and value.keys() == {"file"}:
            return str(value["file"])
        into = node if node and isinstance(node.value, dict) else None
        return _parts(about, into, value, languages)
    if about.type == "flag" and languages.default == "zh":
        return _BOTH.get(value, value)
    if about.type == "datetime":
        return str(value).replace("T", " ")
    return str(value)


def _parts(
    about: Field, node: Node | None, value: Mapping[str, Value], languages: Languages
) -> Tree:
    fields = parts_of(about)
    whole = {each.name: value.get(each.name) for each in fields}
    if node:  # a part that no form can show stays
        hidden = {
            f.name: NOT_SHOWN
            for f, pair in placed(node, fields).values()
            if f and shown(f, pair.node, languages) is NOT_SHOWN
        }
        whole |= hidden
    return record(node, fields, whole, languages) or None


def _single(about: Field) -> Field:
    return replace(about, many=False) if about.many else about


def _texts(node: Node | None, value: Mapping[str, str], languages: Languages) -> Tree:
    if node and isinstance(node.value, str) and value.keys() == {languages.default}:
        return _with_end(value[languages.default], node)
    spelled = _spelled(node, languages)
    pairs: Mapping[str, Pair] = node.value if node and isinstance(node.value, dict) else {}
    before = dict.fromkeys(pairs)
    foreign = {key: same(pairs[key].node) for key in before if key not in spelled.values()}
    made: dict[str, Tree] = {}
    for language in [*spelled, *(key for key in languages.keys if key not in spelled)]:
        if language in value:
            key = spelled.get(language, language)
            old = pairs[key].node if key in pairs else None
            made[key] = _with_end(value[language], old)
    return made | foreign


def _with_end(text: str, node: Node | None) -> Tree:
    """A text of several lines ends in a line end, as below a `|`; so does one that had one."""
    if node and isinstance(node.value, str) and node.value.strip() == text:
        return node.value
    ended = node is not None and isinstance(node.value, str) and node.value.endswith("\n")
    return text + "\n" if ended or "\n" in text else text
