"""Run as a program: build under fire, and see what is left. Prints what went wrong, if anything.

python kills.py calls FOLDER     a child ends at its k-th system call, for every k
python kills.py moments FOLDER   a child is killed at some moment, some dozen times
"""

import os
import random
import signal
import sys
import time
from pathlib import Path

from small_site import NEW, OLD, build, built, contents, expected
from test_faults import CALLS

from zsite.build import swap
from zsite.build.writer import Written

MANY = {f"{n % 5}/{n}.html": "new" * n for n in range(70)}
FEW = {**{f"{n % 5}/{n}.html": "old" * n for n in range(0, 70, 2)}, "0": "folder before"}
FEW = {path: text for path, text in FEW.items() if not path.startswith("0/")}


def end_at(call: int) -> None:
    """End this process, without any clearing up, just before its call of this number."""
    count = 0

    def counted(function):  # type: ignore[no-untyped-def]
        def wrapped(*given, **named):  # type: ignore[no-untyped-def]
            nonlocal count
            count += 1
            if count == call:
                os._exit(7)
            return function(*given, **named)

        return wrapped

    for name in CALLS:
        setattr(os, name, counted(getattr(os, name)))
    exchange = counted(swap._exchange_call())
    swap._exchange_call = lambda: exchange  # type: ignore[assignment]


def calls(home: Path) -> None:
    for call in range(1, 1000):
        root = home / str(call)
        built(root, OLD)
        child = os.fork()
        if not child:
            end_at(call)
            os._exit(0 if isinstance(build(root, NEW), Written) else 1)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        check(root, OLD, NEW, f"call {call}")
        built(root, NEW)
        built(root, OLD)
        if status == 0:
            print("calls", call)
            return
        assert status == 7, status


def moments(home: Path) -> None:
    seed = random.Random(7)
    root = home / "moments"
    before, after = FEW, MANY
    built(root, before)
    longest = 0.1
    for trial in range(50):
        child = os.fork()
        if not child:
            os._exit(0 if isinstance(build(root, after, workers=2), Written) else 1)
        time.sleep(seed.random() * longest)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        check(root, before, after, f"trial {trial}")
        start = time.perf_counter()
        built(root, after)
        built(root, before)
        longest = (time.perf_counter() - start) * 0.7
    print("moments", trial + 1)


def check(root: Path, before: dict[str, str], after: dict[str, str], when: str) -> None:
    found = contents(root / "output")
    assert found in (expected(before), expected(after)), when


if __name__ == "__main__":
    {"calls": calls, "moments": moments}[sys.argv[1]](Path(sys.argv[2]))
