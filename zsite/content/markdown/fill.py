"""Put resolved links and facts into a rendered body."""

import re
from collections.abc import Callable, Sequence

from zsite.content.markdown.body import FACT_CLOSE, FACT_OPEN

HOLE = re.compile(
    rf'<a href="zsite:(\d+)"([^>]*)>|<img src="zsite:(\d+)"([^>]*)>|</a>'
    rf"|{FACT_OPEN}([^{FACT_CLOSE}]*){FACT_CLOSE}"
)
ALT = re.compile(r' alt="([^"]*)"')


def fill(html: str, links: Sequence[str | None], facts: Callable[[str], str]) -> str:
    """`html` of a body (or its `words`) with every hole filled.

    `links[n]` is the escaped href of link n, or the whole replacement of image n. None leaves a
    link's text without the link, and of an image its alternative text. `facts` gives the escaped
    HTML of a fact's name.
    """
    orphan = False  # inside a link that goes nowhere: its end tag goes too

    def hole(match: re.Match[str]) -> str:
        nonlocal orphan
        link, rest, image, attributes, fact = match.groups()
        if fact is not None:
            return facts(fact)
        if image is not None:
            return _image(links[int(image)], attributes)
        if link is None:
            ends, orphan = not orphan, False
            return "</a>" if ends else ""
        href = links[int(link)]
        orphan = href is None
        return "" if href is None else f'<a href="{href}"{rest}>'

    return HOLE.sub(hole, html)


def _image(replacement: str | None, attributes: str) -> str:
    if replacement is not None:
        return replacement
    alt = ALT.search(attributes)
    return alt[1] if alt else ""
