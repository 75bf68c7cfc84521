"""In which order problems are to be dealt with: sections, and what a report says in them."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from zsite.check.registry import group_of
from zsite.problems import Found

_SECTION_OF_GROUP = {
    "privacy": "publish",
    "government": "inspection",
    "pages": "inspection",
    "policies": "legal",
    "records": "offices",
    "pool": "offices",
    "languages": "translation",
    "guide": "print",
}


class Section(NamedTuple):
    """Problems to be dealt with together: `name` is a key of `say`, ids in the order of gravity."""

    name: str
    found: Mapping[str, list[Found]]

    @property
    def size(self) -> int:
        """How many problems there are."""
        return sum(map(len, self.found.values()))


ORDER = ("publish", "inspection", "legal", "offices", "translation", "print", "wording", "later")


def sections(found: Iterable[Found]) -> list[Section]:
    """The sections that have something in them, what is to be done first at the top."""
    made: dict[str, dict[str, list[Found]]] = {name: {} for name in ORDER}
    for each in found:
        made[_section(each)].setdefault(each.problem.id, []).append(each)
    return [Section(name, ids) for name, ids in made.items() if ids]


def _section(found: Found) -> str:
    if found.severity == "error":
        return "publish"
    if found.severity == "note":
        return "later"
    if found.problem.id.startswith("policy-"):
        return "offices"
    return _SECTION_OF_GROUP.get(group_of(found.problem.id), "wording")


@cache
def sentences() -> Mapping[str, Mapping[str, str]]:
    """What reports say, in both languages."""
    return tomllib.loads((files("zsite") / "check" / "words.toml").read_text("utf-8"))


def say(name: str, language: str, **facts: object) -> str:
    """A sentence with its facts."""
    return sentences()[name][language].format(**facts)
