"""Text without the characters that no page may hold."""

import re
import sys

from zsite.content.markdown.body import BRACE, Fault
from zsite.content.markdown.places import Places

# Controls, bidi overrides and isolates, line separators, noncharacters, surrogates.
BANNED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
# What Python-Markdown leaves where it loses count of nested emphasis, as in `***a* * *`.
DEBRIS = re.compile("\x02klzzwxh:\\d*\x03?|klzzwxh:\\d+\x03|[\x02\x03]")
# A brace that starts no attribute list ({: …}, {#id}, {.class}), so also {{ }} and {% %}.
TEXT_BRACE = re.compile(r"\{(?!:|[#.]\w)|(?<=\{)\{")
LONE_SPACE = re.compile(r"(?<! ) \n")  # two are a line break, one is an accident


def clean(text: str) -> tuple[str, list[Fault]]:
    """`text` with plain line ends and without banned characters, and a fault for each kind."""
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if " \n" in text:
        text = LONE_SPACE.sub("\n", text)
    if not BANNED.search(text):
        return text, []
    places = Places(text)
    first = {found[0]: found.start() for found in reversed(list(BANNED.finditer(text)))}
    faults = [
        Fault("markdown-control", *places.at(start), {"code": f"U+{ord(character):04X}"})
        for character, start in sorted(first.items(), key=lambda item: item[1])
    ]
    return BANNED.sub("", text), faults


def keep_braces(text: str) -> str:
    """`text` with each brace that is text out of reach of the attribute lists."""
    return TEXT_BRACE.sub(BRACE, text) if "{" in text else text


def restore_braces(html: str) -> str:
    """The braces that `keep_braces` took away."""
    return html.replace(BRACE, "{")


def drop_references(html: str) -> str:
    """`html` without the numeric references to banned characters."""
    return REFERENCE.sub(_reference, html) if "&#" in html else html


def _reference(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else int(match[2])
    return "" if code > sys.maxunicode or BANNED.match(chr(code)) else match[0]


def drop_debris(html: str) -> tuple[str, bool]:
    """`html` without the placeholders that its inline elements did not replace; whether any."""
    if "\x02" not in html and "\x03" not in html:
        return html, False
    return DEBRIS.sub("", html), True
