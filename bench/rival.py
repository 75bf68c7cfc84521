"""Write the benchmark's portal as a Hugo site: the same pages, facts and words as portal.py.

python bench/rival.py FOLDER [--entries 500]
"""

import argparse
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from county import BOTH, CONTACTS, INDUSTRIES, MODES, PARKS, STAGES, Project, news, projects
from prose import body

TEMPLATES = Path(__file__).parent / "hugo_site"


def write_hugo(root: Path, entries: int) -> None:
    """The Hugo site of `entries` projects in the empty folder `root`."""
    shutil.copytree(TEMPLATES, root, dirs_exist_ok=True)
    content = root / "content"
    sections = {"industries": INDUSTRIES, "parks": PARKS, "contacts": CONTACTS}
    for lang in BOTH:
        for number, project in enumerate(projects(entries), start=1):
            # Hugo's addresses name the file, as zsite's do, so these links need no look-up
            text = body(lang, number, project.neighbours, lambda other: f"{other}.html")
            _page(content / "projects" / f"{project.id}.{lang}.md", _project(project, lang), text)
        for section, names in sections.items():
            for key, name in names.items():
                _page(content / section / f"{key}.{lang}.md", {"title": name[lang]})
        for item in news():
            facts = {"title": item.title[lang], "date": item.published}
            _page(content / "news" / f"{item.id}.{lang}.md", facts)


def _project(project: Project, lang: str) -> dict[str, object]:
    """The front matter of one language: Hugo has no shared facts, so each language repeats them."""
    return {
        "title": project.name[lang],
        "code": project.code,
        "date": project.reviewed_on,
        "summary": project.summary[lang],
        "industry": project.industry,
        "owner": project.owner,
        "park": project.park,
        "content_scale": project.content_scale[lang],
        "advantages": project.advantages[lang],
        "land_mu": project.land_mu,
        "total_wan": project.total_wan,
        "fixed_wan": project.fixed_wan,
        "modes": [_choice(mode, MODES, lang) for mode in project.modes],
        "stage": _choice(project.stage, STAGES, lang),
        "contact": project.contact,
        "entered_on": project.entered_on,
    }


def _choice(key: str, english: dict[str, str], lang: str) -> str:
    return key if lang == "zh" else english[key]


def _page(path: Path, facts: Mapping[str, object], text: str = "") -> None:
    """A content file. TOML front matter, for Hugo reads it a seventh faster than YAML."""
    # these facts are texts, whole numbers and lists of texts, which JSON and TOML write alike
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items()]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["+++", *lines, "+++", text]), encoding="utf-8", newline="\n")


def main() -> None:
    """Write a site where the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--entries", type=int, default=500)
    options = parser.parse_args()
    write_hugo(options.folder, options.entries)


if __name__ == "__main__":
    main()
