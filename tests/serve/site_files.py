"""A small site with the shipped theme: a county, a bureau, and projects with texts."""

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]
CONFIGURATION = """\
title: {{zh: 投资云泽, en: Invest in Yunze}}
url: {url}
contact: bureau
problems: {{missing-recommended: ignore, missing-field: ignore}}
"""
BUREAU = """\
type: 招商局
org: {zh: 招商局, en: Investment bureau}
office_phone: 0000-0000000
reviewed_on: 2026-10-01
"""
PROJECT = """\
code: YZ-{number:03}
name: {{zh: 项目{number}, en: Project {number}}}
summary: {{zh: 第{number}个项目, en: Number {number}}}
owner: bureau
total_investment: {number}亿元
stage: 招商中
contacts: [bureau]
"""
GUIDES = """\
guides:
  - {name: flyers, product: flyer}
  - {name: book, product: handbook, title: {zh: 项目手册, en: Book of projects}}
"""
SEEN = "content/projects/p1/project.yaml"


def small(root: Path, projects: int = 3, url: str = "https://yunze.example") -> Path:
    """The site, written into a new folder."""
    write(root, "zsite.yaml", CONFIGURATION.format(url=url))
    write(root, "content/contacts/bureau.yaml", BUREAU)
    for number in range(1, projects + 1):
        folder = f"content/projects/p{number}"
        write(root, f"{folder}/project.yaml", PROJECT.format(number=number))
        for lang, text in (("zh", "正文。\n\n" * 60), ("en", "Text.\n\n" * 60)):
            write(root, f"{folder}/body.{lang}.md", text)
    write(root, "internal/projects/p1.yaml", "investor: 机密公司\n")
    return root


def with_own_theme(root: Path) -> Path:
    """The same with a copy of the default theme in the project, which can be edited."""
    shutil.copytree(ROOT / "themes/default", root / "themes/default")
    return root


def with_guides(root: Path) -> Path:
    """The same with flyers and a handbook."""
    with (root / "zsite.yaml").open("a", encoding="utf-8") as settings:
        settings.write(GUIDES)
    return root


def write(root: Path, path: str, text: str) -> None:
    """A file of the project, as an editor writes it: beside, then in its place."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.tmp")
    beside.write_text(text, "utf-8")
    beside.replace(file)
