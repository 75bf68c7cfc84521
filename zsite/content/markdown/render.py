"""From a Markdown text to a body, step by step."""

import re
from html import escape

from zsite.content.markdown.body import FACT_CLOSE, FACT_OPEN, Body, FactUse, Fault, Link
from zsite.content.markdown.clean import (
    clean,
    drop_debris,
    drop_references,
    keep_braces,
    restore_braces,
)
from zsite.content.markdown.finish import Finisher
from zsite.content.markdown.joins import join_lines
from zsite.content.markdown.limits import LARGEST, overload
from zsite.content.markdown.places import Places
from zsite.content.markdown.words import words

FACT = re.compile(f"{FACT_OPEN}([^{FACT_CLOSE}]*){FACT_CLOSE}")
# One line in which nothing can be markup: most prose fields hold no more than that.
PLAIN = re.compile(
    rf"(?!\d+[.)])[^\W_][^\n\t\\`*_{{}}\[\]<>#|&!~^{FACT_OPEN}-\ufdef]*[^\s\\`*_{{}}\[\]<>#|&!~^]"
)
UNSPACED = ("zh", "ja")


def render(text: str, lang: str) -> Body:
    """The body of a Markdown text in the language `lang` (a BCP 47 tag).

    Never raises: a text that is too large or too intricate comes back as escaped paragraphs with
    a fault that says so.
    """
    text, faults = clean(text)
    if len(text) < 2000 and PLAIN.fullmatch(text):
        return Body(f"<p>{text}</p>", words=" ".join(text.split()), faults=tuple(faults))
    fault = overload(text)
    if fault is not None:
        return _plain_body(text, [*faults, fault])
    try:
        return _render(text, lang, faults)
    except Exception as error:  # a bug of a parser must not stop the other pages
        facts = {"reason": type(error).__name__}
        return _plain_body(text, [*faults, Fault("markdown-unreadable", 1, 1, facts)])


def _render(text: str, lang: str, faults: list[Fault]) -> Body:
    from zsite.content.markdown.convert import convert  # late: it costs 75 ms to import
    from zsite.content.markdown.sanitise import sanitise

    converted, raw = convert(keep_braces(text))
    converted, muddled = drop_debris(drop_references(restore_braces(converted)))
    if muddled:
        faults = [*faults, Fault("markdown-muddled", 1, 1, {})]
    finisher = Finisher(sanitise(converted))
    html = join_lines(finisher.html(), lang.split("-")[0] in UNSPACED)
    places = Places(text)
    return Body(
        html,
        tuple(finisher.headings),
        tuple(_placed(link, places) for link in finisher.links),
        tuple(FactUse(name, *places.next(f"[={name}]")) for name in FACT.findall(html)),
        words(html),
        (*faults, *_faults(text, converted, raw, finisher)),
    )


def _placed(link: Link, places: Places) -> Link:
    line, column = places.next(f"]({link.target}", link.target)
    return link._replace(line=line, column=column)


def _faults(text: str, converted: str, raw: list[str], finisher: Finisher) -> list[Fault]:
    """What the sanitiser took away, and headings out of order."""
    from zsite.content.markdown.sanitise import refused_markup, refused_targets

    places = Places(text)
    faults = []
    for name, refused in [tag for piece in raw for tag in refused_markup(piece)]:
        place = places.next(f"<{name}")
        faults += [Fault("markdown-html-dropped", *place, {"markup": each}) for each in refused]
    if finisher.unlinked:
        for target in refused_targets(converted):
            place = places.next(f"]({target}", target)
            faults.append(Fault("markdown-link-dropped", *place, {"target": target}))
    return faults + _heading_faults(places, finisher)


def _heading_faults(places: Places, finisher: Finisher) -> list[Fault]:
    """Headings that take the page's own level or leave one out."""
    faults = []
    previous = 2
    for heading in finisher.headings:
        id = "markdown-heading-skipped" if heading.level > previous + 1 else ""
        if finisher.lowered and heading is finisher.headings[0]:
            id = "markdown-heading-one"
        if id:
            place = places.next(f"# {heading.text}", heading.text)
            faults.append(Fault(id, *place, {"text": heading.text}))
        previous = heading.level
    return faults


def _plain_body(text: str, faults: list[Fault]) -> Body:
    text = text[:LARGEST]
    blocks = [block for block in text.split("\n\n") if block.strip()]
    html = "\n".join(f"<p>{escape(block.strip())}</p>" for block in blocks)
    return Body(html, words=" ".join(text.split()), faults=tuple(faults))
