"""An inspection as one page to forward: self-contained HTML that reads on screen and prints."""

from collections import Counter
from collections.abc import Iterator
from html import escape
from importlib.resources import files

from zsite.check.inspection import Inspection
from zsite.check.order import Section, say, sections
from zsite.check.registry import rule_text
from zsite.check.telling import forecast_text
from zsite.problems import Found, catalogue, words

_TAGS = {"zh": "zh-Hans", "en": "en"}
_SEVERITIES = ("error", "warning", "note")
_LOWEST = 6


def page(of: Inspection, site: str, language: str) -> str:
    """The whole page; `site` is the site's title."""
    style = (files("zsite") / "check" / "paper.css").read_text("utf-8")
    head = escape(f"{say('report_title', language)} – {site}")
    body = "\n".join(_body(of, site, language))
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!DOCTYPE html>\n<html lang="{_TAGS[language]}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f"<title>{head}</title>\n<style>\n{style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _body(of: Inspection, site: str, language: str) -> Iterator[str]:
    found = sections(of.problems)
    yield "<header>"
    yield f"<h1>{escape(say('report_title', language))}</h1>"
    yield f"<p>{escape(say('report_of', language, title=site, day=of.as_of))}</p>"
    yield "</header>\n<main>"
    yield from _figures(of, language)
    yield from (f'<p class="remark">{escape(say(note, language))}</p>' for note in of.notes)
    if of.forecast:
        grave = " grave" if of.forecast.vetoes else ""
        yield f'<section class="forecast{grave}"><h2>{escape(say("forecast", language))}</h2>'
        yield f"<p>{escape(forecast_text(of.forecast, language))}</p></section>"
    yield from _contents(found, language)
    for section in found:
        yield f'<section class="part" id="{section.name}"><h2>{escape(say(section.name, language))}'
        yield f"<span>{section.size}</span></h2>"
        for id, some in section.found.items():
            yield from _check(of, id, some, language)
        yield "</section>"
    yield from _scores(of, language)
    yield f"</main>\n<footer><p>{escape(say('made_by', language))}</p></footer>"


def _figures(of: Inspection, language: str) -> Iterator[str]:
    counts: Counter[str] = Counter(found.severity for found in of.problems)
    yield '<ul class="figures">'
    for severity in _SEVERITIES:
        name = escape(say(f"{severity}s", language))
        some = " some" if counts[severity] else ""
        yield f'<li class="{severity}{some}"><b>{counts[severity]}</b> {name}</li>'
    yield "</ul>"


def _contents(found: list[Section], language: str) -> Iterator[str]:
    if not found:
        yield f'<p class="nothing">{escape(say("nothing", language))}</p>'
        return
    most = max(section.size for section in found)
    yield f"<nav><h2>{escape(say('contents', language))}</h2><ol>"
    for section in found:
        share = max(2, round(100 * section.size / most))
        grave = " grave" if section.name == "publish" else ""
        name = escape(say(section.name, language))
        yield f'<li><a href="#{section.name}">{name}</a>'
        yield f"{_bar(share, grave)}<b>{section.size}</b></li>"
    yield "</ol></nav>"


def _check(of: Inspection, id: str, found: list[Found], language: str) -> Iterator[str]:
    about, severity = catalogue()[id], found[0].severity
    title = about.get("title", {}).get(language) or words(found[0].problem, language).message
    count = say("one_place" if len(found) == 1 else "places", language, count=len(found))
    yield f'<article class="{severity}"><h3>{escape(title)} <small>{escape(count)}</small></h3>'
    if "rule" in about:
        rule = say("rule", language, text=rule_text(about["rule"], language))
        yield f'<p class="rule">{escape(rule)}</p>'
    yield "<table>"
    for each in found:
        message, _ = words(each.problem, language)
        place = each.problem.place
        record = of.titles.get(place.file, {}).get(language, "")
        office = of.offices.get(place.file, {}).get(language, "")
        who = f"<b>{escape(record)}</b>" if record else ""
        where = f"<code>{escape(str(place))}</code>" if place.file else ""
        by = f"<span>{escape(office)}</span>" if office and office != record else ""
        yield f"<tr><td>{who}{where}{by}</td><td>{escape(message)}</td></tr>"
    yield "</table>"
    hint = words(found[0].problem, language).hint
    if hint:
        yield f'<p class="todo">{escape(hint)}</p>'
    yield "</article>"


def _scores(of: Inspection, language: str) -> Iterator[str]:
    """The least complete records as bars."""
    lowest = sorted(of.scores.items(), key=lambda item: (item[1], item[0]))[:_LOWEST]
    if not lowest or lowest[0][1] == 100:
        return
    yield f'<section class="scores"><h2>{escape(say("completeness", language))}</h2><ul>'
    for name, score in lowest:
        yield f"<li><code>{escape(name)}</code>"
        yield f"{_bar(score)}<b>{score}</b></li>"
    yield "</ul></section>"


def _bar(share: int, kind: str = "") -> str:
    """A bar of so many per cent."""
    box = 'viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"'
    return f'<svg {box} class="bar{kind}"><rect width="{share}" height="4"/></svg>'
