"""Sentences about an inspection as a whole: the forecast, and how complete records are."""

from zsite.check.inspection import Inspection
from zsite.check.order import say
from zsite.check.sites import Forecast
from zsite.problems import catalogue

_LOWEST = 3


def forecast_text(of: Forecast, language: str) -> str:
    """What an inspection on that day could hold against the site, and when that will change."""
    if of.vetoes:
        items = [str(catalogue()[id]["title"][language]) for id in of.vetoes]
        said = [say("vetoes", language, day=of.as_of, items="、".join(items))]
    else:
        said = [say("no_veto", language, day=of.as_of)]
    said.append(say("not_judged", language))
    if of.due:
        column = of.column.get(language) or next(iter(of.column.values()), "")
        said.append(say("first_due", language, day=of.due, column=column))
    if of.veto_due and not of.vetoes:
        said.append(say("veto_due", language, day=of.veto_due))
    return ("" if language == "zh" else " ").join(said)


def score_text(of: Inspection, language: str) -> str:
    """The mean score of all records, and the lowest ones."""
    mean = round(sum(of.scores.values()) / len(of.scores))
    lowest = sorted(of.scores.items(), key=lambda item: (item[1], item[0]))[:_LOWEST]
    shown = "、" if language == "zh" else ", "
    return say("score", language, mean=mean, lowest=shown.join(f"{name} {n}" for name, n in lowest))
