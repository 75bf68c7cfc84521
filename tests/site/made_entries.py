"""Entries without files, for tests that need only what lists and links need."""

from collections.abc import Mapping, Sequence
from typing import Any

from zsite.content.declarations import built_in
from zsite.content.entries import BodyLink, Entry, Reference

KINDS = built_in()


def reference(field: str, kind: str, id: str) -> Reference:
    """A reference in the first line of its record."""
    return Reference(field, kind, id, f"{kind}/{id}", 1, 1, 1)


def entry(
    kind: str,
    id: str,
    references: Sequence[Reference] = (),
    file: str = "",
    links: Mapping[str, tuple[BodyLink, ...]] | None = None,
    **kept: Any,
) -> Entry:
    """An entry with these facts at hand; those that are None are left out."""
    return Entry(
        kind=KINDS[kind],
        id=id,
        name=f"{kind}/{id}",
        file=file or f"content/{kind}/{id}.yaml",
        key=id,
        kept={name: value for name, value in kept.items() if value is not None},
        digests={},
        bodies={},
        references=tuple(references),
        links=links or {},
        files=(),
        keys=(),
        foreign=(),
        others=(),
        problems=(),
    )
