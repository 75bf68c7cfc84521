"""What Typst refuses -> problems that name the record; glyphs that no font has."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from zsite.problems import Place, Problem, problem
from zsite.render.fonts import Font, look, uncovered
from zsite.render.guide.context import Loaded
from zsite.render.guide.runner import MAIN, Told, Typeset

_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
_MARK = re.compile(r'(?:anchor|mark)\("([^"]*)"\)')


class Held(Protocol):
    """What an edition gives to a guide; see `guide.Content`."""

    @property
    def subject(self) -> Loaded | None:
        """The record that the guide is about."""

    @property
    def entries(self) -> Mapping[str, Sequence[Loaded]]:
        """All others by kind."""


def problems(made: Typeset, staged: Mapping[str, bytes], about: Mapping[str, Any]) -> list[Problem]:
    """The problems for what Typst said; each names the record that was being set, if any."""
    return [_refused(told, staged, about) for told in made.errors or (Told("no pages"),)]


def _refused(told: Told, staged: Mapping[str, bytes], about: Mapping[str, Any]) -> Problem:
    guide = about["path"]
    if told.message in ("time", "memory"):
        return problem(f"guide-{told.message}", Place("zsite.yaml", field="guides"), guide=guide)
    hint = f" ({told.hint})" if told.hint else ""
    name = entry_at(staged, told.line) if told.file == MAIN else ""
    place = Place(about["files"].get(name) or about["template"])
    at = f"{told.file}:{told.line}" if told.file else ""
    facts = {"guide": guide, "entry": name, "reason": f"{told.message}{hint}", "at": at}
    return problem("guide-refused-entry" if name else "guide-refused", place, **facts)


def entry_at(staged: Mapping[str, bytes], line: int) -> str:
    """The record whose anchor stands last before a line of `main.typ`."""
    rows = staged[MAIN].decode().split("\n")[:line]
    marks = _MARK.findall("\n".join(rows))
    return unescaped(marks[-1]) if marks else ""


def unescaped(source: str) -> str:
    """A literal's text."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), source)


def glyphs(
    staged: Mapping[str, bytes],
    contents: Sequence["Held"],
    about: Mapping[str, Any],
    fonts: Sequence[Path],
) -> list[Problem]:
    """A problem for every character that no font can show, at the record that contains it, else
    at the template.
    """
    opened = [look(path, path.name) for path in fonts]
    broken = [each for each in opened if isinstance(each, Problem)]
    if broken:
        return broken
    usable = [each for each in opened if isinstance(each, Font)]
    lost = list(uncovered([(Place(about["template"]), letters(staged))], usable))
    return [_located(each, contents, about) for each in lost]


def letters(staged: Mapping[str, bytes]) -> str:
    """Every character that may come to stand on a page, once: of the templates and drawings."""
    found: set[str] = set()
    for path, data in staged.items():
        if path.endswith((".typ", ".svg")):
            found |= set(unescaped(data.decode("utf-8", "replace")))
    return "".join(sorted(found))


def _located(lost: Problem, contents: Sequence["Held"], about: Mapping[str, Any]) -> Problem:
    """The problem with the place of the first record that contains the character."""
    character = dict(lost.facts)["character"]
    for content in contents:
        held = [content.subject] if content.subject else []
        for entry, facts, body, _ in (
            *held,
            *(e for found in content.entries.values() for e in found),
        ):
            if character in body or character in json.dumps(facts, ensure_ascii=False):
                return replace(lost, place=Place(entry.file))
    return lost
