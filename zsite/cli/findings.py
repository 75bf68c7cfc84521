"""An inspection as text: sections by what to do first, each check once with its rule."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zsite.cli import present
from zsite.cli.words import say as told
from zsite.problems import Found, catalogue, words

if TYPE_CHECKING:
    from zsite.check.inspection import Inspection

MOST = 6


def lines(
    of: "Inspection", root: Path, language: str, seconds: float, *, everything: bool
) -> Iterator[str]:
    """The report of a check for a terminal."""
    from zsite.check.order import say, sections

    for section in sections(of.problems):
        if section.name == "later" and not everything:
            continue
        yield f"── {say(section.name, language)} ({section.size})"
        for id, found in section.found.items():
            yield from _of_one(id, found, root, language, everything=everything)
        yield ""
    yield from _summary(of, language, seconds)


def _of_one(
    id: str, found: list[Found], root: Path, language: str, *, everything: bool
) -> Iterator[str]:
    from zsite.check.order import say
    from zsite.check.registry import rule_text

    about = catalogue()[id]
    title = about.get("title", {}).get(language, "")
    yield f"{told(found[0].severity, language)} [{id}] {title} ({len(found)})"
    if "rule" in about:
        yield "  " + say("rule", language, text=rule_text(about["rule"], language))
    for each in found if everything else found[:MOST]:
        message, _ = words(each.problem, language)
        place = each.problem.place
        yield f"  · {place}: {message}" if place.file else f"  · {message}"
        if about.get("group") != "privacy":
            yield from ("  " + line for line in present.excerpt(root, place))
    if not everything and len(found) > MOST:
        yield "  " + say("more_of", language, count=len(found) - MOST)
    hint = words(found[0].problem, language).hint
    if hint:
        yield f"    → {hint}"


def _summary(of: "Inspection", language: str, seconds: float) -> Iterator[str]:
    from zsite.check.order import say
    from zsite.check.telling import forecast_text, score_text

    counts = Counter(found.severity for found in of.problems)
    for note in of.notes:
        yield say(note, language)
    if of.forecast:
        yield forecast_text(of.forecast, language)
    if of.scores:
        yield score_text(of, language)
    if not of.problems:
        yield say("clean", language, day=of.as_of)
    else:
        yield say(
            "counted",
            language,
            errors=counts["error"],
            warnings=counts["warning"],
            notes=counts["note"],
            day=of.as_of,
        )
    yield say("seconds", language, seconds=f"{seconds:.2f}")


def as_json(of: "Inspection", root: Path, language: str, seconds: float) -> Mapping[str, Any]:
    """The inspection as data, with each problem's words, group, rule and office."""
    from zsite.check.registry import group_of, rule_text
    from zsite.check.telling import forecast_text

    report = present.as_json(of.report, root, language, seconds)
    for row in report["problems"]:
        about = catalogue()[row["id"]]
        row["group"] = group_of(row["id"])
        row["rule"] = rule_text(about["rule"], language) if "rule" in about else ""
        row["office"] = of.offices.get(row["file"], {}).get(language, "")
        if row["group"] == "privacy":
            row["excerpt"] = ""
    data = {**of.to_json(), "problems": report["problems"], "seconds": report["seconds"]}
    if of.forecast:
        data["forecast"]["text"] = forecast_text(of.forecast, language)
    return data
