"""The plain text of a body, for search and descriptions."""

import re
from html import unescape

from zsite.content.markdown.joins import PHRASING

FOOTNOTE_MARK = re.compile(
    r'<sup id="fnref[^>]*>.*?</sup>|<a [^>]*class="footnote-backref".*?</a>', re.DOTALL
)
PHRASING_TAG = re.compile(rf"</?(?:{PHRASING})(?: [^>]*)?>")
TAG = re.compile(r"<[^>]*>")


def words(html: str) -> str:
    """The text of finished HTML with single spaces; facts keep their marks for `fill`."""
    if "fnref" in html:
        html = FOOTNOTE_MARK.sub("", html)
    text = TAG.sub(" ", PHRASING_TAG.sub("", html))
    return " ".join((unescape(text) if "&" in text else text).split())
