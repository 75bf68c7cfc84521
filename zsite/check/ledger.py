"""`translations.tsv`: of which original each translation is, as a person confirmed it.

A line names an entry, a language and a field, and the digests of the original and of the
translation when they were confirmed. It is a plain table that a version control merges by lines.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from zsite.build.replace import replace_file
from zsite.content.sources import decode, read
from zsite.problems import Problem

FILE = "translations.tsv"
_HEAD = ("entry", "language", "field", "original", "translation")
CURRENT, STALE, CHANGED, UNKNOWN = "current", "stale", "changed", "unknown"


class Unit(NamedTuple):
    """A translated text: where it is, and the digests of its original and of itself."""

    entry: str
    lang: str
    field: str
    original: str
    translation: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What the ledger finds it by."""
        return self.entry, self.lang, self.field


Ledger = Mapping[tuple[str, str, str], Unit]


def load(root: Path) -> dict[tuple[str, str, str], Unit]:
    """The ledger of a project; an absent one is empty, lines that make no sense are left out."""
    data = read(root, FILE) if (root / FILE).is_file() else b""
    text = decode(FILE, data)[0] if isinstance(data, bytes) else ""
    rows = (line.split("\t") for line in text.split("\n")[1:])
    units = (Unit(*row) for row in rows if len(row) == len(_HEAD))
    return {unit.key: unit for unit in units}


def save(root: Path, units: Iterable[Unit]) -> list[Problem]:
    """Write the ledger, sorted."""
    lines = ["\t".join(unit) for unit in sorted(units)]
    return replace_file(root, FILE, "\n".join(["\t".join(_HEAD), *lines, ""]).encode())


def state(unit: Unit, ledger: Ledger) -> str:
    """Current; stale (only the original changed); changed (the translation, too); unknown."""
    noted = ledger.get(unit.key)
    if noted is None:
        return UNKNOWN
    if noted.original == unit.original:
        return CURRENT
    return STALE if noted.translation == unit.translation else CHANGED


def confirmed(
    units: Sequence[Unit], ledger: Ledger, wanted: Iterable[Unit]
) -> tuple[dict[tuple[str, str, str], Unit], list[Unit]]:
    """The ledger with the wanted units as they stand now, and those of them that are new in it.

    Lines of texts that are gone are left out.
    """
    news = [unit for unit in wanted if ledger.get(unit.key) != unit]
    there = {unit.key for unit in units}
    kept = {key: unit for key, unit in ledger.items() if key in there}
    return kept | {unit.key: unit for unit in news}, news


def by_entry(units: Iterable[Unit], ledger: Ledger) -> Iterator[tuple[str, str, str, list[str]]]:
    """(entry, language, state, fields) for what is not current."""
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for unit in units:
        now = state(unit, ledger)
        if now != CURRENT:
            found[unit.entry, unit.lang, now].append(unit.field)
    for (entry, lang, now), fields in found.items():
        yield entry, lang, now, fields
