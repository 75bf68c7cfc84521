"""Footnotes: from their list at the end of a body to where they are called."""

from collections.abc import Sequence
from typing import Any

from zsite.render.guide.lines import flat, inlines, trimmed
from zsite.render.guide.reader import Node


def without_notes(kids: Sequence[Node], notes: dict[str, list[Node]]) -> list[Node]:
    """The nodes without the list of footnotes at the end, which is taken note of."""
    found: list[Node] = []
    for node in kids:
        if isinstance(node, dict):
            if "footnote" in (node["about"].get("class") or "").split():
                _note_all(node, notes)
                continue
            node = node | {"kids": without_notes(node["kids"], notes)}
        found.append(node)
    return found


def _note_all(node: dict[str, Any], notes: dict[str, list[Node]]) -> None:
    for kid in node["kids"]:
        if isinstance(kid, dict):
            if kid["tag"] == "li" and kid["about"].get("id"):
                notes[kid["about"]["id"]] = _without_backlinks(kid["kids"])
            else:
                _note_all(kid, notes)


def _without_backlinks(kids: Sequence[Node]) -> list[Node]:
    kept: list[Node] = []
    for node in kids:
        if isinstance(node, dict):
            if "footnote-backref" in (node["about"].get("class") or ""):
                continue
            node = node | {"kids": _without_backlinks(node["kids"])}
        kept.append(node)
    return kept


def with_notes(kids: Sequence[Node], notes: dict[str, list[Node]]) -> list[Node]:
    """The nodes with each call of a footnote replaced by the note itself; a second call of the
    same note repeats it.
    """
    found: list[Node] = []
    for node in kids:
        if isinstance(node, dict):
            called = _called(node)
            if called in notes:
                words = trimmed(inlines(flat(with_notes(notes[called], {}))))
                found.append({"tag": "note", "kids": words, "about": {}})
                continue
            node = node | {"kids": with_notes(node["kids"], notes)}
        found.append(node)
    return found


def _called(node: dict[str, Any]) -> str:
    """The id of the footnote that a `<sup><a class="footnote-ref">` calls."""
    if node["tag"] == "sup" and len(node["kids"]) == 1 and isinstance(node["kids"][0], dict):
        node = node["kids"][0]
    classes = (node["about"].get("class") or "").split()
    return str(node["about"].get("href", "#"))[1:] if "footnote-ref" in classes else ""
