"""Writes what the docs say of kinds, fields, settings and problems: `python docs/fields.py`."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from zsite.check.order import sentences
from zsite.check.registry import CHECKS, GROUPS, rule_text
from zsite.config import settings
from zsite.content.declarations import built_in, declared_fields
from zsite.content.documents import parse, plain
from zsite.content.kinds import Field
from zsite.problems import catalogue

DOCS = Path(__file__).resolve().parent
WORDS: dict[str, Any] = tomllib.loads((DOCS / "fields.toml").read_text("utf-8"))
MARKS = "<!-- settings: made by docs/fields.py -->\n\n", "\n<!-- end of settings -->\n"
ASKED = "or_text", "many", "required", "recommended", "internal"


def pages() -> dict[Path, str]:
    """The text of every file that is made, or made in part, from the declarations."""
    made: dict[Path, str] = {}
    for w, folder in ((WORDS["en"], DOCS), (WORDS["zh"], DOCS / "zh")):
        made |= {folder / "fields.md": fields_page(w), folder / "problems.md": problems_page(w)}
        made[folder / "check.md"] = checks_page(folder / "check.md", w)
        before, mark, rest = (folder / "configuration.md").read_text("utf-8").partition(MARKS[0])
        after = "".join(rest.partition(MARKS[1])[1:])
        made[folder / "configuration.md"] = before + mark + field_table(settings(), w) + after
    return made


def fields_page(w: Any) -> str:
    declared = (files("zsite") / "content" / "kinds" / "common.yaml").read_text("utf-8")
    common = declared_fields(plain(parse("common.yaml", declared).root)["fields"])
    parts = [w["fields_head"]]
    for name, kind in built_in().items():
        own = [field for field in kind.fields if field not in common]
        parts.append(f"## {kind.label[w['lang']]} (`{name}`)\n\n{field_table(own, w)}")
    return "\n".join([*parts, f"## {w['common']}\n\n{field_table(common, w)}"])


def problems_page(w: Any) -> str:
    rows = []
    for id, of in sorted(catalogue().items()):
        if "group" in of:  # a check, in check.md
            continue
        texts = of[w["lang"]], of.get("hint", {}).get(w["lang"], "")
        rows.append([f"`{id}`", w[of["severity"]], *map(escaped, texts)])
    return str(w["problems_head"]) + table(w["problem_heads"], rows)


def checks_page(path: Path, w: Any) -> str:
    """The page with a table of every check for each group, and every rule, at its end."""
    parts = [path.read_text("utf-8").partition(MARKS[0])[0] + MARKS[0].rstrip()]
    language = w["lang"]
    for group in GROUPS:
        rows = [
            [
                f"`{check.id}`",
                w[catalogue()[check.id]["severity"]],
                escaped(check.title(language)),
                escaped(rule_text(check.rule, language)),
            ]
            for check in CHECKS
            if check.group == group
        ]
        if rows:
            title = sentences()[group][language]
            parts.append(f"### {title} (`{group}`)\n\n{table(w['check_heads'], rows)}".rstrip())
    return "\n\n".join(parts) + "\n"


def field_table(fields: Iterable[Field], w: Any) -> str:
    return table(w["heads"], rows_of(fields, w))


def rows_of(
    fields: Iterable[Field], w: Any, name: str = "", label: str = ""
) -> Iterator[list[str]]:
    for field in fields:
        names = [f"`{name}{field.name}`", label + field.label["zh"]]
        kind = [w["types"].get(field.type, field.type), f"`{field.to}/`" if field.to else ""]
        kind += [w[key] for key in ASKED if getattr(field, key)]
        yield [*names[:: w["order"]], " ".join(filter(None, kind)), about(field, w)]
        yield from rows_of(field.fields, w, f"{name}{field.name}.", f"{names[1]}.")


def about(field: Field, w: Any) -> str:
    more = {key: getattr(field, key) or () for key in ("spelled", "plausible", "computed")}
    more["choices"] = [of.get(w["lang"], key) for key, of in field.choices.items()]
    more["limit"] = [f"{lang} {most}" for lang, most in field.limit.items()]
    more["pattern"] = [f"`{field.pattern}`"] if field.pattern else []
    found = [w[key] + w["colon"] + w["comma"].join(texts) for key, texts in more.items() if texts]
    own = field.label["en"] if w["lang"] == "en" else ""
    return str(w["stop"]).join(filter(None, [own, escaped(field.help.get(w["lang"], "")), *found]))


def table(heads: list[str], rows: Iterable[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def escaped(text: str) -> str:
    return re.sub(r"(`[^`]*`)|([*_<|\[\]])", lambda m: m[1] or "\\" + m[2], text)


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, "utf-8")
