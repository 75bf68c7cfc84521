"""`urls.yaml`: every URL ever published, and the ids of entries whose names are not ids.

It is committed with the content. Addresses printed on paper must go on working.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from zsite.content.documents import parse, plain
from zsite.content.layout import propose
from zsite.content.reading import ID
from zsite.content.sources import decode, read
from zsite.problems import Place, Problem, problem

FILE = "urls.yaml"
_HEAD = """\
# 本文件由 zsite 维护，请随内容一起提交。 Kept by zsite; commit it with the content.
# published: 发布过的网址，印在纸上也要能打开。 Every address ever published must go on working.
# gone: 已经放弃的网址及日期。 Addresses given up, with the date.
# ids: 中文名称对应的编号。 Ids of entries whose names are not ids.
"""


@dataclass(frozen=True, slots=True)
class Memory:
    """What `urls.yaml` says: published paths, those given up (path: date), ids by `kind/name`."""

    published: tuple[str, ...] = ()
    gone: Mapping[str, str] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)
    stored: bool = True


def load(root: Path) -> tuple[Memory, list[Problem]]:
    """The memory of a project; an empty one when the file does not exist yet."""
    if not (root / FILE).exists():
        return Memory(), []
    data = read(root, FILE)
    if isinstance(data, Problem):
        return Memory(), [data]
    text, problems = decode(FILE, data)
    document = parse(FILE, text)
    problems += document.problems
    about = plain(document.root) or {}
    if not isinstance(about, dict):
        return Memory(), [*problems, problem("urls-malformed", Place(FILE))]
    gone, ids = about.get("gone") or {}, about.get("ids") or {}
    published = about.get("published") or []
    if not (isinstance(gone, dict) and isinstance(ids, dict) and isinstance(published, list)):
        return Memory(), [*problems, problem("urls-malformed", Place(FILE))]
    stored = {str(name): str(id) for name, id in ids.items() if ID.fullmatch(str(id))}
    return Memory(tuple(map(str, published)), gone, stored), problems


def with_ids(memory: Memory, names: Iterable[str], taken: Iterable[str]) -> Memory:
    """The memory with an id for every name (`kind/name`) that has none yet; not one of `taken`."""
    new = [name for name in names if name not in memory.ids]
    if not new:
        return memory
    ids = dict(memory.ids)
    used = {*taken, *(f"{name.partition('/')[0]}/{id}" for name, id in ids.items())}
    for name in new:
        kind, _, own = name.partition("/")
        ids[name] = _free(kind, propose(own), used)
        used.add(f"{kind}/{ids[name]}")
    return replace(memory, ids=ids, stored=False)


def _free(kind: str, proposal: str, used: set[str]) -> str:
    candidates = [proposal, *(f"{proposal[:60]}-{number}" for number in range(2, 100))]
    return next(each for each in candidates if f"{kind}/{each}" not in used)


def with_published(memory: Memory, paths: Iterable[str]) -> Memory:
    """The memory after these paths have been published."""
    known = frozenset(memory.published)
    new = {path for path in paths if path not in known}
    if not new:
        return memory
    return replace(memory, published=tuple(sorted([*known, *new])), stored=False)


def text(memory: Memory) -> str:
    """The file's text: sorted, one line each, so that changes read well."""
    lines = [_HEAD]
    if memory.ids:
        lines += ["ids:", *(f"  {_quoted(name)}: {id}" for name, id in sorted(memory.ids.items()))]
    if memory.gone:
        lines += ["gone:", *(f"  {_quoted(p)}: {day}" for p, day in sorted(memory.gone.items()))]
    if memory.published:
        lines += ["published:", *(f"- {_quoted(path)}" for path in sorted(memory.published))]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
