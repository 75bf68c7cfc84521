"""How a long row of items is dealt out to processes."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import TypeVar

CHUNK = 8  # items of one order when there are many
MANY = 1000
MOST = 64  # items of one order, so that no process works long while the others have nothing
T = TypeVar("T")


def chunked(items: Sequence[T], alike: Callable[[T], object] | None = None) -> list[Sequence[T]]:
    """The items in orders for one process each, in their order.

    Neighbours with the same `alike` stay together: they share a costly first step. Of others,
    several make one order when there are many.
    """
    size = CHUNK if len(items) > MANY else 1
    chunks: list[list[T]] = []
    for run in _runs(items, alike):
        for at in range(0, len(run), MOST):
            piece = run[at : at + MOST]
            if chunks and len(chunks[-1]) + len(piece) <= size:
                chunks[-1] += piece
            else:
                chunks.append(piece)
    return list(chunks)


def _runs(items: Sequence[T], alike: Callable[[T], object] | None) -> Iterable[list[T]]:
    if alike is None:
        return ([item] for item in items)
    return (list(run) for _, run in groupby(items, alike))
