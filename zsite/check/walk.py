"""The built site -> what the checks find in each page, remembered by the page's content."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from zsite.build import facts, parallel
from zsite.build.facts import Fact
from zsite.build.store import Store
from zsite.build.trees import Signature, scan
from zsite.check.pages import Built, Outline, Page, parsed
from zsite.check.registry import PAGES, PRIVACY
from zsite.check.subjects import Measure, Text
from zsite.check.survey import FAMILY
from zsite.content.entries import packed, unpacked
from zsite.digest import Digest, canonical, digest
from zsite.problems import Place, Problem


def walk(
    root: Path, folder: str, url: str, measure: Measure, store: Store, code: Digest
) -> tuple[Built, list[str]]:
    """The built site below `root/folder`, and the keys of the store that were used."""
    found = scan(root / folder).files
    noted = facts.read(store.facts(folder))
    marks = {
        path: _digest(root / folder / path, seen, noted.get(path, ()))
        for path, seen in found.items()
        if path.endswith(".html")
    }
    shared = digest(code, repr(measure), url, folder)
    keys = {path: f"{FAMILY}/{digest(shared, path, mark)}" for path, mark in marks.items()}
    rows = store.memo(list(keys.values()))
    missing = [path for path in keys if keys[path] not in rows]
    made = parallel.run(partial(_row, root, folder, url, measure), missing)
    fresh = {keys[path]: row for path, row in zip(missing, made, strict=True)}
    store.remember(fresh)
    rows |= fresh
    pages = {path: _outline(path, rows[key]) for path, key in keys.items()}
    sizes = {path: seen[0] for path, seen in found.items()}
    return Built(pages, sizes, folder), list(keys.values())


def in_common(built: Built) -> list[Problem]:
    """What the checks found in pages; what many pages share is one problem that counts them."""
    found: dict[tuple[str, tuple[tuple[str, str], ...]], list[Problem]] = {}
    for page in built.pages.values():
        for each in page.problems:
            found.setdefault((each.id, each.facts), []).append(each)
    return [
        replace(each[0], facts=(*each[0].facts, ("pages", str(len(each)))))
        for each in found.values()
    ]


def _digest(file: Path, seen: Signature, noted: Sequence[Fact]) -> Digest:
    """The noted digest of a file that stands as it stood, else of its bytes."""
    for fact in noted:
        if fact.signature == seen:
            return fact.digest
    return facts.content_digest(file) or ""


def _row(root: Path, folder: str, url: str, measure: Measure, path: str) -> bytes:
    try:
        data = (root / folder / path).read_bytes()
    except OSError:
        data = b""
    page = parsed(path, data, url)
    return canonical(
        {
            "title": page.title,
            "lang": page.lang,
            "redirect": page.redirect,
            "ids": sorted(page.ids),
            "links": [list(each) for each in page.links],
            "outside": list(page.outside),
            "loaded": list(page.loaded),
            "alternates": dict(page.alternates),
            "problems": [packed(each) for each in _found(page, f"{folder}/{path}", measure)],
        }
    )


def _found(page: Page, file: str, measure: Measure) -> Iterator[Problem]:
    place = Place(file)
    for check in PAGES:
        yield from check.run(page, place, measure)
    text = Text(file, page.words, kind="page", type="page")
    for check in PRIVACY:
        yield from check.run(text, measure)


def _outline(path: str, row: bytes) -> Outline:
    of: Mapping[str, Any] = json.loads(row)
    return Outline(
        path,
        of["title"],
        of["lang"],
        of["redirect"],
        frozenset(of["ids"]),
        [(target, anchor) for target, anchor in of["links"]],
        of["outside"],
        of["loaded"],
        of["alternates"],
        [unpacked(each) for each in of["problems"]],
    )
