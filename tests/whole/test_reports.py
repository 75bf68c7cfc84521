"""What people are told: in their language, with the line, all at once, and with a plain status."""

import json
import re
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest
import tiny
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from zsite.cli.commands import cli
from zsite.cli.present import excerpt, width
from zsite.problems import Place

BROKEN = {
    "content/projects/juice/project.yaml": tiny.project(
        "果汁", "Juice", total_investment="3.5", land_area="很大", parc="east", industry="fod"
    ),
    "content/contacts/bureau.yaml": tiny.BUREAU + "邮箱： a@b.example\n",
    "content/parks/east/body.zh.md": "见[无](nowhere.pdf)与[=nothing]。\n",
    "content/news/opening.yaml": "title: [\n",
    "content/none.txt": "?",
    "zsite.yaml": tiny.CONFIGURATION + "colour: red\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tiny.write(tmp_path, tiny.TINY)


def run(root: Path, *more: str) -> Result:
    return CliRunner().invoke(cli, ["build", "--root", str(root), "--as-of", tiny.DAY, *more])


def broken(root: Path) -> Path:
    for name, data in BROKEN.items():
        tiny.put(root, name, data)
    return root


def heads(text: str) -> list[str]:
    """The first line of each problem."""
    return [line for line in text.splitlines() if re.search(r"\[[a-z-]+\]$", line)]


def test_a_sound_project_builds_and_says_how_much(root: Path) -> None:
    result = run(root, "--lang", "en")
    assert result.exit_code == 0
    files = len(tiny.output(root))
    assert f"{files} made, 0 kept, 0 removed" in result.stdout
    assert "The next status changes on 2027-01-01" in result.stdout
    again = run(root, "--lang", "zh")
    assert f"重做0个，保留{files}个，删除0个" in again.stdout


def test_all_problems_at_once_each_with_file_line_and_remedy(root: Path) -> None:
    result = run(broken(root), "--lang", "en", "--all")
    assert result.exit_code == 1
    shown = heads(result.stderr)
    for name in BROKEN:
        assert any(line.startswith(name) for line in shown), name
    errors = [line for line in shown if ": error: " in line]
    assert any(re.match(r"content/projects/juice/project.yaml:8:\d+: error: ", x) for x in errors)
    assert result.stderr.count("    → ") >= len(errors)
    assert "Traceback" not in result.output


def test_problems_are_told_in_chinese_and_in_english(root: Path) -> None:
    broken(root)
    english, chinese = (run(root, "--lang", lang, "--all").stderr for lang in ("en", "zh"))
    places = [re.match(r"[^ ]*: |", line) for line in heads(english)]
    assert places == places and len(heads(english)) == len(heads(chinese)) > 6
    assert [x.rpartition("[")[2] for x in heads(english)] == [
        x.rpartition("[")[2] for x in heads(chinese)
    ]
    assert all(": 错误: " in x or ": 警告: " in x or ": 提示: " in x for x in heads(chinese))


def test_the_old_output_stands_on_errors_and_is_replaced_when_they_are_mended(root: Path) -> None:
    tiny.built(root)
    stood, touched = tiny.output(root), tiny.untouched(root / "output")
    broken(root)
    result = run(root, "--lang", "en")
    assert result.exit_code == 1
    assert "the old output/ stands" in result.stdout
    assert tiny.untouched(root / "output") == touched
    for name in BROKEN:
        if name in tiny.TINY:
            tiny.put(root, name, tiny.TINY[name])
        else:
            (root / name).unlink()
    assert run(root).exit_code == 0
    assert tiny.output(root) == stood


@pytest.mark.parametrize("setting", ["theme: nowhere\n", "title: {\n", "- a\n", ""])
def test_a_configuration_that_cannot_be_used_leaves_the_output(root: Path, setting: str) -> None:
    tiny.built(root)
    stood = tiny.untouched(root / "output")
    tiny.put(root, "zsite.yaml", setting)
    result = run(root, "--lang", "en")
    assert result.exit_code == 1
    assert "zsite.yaml" in result.stderr
    assert tiny.untouched(root / "output") == stood


def test_a_folder_without_a_project_is_told_so(tmp_path: Path) -> None:
    result = run(tmp_path, "--lang", "en")
    assert (result.exit_code, list(tmp_path.iterdir())) == (1, [])
    assert "[no-config]" in result.stderr


def test_quiet_says_nothing_when_all_is_well_and_problems_otherwise(root: Path) -> None:
    sound = run(root, "--quiet")
    assert (sound.exit_code, sound.stdout) == (0, "")
    assert "果汁" not in sound.stderr
    result = run(broken(root), "--quiet", "--lang", "zh")
    assert result.exit_code == 1
    assert "[unknown-field" in result.stderr


def test_json_is_one_object_with_everything(root: Path) -> None:
    sound = json.loads(run(root, "--json").stdout)
    assert sound["built"] is True
    assert {row[0] for row in sound["made"]} == tiny.output(root).keys()
    result = run(broken(root), "--json", "--lang", "en")
    data = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (data["built"], data["made"], data["removed"]) == (False, [], [])
    for row in data["problems"]:
        assert {
            "id",
            "severity",
            "file",
            "line",
            "column",
            "field",
            "facts",
            "message",
            "hint",
            "excerpt",
        } <= row.keys()
        assert row["message"] and "{" not in row["message"].replace("{title", "")
    severities = [row["severity"] for row in data["problems"]]
    assert severities == sorted(severities, key=["error", "warning", "note"].index)


def test_notes_are_shown_only_when_asked_for(root: Path) -> None:
    text = tiny.CONFIGURATION.replace("missing-recommended: ignore, ", "")
    tiny.put(root, "zsite.yaml", text)
    few, all_of_them = run(root, "--lang", "en").stderr, run(root, "--lang", "en", "--all").stderr
    assert "[missing-recommended]" not in few
    assert "[missing-recommended]" in all_of_them
    assert few.splitlines()[-1] == all_of_them.splitlines()[-1]


def test_many_of_one_kind_are_cut_short_and_counted(root: Path) -> None:
    for number in range(30):
        tiny.put(root, f"content/faqs/q{number}.yaml", "nonsense: 1\n")
    shown = run(root, "--lang", "en").stderr
    assert len([x for x in heads(shown) if "[unknown-field]" in x and "--all" not in x]) == 10
    assert "… and 20 more of [unknown-field]" in shown
    assert "Errors: 30" in shown
    everything = run(root, "--lang", "en", "--all").stderr
    assert len([x for x in heads(everything) if "[unknown-field]" in x]) == 30


@pytest.mark.parametrize("text", ["soon", "2026-13-01", "20261", "2026"])
def test_a_day_that_is_none_is_refused(root: Path, text: str) -> None:
    result = CliRunner().invoke(cli, ["build", "--root", str(root), "--as-of", text, "--lang=en"])
    assert result.exit_code == 2
    assert f"“{text}” is not a day" in result.stderr


@pytest.mark.parametrize(
    ("epoch", "day"), [("1795881599", "2026-11-28"), ("1795881600", "2026-11-29"), ("x", "")]
)
def test_source_date_epoch_is_the_day_at_plus_eight(
    root: Path, monkeypatch: pytest.MonkeyPatch, epoch: str, day: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    policy = tiny.policy(1, "法", "Law", "2026-01-01", "2026-11-28")
    tiny.put(root, "content/policies/growth.yaml", policy)
    CliRunner().invoke(cli, ["build", "--root", str(root)])
    expired = "Expired" in tiny.page(root, "en/policies/growth.html")
    if day:
        assert expired == (day > "2026-11-28")


CASES = [
    ("name: {zh: 果汁, en: Juice", "果汁", "果汁"),
    ("a\tb: value", "value", "value"),
    ("项目名称：x", "：", "："),
    ("e\u0301clair: x", "x", "x"),
    ("全角，ＡＢＣ wide", "ＡＢＣ", "ＡＢＣ"),
]


@pytest.mark.parametrize(("line", "text", "marked"), CASES)
def test_carets_stand_under_what_is_meant(
    tmp_path: Path, line: str, text: str, marked: str
) -> None:
    plain = unicodedata.normalize("NFC", line)
    column = plain.index(text) + 1
    assert under_carets(tmp_path, line, column, len(text)) == marked


@given(
    before=st.text("a汉Ａ，é·ｱ 0", max_size=160),
    marked=st.text("b字Ｂ。", min_size=1, max_size=12),
    after=st.text("c后", max_size=60),
)
def test_carets_are_aligned_in_any_mixture_of_widths(
    tmp_path_factory: pytest.TempPathFactory, before: str, marked: str, after: str
) -> None:
    folder = tmp_path_factory.mktemp("line")
    line = unicodedata.normalize("NFC", before + marked + after)
    found = under_carets(folder, line, len(before) + 1, len(marked))
    assert marked.startswith(found) and found


def under_carets(folder: Path, line: str, column: int, length: int) -> str:
    """The text above the carets, by columns of a terminal."""
    (folder / "a.yaml").write_text(f"first: 1\n{line}\n", "utf-8")
    shown, carets = excerpt(folder, Place("a.yaml", 2, column, length))
    start, end = carets.index("^"), len(carets)
    at, found = 0, ""
    for character in shown:
        found += character if start <= at < end else ""
        at += width(character)
    return found


def test_nothing_of_an_internal_record_is_quoted(tmp_path: Path) -> None:
    tiny.put(tmp_path, "internal/projects/a.yaml", "investor: 某公司\n")
    assert list(excerpt(tmp_path, Place("internal/projects/a.yaml", 1, 1, 8))) == []


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8", "ZSITE_LANG": "zh"}, "zh"),
        ({"LC_ALL": "en_GB", "LANG": "zh_CN"}, "en"),
        ({}, "zh"),
    ],
)
def test_the_language_follows_the_environment(
    root: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], language: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "ZSITE_LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("Pages:" if language == "en" else "个页面") in run(root).stdout


def test_help_follows_the_language_that_is_asked_for() -> None:
    for asked in (["--lang=en"], ["--lang", "en"]):
        assert "Build the site" in in_a_process(["build", *asked, "--help"])
    assert "生成网站" in in_a_process(["build", "--lang=zh", "--help"])


def in_a_process(arguments: Sequence[str]) -> str:
    import subprocess

    command = [sys.executable, "-m", "zsite", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    return done.stdout
