"""Paths that a plan may hold, and plans whose files would land on one another."""

import ntpath
import unicodedata
from itertools import permutations
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_site import page

from zsite.build.artifact import Artifact, artifact
from zsite.build.paths import collisions, folders_of, is_safe, shown
from zsite.problems import Place, problem

SAFE = ["index.html", "zh/projects/a-1.html", "招商/园区.html", ".well-known/x", ".nojekyll"]
SAFE += ["a..b/c", "x/...y", "_files/Plan-2026_v1.pdf", "console.html", "com.html", "a/b.c.d"]
SAFE += ["auxiliary/nul-1", "é/b"]

UNSAFE = ["", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/./b", "./a", "a.", "a./b"]
UNSAFE += ["a ", " a", "a /b", "C:/a", "c:a", "a\\b", "\\\\host\\a", "a?b", "a*b", 'a"b', "a|b"]
UNSAFE += ["con", "CON", "Aux.html", "nul/a", "a/com1", "lpt9.txt", "prn.a.b", "COM¹", "conin$"]
UNSAFE += ["a\nb", "a\0b", "a\tb", "a\x7f", "a\u202eb", "\ufeffa", "a\u2028b", "a\ud800", "\u200ba"]
UNSAFE += ["x" * 241, "深" * 81, "a/" + "y" * 241 + "/b"]


def planned(*paths: str) -> list[Artifact]:
    return [artifact(path, page, source=f"content/{n}") for n, path in enumerate(paths)]


@pytest.mark.parametrize("path", SAFE)
def test_safe(path: str) -> None:
    assert is_safe(path)
    assert collisions(planned(path)) == []


@pytest.mark.parametrize("path", UNSAFE)
def test_unsafe(path: str) -> None:
    assert not is_safe(path)
    assert collisions(planned(path)) == [
        problem("path-unsafe", Place("content/0"), path=shown(path))
    ]


@given(st.text(st.sampled_from("ab./ \\:con1"), max_size=12) | st.text(max_size=9))
def test_a_safe_path_stays_inside_on_every_system(path: str) -> None:
    if is_safe(path):
        for kind in (PurePosixPath, PureWindowsPath):
            pure = kind(path)
            assert not pure.is_absolute()
            assert ".." not in pure.parts
            assert pure.as_posix() == path
        if hasattr(ntpath, "isreserved"):  # since Python 3.13
            assert not ntpath.isreserved(path)


COLLIDING = [
    ("a", "a"),
    ("zh/About.html", "zh/about.html"),
    ("ZH/a", "zh/A"),
    (unicodedata.normalize("NFC", "é/x"), unicodedata.normalize("NFD", "é/x")),
    ("É", unicodedata.normalize("NFD", "é")),
    ("a", "a/b"),
    ("A", "a/b/c"),
    ("zh/a.html", "zh/a.html/b"),
]


@pytest.mark.parametrize("paths", COLLIDING)
def test_colliding(paths: tuple[str, str]) -> None:
    for order in permutations([*paths, "unrelated", "zh2/x"]):
        plan = planned(*order)
        (found,) = collisions(plan)
        sources = {item.source for item in plan if item.path in paths}
        assert found.id == "path-collision"
        assert {found.place.file, dict(found.facts)["source"]} == sources
        assert {dict(found.facts)["path"], dict(found.facts)["other"]} == set(paths)


def test_every_collision_is_told() -> None:
    assert len(collisions(planned("a", "A", "a/b", "c", "c", "../x"))) == 4


@given(st.lists(st.sampled_from(["a", "a/b", "a/b/c", "d/e", "f"])))
def test_folders_are_all_parents(paths: list[str]) -> None:
    above = {str(folder) for path in paths for folder in PurePosixPath(path).parents}
    assert folders_of(paths) == above - {"."}
