"""The same amount in units that the reader knows: hectares, a foreign currency.

Each is computed exactly from what was typed and rounded once, to three significant digits.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import prod

from zsite.content.quantities.figures import ratio, rounded, with_chinese_scale
from zsite.content.quantities.quantity import Quantity
from zsite.content.quantities.units import Unit, by_id, shape
from zsite.site.formats.dates import date
from zsite.site.formats.locales import Locale
from zsite.site.formats.numbers import number
from zsite.site.formats.phrases import phrase


@dataclass(frozen=True, slots=True)
class Exchange:
    """A dated exchange rate: so many yuan for one unit of `currency` (ISO 4217)."""

    rate: Decimal
    on: dt.date
    source: str
    currency: str = "USD"


@dataclass(frozen=True, slots=True)
class Options:
    """What a site asks for beyond the rule: a foreign currency, and 坪, 甲 or 평 for hectares."""

    exchange: Exchange | None = None
    local: bool = False


PLAIN = Options()


def conversions(quantity: Quantity, locale: Locale, options: Options = PLAIN) -> str:
    """All conversions as one text, "about" where rounding lost digits; `""` if there is none."""
    texts = [_in_other_units(quantity, locale, options.local)]
    if options.exchange and quantity.dimension == "money" and quantity.currency == "CNY":
        texts.append(_exchanged(quantity, locale, options.exchange))
    return locale.number.also.join(text for text in texts if text)


def _in_other_units(quantity: Quantity, locale: Locale, local: bool) -> str:
    """The quantity in the unit that replaces its own, chosen by the amount as rounded."""
    ladder, over = _targets(quantity.unit, locale, local)
    if not ladder:
        return ""
    fitting = (step for step in ladder if not _times(quantity.high, *step)[0].startswith("0.0"))
    unit, factor = next(fitting, ladder[-1])
    text, exact = _shown(quantity, unit, factor, over, locale)
    return text if exact else locale.number.about.format(text)


def _exchanged(quantity: Quantity, locale: Locale, exchange: Exchange) -> str:
    """The amount in a foreign currency, with the rate and its day, always "about"."""
    unit, factor = by_id()[exchange.currency], 1 / Fraction(exchange.rate)
    text, _ = _shown(quantity, unit, factor, (), locale)
    rate, day = number(exchange.rate, locale), date(exchange.on, locale)
    dated = locale.exchange["text"].format(text, rate=rate, date=day)
    return locale.number.about.format(dated)


def _shown(
    quantity: Quantity, unit: Unit, factor: Fraction, over: tuple[Unit, ...], locale: Locale
) -> tuple[str, bool]:
    """The quantity times the factor at three significant digits, and whether that is exact."""
    low, exact = _times(quantity.low, unit, factor)
    high = low
    if quantity.is_range:
        high, also_exact = _times(quantity.high, unit, factor)
        exact = exact and also_exact
    return "".join(phrase(low, high, unit, over, locale)), exact


def _times(figure: str, unit: Unit, factor: Fraction) -> tuple[str, bool]:
    """The figure times the factor; money in the scale that languages with 万 and 亿 show."""
    top, bottom = ratio(figure)
    digits, exact = rounded(top * factor.numerator, bottom * factor.denominator)
    return with_chinese_scale(digits) if unit.dimension == "money" else digits, exact


Ladder = list[tuple[Unit, Fraction]]


@lru_cache(maxsize=4096)
def _targets(unit: str, locale: Locale, local: bool) -> tuple[Ladder, tuple[Unit, ...]]:
    """What may replace the unit above the line, the largest first, each with its factor, and what
    stands below the line then. The ladder is empty if nothing is replaced.
    """
    swaps: Mapping[str, tuple[str, ...]] = locale.convert
    if local:
        swaps = {**swaps, **{id: (target,) for id, target in locale.local.items()}}
    typed = shape(unit)
    if not any(each.id in swaps for each in (typed.unit, *typed.over)):
        return [], ()
    over = tuple(by_id()[swaps[e.id][-1]] if e.id in swaps else e for e in typed.over)
    below = prod((each.factor for each in over), start=Fraction(1))
    tops = [by_id()[id] for id in reversed(swaps.get(typed.unit.id, ()))] or [typed.unit]
    return [(top, typed.factor * below / top.factor) for top in tops], over
