"""Records: how complete they are, whether figures agree with each other and with the prose."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from zsite.check.scripts import folded
from zsite.check.subjects import Measure, Record, Text, one
from zsite.content.kinds import QUANTITIES, Field
from zsite.content.quantities import Fault, Quantity, comparable, exceeds, parse, quotient
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


def prose_differs(record: Record, asked: Measure) -> Iterator[Problem]:
    """A figure in the prose that is not the record's: 占地300亩 beside land_area: 200亩."""
    for text in record.texts:
        if text.is_body or text.type == "prose" or text.type == "text":
            yield from _differs(record, text)


def list_counts(record: Record, asked: Measure) -> Iterator[Problem]:
    """“Ten projects:” before a list of nine."""
    for text in record.texts:
        if not text.is_body:
            continue
        read = folded(text.text) if text.chinese else text.text
        for match in _ANNOUNCED.finditer(read):
            said, listed = counted(match[1]), len(_ITEM.findall(match["list"]))
            if said and listed > 1 and said != listed:
                span = match.start(1), match.end(2)
                yield from one("record-list-count", text, [span], said=said, listed=listed)


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
    if said and made and path in record.places and comparable(said, made) and not _near(said, made):
        yield record.problem(id, path, text=str(said), computed=_shown(made, said))


def _per_year(record: Record, id: str, path: str, made: Quantity | None) -> Iterator[Problem]:
    """The quotient of a yearly amount is a yearly price, whether or not the amount says so."""
    said = record.quantity(path)
    if said is None or made is None:
        return
    yearly = Quantity(made.low, made.high, f"{made.unit}·年", made.word)
    if comparable(said, yearly) and not _near(said, yearly):
        yield record.problem(id, path, text=str(said), computed=_shown(yearly, said))


def _near(one: Quantity, other: Quantity) -> bool:
    (low, high), (least, most) = one.base, other.base
    return low * (1 - NEAR) <= most and least <= high * (1 + NEAR)


def _shown(made: Quantity, like: Quantity) -> str:
    """The middle of a computed quantity in the unit of another one, to three figures."""
    amount = (made.base[0] + made.base[1]) / 2
    factor = like.base[0] / like.values[0] if like.values[0] else Fraction(1)
    scale = next((sign for sign in ("亿", "万") if sign in like.low), "")
    figure = float(amount / factor) / {"": 1.0, "万": 1e4, "亿": 1e8}[scale]
    return f"{figure:.3g}{scale}{like.unit}"


def _differs(record: Record, text: Text) -> Iterator[Problem]:
    read = folded(text.text) if text.chinese else text.text
    for name, said in record.quantities():
        about = record.kind.field(name)
        if about is None or text.field.partition(".")[0] == name or about.many:
            continue
        for match in _named(about, text.chinese).finditer(read):
            found = _leading(match["figure"], about)
            if found and comparable(found, said) and not _near(found, said):
                facts = {"text": str(said), "label": about.label.get("zh", name)}
                facts["label_en"] = about.label.get("en", name)
                span = match.start(), match.start("figure") + len(str(found))
                hit = (span[0], min(span[1], match.end()))
                yield from one("record-prose-differs", text, [hit], **facts)


def _named(about: Field, chinese: bool) -> re.Pattern[str]:
    """The field's name, a few words, and a figure."""
    if chinese:
        names = [about.label.get("zh", ""), *about.spelled, *_SHORT.get(about.name, ())]
        known = "|".join(re.escape(name) for name in names if name and not name.isascii())
        between = r"(?:约|为|达|共|合计|总计|约为|达到|不低于|不少于|：|\s){0,3}"
        return re.compile(
            rf"(?:{known or 'X^'}){between}(?P<figure>\d[\d,.]*[^，。；、\n（(]{{1,12}})"
        )
    name = re.escape(about.label.get("en", "").lower()) or "X^"
    return re.compile(
        rf"\b{name}(?: of| is|:)? (?:about |some )?(?P<figure>(?:RMB )?\d[^.;\n]{{1,24}})", re.I
    )


def _leading(piece: str, about: Field) -> Quantity | None:
    """The quantity that a piece begins with: the longest that can be read."""
    if about.type not in QUANTITIES:
        return None
    for end in range(min(len(piece), 24), 1, -1):
        found = parse(piece[:end].strip(" ,."), about.unit or about.type)
        if not isinstance(found, Fault) and found.low:
            return found
    return None


def counted(text: str) -> int:
    """A small number in digits or words; 0 for none."""
    if text.isdigit():
        return int(text)
    words = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
    words |= {"eight": 8, "nine": 9, "ten": 10, "twelve": 12}
    if text.lower() in words:
        return words[text.lower()]
    digits = "零一二三四五六七八九"
    tens, mark, ones = text.partition("十")
    if mark:
        return (digits.find(tens) if tens else 1) * 10 + (digits.find(ones) if ones else 0)
    return max(0, digits.find(text.replace("两", "二")))


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
_SHORT = {
    "land_area": ("占地", "用地", "占地面积"),
    "total_investment": ("总投资额", "投资总额", "计划总投资"),
}
_ANNOUNCED = re.compile(
    r"(?:^|[^\d.\n])(\d{1,2}|[一二两三四五六七八九十]{1,3}"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
    r"(大|个|项|条|类|点| (?:projects|items|parks|steps|policies|industries|points))"
    r"[^\n。]{0,24}[：:]\s*\n\s*\n?"
    r"(?P<list>(?:[ \t]*(?:[-*+]|\d+[.)、])[ \t]+[^\n]+\n?(?:[ \t]+[^\n]+\n)*\n?)+)",
    re.I,
)
_ITEM = re.compile(r"^(?:[-*+]|\d+[.)、])[ \t]+", re.M)
