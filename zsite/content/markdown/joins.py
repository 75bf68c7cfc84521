"""Soft line breaks in Chinese and Japanese prose are no spaces."""

import re

from zsite.content.markdown.body import FACT_CLOSE, FACT_OPEN

PHRASING = (
    "a|abbr|b|bdi|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var"
)
# Radicals, CJK punctuation, kana, bopomofo, ideographs, full-width forms; no Hangul: it has spaces.
WIDE = (
    "\u2e80-\u2fdf\u3000-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\ufe30-\ufe4f\uff00-\uff9f\uffe0-\uffef\U00020000-\U0003ffff"
)
BLOCK = (
    "blockquote|br|caption|col|colgroup|dd|details|div|dl|dt|figcaption|figure|h[1-6]|hr|li|ol|p"
    "|pre|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
BREAK = re.compile(rf"\n *+(?!</?(?:{BLOCK})[ >])")
BREAK_OR_CODE = re.compile(rf"<(pre|code)[ >].*?</\1>|{BREAK.pattern}", re.DOTALL)
CLOSED = re.compile(rf"(.)(?:</?(?:{PHRASING})(?: [^>]*)?>)+$")
OPENED = re.compile(rf"(?:</?(?:{PHRASING})(?: [^>]*)?>)+(.)")
WIDE_ONE = re.compile(rf"[{WIDE}]")
STOPS = frozenset(
    "、。，．：；？！（）〈〉《》「」『』【】〔〕"
)  # full-width: they carry their own space
NEAR = 400  # characters in which the tags around a break are looked for


def join_lines(html: str, wide_facts: bool) -> str:
    """`html` without the line breaks between wide characters, also across inline tags.

    Code keeps every break. `wide_facts` says that facts are written without spaces around them,
    as in a Chinese text.
    """

    def join(match: re.Match[str]) -> str:
        if match[0][0] == "<" or not match.start() or match.end() == len(html):
            return match[0]
        return (
            ""
            if _meet(_before(html, match.start()), _after(html, match.end()), wide_facts)
            else "\n"
        )

    return (BREAK_OR_CODE if "<code" in html or "<pre" in html else BREAK).sub(join, html)


def _meet(before: str, after: str, wide_facts: bool) -> bool:
    """Whether no space belongs between two characters."""
    if before in STOPS or after in STOPS:
        return True
    return _is_wide(before, wide_facts) and _is_wide(after, wide_facts)


def _before(html: str, index: int) -> str:
    """The character before `index` and its inline tags; empty if a block starts there."""
    if html[index - 1] != ">":
        return html[index - 1]
    closed = CLOSED.search(html[max(0, index - NEAR) : index])
    return closed[1] if closed else ""


def _after(html: str, index: int) -> str:
    if html[index] != "<":
        return html[index]
    opened = OPENED.match(html, index)
    return opened[1] if opened and opened[1] != "<" else ""


def _is_wide(character: str, facts: bool) -> bool:
    if character in (FACT_OPEN, FACT_CLOSE):
        return facts
    return character >= "\u2e80" and WIDE_ONE.match(character) is not None
