"""What a rendered body is: plain values, nothing that knows Markdown."""

from typing import Any, NamedTuple, Self

FACT_OPEN, FACT_CLOSE = "\ufdd0", "\ufdd1"  # noncharacters: no text may contain them
BRACE = "\ufdd2"  # a brace that is text, kept from the attribute lists


class Heading(NamedTuple):
    """A heading of the body: its level on the page (2 to 6), its id and its plain text."""

    level: int
    id: str
    text: str


class Link(NamedTuple):
    """A link or an image as the author wrote it; line and column are 1-based, 0 is unknown."""

    kind: str  # "link" or "image"
    target: str
    line: int = 0
    column: int = 0
    alt: str = ""
    title: str = ""


class FactUse(NamedTuple):
    """A `[=name]` outside code."""

    name: str
    line: int = 0
    column: int = 0


class Fault(NamedTuple):
    """What is wrong with the body: a problem's id, its place in the text, and its facts."""

    id: str
    line: int
    column: int
    facts: dict[str, str]


class Body(NamedTuple):
    """A rendered body.

    In `html` the target of the N-th link is `zsite:N`, and a fact is its name between two
    noncharacters; `fill` replaces both. `words` is the plain text, with its facts marked the
    same way.
    """

    html: str
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    facts: tuple[FactUse, ...] = ()
    words: str = ""
    faults: tuple[Fault, ...] = ()

    def to_json(self) -> list[Any]:
        """Lists, strings and numbers that `from_json` turns back into an equal body."""
        return list(self)

    @classmethod
    def from_json(cls, data: list[Any]) -> Self:
        """The body that `to_json` was given, also after a trip through JSON text."""
        html, headings, links, facts, words, faults = data
        return cls(
            html,
            tuple(Heading(*item) for item in headings),
            tuple(Link(*item) for item in links),
            tuple(FactUse(*item) for item in facts),
            words,
            tuple(Fault(*item) for item in faults),
        )
