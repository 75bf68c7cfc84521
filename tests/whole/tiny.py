"""A tiny portal with a theme of its own: entries of several kinds, zh and en, files, internal/."""

import io
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import Image

from zsite import session
from zsite.report import Report, Wishes

HERE = Path(__file__).parent
DAY = "2026-11-22"
Files = Mapping[str, "str | bytes"]


def picture(colour: str, width: int = 48, height: int = 32) -> bytes:
    """A PNG of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


def project(zh: str, en: str, **more: str) -> str:
    """A complete record of an invitation to invest; `more` replaces or adds lines."""
    lines = {
        "code": "YZ-001",
        "name": f"{{zh: {zh}, en: {en}}}",
        "summary": f"{{zh: {zh}招商, en: Invest in {en}}}",
        "industry": "food",
        "owner": "bureau",
        "location": "{park: east}",
        "content_scale": "{zh: 建设加工车间, en: Processing halls}",
        "total_investment": "3.5亿元",
        "fixed_investment": "2.6亿元",
        "land_area": "200亩",
        "cooperation_modes": "[独资]",
        "advantages": "[{zh: 靠近果园, en: Near the orchards}]",
        "stage": "招商中",
        "contacts": "[bureau]",
        "entered_on": "2026-03-02",
        "reviewed_on": "2026-10-15",
        **more,
    }
    return record(lines)


def news(zh: str, en: str, published: str) -> str:
    """A complete record of a piece of news."""
    lines = {
        "title": f"{{zh: {zh}, en: {en}}}",
        "column": "招商动态",
        "published": published,
        "summary": f"{{zh: 关于{zh}, en: About {en}}}",
        "source": "{zh: 本局, en: The bureau}",
    }
    return record(lines)


def policy(number: int, zh: str, en: str, start: str, end: str) -> str:
    """A complete record of a policy that is in force from one day to another."""
    lines = {
        "title": f"{{zh: {zh}, en: {en}}}",
        "summary": f"{{zh: {zh}要点, en: The points of {en}}}",
        "doc_no": f"某政发〔2026〕{number}号",
        "issuer": "[{zh: 县政府, en: County government}]",
        "issued_on": "2026-01-05",
        "effective_on": start,
        "expires_on": end,
        "status": "有效",
        "verified_on": "2026-10-01",
    }
    return record(lines)


def record(lines: Mapping[str, str]) -> str:
    """YAML of one line per field."""
    return "".join(f"{name}: {text}\n" for name, text in lines.items())


CONFIGURATION = """\
title: {zh: 投资云泽, en: Invest in Yunze}
url: https://yunze.example
theme: plain
contact: bureau
problems: {missing-recommended: ignore, missing-field: ignore}
"""

BUREAU = """\
type: 招商局
org: {zh: 招商局, en: Investment bureau}
office_phone: 0000-0000000
reviewed_on: 2026-10-01
"""

FOOD = """\
name: {zh: 食品, en: Food}
summary: {zh: 果蔬加工, en: Fruit and vegetables}
position: 主导产业
contacts: [bureau]
reviewed_on: 2026-10-01
"""

EAST = """\
name: {zh: 东区, en: East Zone}
summary: {zh: "可供[=available_land]", en: "[=available_land] available"}
level: 县级
kind: 工业园
planned_area: 3平方公里
available_land: 不少于1,200亩
available_as_of: 2026-09-30
leading_industries: [food]
admin_body: bureau
contacts: [bureau]
cover: {file: gate.png, alt: {zh: 大门, en: The gate}}
reviewed_on: 2026-10-01
"""

HALL = """\
name: {zh: 一号厂房, en: Hall 1}
kind: 标准厂房
area: 3000平方米
rent: 8–12 元/平方米·月
tenure: [出租]
status: 待租
contacts: [bureau]
reviewed_on: 2026-10-01
"""

JUICE_BODY = """\
## 项目

可供土地[=parks/east.available_land]，占地[=land_area]，见[东区](../../parks/east/park.yaml)。

![外景](view.png)

[附件](form.pdf)
"""

TINY: Files = {
    "zsite.yaml": CONFIGURATION,
    "content/contacts/bureau.yaml": BUREAU,
    "content/industries/food.yaml": FOOD,
    "content/parks/east/park.yaml": EAST,
    "content/parks/east/body.zh.md": "东区在县城东面。\n",
    "content/parks/east/body.en.md": "The zone lies east of the town.\n",
    "content/parks/east/gate.png": picture("red"),
    "content/parks/east/premises/hall.yaml": HALL,
    "content/projects/juice/project.yaml": project("果汁", "Juice", key="是"),
    "content/projects/juice/body.zh.md": JUICE_BODY,
    "content/projects/juice/body.en.md": "Juice on [=land_area].\n",
    "content/projects/juice/view.png": picture("green"),
    "content/projects/juice/form.pdf": b"%PDF-1.4 form",
    "content/projects/wine.yaml": project(
        "果酒", "Wine", code="YZ-002", total_investment="8000万元"
    ),
    "content/projects/wine.zh.md": "果酒[=total_investment]。\n",
    "content/policies/growth.yaml": policy(1, "促进办法", "Growth", "2026-01-01", "2026-12-31"),
    "content/news/opening.yaml": news("开工", "Opening", "2026-10-01 09:30"),
    "content/news/opening.zh.md": "今天开工。\n",
    "content/news/opening.en.md": "Work began today.\n",
    "content/pages/about.yaml": "title: {zh: 关于, en: About}\n",
    "content/pages/about.zh.md": "云泽县为虚构的县。\n",
    "content/pages/about.en.md": "Yunze is an invented county.\n",
    "internal/projects/juice.yaml": "investor: 某某公司\nofficer_mobile: 13800000000\n",
}


def write(root: Path, files: Files) -> Path:
    """The files in a folder, with the plain theme beside them."""
    shutil.copytree(HERE / "plain", root / "themes" / "plain", dirs_exist_ok=True)
    for name, data in files.items():
        put(root, name, data)
    return root


def put(root: Path, name: str, data: "str | bytes") -> None:
    """One file of a project."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)


def build(root: Path, as_of: str = DAY, **wishes: Any) -> Report:
    """What a fresh process would do."""
    return session.build(root, Wishes(as_of, **{"workers": 1, **wishes}))


def built(root: Path, as_of: str = DAY, **wishes: Any) -> Report:
    """Build, and see that it worked."""
    report = build(root, as_of, **wishes)
    assert report.totals is not None, report.problems
    return report


def made(report: Report) -> set[str]:
    """The paths that a build made."""
    assert report.totals is not None, report.problems
    return {path for path, _, _ in report.totals.made}


def output(root: Path, folder: str = "output") -> dict[str, bytes]:
    """The bytes of every file of the output."""
    top = root / folder
    files = (path for path in top.rglob("*") if path.is_file())
    return {path.relative_to(top).as_posix(): path.read_bytes() for path in files}


def page(root: Path, path: str) -> str:
    """The text of a page."""
    return (root / "output" / path).read_text("utf-8")


def ids(report: Report, *severities: str) -> list[str]:
    """The ids of the problems with these severities, or of all."""
    return [p.id for p, severity in report.problems if not severities or severity in severities]


def untouched(root: Path) -> dict[str, tuple[int, int]]:
    """What changes when a file is written again."""
    files = (path for path in root.rglob("*") if path.is_file())
    return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in files}
