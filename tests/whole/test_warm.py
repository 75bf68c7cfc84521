"""A process that stays builds what a clean one builds, and goes the short way when texts change."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest
import tiny

import zsite.warm
from zsite import pipeline, session
from zsite.report import Report, Wishes
from zsite.warm import Warm

BODY = "content/projects/juice/body.zh.md"
SOUND = [
    "一段。\n",
    "另一段，\n\n## 标题\n\n和第三段。\n",
    "见[东区](parks/east)和[=land_area]。\n",
    "\n\n见[东区](parks/east)，又见[=land_area]和[=total_investment]。\n",
    "# 一级标题\n\n文字。\n",
    "<script>alert(1)</script>文字\n",
    "[新闻](../../news/opening.yaml)\n",
]


@pytest.fixture(autouse=True)
def young() -> Iterator[None]:
    """Files here are all of this moment."""
    with mock.patch.object(zsite.warm, "LATELY", 0):
        yield


def build(root: Path, warm: Warm | None, day: str = tiny.DAY) -> Report:
    return session.build(root, Wishes(day, drafts=True, forgiving=True, workers=1), warm=warm)


def short(root: Path, warm: Warm, day: str = tiny.DAY) -> Report | None:
    """A build that must not go the long way; None when it wanted to."""
    long = RuntimeError("the long way")
    with mock.patch.object(pipeline, "build", side_effect=long):
        try:
            return build(root, warm, day)
        except RuntimeError as error:
            assert error is long
            return None


def equals_clean(root: Path, report: Report) -> None:
    clean = root.parent / "clean"
    shutil.copytree(root, clean, ignore=shutil.ignore_patterns("output", ".zsite"))
    assert build(clean, None).problems == report.problems
    assert tiny.output(clean) == tiny.output(root)
    shutil.rmtree(clean)


def settled(root: Path, warm: Warm) -> None:
    """Build until nothing around the content is of this very moment."""
    while short(root, warm) is None:
        build(root, warm)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tiny.write(tmp_path / "project", tiny.TINY)


def test_any_text_after_any_other(root: Path) -> None:
    warm = Warm()
    tiny.put(root, BODY, SOUND[0])
    build(root, warm)
    settled(root, warm)
    went = 0
    for text in (*SOUND, *SOUND[::2], *SOUND[::-3]):
        tiny.put(root, BODY, text)
        report = short(root, warm)
        went += report is not None
        equals_clean(root, report or build(root, warm))
    assert went > 3


def test_only_the_page_of_the_text_is_made(root: Path) -> None:
    warm = Warm()
    tiny.put(root, BODY, "一段。\n")
    build(root, warm)
    settled(root, warm)
    tiny.put(root, BODY, "另一段。\n")
    report = short(root, warm)
    assert report
    assert report.totals
    assert [path for path, *_ in report.totals.made] == ["projects/juice.html"]


@pytest.mark.parametrize(
    "text",
    ["[无](nowhere.pdf)\n", "[=no_such]\n", "[=parks/none.name]\n", "见[别处](parks/east)。\n"],
)
def test_errors_and_other_links_go_the_long_way(root: Path, text: str) -> None:
    warm = Warm()
    tiny.put(root, BODY, "一段。\n")
    build(root, warm)
    settled(root, warm)
    tiny.put(root, BODY, text)
    assert short(root, warm) is None
    equals_clean(root, build(root, warm))
    tiny.put(root, BODY, "好了。\n")
    equals_clean(root, build(root, warm))


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("content/projects/juice/project.yaml", "200亩", "300亩"),
        ("zsite.yaml", "投资云泽", "云泽投资"),
        ("themes/plain/detail.html", "<h1>", "<h1 class=x>"),
    ],
)
def test_whatever_else_changes_goes_the_long_way(root: Path, path: str, old: str, new: str) -> None:
    warm = Warm()
    build(root, warm)
    settled(root, warm)
    tiny.put(root, BODY, "一段。\n")
    file = root / path
    tiny.put(root, path, file.read_text("utf-8").replace(old, new, 1))
    assert short(root, warm) is None
    equals_clean(root, build(root, warm))


def test_another_day_goes_the_long_way(root: Path) -> None:
    warm = Warm()
    build(root, warm)
    settled(root, warm)
    assert short(root, warm, "2027-01-01") is None


def test_what_somebody_broke_in_the_output_is_mended_on_the_short_way(root: Path) -> None:
    warm = Warm()
    build(root, warm)
    settled(root, warm)
    page = root / "output/projects/juice.html"
    was = page.read_bytes()
    page.write_bytes(b"?")
    report = short(root, warm)
    assert report
    assert page.read_bytes() == was
