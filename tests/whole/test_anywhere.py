"""The same project gives the same bytes, wherever and by whomever it is built."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import tiny

PLAIN = {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0", "PATH": os.environ["PATH"]}
SHAPES: Mapping[str, Mapping[str, str]] = {
    "another locale": {"LC_ALL": "zh_CN.GB18030", "LANG": "zh_CN.GB18030"},
    "no locale": {"LC_ALL": "C", "PYTHONUTF8": "0"},
    "another time zone": {"TZ": "America/Los_Angeles"},
    "a time zone that is none": {"TZ": "Nowhere/None"},
    "another hash seed": {"PYTHONHASHSEED": "4711"},
    "another home": {"HOME": "/nowhere", "USER": "somebody", "LOGNAME": "somebody"},
    "messages in English": {"ZSITE_LANG": "en"},
    "optimised Python": {"PYTHONOPTIMIZE": "2"},
}


def build(root: Path, environment: Mapping[str, str], *more: str, umask: int = 0o022) -> str:
    command = [sys.executable, "-m", "zsite", "build", "--root", str(root), "--as-of", tiny.DAY]
    done = subprocess.run(
        [*command, "--json", *more],
        env={**PLAIN, **environment},
        umask=umask,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    root = tiny.write(tmp_path_factory.mktemp("plain"), tiny.TINY)
    build(root, {})
    return tiny.output(root)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_surroundings_do_not_matter(
    tmp_path: Path, expected: dict[str, bytes], shape: str
) -> None:
    root = tiny.write(tmp_path / "项目 with spaces", tiny.TINY)
    build(root, SHAPES[shape])
    assert tiny.output(root) == expected


def test_the_order_in_which_files_were_made_does_not_matter(
    tmp_path: Path, expected: dict[str, bytes]
) -> None:
    names = list(tiny.TINY)
    random.Random(7).shuffle(names)
    root = tiny.write(tmp_path, {name: tiny.TINY[name] for name in names})
    build(root, {})
    assert tiny.output(root) == expected


def test_the_umask_and_the_times_of_files_do_not_matter(
    tmp_path: Path, expected: dict[str, bytes]
) -> None:
    root = tiny.write(tmp_path, tiny.TINY)
    for number, path in enumerate(sorted(root.rglob("*"))):
        os.utime(path, (number, number))
    build(root, {}, umask=0o077)
    assert tiny.output(root) == expected


@pytest.mark.parametrize("workers", ["1", "2", "3"])
def test_the_number_of_processes_does_not_matter(
    tmp_path: Path, expected: dict[str, bytes], workers: str
) -> None:
    root = tiny.write(tmp_path, tiny.TINY)
    build(root, {}, "--workers", workers)
    assert tiny.output(root) == expected


def test_many_pages_are_the_same_from_one_process_and_from_two(tmp_path: Path) -> None:
    """So many that they are really shared out."""
    many = {
        f"content/news/n{n}.yaml": tiny.news(f"新{n}", f"N {n}", "2026-10-01") for n in range(150)
    }
    roots = [tiny.write(tmp_path / name, {**tiny.TINY, **many}) for name in "ab"]
    for root, workers in zip(roots, "12", strict=True):
        build(root, {}, "--workers", workers)
    assert tiny.output(roots[0]) == tiny.output(roots[1])


def test_a_project_may_move(tmp_path: Path, expected: dict[str, bytes]) -> None:
    """Output, state and all: nothing is made again, for nothing knows where it stands."""
    root = tiny.write(tmp_path / "here", tiny.TINY)
    build(root, {})
    shutil.move(root, tmp_path / "there")
    report = tiny.built(tmp_path / "there")
    assert tiny.output(tmp_path / "there") == expected
    assert tiny.made(report) == set()


def test_from_within_the_folder(tmp_path: Path, expected: dict[str, bytes]) -> None:
    root = tiny.write(tmp_path, tiny.TINY)
    command = [sys.executable, "-m", "zsite", "build", "--as-of", tiny.DAY, "--quiet"]
    subprocess.run(command, cwd=root, check=True, env={**os.environ, "PYTHONPATH": str(Path.cwd())})
    assert tiny.output(root) == expected
