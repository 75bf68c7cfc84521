"""What the attributes and styles of a drawing name: something outside, or parts of itself."""

import re
from collections.abc import Iterable, Mapping, Sequence

MOST_DRAWN = 200_000
_ROUNDS = 16
# An address in a style other than #id, in any of the ways in which CSS can write one.
_LOADS = re.compile(
    r"url\(\s*+[\"']?+\s*+(?!#)|@import|(?:image-set|cross-fade|element|\bimage|\bsrc)\("
    r"|javascript:|vbscript:|expression\(|-moz-binding|behavior:",
    re.I,
)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\r\n\f]?|(.))", re.S)
_NAMES = re.compile(r"url\(\s*[\"']?\s*#([^\"')\s]+)|^\s*#(\S+)")


def loads_something(value: str) -> str:
    """The part of an attribute or style that would load or run something; nothing when none."""
    found = _LOADS.search(_ESCAPE.sub(_unescaped, value))
    return found.string[found.start() : found.start() + 40] if found else ""


def references(values: Iterable[str]) -> list[str]:
    """The ids that attributes name, by `#id` or `url(#id)`."""
    return [match[1] or match[2] for value in values for match in _NAMES.finditer(value)]


def too_many(counts: Mapping[str, int], named: Mapping[str, Sequence[str]]) -> bool:
    """True when drawing every reference out would never end, or take too many elements.

    `counts` and `named` tell, by id, how many elements an element holds and which ids they name.
    """
    drawn = dict(counts)
    for _ in range(_ROUNDS):
        after = {
            id: count + sum(drawn.get(other, 0) for other in named[id])
            for id, count in counts.items()
        }
        if max(after.values()) > MOST_DRAWN:
            return True
        if after == drawn:
            return False
        drawn = after
    return True


def _unescaped(match: re.Match[str]) -> str:
    if not match[1]:
        return match[2] or ""
    number = int(match[1], 16)
    return chr(number) if number < 0x110000 else ""
