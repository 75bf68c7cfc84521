"""The release log of a target: who put what online, when, by whose reviews, and was it up."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from zsite.problems import Problem
from zsite.ship.publish.records import rows, write, write_rows
from zsite.ship.publish.stopped import StoppedError

Entry = Mapping[str, Any]


def entries(root: Path, target: str) -> Sequence[Entry]:
    """What the log of a target says, oldest first."""
    return rows(root, f"{target}.json")


def note(root: Path, target: str, entry: Entry, title: str) -> Sequence[Problem]:
    """Add to a target's log, and write it as a page for the bureau; what went wrong."""
    try:
        found = [*entries(root, target), entry]
    except StoppedError as stop:
        return stop.problems
    problems = write_rows(root, f"{target}.json", found)
    return problems + write(root, f"{target}.html", as_page(found, target, title))


def as_page(found: Sequence[Entry], target: str, title: str) -> str:
    """The log as an HTML page that stands alone, newest first."""
    body = "".join(map(_row, reversed(found)))
    return _PAGE.format(title=escape(title), target=escape(target), body=body, count=len(found))


def _row(entry: Entry) -> str:
    pages = entry.get("pages") or {}
    cells = [
        f"<time>{escape(str(entry.get('at', '')).replace('T', ' ')[:16])}</time>",
        escape(_ACTIONS.get(str(entry.get("action")), "")),
        f"<code>{escape(str(entry.get('release', '')))}</code>",
        escape(str(entry.get("by", ""))),
        "<br>".join(
            escape(f"{r.get('role')} {r.get('by')} {str(r.get('at', ''))[:10]}")
            for r in entry.get("reviews") or ()
        )
        or "—",
        _proof(entry),
    ]
    lists = "".join(_pages(kind, pages.get(kind) or ()) for kind in _KINDS)
    row = "".join(f"<td>{cell}</td>" for cell in cells)
    return f"<tr>{row}</tr>\n" + (f'<tr><td colspan="6">{lists}</td></tr>\n' if lists else "")


def _proof(entry: Entry) -> str:
    proof = entry.get("proof")
    if not proof:
        return "未核对 not checked"
    if proof.get("wrong"):
        return f'<strong class="bad">{proof["wrong"]}/{proof["fetched"]} 不符 differ</strong>'
    return f"{proof.get('fetched')} 页一致 pages as published"


def _pages(kind: str, pages: Iterable[Mapping[str, Any]]) -> str:
    rows = [
        f"<li>{escape(str(each.get('title')))} <code>{escape(str(each.get('path')))}</code></li>"
        for each in pages
    ]
    head = f"{_KINDS[kind]} {len(rows)}"
    return f"<details><summary>{head}</summary><ul>{''.join(rows)}</ul></details>" if rows else ""


_ACTIONS = {"publish": "发布 published", "rollback": "回退 rolled back"}
_KINDS = {"new": "新增 new", "changed": "修改 changed", "removed": "删除 removed"}
_PAGE = """<!DOCTYPE html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title} · {target} · 发布记录</title>
<style>
:root {{ color-scheme: light dark; --line: #8885; --soft: #8881; --bad: #b3261e; }}
@media (prefers-color-scheme: dark) {{ :root {{ --bad: #f2b8b5; }} }}
body {{ font: 16px/1.6 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", system-ui, sans-serif;
  margin: 0 auto; max-width: 70rem; padding: 2rem 1.25rem 4rem; }}
h1 {{ font-size: 1.6rem; line-height: 1.3; margin: 0 0 .25rem; }}
p {{ margin: 0 0 1.5rem; max-width: 44em; opacity: .8; }}
.wide {{ overflow-x: auto; }}
table {{ border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }}
th {{ text-align: left; font-weight: 600; white-space: nowrap; }}
th, td {{ padding: .5rem .75rem .5rem 0; vertical-align: top; border-top: 1px solid var(--line); }}
td[colspan] {{ border-top: 0; padding-top: 0; }}
time, code {{ white-space: nowrap; }}
code {{ font: .875em ui-monospace, Consolas, monospace; }}
details {{ display: inline-block; vertical-align: top; margin-right: 1.5rem; font-size: .9375rem; }}
summary {{ cursor: pointer; }}
.bad {{ color: var(--bad); }}
@media print {{ body {{ max-width: none; padding: 0; font-size: 11px; }} }}
</style>
</head>
<body>
<h1>{title}：{target} 发布记录</h1>
<p>共{count}条，新的在前。审核是记录，不是电子签名。<br>
<span lang="en">{count} entries, newest first. Reviews are a record, not a signature.</span></p>
<div class="wide">
<table>
<thead><tr><th scope="col">时间 time</th><th scope="col">操作 action</th>
<th scope="col">版本 release</th><th scope="col">发布人 by</th><th scope="col">审核 reviews</th>
<th scope="col">核对 proof</th></tr></thead>
<tbody>
{body}</tbody>
</table>
</div>
</body>
</html>
"""
