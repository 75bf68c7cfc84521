"""Writes the demo county's project table from its built pages: `python tools/project_table.py`.

So `content/downloads/project-table/` says what the pages say, in both languages; a test compares
the two. The file is CSV in UTF-8 with a byte-order mark, which spreadsheets open as it is.
"""

import csv
import io
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "content" / "downloads" / "project-table" / "project-table.csv"
HEADS = ["编号 No.", "项目", "Project", "产业 Industry", "总投资", "Investment", "用地", "Land",
         "园区", "Park", "阶段", "Stage"]  # fmt: skip


def table(site: Path) -> bytes:
    """The table as bytes, from the Chinese and the English list of projects."""
    chinese, english = (_rows(site / f"{path}projects/index.html") for path in ("", "en/"))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADS)
    for number in sorted(chinese):
        zh, en = chinese[number], english[number]
        industry = f"{zh[0]} {en[0]}"
        pairs = [cell for both in zip(zh[1:], en[1:], strict=True) for cell in both]
        writer.writerow([number, *pairs[:2], industry, *pairs[2:]])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _rows(page: Path) -> dict[str, list[str]]:
    """Industry, title, investment, land, park and stage of each project, by its number."""
    found: dict[str, list[str]] = {}
    for body in LexborHTMLParser(page.read_bytes()).css("#pool tbody"):
        industry = _text(body.css_first(".group a"))
        for row in body.css("tr[data-number]"):
            cells = [row.css_first(".title"), *row.css("td")[:3], row.css_first(".tag")]
            number = row.attributes["data-number"] or ""
            found[number] = [industry, *map(_text, cells)]
    return found


def _text(node: LexborNode | None) -> str:
    return " ".join(node.text().split()) if node else ""


if __name__ == "__main__":
    FILE.write_bytes(table(ROOT / "output"))
