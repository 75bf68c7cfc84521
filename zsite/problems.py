"""Problems are values: what is wrong, where, how grave it is, and what to do about it.

The words live in the `problems.toml` of the room that finds the problem, one table per id, in
English and Chinese; those of modules in no room, and those of checks, beside this file. Code names
an id, a place and the facts that the sentence needs; only the command line turns that into text.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

Severity = Literal["error", "warning", "note", "ignore"]
ROOMS = ("content", "site", "theme", "render", "build", "ship")  # the first that knows a problem
CATALOGUES = (*(f"{room}/problems.toml" for room in ROOMS), "problems.toml", "checks.toml")
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note", "ignore")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where: a file relative to the project with `/`, line and column from 1 (0: unknown)."""

    file: str = ""
    line: int = 0
    column: int = 0
    length: int = 0
    field: str = ""

    def __str__(self) -> str:
        numbers = [str(n) for n in (self.line, self.column) if n]
        return ":".join([self.file, *numbers])


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong; `facts` fill the sentence."""

    id: str
    place: Place = Place()
    facts: tuple[tuple[str, str], ...] = ()


class Words(NamedTuple):
    """A problem in one language: what is wrong, and what to do."""

    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Waiver:
    """A problem that a site accepts for now: where (file pattern, field), why and until when."""

    id: str
    file: str = "*"
    field: str = "*"
    reason: str = ""
    until: str = ""

    def covers(self, found: Problem) -> bool:
        """True when the waiver is about this problem."""
        return (
            self.id == found.id
            and fnmatchcase(found.place.file, self.file)
            and fnmatchcase(found.place.field, self.field)
        )


class Found(NamedTuple):
    """A problem with the severity that this site gives it."""

    problem: Problem
    severity: Severity


def problem(id: str, place: Place = Place(), **facts: object) -> Problem:
    """A problem with its facts as text."""
    return Problem(id, place, tuple((name, str(value)) for name, value in facts.items()))


@cache
def catalogue() -> Mapping[str, Mapping[str, Any]]:
    """Every problem id with its severity, words and hints, from all `CATALOGUES`."""
    texts = [(files("zsite") / name).read_text("utf-8") for name in CATALOGUES]
    return {id: about for text in texts for id, about in tomllib.loads(text).items()}


def default_severity(id: str) -> Severity:
    """What the catalogue says of an id."""
    severity: Severity = catalogue()[id]["severity"]
    return severity


def words(found: Problem, language: str) -> Words:
    """The problem's sentence and remedy in `en` or `zh`."""
    texts = catalogue()[found.id]
    facts = dict(found.facts)
    hint = texts.get("hint", {}).get(language, "")
    return Words(_fill(texts[language], facts), _fill(hint, facts))


def _fill(template: str, facts: Mapping[str, str]) -> str:
    for name, value in facts.items():
        template = template.replace("{" + name + "}", value)
    return template


def judge(
    problems: Iterable[Problem],
    severities: Mapping[str, Severity],
    waivers: Iterable[Waiver],
    as_of: str,
) -> list[Found]:
    """The problems with this site's severities, gravest first; waived and ignored ones left out."""
    current = [w for w in waivers if not w.until or w.until >= as_of]
    found = [
        Found(p, severities.get(p.id) or default_severity(p.id))
        for p in dict.fromkeys(problems)
        if not any(waiver.covers(p) for waiver in current)
    ]
    kept = [f for f in found if f.severity != "ignore"]
    return sorted(kept, key=lambda f: (SEVERITIES.index(f.severity), f.problem.place, f.problem.id))
