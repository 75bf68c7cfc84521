"""Worker processes by fork, fed with numbers of items through a pipe that they share.

The children are our own memory's copies, so what comes back through their pipes may be pickled.
"""

import gc
import os
import pickle
import selectors
import signal
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, NoReturn, TypeVar

from zsite.build.chunks import chunked

IN_FLIGHT = 32 << 20  # bytes of results that may wait for their turn
T = TypeVar("T")
R = TypeVar("R")


class WorkerDiedError(RuntimeError):
    """A worker process ended without an answer, killed by the system or by a person."""


class _Child(NamedTuple):
    process: int
    answers: int  # the end of a pipe


class _Failed(NamedTuple):
    error: BaseException


def forked(
    function: Callable[[T], R],
    items: Sequence[T],
    workers: int,
    alike: Callable[[T], object] | None = None,
) -> Iterator[R]:
    """The function's results in order, computed by `workers` children of this process.

    `alike`: see `chunked`.
    """
    chunks = chunked(items, alike)
    orders, feed = os.pipe()
    children: list[_Child] = []
    try:
        for _ in range(workers):
            children.append(_fork(function, chunks, orders, feed, children))
        os.close(orders)
        orders = -1
        for chunk in _collected(len(chunks), feed, children):
            yield from chunk
    finally:
        _end(children)
        for descriptor in (orders, feed):
            if descriptor >= 0:
                os.close(descriptor)


def _collected(count: int, feed: int, children: list[_Child]) -> Iterator[list[Any]]:
    """The chunks in order. Orders go out a few ahead, and none while too much waits."""
    waiting: dict[int, tuple[list[Any], int]] = {}
    ordered = answered = held = 0
    with selectors.DefaultSelector() as selector:
        for child in children:
            selector.register(child.answers, selectors.EVENT_READ, bytearray())
        for turn in range(count):
            while turn not in waiting:
                while (
                    ordered < count
                    and ordered - answered < 2 * len(children)
                    and (held < IN_FLIGHT or ordered <= turn)
                ):
                    os.write(feed, ordered.to_bytes(4, "little"))
                    ordered += 1
                for number, results, length in _answers(selector):
                    waiting[number] = results, length
                    answered += 1
                    held += length
            results, length = waiting.pop(turn)
            held -= length
            yield results


def _answers(selector: selectors.BaseSelector) -> Iterator[tuple[int, list[Any], int]]:
    for key, _ in selector.select():
        data = os.read(key.fd, 1 << 20)
        if not data:
            raise WorkerDiedError("a worker process died; perhaps memory ran out")
        buffer: bytearray = key.data
        buffer += data
        while len(buffer) >= 4 and len(buffer) >= (end := 4 + int.from_bytes(buffer[:4], "little")):
            number, results = pickle.loads(buffer[4:end])  # noqa: S301  from our own child
            del buffer[:end]
            if isinstance(results, _Failed):
                raise results.error
            yield number, results, end


def _fork(
    function: Callable[[T], R],
    chunks: list[Sequence[T]],
    orders: int,
    feed: int,
    before: list[_Child],
) -> _Child:
    mine, theirs = os.pipe()
    parent = os.getpid()
    process = os.fork()
    if process:
        os.close(theirs)
        return _Child(process, mine)
    _live(function, chunks, orders, theirs, parent, [mine, feed, *(c.answers for c in before)])


def _live(
    function: Callable[[T], R],
    chunks: list[Sequence[T]],
    orders: int,
    answers: int,
    parent: int,
    foreign: list[int],
) -> NoReturn:
    """A child's life: take a number, answer, until there are none or the parent is gone."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends us
        _die_with(parent)
        for descriptor in foreign:
            os.close(descriptor)
        gc.freeze()
        while order := os.read(orders, 4):
            number = int.from_bytes(order, "little")
            _send(answers, _packed(number, _results(function, chunks[number])))
    finally:
        os._exit(0)


def _results(function: Callable[[T], R], chunk: Sequence[T]) -> list[R] | _Failed:
    try:
        return [function(item) for item in chunk]
    except Exception as error:
        return _Failed(error)


def _packed(number: int, results: object) -> bytes:
    try:
        data = pickle.dumps((number, results), protocol=5)
        if isinstance(results, _Failed):
            pickle.loads(data)  # noqa: S301  some exceptions can be sent but not received
        return data
    except Exception as error:
        failed = results.error if isinstance(results, _Failed) else error
        return pickle.dumps((number, _Failed(RuntimeError(repr(failed)))), protocol=5)


def _send(descriptor: int, data: bytes) -> None:
    rest = memoryview(len(data).to_bytes(4, "little") + data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _die_with(parent: int) -> None:
    """Ask Linux to end this process with its parent, whose lock it would else keep alive."""
    import ctypes

    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, int(signal.SIGKILL), 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def _end(children: list[_Child]) -> None:
    for child in children:
        os.close(child.answers)
        os.kill(child.process, signal.SIGKILL)
    for child in children:
        os.waitpid(child.process, 0)
