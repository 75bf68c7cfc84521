"""The writer: the output becomes the plan, with reasons, and nothing is made without need."""

import os
import shutil
from pathlib import Path

import pytest
from small_site import (
    NEW,
    OLD,
    build,
    build_plan,
    built,
    contents,
    expected,
    page,
    page_again,
    plan,
    replaced,
    untouched,
    without_links,
)

from zsite.build import places
from zsite.build.artifact import Artifact, Lazy, artifact
from zsite.build.writer import Size, Written
from zsite.problems import Place, Problem, problem


def reasons(written: Written) -> dict[str, tuple[str, ...]]:
    return {made.path: made.reasons for made in written.made}


def test_a_first_build_makes_everything(tmp_path: Path) -> None:
    written = built(tmp_path, OLD)
    assert reasons(written) == dict.fromkeys(OLD, ("new",))
    assert (written.kept, written.removed, written.changed) == (0, (), True)


def test_nothing_changed_means_nothing_touched(tmp_path: Path) -> None:
    built(tmp_path, OLD)
    before = untouched(tmp_path / "output")
    written = built(tmp_path, OLD)
    assert (written.made, written.kept, written.changed) == ((), len(OLD), False)
    assert untouched(tmp_path / "output") == before


def test_only_what_differs_is_made_and_the_rest_keeps_its_inodes(tmp_path: Path) -> None:
    built(tmp_path, OLD)
    before = {path: (tmp_path / "output" / path).stat().st_ino for path in OLD}
    written = built(tmp_path, NEW)
    assert {made.path for made in written.made} == {"index.html", "gone/d"}
    assert written.removed == ("gone",)
    same = [p for p in OLD if p in NEW and (tmp_path / "output" / p).stat().st_ino == before[p]]
    assert same == ["zh/a.html", "zh/b.html", "en/deep/c.html"]


def test_both_trees_are_the_same_at_rest(tmp_path: Path) -> None:
    for files in (OLD, NEW, OLD, {}):
        built(tmp_path, files)
        assert contents(tmp_path / ".zsite/output.spare") == expected(files)


def test_explain_names_what_differs(tmp_path: Path) -> None:
    def planned(make: object = page, text: str = "x", language: str = "zh") -> list[Artifact]:
        return [artifact("a", make, text=text, language=language)]  # type: ignore[arg-type]

    def why(planned: list[Artifact], **options: object) -> tuple[str, ...]:
        written = build_plan(tmp_path, planned, explain=True, **options)
        assert isinstance(written, Written)
        return reasons(written).get("a", ())

    assert why(planned()) == ("new",)
    assert why(planned(text="y")) == ("text",)
    assert why(planned(text="z", language="en")) == ("language", "text")
    assert why(planned(text="z", language="en", make=page_again)) == ("make",)
    assert why(planned(text="z", language="en", make=page_again), code="d" * 32) == ("code",)
    assert why(planned(text="z", language="de", make=page_again)) == ("language", "code")
    assert why(planned(text="z", language="de", make=page_again)) == ()


def test_without_explain_inputs_are_just_inputs(tmp_path: Path) -> None:
    built(tmp_path, {"a": "1"})
    assert reasons(built(tmp_path, {"a": "2"})) == {"a": ("inputs",)}


def test_missing_and_tampered_files_are_made_again(tmp_path: Path) -> None:
    built(tmp_path, OLD)
    (tmp_path / "output/zh/a.html").unlink()
    (tmp_path / "output/zh/b.html").write_text("X")
    written = built(tmp_path, OLD)
    assert reasons(written) == {"zh/a.html": ("missing",), "zh/b.html": ("changed on disk",)}


