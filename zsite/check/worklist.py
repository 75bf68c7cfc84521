"""An inspection -> tables: a work list for each office, with a column for its answer."""

from collections import defaultdict

from zsite.check.inspection import Inspection
from zsite.check.order import say, sections
from zsite.check.registry import rule_text
from zsite.problems import Found, catalogue, words

_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", "·"))
_LONGEST = 31  # characters of a sheet's name
_HEADS = (
    "number",
    "urgency",
    "office",
    "record",
    "what",
    "todo",
    "where",
    "rule",
    "answer",
    "date",
)


def sheets(of: Inspection, language: str) -> dict[str, list[list[str]]]:
    """Rows by sheet: everything first, then a sheet for each office; the head is the first row."""
    rows: list[list[str]] = []
    by_office: dict[str, list[list[str]]] = defaultdict(list)
    for section in sections(of.problems):
        for found in (each for some in section.found.values() for each in some):
            row = _row(of, found, say(section.name, language), len(rows) + 1, language)
            rows.append(row)
            by_office[row[2]].append(row)
    head = [say(f"head_{name}", language) for name in _HEADS]
    made = {say("everything", language): [head, *rows]}
    for office, some in sorted(by_office.items(), key=lambda item: (-len(item[1]), item[0])):
        made[_unused(office or say("no_office", language), made)] = [head, *some]
    return made


def _row(of: Inspection, found: Found, urgency: str, number: int, language: str) -> list[str]:
    message, hint = words(found.problem, language)
    place, about = found.problem.place, catalogue()[found.problem.id]
    office = of.offices.get(place.file, {}).get(language) or say("no_office", language)
    title = of.titles.get(place.file, {}).get(language, "")
    rule = rule_text(about["rule"], language) if "rule" in about else ""
    return [str(number), urgency, office, title, message, hint, str(place), rule, "", ""]


def _unused(name: str, made: dict[str, list[list[str]]]) -> str:
    """A name for a sheet that no other has, of the length and the signs that Excel takes."""
    plain = name.translate(_FORBIDDEN).strip() or "-"
    taken = {known.casefold() for known in made}
    for number in range(1, len(made) + 2):
        end = "" if number == 1 else f" {number}"
        found = plain[: _LONGEST - len(end)] + end
        if found.casefold() not in taken:
            return found
    return plain[:_LONGEST]
