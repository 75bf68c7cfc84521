"""Records: how complete they are, whether figures and dates agree with each other."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from zsite.check.subjects import Measure, Record
from zsite.content.kinds import Field
from zsite.content.quantities import Quantity, comparable, exceeds, quotient
from zsite.problems import Problem

NEAR = Fraction(6, 100)  # how far two figures that should agree may differ


def score(record: Record) -> int:
    """How complete a record is, 0 to 100: a required field counts twice, a recommended one once."""
    wanted = _wanted(record)
    if not wanted:
        return 100
    weight = {about.name: 2 if about.required else 1 for about in wanted}
    given = sum(weight[about.name] for about in wanted if about.name in record.facts)
    return round(100 * given / sum(weight.values()))


def incomplete(record: Record, asked: Measure) -> Iterator[Problem]:
    """A record that lacks too much of what investors look for."""
    reached = score(record)
    if reached < asked.least:
        missing = [each for each in _wanted(record) if each.name not in record.facts]
        names = [each.label.get("zh", each.name) for each in missing]
        english = [each.label.get("en", each.name) for each in missing]
        yield record.problem(
            "record-incomplete",
            score=reached,
            least=asked.least,
            missing="、".join(names),
            missing_en=", ".join(english),
        )


def fixed_above_total(record: Record, asked: Measure) -> Iterator[Problem]:
    """Fixed investment that is larger than the total of which it is a part."""
    yield from _larger(record, "record-fixed-above-total", "fixed_investment", "total_investment")


def foreign_above_total(record: Record, asked: Measure) -> Iterator[Problem]:
    """A foreign share that is larger than the total investment."""
    yield from _larger(record, "record-foreign-above-total", "foreign_share", "total_investment")


def intensity(record: Record, asked: Measure) -> Iterator[Problem]:
    """An investment intensity that is not fixed investment ÷ land."""
    yield from _unequal(
        record,
        "record-intensity-differs",
        "investment_intensity",
        _over(record, "fixed_investment", "land_area"),
    )


def output_per_mu(record: Record, asked: Measure) -> Iterator[Problem]:
    """A revenue per mu that is not revenue ÷ land."""
    made = _over(record, "benefits.annual_revenue", "land_area")
    yield from _per_year(record, "record-output-differs", "benefits.output_per_mu", made)


def tax_per_mu(record: Record, asked: Measure) -> Iterator[Problem]:
    """A tax per mu that is not tax ÷ land."""
    made = _over(record, "benefits.annual_tax", "land_area")
    yield from _per_year(record, "record-tax-differs", "benefits.tax_per_mu", made)


def payback(record: Record, asked: Measure) -> Iterator[Problem]:
    """A payback period that investment and profit do not bear out."""
    said, total = record.quantity("benefits.payback"), record.quantity("total_investment")
    profit = record.quantity("benefits.annual_profit")
    if not (said and total and profit and comparable(total, profit)) or not profit.base[1]:
        return
    years = total.base[0] / profit.base[1]
    stated = said.base[1] / 365
    if not years / 3 <= stated <= years * 3:
        facts = {"text": str(said), "years": f"{float(years):.1f}"}
        yield record.problem("record-payback-implausible", "benefits.payback", **facts)


def benefits(record: Record, asked: Measure) -> Iterator[Problem]:
    """A profit or a tax that is larger than the revenue it comes from."""
    revenue = record.quantity("benefits.annual_revenue")
    for name in ("annual_profit", "annual_tax"):
        part = record.quantity(f"benefits.{name}")
        if part and revenue and exceeds(part, revenue):
            facts = {"text": str(part), "other": str(revenue)}
            yield record.problem("record-benefits-implausible", f"benefits.{name}", **facts)


def dates(record: Record, asked: Measure) -> Iterator[Problem]:
    """Two dates of a record in the wrong order."""
    for first, last in _ORDER:
        early, late = record.value(first), record.value(last)
        if isinstance(early, str) and isinstance(late, str) and early and late:
            length = min(len(early), len(late), 10)
            if early[:length] > late[:length]:
                facts = {"text": late, "other": early, "other_label": record.label(first)}
                yield record.problem("record-dates-disorder", last, **facts)


def undated_figures(record: Record, asked: Measure) -> Iterator[Problem]:
    """Market data and forecasts that do not say where they come from."""
    if record.value("market_analysis") and not record.value("market_source"):
        yield record.problem("record-figure-unsourced", "market_analysis")
    if record.value("benefits") and not record.value("benefits.basis"):
        yield record.problem("record-figure-unsourced", "benefits")


def _wanted(record: Record) -> Sequence[Field]:
    return [f for f in record.kind.fields if (f.required or f.recommended) and not f.internal]


def _larger(record: Record, id: str, part: str, whole: str) -> Iterator[Problem]:
    one, other = record.quantity(part), record.quantity(whole)
    if one and other and exceeds(one, other):
        yield record.problem(id, part, text=str(one), other=str(other))


def _over(record: Record, amount: str, share: str) -> Quantity | None:
    above, below = record.quantity(amount), record.quantity(share)
    return quotient(above, below) if above and below else None


def _unequal(record: Record, id: str, path: str, made: Quantity | None) -> Iterator[Problem]:
    said = record.quantity(path)
    if said and made and path in record.places and comparable(said, made) and not near(said, made):
        yield record.problem(id, path, text=str(said), computed=_shown(made, said))


def _per_year(record: Record, id: str, path: str, made: Quantity | None) -> Iterator[Problem]:
    """The quotient of a yearly amount is a yearly price, whether or not the amount says so."""
    said = record.quantity(path)
    if said is None or made is None:
        return
    yearly = Quantity(made.low, made.high, f"{made.unit}·年", made.word)
    if comparable(said, yearly) and not near(said, yearly):
        yield record.problem(id, path, text=str(said), computed=_shown(yearly, said))


def near(one: Quantity, other: Quantity) -> bool:
    """True when two figures that should agree do."""
    (low, high), (least, most) = one.base, other.base
    return low * (1 - NEAR) <= most and least <= high * (1 + NEAR)


def _shown(made: Quantity, like: Quantity) -> str:
    """The middle of a computed quantity in the unit of another one, to three figures."""
    amount = (made.base[0] + made.base[1]) / 2
    factor = like.base[0] / like.values[0] if like.values[0] else Fraction(1)
    scale = next((sign for sign in ("亿", "万") if sign in like.low), "")
    figure = float(amount / factor) / {"": 1.0, "万": 1e4, "亿": 1e8}[scale]
    return f"{figure:.3g}{scale}{like.unit}"


_ORDER = (
    ("construction_start", "construction_end"),
    ("issued_on", "published_on"),
    ("issued_on", "effective_on"),
    ("effective_on", "expires_on"),
    ("window_from", "window_until"),
    ("start", "end"),
    ("starts", "ends"),
    ("entered_on", "reviewed_on"),
    ("reviewed_on", "next_review"),
    ("issued_on", "verified_on"),
)
