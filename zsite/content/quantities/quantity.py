"""A quantity: what was typed, understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from zsite.content.quantities.figures import value
from zsite.content.quantities.units import shape
from zsite.content.quantities.words import AMID, BEFORE, STATES, WORDS


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure or a range with its unit and qualifier, or a state such as 面议.

    `low` and `high` are figures as typed (`3.5亿`; see `figures`), equal unless a range was typed,
    empty for a state. `unit` is a canonical unit (`元/平方米·月`; see `units`). `word` is the
    qualifier or state in the Chinese word that was typed, `""` if there was none.
    """

    low: str = ""
    high: str = ""
    unit: str = ""
    word: str = ""

    @property
    def dimension(self) -> str:
        """`money`, `area`, … `price`, `rate`, `ratio`; `""` for a state."""
        return shape(self.unit).dimension if self.low else ""

    @property
    def state(self) -> str:
        """`negotiable`, `undetermined`, `not-applicable`, or `""` if there is a figure."""
        return STATES[self.word].sense if self.word in STATES else ""

    @property
    def qualifier(self) -> str:
        """`about`, `at-least`, `at-most`, `over`, `under`, `from`, or `""`."""
        return WORDS[self.word].sense if self.word and self.low else ""

    @property
    def is_range(self) -> bool:
        """Whether two different figures were typed."""
        return self.low != self.high

    @property
    def currency(self) -> str:
        """The ISO 4217 code of an amount of money or a price, else `""`."""
        unit = shape(self.unit).unit
        return unit.id if unit.dimension == "money" else ""

    @property
    def values(self) -> tuple[Fraction, Fraction]:
        """The exact low and high in the typed unit, scale included. ValueError for a state."""
        if not self.low:
            raise ValueError(f"{self.word} has no value")
        return value(self.low), value(self.high)

    @property
    def base(self) -> tuple[Fraction, Fraction]:
        """The exact low and high in the dimension's base unit. ValueError for a state."""
        low, high = self.values
        factor = shape(self.unit).factor
        return low * factor, high * factor

    def __str__(self) -> str:
        """The Chinese text, without digit grouping; `parse` reads it back."""
        amid = self.word if self.word in AMID else ""
        text = self.low if self.low == self.high else f"{self.low}–{self.high}"
        return around(f"{text}{amid}{self.unit}", self.word)

    def to_json(self) -> list[str]:
        """Four strings; `from_json` takes them back."""
        return [self.low, self.high, self.unit, self.word]


def from_json(row: Sequence[str]) -> Quantity:
    """The quantity that `to_json` gave."""
    low, high, unit, word = row
    return Quantity(low, high, unit, word)


def around(text: str, word: str) -> str:
    """The text with a Chinese qualifier at its place; a word in the middle is already there."""
    if not word or word in AMID:
        return text
    if word in STATES:
        return word
    return word + text if word in BEFORE and word != "起" else text + word
