"""A report as text: problems with their line and a caret, and what was made."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from zsite.cli.words import say
from zsite.problems import Found, Place, words
from zsite.report import Report

MOST_OF_ONE = 10
_WIDTH = 100


def lines(report: Report, root: Path, language: str, *, everything: bool) -> Iterator[str]:
    """Every problem with its excerpt; of one id only the first few unless all are asked for."""
    shown: Counter[str] = Counter()
    for found in report.problems:
        id = found.problem.id
        shown[id] += 1
        if everything or (found.severity != "note" and shown[id] <= MOST_OF_ONE):
            yield from problem_lines(found, root, language)
    if not everything:
        for id, count in shown.items():
            hidden = count - MOST_OF_ONE
            if hidden > 0 and any(
                f.problem.id == id and f.severity != "note" for f in report.problems
            ):
                yield say("more", language, count=hidden, id=id)
    if report.problems:
        counts = Counter(found.severity for found in report.problems)
        yield say(
            "counted",
            language,
            errors=counts["error"],
            warnings=counts["warning"],
            notes=counts["note"],
        )


def problem_lines(found: Found, root: Path, language: str) -> Iterator[str]:
    """`file:line:column: severity: what is wrong [id]`, the line with a caret, and what to do."""
    problem = found.problem
    message, hint = words(problem, language)
    where = f"{problem.place}: " if problem.place.file else ""
    yield f"{where}{say(found.severity, language)}: {message} [{problem.id}]"
    yield from excerpt(root, problem.place)
    if hint:
        yield f"    → {hint}"


def excerpt(root: Path, place: Place) -> Iterator[str]:
    """The line that a place is in, with carets below; nothing of an internal record."""
    line = excerpt_line(root, place)
    if not line.strip():
        return
    start = max(0, place.column - 1 - _WIDTH // 2) if place.column > _WIDTH else 0
    shown = line[start : start + _WIDTH]
    number = f"{place.line:>5} | "
    yield number + shown
    if place.column:
        before = shown[: place.column - 1 - start]
        marked = shown[len(before) : len(before) + max(1, place.length)] or " "
        yield " " * (len(number) + width(before)) + "^" * max(1, width(marked))


def excerpt_line(root: Path, place: Place) -> str:
    """The text of a place's line; empty when there is none or it is internal."""
    if not place.column or not place.file or place.file.startswith("internal/"):
        return ""
    from zsite.content.sources import decode, read

    data = read(root, place.file)
    if not isinstance(data, bytes):
        return ""
    rows = decode(place.file, data)[0].split("\n")
    return rows[place.line - 1].replace("\t", " ") if place.line <= len(rows) else ""


def width(text: str) -> int:
    """How many columns of a terminal a text takes; Chinese characters take two."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide


def summary(report: Report, language: str, seconds: float) -> Iterator[str]:
    """What stands in output/ and what was done, or that nothing was."""
    totals = report.totals
    if totals is None:
        yield say("stands", language)
        return
    counts = {name: files for name, (files, _) in totals.groups.items()}
    pages, pictures = counts.pop("page", 0), counts.pop("picture", 0)
    yield say(
        "built",
        language,
        pages=pages,
        pictures=pictures,
        others=sum(counts.values()),
        made=len(totals.made),
        kept=totals.kept,
        removed=len(totals.removed),
        seconds=f"{seconds:.2f}",
    )
    if report.next_change:
        yield say("next_change", language, day=report.next_change)


def explained(made: Sequence[tuple[str, str, tuple[str, ...]]], language: str) -> Iterator[str]:
    """Why each file was made."""
    for path, _, reasons in made:
        yield say("because", language, path=path, reasons=", ".join(reasons))


def as_json(report: Report, root: Path, language: str, seconds: float) -> Mapping[str, Any]:
    """The report as data, with each problem's words and excerpt."""
    data = report.to_json()
    for row, found in zip(data["problems"], report.problems, strict=True):
        message, hint = words(found.problem, language)
        excerpt = excerpt_line(root, found.problem.place)
        row |= {"message": message, "hint": hint, "excerpt": excerpt}
    return {**data, "seconds": round(seconds, 3)}
