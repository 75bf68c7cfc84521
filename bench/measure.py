"""What a command costs: seconds, and the memory of all its processes together."""

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil

INTERVAL = 0.005  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the wall clock, and of processor time (user and system, with all children)."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Peak:
    """The highest sum over the process tree, in bytes; PSS counts a shared page once."""

    pss: int
    rss: int


def timed(command: Sequence[str | Path], folder: Path) -> Cost:
    """The cost of the command, undisturbed: nobody looks at it while it runs."""
    started = time.perf_counter()
    process = _start(command, folder)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    _check(process)
    return Cost(wall, usage.ru_utime + usage.ru_stime)


def watched(command: Sequence[str | Path], folder: Path) -> Peak:
    """The peak memory of the command; looking slows it, so this run is not timed."""
    process = _start(command, folder)
    tree = psutil.Process(process.pid)
    peak = Peak(0, 0)
    while process.poll() is None:
        now = _footprint(tree)
        peak = Peak(max(peak.pss, now.pss), max(peak.rss, now.rss))
        time.sleep(INTERVAL)
    _check(process)
    return peak


def middle(costs: Sequence[Cost]) -> Cost:
    """The medians of the wall and of the processor times."""
    return Cost(median(cost.wall for cost in costs), median(cost.cpu for cost in costs))


def middle_peak(peaks: Sequence[Peak]) -> Peak:
    """The medians of the two sums."""
    return Peak(round(median(peak.pss for peak in peaks)), round(median(p.rss for p in peaks)))


def _footprint(tree: psutil.Process) -> Peak:
    pss = rss = 0
    try:
        processes = [tree, *tree.children(recursive=True)]
    except psutil.Error:
        return Peak(0, 0)
    for process in processes:
        try:
            info = process.memory_full_info()
        except psutil.Error:
            continue  # it ended between the two looks
        rss += info.rss
        pss += getattr(info, "pss", info.rss)  # only Linux tells PSS
    return Peak(pss, rss)


def _start(command: Sequence[str | Path], folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)


def _check(process: subprocess.Popen[bytes]) -> None:
    if process.returncode:
        raise SystemExit(f"{process.args!r} ended with status {process.returncode}")
