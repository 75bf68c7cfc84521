"""Tables: rows of cells that fit one another, whatever the HTML said."""

from collections.abc import Callable, Sequence
from typing import Any

from zsite.render.guide.lines import elements, flat, inlines
from zsite.render.guide.reader import Node

MOST_COLUMNS = 60
Blocks = Callable[[Sequence[Node]], list[Node]]


def table(node: dict[str, Any], blocks: Blocks) -> list[Node]:
    """A table as rows of cells, each with its spans, head rows first; its caption with it."""
    head: list[list[Any]] = []
    rows: list[list[Any]] = []
    caption: list[Node] = []
    _rows(node, False, head, rows, caption, blocks)
    if not head and len(rows) > 1 and all(cell["th"] for cell in rows[0]):
        head.append(rows.pop(0))
    columns = _fitted(head, rows)
    if not columns or columns > MOST_COLUMNS:
        return [{"tag": "p", "kids": inlines(flat(node["kids"]))}] if columns else []
    made = {"tag": "table", "columns": columns, "head": head, "rows": rows, "caption": caption}
    return [made]


def _rows(
    node: dict[str, Any],
    within: bool,
    head: list[list[Any]],
    rows: list[list[Any]],
    caption: list[Node],
    blocks: Blocks,
) -> None:
    for kid in elements(node["kids"]):
        if kid["tag"] == "tr":
            cells = [_cell(c, blocks) for c in elements(kid["kids"]) if c["tag"] in ("td", "th")]
            if cells:
                (head if within and not rows else rows).append(cells)
        elif kid["tag"] == "caption":
            caption += inlines(kid["kids"])
        else:
            _rows(kid, within or kid["tag"] == "thead", head, rows, caption, blocks)


def _cell(node: dict[str, Any], blocks: Blocks) -> dict[str, Any]:
    about = node["about"]
    style = f"{about.get('style') or ''} {about.get('align') or ''} {about.get('class') or ''}"
    right = "right" in style or "num" in style.split()
    return {
        "th": node["tag"] == "th",
        "across": _span(about.get("colspan")),
        "down": _span(about.get("rowspan")),
        "align": "right" if right else "center" if "center" in style else "left",
        "kids": blocks(node["kids"]),
    }


def _span(text: str | None) -> int:
    return min(max(int(text), 1), MOST_COLUMNS) if text and text.isdecimal() else 1


def _fitted(head: list[list[Any]], rows: list[list[Any]]) -> int:
    """How many columns there are; each cell gets its place, and spans are cut to fit.

    Typst refuses a table in which cells lie on one another, hang out of it, or out of its head.
    """
    taken: set[tuple[int, int]] = set()
    columns = 0
    for y, row in enumerate([*head, *rows]):
        x, end = 0, len(head) if y < len(head) else len(head) + len(rows)
        for cell in row:
            while (x, y) in taken:
                x += 1
            cell["down"] = min(cell["down"], end - y)
            free = 1
            while free < cell["across"] and (x + free, y) not in taken:
                free += 1
            cell["across"] = free
            taken |= {(x + i, y + j) for i in range(free) for j in range(cell["down"])}
            cell["x"], cell["y"] = x, y
            x += free
        columns = max([columns, *(x + 1 for x, row_y in taken if row_y == y)])
    return columns
