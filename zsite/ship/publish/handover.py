"""The site as a package for a portal's operator: articles without frame, and what is known of them.

pages/PATH.html      the article alone; links to other pages and files stay relative
pages/…              the pictures and attachments that the articles name, where they name them
manifest.json, .xml, .xlsx    title, source, date, column, attachments of every article
changes.json         what is new, changed and removed since the last package
checksums.sha256     of all that; `sha256sum -c` checks it
"""

import hashlib
import json
import posixpath
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from zsite.ship.publish.articles import Article, article
from zsite.ship.publish.manifest import Manifest, is_page
from zsite.ship.publish.packages import Members
from zsite.ship.publish.snapshot import Snapshot
from zsite.ship.sheets import workbook

_README = (
    "移交说明\r\n\r\npages/ 里每个网页一个文件，只有正文，不含页头页脚；"
    "图片和附件在原来的相对位置。\r\n"
    "manifest.xlsx、manifest.json、manifest.xml 内容相同："
    "标题、来源、发布日期、栏目、附件和校验值。\r\n"
    "changes.json 列出与上一个移交包相比新增、修改、删除的网页。\r\n"
    "校验：sha256sum -c checksums.sha256\r\n\r\n"
    "Hand-over package\r\n\r\npages/ has a file for each page: the article alone, without header "
    "and footer; pictures and attachments lie where it names them.\r\nmanifest.xlsx, .json and "
    ".xml say the same: title, source, date of publication, column, attachments, checksums.\r\n"
    "changes.json lists the pages that are new, changed or removed since the last package.\r\n"
    "To check: sha256sum -c checksums.sha256\r\n"
)
COLUMNS = {
    "file": ("文件", "File"),
    "change": ("变更", "Change"),
    "title": ("标题", "Title"),
    "language": ("语言", "Language"),
    "column": ("栏目", "Column"),
    "source": ("来源", "Source"),
    "published": ("发布日期", "Published"),
    "author": ("责任编辑", "Author"),
    "keywords": ("关键词", "Keywords"),
    "description": ("摘要", "Description"),
    "url": ("网址", "Address"),
    "attachments": ("附件", "Attachments"),
    "sha256": ("校验值", "SHA-256"),
}
_CHANGES = {"new": "新增 new", "changed": "修改 changed", "same": "未变 same"}


def pack(snapshot: Snapshot, known: Any) -> tuple[Members, Any]:
    """The members of a package, and the checksums of its articles for the next one's changes."""
    before: Mapping[str, Any] = known if isinstance(known, dict) else {}
    members: dict[str, bytes] = {}
    rows = []
    for path in filter(is_page, snapshot.manifest.files):
        found = article((snapshot.tree / path).read_bytes())
        if found is None or path == "404.html":
            continue
        beside = _beside(path, found.links, snapshot.manifest)
        members |= {f"pages/{each}": (snapshot.tree / each).read_bytes() for each in beside}
        members[f"pages/{path}"] = found.fragment
        rows.append(_row(path, found, members, beside))
    for row in rows:
        old = before.get(row["file"])
        row["change"] = "new" if old is None else "same" if old[0] == _known(row)[0] else "changed"
    after = {row["file"]: _known(row) for row in rows}
    gone = [{"file": file, "title": before[file][1]} for file in before if file not in after]
    members |= _tables(rows, gone)
    members["README.txt"] = b"\xef\xbb\xbf" + _README.encode()
    sums = (f"{_sha(members[name])}  {name}\n" for name in sorted(members))
    members["checksums.sha256"] = "".join(sums).encode()
    return members, after


def _row(path: str, found: Article, members: Members, beside: Iterable[str]) -> dict[str, Any]:
    named = [f"pages/{each}" for each in beside]
    return {
        "file": f"pages/{path}",
        "change": "",
        **found.about,
        "attachments": [
            {"file": name, "size": len(members[name]), "sha256": _sha(members[name])}
            for name in named
        ],
        "sha256": _sha(found.fragment),
    }


def _known(row: Mapping[str, Any]) -> list[str]:
    """What decides whether an article has changed, and its title for when it is gone."""
    same = {name: value for name, value in row.items() if name != "change"}
    return [_sha(json.dumps(same, sort_keys=True).encode()), row["title"]]


def _beside(path: str, links: Iterable[str], manifest: Manifest) -> list[str]:
    """The files of the site, other than pages, that an article names."""
    found = []
    for link in links:
        parts = urlsplit(link)
        if not parts.scheme and not parts.netloc and parts.path:
            target = posixpath.normpath(
                posixpath.join(posixpath.dirname(path), unquote(parts.path))
            )
            if target in manifest.files and not is_page(target):
                found.append(target)
    return sorted(set(found))


def _tables(rows: list[dict[str, Any]], gone: list[dict[str, Any]]) -> dict[str, bytes]:
    changes = {
        kind: [{"file": r["file"], "title": r["title"]} for r in rows if r["change"] == kind]
        for kind in ("new", "changed")
    }
    changes["removed"] = gone
    return {
        "manifest.json": _json(rows),
        "manifest.xml": _xml(rows),
        "manifest.xlsx": workbook({"清单 Pages": _lines(rows), "删除 Removed": _gone(gone)}),
        "changes.json": _json(changes),
    }


def _lines(rows: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    lines = [[f"{zh} {en}" for zh, en in COLUMNS.values()]]
    for row in rows:
        shown = {
            **row,
            "change": _CHANGES[row["change"]],
            "attachments": "\n".join(each["file"] for each in row["attachments"]),
        }
        lines.append([str(shown[name]) for name in COLUMNS])
    return lines


def _gone(gone: Iterable[Mapping[str, str]]) -> list[list[str]]:
    return [["文件 File", "标题 Title"], *([row["file"], row["title"]] for row in gone)]


def _xml(rows: Iterable[Mapping[str, Any]]) -> bytes:
    top = ElementTree.Element("pages")
    for row in rows:
        page = ElementTree.SubElement(top, "page")
        for name in COLUMNS:
            if name != "attachments":
                ElementTree.SubElement(page, name).text = str(row[name])
        for each in row["attachments"]:
            about = {name: str(value) for name, value in each.items()}
            ElementTree.SubElement(page, "attachment", about)
    ElementTree.indent(top)
    data: bytes = ElementTree.tostring(top, "utf-8", xml_declaration=True)
    return data


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
