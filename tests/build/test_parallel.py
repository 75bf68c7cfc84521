"""Work spread over processes: the same results in the same order, and no hang when one dies."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_site import replaced

from zsite.build import forks, parallel
from zsite.build.forks import WorkerDiedError, forked
from zsite.build.parallel import run, spawned
from zsite.render.guide.compositor import shop


@pytest.fixture(autouse=True)
def alone() -> None:
    """Typst may wait for the next document of this process: that is none of the children here."""
    shop(os.getpid()).close()


linux_only = pytest.mark.skipif(sys.platform != "linux", reason="forking is for Linux only")


def square(number: int) -> bytes:
    return str(number * number).encode()


def serial(function: Callable[[Any], Any], items: Sequence[Any], *_: object) -> Iterator[Any]:
    return map(function, items)


def children() -> list[int]:
    """The processes that this one started and that are still about."""
    try:
        return [os.waitpid(-1, os.WNOHANG)[0]]
    except ChildProcessError:
        return []


@linux_only
@settings(max_examples=30, deadline=None)
@given(st.integers(0, 1500), st.integers(1, 5))
def test_forked_results_are_those_of_a_loop(count: int, workers: int) -> None:
    numbers = range(count)
    assert list(forked(square, numbers, workers)) == list(map(square, numbers))
    assert children() == []


@linux_only
def test_children_see_what_cannot_be_sent() -> None:
    items = [lambda n=n: n * 2 for n in range(20)]
    assert list(forked(lambda item: item(), items, 3)) == [n * 2 for n in range(20)]


@linux_only
def test_big_results_and_a_slow_first_one_keep_their_order() -> None:
    def big(number: int) -> bytes:
        if number == 0:
            time.sleep(0.1)
        return bytes([number]) * 300_000

    with replaced(forks, IN_FLIGHT=1_000_000):
        assert list(forked(big, range(30), 3)) == [bytes([n]) * 300_000 for n in range(30)]


@linux_only
def test_the_work_is_done_elsewhere_and_shared_out() -> None:
    def who(_: int) -> int:
        time.sleep(0.002)
        return os.getpid()

    workers = set(forked(who, range(60), 2))
    assert len(workers) == 2
    assert os.getpid() not in workers


class OddError(Exception):
    """It can be pickled, but not unpickled."""

    def __init__(self, one: int, two: int) -> None:
        super().__init__(f"{one} and {two}")


def failing(number: int) -> bytes:
    if number == 7:
        raise KeyError("seven")
    if number == 27:
        raise OddError(2, 7)
    return b""


@linux_only
@pytest.mark.parametrize(
    ("numbers", "error", "text"),
    [(range(20), KeyError, "seven"), (range(20, 30), RuntimeError, "2 and 7")],
)
def test_an_exception_comes_through(numbers: range, error: type[Exception], text: str) -> None:
    with pytest.raises(error, match=text):
        list(forked(failing, numbers, 2))
    assert children() == []


@linux_only
def test_a_result_that_cannot_be_sent_is_an_error() -> None:
    with pytest.raises(RuntimeError, match=r"lambda|pickle"):
        list(forked(lambda number: lambda: number, range(4), 2))
    assert children() == []


@linux_only
@pytest.mark.parametrize("end", [lambda: os._exit(0), lambda: os.kill(os.getpid(), signal.SIGKILL)])
def test_a_dying_worker_is_an_error_and_no_hang(end: Callable[[], None]) -> None:
    def dying(number: int) -> bytes:
        if number == 13:
            end()
        return b""

    with pytest.raises(WorkerDiedError):
        list(forked(dying, range(40), 2))
    assert children() == []


@linux_only
def test_leaving_early_ends_the_children() -> None:
    results = forked(square, range(2000), 2)
    assert next(results) == b"0"
    results.close()  # type: ignore[attr-defined]
    assert children() == []


@linux_only
def test_an_interrupt_ends_the_children() -> None:
    def interrupted() -> None:
        for number, _ in enumerate(forked(square, range(2000), 2)):
            if number == 9:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert children() == []


def test_spawned_results_are_in_order_whether_an_item_can_be_sent_or_not() -> None:
    items = [3, Unsendable(4), 5, 6, Unsendable(7), 8]
    assert list(spawned(square_of, items, 2)) == [b"9", b"16", b"25", b"36", b"49", b"64"]


class Unsendable(int):
    def __reduce__(self) -> str:
        raise TypeError("I stay here")


def square_of(number: int) -> bytes:
    return square(int(number))


@given(st.integers(0, 30), st.integers(0, 3))
def test_run_gives_every_result_once(count: int, workers: int) -> None:
    for pays in (0.0, 1e9):
        with replaced(parallel, PAYS=pays, _spread=serial):
            assert list(run(square, range(count), workers)) == list(map(square, range(count)))


def test_little_work_stays_here_and_much_is_spread() -> None:
    spread: list[int] = []

    def noting(function: Callable[[Any], Any], items: Sequence[Any], *_: object) -> Iterator[Any]:
        spread.append(len(items))
        return map(function, items)

    with replaced(parallel, _spread=noting):
        list(run(lambda _: os.getpid(), range(5), 2))
        assert spread == []
        list(run(lambda _: time.sleep(0.02), range(20), 1))
        assert spread == []
        list(run(lambda _: time.sleep(0.02), range(20), 2))
        assert spread == [19]


def test_there_is_at_least_one_core() -> None:
    assert parallel.cores() >= 1
