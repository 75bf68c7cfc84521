"""Fonts for print: the one that ships, and which characters a set of fonts can draw.

The shipped font is Noto Sans SC, variable from weight 100 to 900, cut by `tools/subset_font.py`;
its licence (OFL 1.1) lies beside it. fontTools is imported when the first font is opened.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

from zsite.problems import Place, Problem, problem

FOLDER = Path(__file__).parent
SHIPPED = FOLDER / "NotoSansSC.ttf"
SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
_EXTRA = "justmytype_intl_cjk"
_SELECTORS = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))  # of a variant, drawn with a letter


@dataclass(frozen=True, slots=True)
class Font:
    """A font file: its families' names in every language it gives, and its code points."""

    path: Path
    families: tuple[str, ...]
    characters: frozenset[int]


def extra() -> list[Path]:
    """The fonts of `zsite[fonts]`, for rare characters and other scripts, if it is installed."""
    try:
        with as_file(files(_EXTRA)) as place:
            return sorted(place.rglob("*.ttf"))
    except ModuleNotFoundError:
        return []


def stamp(path: Path) -> str:
    """What tells whether a font file is the same as before: its name, size and time."""
    seen = path.stat()
    return f"{path.name} {seen.st_size} {seen.st_mtime_ns}"


def look(path: Path, name: str) -> Font | Problem:
    """What a font file can draw, or why it is refused; `name` is how messages call it."""
    if path.suffix.lower() not in SUFFIXES:
        return problem("font-unreadable", Place(name))
    try:
        about = path.stat()
    except OSError as error:
        return problem("cannot-read", Place(name), reason=error.strerror or str(error))
    return _looked(str(path), name, about.st_size, about.st_mtime_ns)


@lru_cache(maxsize=32)
def _looked(path: str, name: str, size: int, modified: int) -> Font | Problem:
    from zsite.render.fonts import opened

    return opened.look(Path(path), name)


def uncovered(texts: Iterable[tuple[Place, str]], fonts: Sequence[Font]) -> Iterator[Problem]:
    """A problem for each character at each place that none of the fonts has."""
    covered = frozenset[int]().union(*(font.characters for font in fonts))
    for place, text in texts:
        for each in dict.fromkeys(text):
            if ord(each) not in covered and _drawn(each):
                yield problem("missing-glyph", place, character=each, code=f"U+{ord(each):04X}")


def _drawn(character: str) -> bool:
    """False for what only steers others: line ends, joiners, selectors of variants."""
    steering = unicodedata.category(character) in ("Cc", "Cf") or ord(character) in _SELECTORS
    return not steering
