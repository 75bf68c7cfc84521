"""A build is killed: the output is exactly the old or exactly the new site, the next run works."""

import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import pytest
from small_site import build, built

PROGRAM = Path(__file__).with_name("kills.py")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a kill may leave a short gap")
@pytest.mark.parametrize(("way", "least"), [("calls", 40), ("moments", 50)])
def test_killed(tmp_path: Path, way: str, least: int) -> None:
    command = [sys.executable, str(PROGRAM), way, str(tmp_path)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    name, count = ended.stdout.split()
    assert name == way
    assert int(count) >= least


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a reader may meet a short gap")
def test_a_reader_never_misses_a_file(tmp_path: Path) -> None:
    sites = [{f"{n}.html": text * 99 for n in range(5)} for text in "AB"]
    built(tmp_path, sites[0])
    finished, seen = Event(), set()

    def poll() -> None:
        while not finished.is_set():
            for name in sites[0]:
                seen.add((tmp_path / "output" / name).read_text())

    failures: list[BaseException] = []

    def guarded() -> None:
        try:
            poll()
        except BaseException as error:
            failures.append(error)

    reader = Thread(target=guarded)
    reader.start()
    for turn in range(150):
        build(tmp_path, sites[turn % 2])
    finished.set()
    reader.join()
    assert failures == []
    assert seen == {"A" * 99, "B" * 99}
