"""Write the benchmark's portal as a zsite project.

python bench/portal.py FOLDER [--entries 500]
"""

import argparse
import shutil
from pathlib import Path

from county import BOTH, CONTACTS, INDUSTRIES, PARKS, News, Project, Text, news, projects
from prose import body

CONFIG = """\
title: {zh: 云泽县投资促进网, en: Invest in Yunze}
url: https://www.yunze.example/
notice: {zh: 本县为虚构, en: This county is invented}
default_language: zh
theme: portal
languages:
  zh: {tag: zh-Hans, path: "", label: 中文}
  en: {tag: en, path: en, label: English}
"""


def write_zsite(root: Path, entries: int) -> None:
    """A zsite project of `entries` projects, two languages each, in the empty folder `root`."""
    content = root / "content"
    _put(root / "zsite.yaml", CONFIG)
    shutil.copytree(Path(__file__).parent / "zsite_theme", root / "themes" / "portal")
    for number, project in enumerate(projects(entries), start=1):
        folder = content / "projects" / project.id
        _put(folder / "project.yaml", _project(project))
        for lang in BOTH:
            text = body(lang, number, project.neighbours, lambda other: f"../{other}/")
            _put(folder / f"body.{lang}.md", text)
    for key, name in INDUSTRIES.items():
        _put(content / "industries" / f"{key}.yaml", _industry(name))
    for key, name in PARKS.items():
        _put(content / "parks" / f"{key}.yaml", _park(name))
    for key, name in CONTACTS.items():
        _put(content / "contacts" / f"{key}.yaml", _contact(name))
    for item in news():
        _put(content / "news" / f"{item.id}.yaml", _news(item))


def money(wan: int) -> str:
    """An amount of 万元 as an editor would write it: 3.5亿元, 8,600万元."""
    return f"{wan / 10_000:g}亿元" if wan >= 10_000 and wan % 100 == 0 else f"{wan:,}万元"


def _project(project: Project) -> str:
    """The title and fifteen more fields: the required ones, land and fixed investment."""
    return f"""\
code: {project.code}
name: {_both(project.name)}
summary: {_both(project.summary)}
industry: {project.industry}
owner: {project.owner}
location: {{park: {project.park}}}
content_scale: {_both(project.content_scale)}
advantages: [{_both(project.advantages)}]
land_area: {project.land_mu}亩
total_investment: {money(project.total_wan)}
fixed_investment: {money(project.fixed_wan)}
cooperation_modes: [{", ".join(project.modes)}]
stage: {project.stage}
contacts: [{project.contact}]
entered_on: {project.entered_on}
reviewed_on: {project.reviewed_on}
"""


def _industry(name: Text) -> str:
    return f"""\
name: {_both(name)}
summary: {_both({"zh": "本县重点发展的产业", "en": "An industry that the county promotes"})}
position: 主导产业
chain:
  - {{key: main, stage: 中游, name: {_both(name)}, status: 已有}}
contacts: [bureau-projects]
reviewed_on: 2026-10-15
"""


def _park(name: Text) -> str:
    return f"""\
name: {_both(name)}
summary: {_both({"zh": "县级工业园区", "en": "An industrial park of the county"})}
level: 县级
kind: 工业园区
planned_area: 300公顷
available_land: 1200亩
available_as_of: 2026-09-30
leading_industries: [food, glass]
admin_body: bureau-services
location: {{address: {_both({"zh": "云泽县", "en": "Yunze County"})}}}
infrastructure:
  - {{item: 道路, status: 已通}}
  - {{item: 供电, status: 已通}}
contacts: [bureau-services]
reviewed_on: 2026-10-15
"""


def _contact(name: Text) -> str:
    return f"""\
type: bureau
org: {_both(name)}
office_phone: "0000-0000000"
reviewed_on: 2026-10-15
"""


def _news(item: News) -> str:
    return f"""\
title: {_both(item.title)}
column: 招商动态
published: {item.published} 09:00
summary: {_both(item.title)}
source: {_both(CONTACTS["commerce"])}
"""


def _both(text: Text) -> str:
    return f'{{zh: "{text["zh"]}", en: "{text["en"]}"}}'


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    """Write a project where the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--entries", type=int, default=500)
    options = parser.parse_args()
    write_zsite(options.folder, options.entries)


if __name__ == "__main__":
    main()
