"""Why a YAML text could not be read, in the words of those who wrote it."""

import re

from zsite.problems import Place, Problem, problem

FULL_WIDTH_COLON = re.compile(r"^[ \t]*(?:- )?[\w()（）/·]{1,40}：", re.M)
_BARE_FACT = re.compile(r"[{,]\s*\w+\s*:\s*(?![\"'])[^\"',{}]*?(\[=)")


def likely_cause(file: str, text: str, line: int, column: int, reason: str) -> Problem:
    """The likely cause of an error at a line and column; the parser's words as the last resort."""
    lines = text.split("\n")
    fact = _BARE_FACT.search(lines[line - 1]) if line <= len(lines) else None
    if fact:
        return at(file, "yaml-bare-fact", line, fact.start(1) + 1)
    colon = FULL_WIDTH_COLON.search(text)
    if colon:
        number = text.count("\n", 0, colon.end()) + 1
        return at(file, "yaml-full-width-colon", number, lines[number - 1].index("：") + 1)
    for number in (line, line - 1):
        if 0 < number <= len(lines) and "\t" in lines[number - 1][: column + 1]:
            return at(file, "yaml-tab", number, lines[number - 1].index("\t") + 1)
    return at(file, "yaml-syntax", line, column, reason=reason)


def at(file: str, id: str, line: int, column: int, **facts: object) -> Problem:
    """A problem with one character."""
    return problem(id, Place(file, line, column, 1), **facts)


def bad_character(file: str, text: str, position: object, character: object) -> Problem:
    """A character that no text may hold; `position` counts from 0."""
    offset = position if isinstance(position, int) else 0
    line = text.count("\n", 0, offset) + 1
    column = offset - text.rfind("\n", 0, offset)
    code = character if isinstance(character, int) else ord(str(character)[:1] or "?")
    return at(file, "yaml-character", line, column, code=f"U+{code:04X}")
