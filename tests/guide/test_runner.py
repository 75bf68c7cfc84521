"""Typst in its process: nothing but the staging folder and the fonts, within limits."""

import os
from pathlib import Path

import pytest

from tests.guide.typesetting import set_in_type
from zsite.build import parallel
from zsite.render.fonts import SHIPPED
from zsite.render.guide import refusals
from zsite.render.guide.compositor import Compositor, shop
from zsite.render.guide.runner import Told, Typeset, typeset

DRAWING = "\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\""


def waiting() -> Compositor:
    """The process that waits for the next document."""
    found = shop(os.getpid()).idle
    assert found
    return found


def test_only_the_fonts_that_are_given_are_there() -> None:
    plain = typeset({"main.typ": b'#set text(font: "Noto Sans CJK SC")\nA'}, [], 0, standards=())
    assert not plain.pdf or b"FontFile" not in plain.pdf
    assert set_in_type("A 文").pdf


@pytest.mark.parametrize(
    "source",
    [
        '#read("/etc/passwd")',
        '#read("../../../../../../etc/passwd")',
        '#image("https://example.org/a.png")',
        '#import "@preview/cetz:0.3.4": *',
        '#include "file:///etc/passwd"',
    ],
)
def test_nothing_outside_is_read(source: str) -> None:
    made = set_in_type(source)
    assert made.pdf == b""
    assert made.errors


def test_a_package_is_not_fetched() -> None:
    (told,) = set_in_type('#import "@preview/cetz:0.3.4": *').errors
    assert "package" in told.message
    assert not list(Path.home().glob(".cache/typst/packages/preview/cetz*"))


def test_a_staged_path_cannot_lead_out() -> None:
    with pytest.raises(ValueError, match="leads out"):
        typeset({"main.typ": b"", "../x": b""}, [SHIPPED], 0)


def test_what_runs_too_long_is_stopped() -> None:
    loop = "for i in range(90000) { for j in range(90000) { x += 1 } }"
    endless = f"#let f() = {{ let x = 0; {loop}; x }}\n#f()"
    made = typeset({"main.typ": endless.encode()}, [SHIPPED], 0, seconds=1)
    assert made.errors == (Told("time"),)


def test_what_takes_too_much_memory_is_stopped() -> None:
    large = '#let a = "x" * 100000000\n#let b = range(60).map(i => a + str(i))\n#b.len()'
    made = typeset({"main.typ": large.encode()}, [SHIPPED], 0, memory=1 << 30)
    assert [told.message for told in made.errors] == ["memory"]


def test_time_and_memory_are_problems_in_words() -> None:
    about = {"path": "downloads/a.pdf", "template": "t", "files": {}}
    for why in ("time", "memory"):
        (found,) = refusals.problems(Typeset(b"", (Told(why),)), {"main.typ": b""}, about)
        assert found.id == f"guide-{why}"


def test_the_same_files_give_the_same_bytes() -> None:
    assert set_in_type("= A\n文字", tagged=True).pdf == set_in_type("= A\n文字", tagged=True).pdf


@pytest.mark.parametrize(
    ("source", "said"),
    [("= A\n=== B", "heading level"), ("= A\n#rect()\n#image(bytes(DRAWING))", "alt")],
)
def test_what_an_accessible_document_may_not_be_is_refused_with_its_line(
    source: str, said: str
) -> None:
    made = set_in_type(source.replace("DRAWING", DRAWING), tagged=True)
    assert said in made.errors[0].message
    assert made.errors[0].line >= 5


def test_a_process_that_is_kept_sets_the_same_pages() -> None:
    fresh = set_in_type("= A\n文字", tagged=True).pdf
    kept = waiting()
    set_in_type("= B\n#let x = 1\n另一份文字", tagged=True)
    assert set_in_type("= A\n文字", tagged=True).pdf == fresh
    assert waiting() is kept


def test_what_fails_only_in_a_process_that_was_used_is_tried_in_a_new_one() -> None:
    set_in_type("A")
    kept = waiting()
    kept._process.kill()
    assert set_in_type("= A\n文字", tagged=True).pdf
    assert waiting() is not kept


def test_a_process_that_is_let_go_leaves_nothing_behind() -> None:
    set_in_type("A")
    kept = waiting()
    assert Path(kept._folder).is_dir()
    shop(os.getpid()).close()
    assert not Path(kept._folder).exists()


def test_a_forked_process_has_one_of_its_own() -> None:
    set_in_type("A")
    kept = waiting()
    pages = list(parallel.run(lambda text: set_in_type(text).pdf, ["A", "B", "C", "D"], 2))
    assert all(pages)
    assert pages[0] == set_in_type("A").pdf
    assert waiting() is kept
