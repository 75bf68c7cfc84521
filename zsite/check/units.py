"""What is remembered of an entry that was looked at, and its translated texts."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zsite.check.ledger import Unit
from zsite.content.entries import unpacked
from zsite.problems import Problem


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of one entry after it was looked at.

    `units` are its translated texts as (field, language, digest of the original, of the
    translation), `terms` its short texts as (original, language, translation).
    """

    problems: Sequence[Problem]
    score: int
    units: Sequence[tuple[str, str, str, str]]
    terms: Sequence[tuple[str, str, str]]

    @classmethod
    def from_row(cls, row: bytes) -> "Seen":
        """What `look` stored."""
        data = json.loads(row)
        problems = [unpacked(each) for each in data["problems"]]
        units, terms = map(tuple, data["units"]), map(tuple, data["terms"])
        return cls(problems, data["score"], list(units), list(terms))


def units_of(seen: Mapping[str, Seen]) -> list[Unit]:
    """Every translated text of the site."""
    return [
        Unit(name, lang, field, original, translation)
        for name, one in seen.items()
        for field, lang, original, translation in one.units
    ]