def test_a_change_of_the_same_size_with_the_old_time_is_noticed(tmp_path: Path) -> None:
    built(tmp_path, OLD)
    target = tmp_path / "output/zh/b.html"
    seen = target.stat()
    target.write_text("X")
    os.utime(target, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert reasons(built(tmp_path, OLD)) == {"zh/b.html": ("changed on disk",)}


def test_a_touched_file_is_read_and_kept(tmp_path: Path) -> None:
    built(tmp_path, OLD)
    os.utime(tmp_path / "output/zh/b.html", ns=(1, 1))
    assert built(tmp_path, OLD).made == ()
    assert built(tmp_path, OLD).changed is False


def test_made_again_with_the_same_bytes_is_not_a_change(tmp_path: Path) -> None:
    built(tmp_path, OLD)
    before = untouched(tmp_path / "output")
    written = built(tmp_path, OLD, code="e" * 32)
    assert reasons(written) == dict.fromkeys(OLD, ("code",))
    assert written.changed is False
    assert untouched(tmp_path / "output") == before
    assert built(tmp_path, OLD, code="e" * 32).made == ()


def test_a_lost_store_costs_time_only(tmp_path: Path) -> None:
    built(tmp_path, OLD)
    before = untouched(tmp_path / "output")
    (tmp_path / ".zsite/store.sqlite").unlink()
    assert built(tmp_path, OLD).changed is False
    assert untouched(tmp_path / "output") == before


def test_what_is_not_planned_goes(tmp_path: Path) -> None:
    built(tmp_path, OLD)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_text("mine")
    output = tmp_path / "output"
    (output / "foreign").write_text("x")
    (output / "empty/folder").mkdir(parents=True)
    (output / "link").symlink_to(outside)
    shutil.rmtree(output / "zh")
    (output / "zh").symlink_to(outside)
    written = built(tmp_path, OLD)
    assert written.removed == ("foreign", "link", "zh")
    assert contents(outside) == {"precious": b"mine"}


def test_sizes_are_per_group(tmp_path: Path) -> None:
    planned = [
        artifact("a", page, group="page", text="aa", language=""),
        artifact("b", page, group="page", text="b", language=""),
        artifact("c", page, group="feed", text="cccc", language=""),
    ]
    written = build_plan(tmp_path, planned)
    assert isinstance(written, Written)
    assert written.sizes == {"page": Size(2, 3), "feed": Size(1, 4)}


def test_progress_counts_what_is_made(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    built(tmp_path, OLD, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(done, len(OLD)) for done in range(1, len(OLD) + 1)]


def loaded(value: bytes) -> bytes:
    return value


def test_a_lazy_input_is_fetched_only_for_making(tmp_path: Path) -> None:
    fetched: list[str] = []

    def fetch() -> bytes:
        fetched.append("once")
        return b"lazy"

    planned = [artifact("a", loaded, value=Lazy("1" * 32, fetch))]
    for _ in range(3):
        assert isinstance(build_plan(tmp_path, planned), Written)
    assert fetched == ["once"]
    assert contents(tmp_path / "output") == {"a": b"lazy"}


def broken(name: str) -> Problem:
    return problem("broken", Place(name))


def test_problems_of_making_end_the_build_and_all_are_told(tmp_path: Path) -> None:
    built(tmp_path, OLD)
    planned = [
        artifact("1", broken, name="one"),
        *plan(NEW),
        artifact("2", broken, name="two"),
    ]
    for workers in (1, 2):
        result = build_plan(tmp_path, planned, workers=workers)
        assert result == [problem("broken", Place("one")), problem("broken", Place("two"))]
        assert contents(tmp_path / "output") == expected(OLD)


def crashing(name: str) -> bytes:
    raise ZeroDivisionError(name)


def test_a_bug_in_making_names_the_file_and_the_old_site_stands(tmp_path: Path) -> None:
    built(tmp_path, OLD)
    with pytest.raises(ZeroDivisionError, match="oh") as caught:
        build_plan(tmp_path, [*plan(NEW), artifact("x/y", crashing, name="oh")])
    assert "x/y" in str(caught.value.__notes__)
    assert contents(tmp_path / "output") == expected(OLD)


def test_somebody_elses_folder_is_refused_and_adopted_when_told_to(tmp_path: Path) -> None:
    output = tmp_path / "output"
    output.mkdir()
    (output / "thesis.txt").write_text("ten years")
    assert build(tmp_path, OLD) == [problem("output-not-ours", Place("output"), path="thesis.txt")]
    (output / "thesis.txt").rename(output / "index.html")
    assert build(tmp_path, OLD) == [problem("output-not-ours", Place("output"), path="index.html")]
    assert contents(output) == {"index.html": b"ten years"}
    assert built(tmp_path, OLD, adopt=True).removed == ()


def test_an_empty_folder_and_one_with_the_same_site_are_taken(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    built(tmp_path, OLD)
    shutil.rmtree(tmp_path / ".zsite")
    built(tmp_path, OLD)
    built(tmp_path, NEW)


def test_a_copied_project_goes_on(tmp_path: Path) -> None:
    built(tmp_path / "one", OLD)
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    assert built(tmp_path / "two", OLD).made == ()
    shutil.copytree(tmp_path / "one", tmp_path / "three")
    assert len(built(tmp_path / "three", NEW).made) == 2


def test_a_foreign_file_in_a_copied_project_is_not_lost(tmp_path: Path) -> None:
    built(tmp_path / "one", OLD)
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    (tmp_path / "two/output/mine").write_text("mine")
    problems = [problem("output-not-ours", Place("output"), path="mine")]
    assert build(tmp_path / "two", OLD) == problems


@pytest.mark.parametrize("name", ["output", ".zsite"])
def test_a_link_or_a_file_is_no_folder_to_build_in(tmp_path: Path, name: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "x").write_text("x")
    ids = {"output": "output-not-folder", ".zsite": "state-not-folder"}
    (tmp_path / name).symlink_to(elsewhere)
    assert build(tmp_path, OLD) == [problem(ids[name], Place(name))]
    assert contents(elsewhere) == {"x": b"x"}
    (tmp_path / name).unlink()
    (tmp_path / name).write_text("a file")
    assert build(tmp_path, OLD) == [problem(ids[name], Place(name))]


def test_a_spare_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "x").write_text("x")
    (tmp_path / ".zsite").mkdir()
    (tmp_path / ".zsite/output.spare").symlink_to(elsewhere)
    built(tmp_path, OLD)
    built(tmp_path, NEW)
    assert contents(elsewhere) == {"x": b"x"}


def test_the_project_itself_is_no_output(tmp_path: Path) -> None:
    for output in (tmp_path, tmp_path.parent, tmp_path / ".zsite"):
        result = build(tmp_path, OLD, output=output)
        assert isinstance(result, list)
        assert [p.id for p in result] == ["output-holds-project"]


def test_a_mounted_disk_cannot_be_swapped(tmp_path: Path) -> None:
    built(tmp_path, OLD)
    with replaced(places, _device=lambda folder: folder.name == "output"):
        assert build(tmp_path, NEW) == [problem("output-is-mount-point", Place("output"))]
    assert contents(tmp_path / "output") == expected(OLD)


def test_unsafe_plans_touch_nothing(tmp_path: Path) -> None:
    built(tmp_path, OLD)
    result = build(tmp_path, {**NEW, "../escape": "x"})
    assert isinstance(result, list)
    assert [p.id for p in result] == ["path-unsafe"]
    assert contents(tmp_path / "output") == expected(OLD)
    assert not (tmp_path / "escape").exists()


def test_a_preview_has_a_spare_of_its_own(tmp_path: Path) -> None:
    built(tmp_path, OLD)
    before = untouched(tmp_path / "output")
    preview = tmp_path / ".zsite/preview"
    for files in (NEW, OLD, NEW):
        assert isinstance(build(tmp_path, files, output=preview), Written)
        assert contents(preview) == expected(files)
    assert untouched(tmp_path / "output") == before
    assert built(tmp_path, OLD).made == ()


def test_without_links_only_the_difference_is_copied(tmp_path: Path) -> None:
    with without_links():
        built(tmp_path, OLD)
        built(tmp_path, {**OLD, "new": "1"})
        spare = tmp_path / ".zsite/output.spare"
        before = {path: (spare / path).stat().st_ino for path in OLD}
        built(tmp_path, {**OLD, "new": "2"})
        output = tmp_path / "output"
        assert {path: (output / path).stat().st_ino for path in OLD} == before


def test_on_another_file_system_the_spare_is_beside_the_output(tmp_path: Path) -> None:
    other = Path("/dev/shm")
    if not other.is_dir() or other.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is only one file system here")
    home = other / f"zsite-test-{os.getpid()}"
    home.mkdir()
    try:
        for files in (OLD, NEW, NEW, OLD):
            assert isinstance(build(tmp_path, files, output=home / "site"), Written)
            assert contents(home / "site") == expected(files)
            assert sorted(p.name for p in home.iterdir()) == [".site.zsite-spare", "site"]
    finally:
        shutil.rmtree(home)


def test_many_artifacts_in_several_processes(tmp_path: Path) -> None:
    files = {f"{n % 7}/{n}.html": str(n) * 50 for n in range(1200)}
    built(tmp_path, files, workers=3)
    assert built(tmp_path, files, workers=3, code="f" * 32).changed is False
