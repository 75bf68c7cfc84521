"""Texts beside their record: figures that differ from it, lists of another length than said."""

import re
from collections.abc import Iterator

from zsite.check.checks.records import near
from zsite.check.scripts import folded
from zsite.check.subjects import Measure, Record, Text, one
from zsite.content.kinds import QUANTITIES, Field
from zsite.content.quantities import Fault, Quantity, comparable, parse
from zsite.problems import Problem


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


def _differs(record: Record, text: Text) -> Iterator[Problem]:
    read = folded(text.text) if text.chinese else text.text
    for name, said in record.quantities():
        about = record.kind.field(name)
        if about is None or text.field.partition(".")[0] == name or about.many:
            continue
        for match in _named(about, text.chinese).finditer(read):
            found = _leading(match["figure"], about)
            if found and comparable(found, said) and not near(found, said):
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
