"""Units of measure: what they are called, what they measure, how large they are.

A unit's canonical spelling is Chinese, as a clerk writes it: `元`, `亩`, `元/平方米·月`, `吨/年`.
Factors are exact and lead to the base unit of the dimension: the currency itself, m², m, kg, m³, W,
VA, J, V, N, day (a year is 365 days, a month a twelfth of that), 1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache

from zsite.content.quantities.units_table import TABLE


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """One simple unit, made once. `id` is language-neutral (`m2`), `name` the Chinese spelling."""

    id: str
    name: str
    dimension: str
    factor: Fraction


@dataclass(frozen=True, slots=True)
class Shape:
    """A unit taken apart: `元/平方米·月` is 元 over 平方米 and 月."""

    unit: Unit
    over: tuple[Unit, ...]
    factor: Fraction

    @property
    def signature(self) -> tuple[str, ...]:
        """The dimensions, numerator first: `("money", "area", "duration")`."""
        return (self.unit.dimension, *(each.dimension for each in self.over))

    @property
    def dimension(self) -> str:
        """`area` for a simple unit; `price`, `rate` (per time) or `ratio` for a compound one."""
        if not self.over:
            return self.unit.dimension
        if self.unit.dimension == "money":
            return "price"
        return "rate" if any(each.dimension == "duration" for each in self.over) else "ratio"


@dataclass(frozen=True, slots=True)
class UnitText:
    """A unit in a text: its canonical spelling, and the scale before it (`万` in 万元/亩)."""

    unit: str
    scale: str = ""


BARE = Unit("", "", "number", Fraction(1))
SCALES = ("万亿", "千亿", "百亿", "十亿", "千万", "百万", "十万", "亿", "万", "千", "百", "十")
_OVER = re.compile(r"\s*(?:[/·*•・⋅()]|每)\s*|(?:^|\s+)(?:per|an?)\s+")
_SPOKEN = (("吨公里", "吨·公里"), ("千瓦·时", "千瓦时"), ("kw·h", "kwh"), ("t·km", "t*km"))


@lru_cache(maxsize=4096)
def shape(unit: str) -> Shape:
    """The parts of a canonical unit; `""` is a bare number. KeyError for any other spelling."""
    top, _, bottom = unit.partition("/")
    first = by_name()[top]
    over = tuple(by_name()[name] for name in bottom.split("·")) if bottom else ()
    factor = first.factor
    for each in over:
        factor /= each.factor
    return Shape(first, over, factor)


@lru_cache(maxsize=4096)
def read_unit(text: str, currency: str = "", each: str = "") -> UnitText | None:
    """The unit that `text` spells, with the currency and the `每亩` written before the figure.

    None if some part of it is no unit that zsite knows.
    """
    plain = text.lower().strip()
    if plain[:1] == "(" and plain[-1:] == ")":
        plain = plain[1:-1]
    if currency and not _money(currency):
        return None
    for spoken, written in _SPOKEN:
        plain = plain.replace(spoken, written)
    tokens = [token.replace(" ", "") for token in _OVER.split(plain)]
    top, over = tokens[0], [token for token in tokens[1:] if token]
    over += [token for token in each.split("每") if token]
    scale, first = _numerator(top, currency)
    units = [aliases().get(token) for token in over]
    if first is None or (units and plain.startswith((top + "·", top + "*"))):
        return None
    names = [unit.name for unit in units if unit is not None and unit.dimension != "number"]
    names = ["月" if name == "个月" else name for name in names]
    if len(names) != len(over):
        return None
    name = "个月" if first.name == "月" else first.name
    return UnitText(f"{name}/{'·'.join(names)}" if names else name, scale)


def nearest(text: str) -> str:
    """The known spelling most like an unknown one, or `""`."""
    from difflib import get_close_matches

    plain = text.lower().replace(" ", "")
    if plain in _MISTAKEN:
        return _MISTAKEN[plain]
    found = get_close_matches(plain, aliases(), n=1, cutoff=0.6)
    return aliases()[found[0]].name if found else ""


_MISTAKEN = {
    "$": "US$", "dollars": "US$", "acre": "mu", "acres": "mu", "英亩": "亩", "块": "元",
    "块钱": "元", "kilovolt": "kV", "千伏特": "千伏",
}  # fmt: skip


def _numerator(top: str, currency: str) -> tuple[str, Unit | None]:
    """The scale and the unit of the part above the line."""
    money = _money(currency)
    if top in ("", "元") and money:
        return "", money
    for scale in ("", *SCALES):
        if not top.startswith(scale):
            continue
        unit = BARE if top == scale else aliases().get(top[len(scale) :])
        if unit is BARE and money:
            return scale, money
        if unit:
            same = money is None or money.id == unit.id or top == scale + "元"
            return scale, (money or unit) if same else None
    return "", None


def _money(currency: str) -> Unit | None:
    return aliases().get(currency.lower().replace(" ", ""))


@cache
def aliases() -> dict[str, Unit]:
    """Every accepted spelling, in lower case and without spaces."""
    found: dict[str, Unit] = {}
    for unit, spellings in _rows():
        for spelling in spellings:
            found.setdefault(spelling.lower().replace("_", ""), unit)
    return found


@cache
def by_name() -> dict[str, Unit]:
    """The canonical spellings."""
    return {"": BARE} | {unit.name: unit for unit, _ in _rows()}


@cache
def by_id() -> dict[str, Unit]:
    """The first unit of each id."""
    found: dict[str, Unit] = {}
    for unit, _ in _rows():
        found.setdefault(unit.id, unit)
    return found


@cache
def _rows() -> tuple[tuple[Unit, list[str]], ...]:
    """The table, one row per Chinese name; other spellings go to the first name."""
    rows = []
    for line in filter(None, TABLE.splitlines()):
        dimension, id, factor, names, *others = line.split()
        for position, name in enumerate(names.split("|")):
            unit = Unit(id, name, dimension, Fraction(factor))
            rows.append((unit, [name] if position else [name, *others]))
    return tuple(rows)
