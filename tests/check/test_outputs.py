"""What comes out of a check: sections, the page to forward, the work list, data, exit statuses."""

import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook
from sites import AS_OF, county, ids, inspected

from zsite.check import paper, worklist
from zsite.check.order import ORDER, sections, sentences
from zsite.check.registry import CHECKS, GROUPS, group_of, rule_text, rules
from zsite.cli.commands import cli
from zsite.ship.sheets import workbook

FAULTS = {
    "content/news/first.zh.md": "联系人身份证110101199003077571，投资××万元。果汁項目。",
    "content/projects/juice.yaml": [["fixed_investment: 1.5亿元", "fixed_investment: 15亿元"]],
    "content/policies/growth.zh.md": "重大项目一企一策。",
}


def called(root: Path, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["check", "--root", str(root), "--as-of", AS_OF, *arguments])
    return done.exit_code, done.output


def test_what_must_not_be_published_comes_first(tmp_path: Path) -> None:
    found = sections(inspected(county(tmp_path, FAULTS)).problems)
    assert [each.name for each in found] == [name for name in ORDER if name in dict.fromkeys(
        each.name for each in found)]  # fmt: skip
    assert found[0].name == "publish" and "privacy-id-number" in found[0].found
    assert {"legal", "offices", "wording"} <= {each.name for each in found}


def test_every_section_and_group_and_rule_has_words_in_both_languages() -> None:
    for name in (*ORDER, *GROUPS):
        assert sentences()[name].keys() == {"zh", "en"}
    for name, said in sentences().items():
        facts = [sorted(re.findall(r"\{\w+\}", said[language])) for language in ("zh", "en")]
        assert facts[0] == facts[1], name
    for check in CHECKS:
        document, _, clause = check.rule.partition("/")
        assert check.group in GROUPS
        assert not clause or clause in rules()[document]["clause"], check.id
        assert rule_text(check.rule, "zh") != rule_text(check.rule, "en")
    used = {check.rule.partition("/")[0] for check in CHECKS}
    assert used <= rules().keys()
    assert {check.group for check in CHECKS} == set(GROUPS)


def test_wording_of_policies_is_for_legal_and_never_called_illegal() -> None:
    from zsite.problems import catalogue

    fair = [check for check in CHECKS if check.id.startswith("fair-")]
    assert len(fair) >= 9
    for check in fair:
        about = catalogue()[check.id]
        said = json.dumps(about, ensure_ascii=False).lower()
        assert "legal" in about["hint"]["en"] and "法务" in about["hint"]["zh"]
        assert "illegal" not in said and "违法" not in said and "违规" not in said
        assert rules()[check.rule.partition("/")[0]]["date"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_holds_everything_and_loads_nothing(tmp_path: Path, language: str) -> None:
    found = inspected(county(tmp_path, FAULTS))
    page = paper.page(found, "青禾<县>", language)
    assert "青禾&lt;县&gt;" in page and "<script" not in page
    assert not re.search(r"https?:|src=|url\(|@import", page)
    assert page.count("<article") == len(set(ids(found)))
    assert page.count("<tr>") == len(found.problems)
    assert "110101199003077571" not in page and "110***********7571" in page


def test_the_work_list_has_a_sheet_for_each_office_and_no_formulas(tmp_path: Path) -> None:
    files = {**FAULTS, "content/news/first.yaml": [["{zh: 果汁项目发布", '{zh: "=1+1××"']]}
    found = inspected(county(tmp_path, files))
    sheets = worklist.sheets(found, "zh")
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(sheets)))
    assert book.sheet_names[0] == "全部" and "青禾县投资促进中心" in book.sheet_names
    rows = book.get_sheet_by_name("全部").to_python()
    assert len(rows) == len(found.problems) + 1 and rows[0][-2:] == ["答复", "完成日期"]
    assert any("=1+1××" in str(cell) for row in rows for cell in row)
    assert sum(len(some) - 1 for some in sheets.values()) == 2 * len(found.problems)
    assert all(len(name) <= 31 for name in book.sheet_names)


