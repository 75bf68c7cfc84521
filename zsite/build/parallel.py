"""Many calls of one function, spread over processes where that pays; results in order.

On Linux by fork: the children inherit the parent's memory, so nothing is sent to them but numbers.
Elsewhere a pool of fresh processes gets what can be pickled, and the rest is done here.
"""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from zsite.build.chunks import chunked
from zsite.build.forks import forked

PAYS = 0.06  # seconds of work from which on processes are started
T = TypeVar("T")
R = TypeVar("R")


def cores() -> int:
    """How many processes this one may use at a time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(
    function: Callable[[T], R],
    items: Sequence[T],
    workers: int = 0,
    alike: Callable[[T], object] | None = None,
) -> Iterator[R]:
    """The function's results for the items, in their order; `workers` 0 means one per core.

    It starts here, and goes on in other processes once the rest is seen to take long enough. An
    exception of the function is raised here. Results must be picklable. Neighbours with the same
    `alike` are left to one process, which may remember what they share.
    """
    workers = workers or cores()
    begin = time.perf_counter()
    for done, item in enumerate(items):
        if _pays(done, len(items), time.perf_counter() - begin, workers):
            yield from _spread(function, items[done:], workers, alike)
            return
        yield function(item)


def _pays(done: int, total: int, seconds: float, workers: int) -> bool:
    rest = total - done
    return workers > 1 and done > 0 and rest > 1 and seconds / done * rest > PAYS


def _spread(
    function: Callable[[T], R],
    items: Sequence[T],
    workers: int,
    alike: Callable[[T], object] | None,
) -> Iterator[R]:
    workers = min(workers, len(items))
    if sys.platform != "linux":
        return spawned(function, items, workers, alike)
    if threading.active_count() > 1:  # a lock that a thread holds would stay shut in the child
        return map(function, items)
    return forked(function, items, workers, alike)


def spawned(
    function: Callable[[T], R],
    items: Sequence[T],
    workers: int,
    alike: Callable[[T], object] | None = None,
) -> Iterator[R]:
    """By fresh processes, each with its own imports, for items that can be sent to them."""
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing import get_context

    chunks = chunked(items, alike)
    pool = ProcessPoolExecutor(workers, get_context("spawn"))
    try:
        ahead: list[Future[list[R]] | None] = []
        for number, chunk in enumerate(chunks):
            while len(ahead) < min(number + 4 * workers, len(chunks)):
                following = chunks[len(ahead)]
                can_go = _can_be_sent(following)
                ahead.append(pool.submit(_each, function, following) if can_go else None)
            future, ahead[number] = ahead[number], None
            yield from future.result() if future else map(function, chunk)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _each(function: Callable[[T], R], chunk: Sequence[T]) -> list[R]:
    return [function(item) for item in chunk]


def _can_be_sent(item: object) -> bool:
    import pickle

    try:
        pickle.dumps(item)
    except Exception:
        return False
    return True
