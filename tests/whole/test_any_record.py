"""Whatever stands in the records, a build ends in pages or problems, never in a crash."""

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import tiny
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from zsite.content.declarations import built_in
from zsite.content.kinds import Field, Kind
from zsite.content.sources import decode
from zsite.problems import catalogue

KINDS = built_in()
ODD = st.recursive(
    st.none()
    | st.sampled_from(
        ["", "x", "3.5亿元", "200亩", "面议", "8–12 元/平方米·月", "20万吨/年", "是", "5%",
         "2026-03-02", "0000-0000000", "a@x.example", "https://x.example/", "[=name]",
         "[=title]", "[=benefits]", "[=parks/east.summary]", "[=images]", "<b>", "{{ x }}",
         "a, b", "east", "food", "../x.png", "[a](b)", "# h", "99999999999999999999", "-1",
         "1e9", "0571", "北纬", "\u202e", "“", "2026", "2026-03-02 09:30", "12:30", "view.png",
         "[=location.park]", "[=rows.0.price]"]
    ),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["zh", "en", "name", "file", "alt", "park", "year", "item", "price"]),
        inner,
        max_size=3,
    ),
    max_leaves=6,
)  # fmt: skip
SOUND: dict[str, list[Any]] = {
    "money": ["3.5亿元", "面议"], "area": ["200亩", "3平方公里"], "price": ["8–12 元/平方米·月"],
    "flag": ["是", "否"], "date": ["2026-03-02"], "month": ["2026-03"], "year": ["2026"],
    "datetime": ["2026-03-02 09:30"], "text": [{"zh": "甲[=name]", "en": "A"}, "乙"],
    "prose": [{"zh": "甲\n\n- 乙", "en": "*A*"}], "phone": ["0000-0000000"], "count": ["500人"],
    "email": ["a@x.example"], "url": ["https://x.example/"], "length": ["12公里"],
    "percent": ["5%"], "duration": ["5.5年"], "rate": ["20万吨/年"], "quantity": ["20万吨/年"],
    "integer": ["7"], "number": ["107.5"], "string": ["x"], "address": ["甲路1号"],
    "image": ["view.png", {"file": "view.png", "alt": "图"}], "file": ["view.png"],
}  # fmt: skip


LEAVE = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking whole sites takes minutes
)


def sound(field: Field) -> st.SearchStrategy[Any]:
    """What the field wants."""
    one: st.SearchStrategy[Any] = st.sampled_from(SOUND.get(field.type, ["x"]))
    if field.type == "choice":
        one = st.sampled_from(list(field.choices))
    elif field.type == "ref":
        one = st.just("one")
    elif field.type == "record":
        parts = {part.name: part for part in field.fields}
        needed = {name: sound(part) for name, part in parts.items() if part.required}
        others = {name: sound(part) for name, part in parts.items() if not part.required}
        one = st.fixed_dictionaries(needed, optional=others)
    return st.lists(one, min_size=1, max_size=3) if field.many else one


def values(field: Field) -> st.SearchStrategy[Any]:
    """Mostly what the field wants, sometimes anything."""
    return sound(field) | ODD


def records(kind: Kind, complete: bool) -> st.SearchStrategy[dict[str, Any]]:
    shown = [each for each in kind.fields if not each.internal and each.name != "aliases"]
    needed = {each.name: sound(each) for each in shown if each.required and complete}
    made = sound if complete else values
    others = {each.name: made(each) for each in shown if each.name not in needed}
    few = st.sets(st.sampled_from(sorted(others)), max_size=9)
    return few.flatmap(
        lambda names: st.fixed_dictionaries(needed | {name: others[name] for name in names})
    )


def sites(complete: bool) -> st.SearchStrategy[dict[str, dict[str, Any]]]:
    return st.fixed_dictionaries({name: records(kind, complete) for name, kind in KINDS.items()})


@given(sites(complete=False))
@LEAVE
def test_any_records_give_pages_or_problems(site: dict[str, dict[str, Any]]) -> None:
    build("plain", site)


@given(sites(complete=True))
@LEAVE
def test_the_default_theme_shows_whatever_complete_records_hold(
    site: dict[str, dict[str, Any]],
) -> None:
    build("default", site)


def build(theme: str, site: dict[str, dict[str, Any]]) -> None:
    """Every problem is only noted, so that the pages are made of what is left."""
    folder = Path(tempfile.mkdtemp())
    try:
        noted = dict.fromkeys((id for id in catalogue() if not grave(id)), "note")
        configuration = {
            "title": "x",
            "theme": theme,
            "url": "https://x.example",
            "problems": noted,
        }
        files = {"zsite.yaml": json.dumps(configuration)}
        for name, record in site.items():
            place = name if KINDS[name].single else f"{name}/one"
            files[f"content/{place}.yaml"] = json.dumps(record, ensure_ascii=False)
            files[f"content/{place}.zh.md"] = "[=name] [甲](../projects/one) ![乙](view.png)\n"
        root = tiny.write(folder, {**files, "content/projects/view.png": tiny.picture("red", 8, 8)})
        report = tiny.build(root)
        assert [p for p, severity in report.problems if severity == "error"] == []
        for path, data in tiny.output(root).items():
            if path.endswith(".html"):
                text, problems = decode(path, data)
                assert not problems
                assert "Undefined" not in text and "object at 0x" not in text
    finally:
        shutil.rmtree(folder)


def grave(id: str) -> bool:
    """Problems that no record can cause: those of templates, themes and the disk."""
    return id.startswith(("template-", "theme-", "strings-", "output-", "disk-", "path-"))