def test_exit_statuses(tmp_path: Path) -> None:
    clean = county(tmp_path / "clean")
    assert called(clean)[0] == 0
    assert called(clean, "--fail-on", "note")[0] == 1
    warned = county(tmp_path / "warned", {"content/news/first.zh.md": "投资××万元。"})
    assert [called(warned)[0], called(warned, "--fail-on", "warning")[0]] == [0, 1]
    assert called(county(tmp_path / "grave", FAULTS))[0] == 1
    assert called(clean, "--only", "nonsense")[0] == 2


def test_files_and_data(tmp_path: Path) -> None:
    root = county(tmp_path / "site", FAULTS)
    page, book = tmp_path / "report.html", tmp_path / "list.xlsx"
    called(root, "--html", str(page), "--xlsx", str(book))
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>") and book.stat().st_size
    status, output = called(root, "--json", "--only", "policies")
    data = json.loads(output)
    assert status == 0 and data["as_of"] == AS_OF and data["forecast"]["vetoes"] == []
    assert {row["group"] for row in data["problems"]} == {"policies"}
    assert all(row["rule"] and row["message"] for row in data["problems"])
    assert called(root, "--html", str(tmp_path / "no" / "folder.html"))[0] == 1


def test_only_and_changed(tmp_path: Path) -> None:
    root = county(tmp_path, FAULTS)
    assert {group_of(id) for id in ids(inspected(root, only=("privacy",)))} == {"privacy"}
    assert set(ids(inspected(root, only=("text-placeholder",)))) == {"text-placeholder"}
    before = inspected(root)
    assert ids(inspected(root, changed=True)) == []
    (root / "content/news/first.zh.md").write_text("投资××万元。", "utf-8")
    after = inspected(root, changed=True)
    assert {each.problem.place.file for each in after.problems} <= {"content/news/first.zh.md"}
    assert "text-placeholder" in ids(after) and len(after.problems) < len(before.problems)


def test_severities_and_waivers_are_those_of_the_build(tmp_path: Path) -> None:
    waiver = (
        "problems: {text-placeholder: error, lang-mixed-scripts: ignore}\n"
        "waivers: [{problem: fair-one-firm, reason: 已审, until: 2026-12-31}]\ntheme: default"
    )
    root = county(tmp_path, {**FAULTS, "zsite.yaml": [["theme: default", waiver]]})
    found = {each.problem.id: each.severity for each in inspected(root).problems}
    assert found["text-placeholder"] == "error"
    assert "lang-mixed-scripts" not in found and "fair-one-firm" not in found
    assert "fair-one-firm" in ids(inspected(root, "2027-01-05"))


def test_the_forecast_says_when_the_first_column_falls_due(tmp_path: Path) -> None:
    root = county(tmp_path)
    now = inspected(root).forecast
    assert now and not now.vetoes and now.due == "2026-07-10" and now.column["zh"] == "招商动态"
    then = inspected(root, now.veto_due).forecast
    assert then and "gov-home-stale" in then.vetoes
    before = inspected(root, "2026-07-09").forecast
    assert before and not before.vetoes


def test_a_second_check_finds_the_same_and_one_after_a_change_what_changed(tmp_path: Path) -> None:
    root = county(tmp_path, FAULTS)
    first = inspected(root)
    assert inspected(root).problems == first.problems
    (root / "content/news/first.zh.md").write_text("果汁加工项目已经入库。", "utf-8")
    gone = {*ids(first)} - {*ids(inspected(root))}
    assert {"privacy-id-number", "text-placeholder", "lang-mixed-scripts"} <= gone


def test_check_changes_nothing_but_the_state(tmp_path: Path) -> None:
    root = county(tmp_path, FAULTS)
    before = {p: p.read_bytes() for p in root.rglob("*") if p.is_file()}
    inspected(root)
    after = {p: p.read_bytes() for p in root.rglob("*") if p.is_file() and ".zsite" not in p.parts}
    assert after == before
