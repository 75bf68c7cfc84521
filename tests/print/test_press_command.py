"""`zsite guide --press`: files for the printer from a whole small site, and never in the site."""

import json
import shutil
from pathlib import Path

import icc
import pytest
from small_pdfs import MM, opened, words

from zsite import session
from zsite.report import Pressing, Report, Wishes

SITE = {
    "zsite.yaml": """
title: {zh: 投资甲县, en: Invest in Jia}
url: https://jia.example
tagline: {zh: 桃园二十万亩, en: Twenty thousand mu of peaches}
languages: {zh: {tag: zh-Hans, path: "", label: 中文}}
identity: {owner: 甲县投资促进中心, phone: 0000-0000000}
print:
  press: {profile: printer/press.icc, binding: perfect, sheet_mm: 1.2}
guides:
  - {name: handbook, product: handbook}
  - {name: leaflet, product: flyer, press: {binding: saddle}}
""",
    "content/county.yaml": "name: 甲县\nas_of: 2025\n",
    "content/industries/fruit.yaml": "title: 果蔬食品\n",
    "content/projects/juice.yaml": """
title: 果汁项目
summary: 利用本地桃园
industry: fruit
stage: 招商中
total_investment: 1.2亿元
land: 60亩
mode: 合资
updated: 2026-10-01
""",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("county")
    for path, text in SITE.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    (root / "printer").mkdir()
    (root / "printer" / "press.icc").write_bytes(icc.press_profile())
    return root


def made(root: Path, *names: str, **wanted: bool) -> Report:
    wishes = Wishes("2026-11-24", workers=1)
    return session.press(root, wishes, Pressing(names, **({"press": True} | wanted)))


def ids(report: Report) -> set[str]:
    return {found.problem.id for found in report.problems}


def test_everything(site: Path) -> None:
    report = made(site, cover=True, booklet=True, preview=True)
    print(report.problems)
    for f in sorted((site/'press').rglob('*')): print(f, f.stat().st_size)
    assert 0
