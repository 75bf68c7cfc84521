"""What can be wrong with a text that should be a quantity."""

from __future__ import annotations

from dataclasses import dataclass

from zsite.content.quantities.dimensions import found, wanted

TO_THE_END = -1


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem without its place: an id of the catalogue, its facts, and the characters meant.

    `offset` counts from 0 in the text that was given to `parse`; `length` may be 0 for its end.
    """

    id: str
    facts: tuple[tuple[str, str], ...]
    offset: int = 0
    length: int = 0


def fault(id: str, offset: int = 0, length: int = TO_THE_END, **facts: str) -> Fault:
    """A fault that does not yet say of which text."""
    return Fault(id, tuple(facts.items()), offset, length)


def in_text(fault: Fault, text: str) -> Fault:
    """The fault with the text as its first fact and its span within that text."""
    offset = min(fault.offset, len(text))
    rest = len(text) - offset
    length = rest if fault.length == TO_THE_END else min(fault.length, rest)
    return Fault(fault.id, (("text", text.strip()[:60]), *fault.facts), offset, length)


def example(dimension: str, figure: str = "") -> str:
    """The figure in the unit usual for that dimension, or a usual figure: `3500万元`."""
    dim = wanted(dimension)
    usual = dim.usual.removeprefix("万") if figure and not figure[-1].isdigit() else dim.usual
    return (figure or dim.figure) + usual


def wrong_dimension(dimension: str, unit: str, offset: int, length: int) -> Fault:
    """A unit that is known and does not suit the field; without a span it is all the text."""
    dim, actual = wanted(dimension), found(unit)
    return fault(
        "quantity-wrong-dimension",
        offset if length else 0,
        length or TO_THE_END,
        unit=unit,
        found_zh=actual.zh,
        found_en=actual.en,
        wanted_zh=dim.zh,
        wanted_en=dim.en,
        example=example(dimension),
    )
