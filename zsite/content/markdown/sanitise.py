"""Which HTML may stand in a body: what Markdown makes and some harmless inline tags."""

import re
from functools import cache
from html import unescape

import nh3

from zsite.content.markdown.targets import SCHEMES, is_harmless

NAME = re.compile(r"\w+")
TAGS = set(
    NAME.findall("""
        a abbr b bdi blockquote br caption cite code col colgroup dd del details dfn div dl dt em
        figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp
        small span strong sub summary sup table tbody td tfoot th thead time tr u ul var
    """)
)
ATTRIBUTES = {
    "*": {"class", "id", "lang", "title"},
    "a": {"href", "hreflang"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
    "img": {"alt", "height", "src", "width"},
    "li": {"value"},
    "ol": {"reversed", "start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
SILENCED = set(  # their content is not text
    NAME.findall("""
        applet audio canvas embed frame frameset iframe math noembed noframes noscript object
        script select style svg template textarea title video
    """)
)
RAW_TAG = re.compile(r"""<([a-zA-Z][^\s/>]*)((?:[^<>"']|"[^"]*"|'[^']*')*)""")
RAW_ATTRIBUTE = re.compile(r"""([^\s/="'<>]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]*))?""")
TARGET = re.compile(r'(?:href|src)="([^"]*)"')


def sanitise(html: str) -> str:
    """`html` without anything that runs, is fetched by itself, or breaks out of its place."""
    return _cleaner().clean(html)


def refused_markup(raw: str) -> list[tuple[str, list[str]]]:
    """Each start tag in a piece of raw HTML, and what of it `sanitise` will drop."""
    return [(name, _refused(name, rest)) for name, rest in RAW_TAG.findall(raw)]


def _refused(name: str, attributes: str) -> list[str]:
    if name.lower() not in TAGS:
        return [f"<{name}>"]
    allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(name.lower(), set())
    keys = RAW_ATTRIBUTE.findall(attributes)
    return [f"{name} {key}=" for key in keys if key.lower() not in allowed]


def refused_targets(html: str) -> list[str]:
    """The link and image targets in `html`, not yet sanitised, that `sanitise` will drop."""
    targets = [unescape(target) for target in TARGET.findall(html)]
    return [target for target in targets if not is_harmless(target)]


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=TAGS,
        attributes=ATTRIBUTES,
        clean_content_tags=SILENCED,
        url_schemes=SCHEMES,
        link_rel=None,
    )
