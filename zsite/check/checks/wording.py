"""Text: traces of conversion, placeholders, brackets, punctuation, wrong words, repeats."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from zsite.check.scripts import HAN, folded
from zsite.check.subjects import Hit, Measure, Text, matches, one
from zsite.content.documents import parse, plain
from zsite.problems import Problem


def residues(text: Text, asked: Measure) -> Iterator[Problem]:
    """A character with its pinyin in brackets, as page converters leave it: 發(fā)."""
    yield from one("text-residue", text, matches(_RESIDUE, text))


def lost_characters(text: Text, asked: Measure) -> Iterator[Problem]:
    """A question mark or a box where a character was."""
    yield from one("text-lost-character", text, matches(_LOST, text))


def mojibake(text: Text, asked: Measure) -> Iterator[Problem]:
    """Text decoded in the wrong encoding, and control or private characters."""
    yield from one("text-mojibake", text, matches(_MOJIBAKE, text))


def placeholders(text: Text, asked: Measure) -> Iterator[Problem]:
    """××, XX, **, 20xx: what somebody meant to fill in."""
    yield from one("text-placeholder", text, matches(_PLACEHOLDER, text))


def document_numbers(text: Text, asked: Measure) -> Iterator[Problem]:
    """Document numbers whose year does not stand in 〔〕, or with zeros in front."""
    hits = [
        m for m in _NUMBER.finditer(text.text) if m["open"] + m["close"] != "〔〕" or m["zeros"]
    ]
    if hits:
        first = hits[0]
        right = f"〔{first['year']}〕{first['number']}{first['last']}"
        yield from one("text-document-number", text, (m.span() for m in hits), right=right)


def narrow_punctuation(text: Text, asked: Measure) -> Iterator[Problem]:
    """Half-width punctuation between Chinese characters."""
    if text.tag[:2] == "zh":
        yield from one("text-narrow-punctuation", text, matches(_NARROW, text))


def wide_punctuation(text: Text, asked: Measure) -> Iterator[Problem]:
    """Full-width punctuation in a text in Latin letters."""
    if text.latin:
        yield from one("text-wide-punctuation", text, matches(_WIDE, text))


def wrong_words(text: Text, asked: Measure) -> Iterator[Problem]:
    """Words on the site's own list."""
    for wrong, right in asked.words.items():
        hits = (m.span() for m in re.finditer(re.escape(wrong), text.text))
        yield from one("text-wrong-word", text, hits, right=right)


def doubtful_words(text: Text, asked: Measure) -> Iterator[Problem]:
    """Words that rewriting programs put in, and units that translators get wrong."""
    read = folded(text.text) if text.chinese else text.text
    for each in doubtful():
        if each.tag == text.tag[:2]:
            hits = (m.span() for m in each.pattern.finditer(read))
            yield from one("text-doubtful-word", text, hits, right=each.right)


def repeats(text: Text, asked: Measure) -> Iterator[Problem]:
    """A paragraph or a long sentence that stands twice, and words written twice."""
    yield from one("text-repeated", text, [*_repeated(text), *matches(_DOUBLED, text)])


def empty_sections(text: Text, asked: Measure) -> Iterator[Problem]:
    """A heading with nothing below it."""
    if text.is_body:
        yield from one("text-empty-section", text, _empty(text.text))


def figures(text: Text, asked: Measure) -> Iterator[Problem]:
    """Areas, rates and scales that can hardly be true of a county or a zone."""
    read = folded(text.text) if text.chinese else text.text
    yield from one("text-implausible-figure", text, sorted(_implausible(read, asked.county_area)))


def mixed_scales(text: Text, asked: Measure) -> Iterator[Problem]:
    """Three scales of money in one paragraph or list: 万元, 亿元 and 万美元."""
    read = folded(text.text) if text.chinese else text.text
    hits = []
    for block in re.finditer(r"(?:[^\n]+\n?)+", read):
        scales: dict[str, Hit] = {}
        for m in _SCALE.finditer(block[0]):
            at = block.start() + m.start()
            scales.setdefault(m[1], (at, block.start() + m.end()))
        if len(scales) > 2:
            hits.append(next(iter(scales.values())))
    yield from one("text-mixed-scales", text, hits)


def unsourced(text: Text, asked: Measure) -> Iterator[Problem]:
    """A growth or a rank for which a paragraph names no source."""
    if text.tag[:2] != "zh" or not text.is_body:
        return
    read = folded(text.text)
    hits = []
    for line in re.finditer(r"[^\n]+", read):
        claim = _CLAIM.search(line[0])
        if claim and not _SOURCE.search(line[0]):
            hits.append((line.start() + claim.start(), line.start() + claim.end()))
    yield from one("text-unsourced", text, hits)


class Doubtful(NamedTuple):
    """A pattern of doubtful words in a language, and what is meant."""

    tag: str
    pattern: re.Pattern[str]
    right: str


@cache
def doubtful() -> tuple[Doubtful, ...]:
    """The list in `doubtful.yaml`."""
    text = (files("zsite") / "check" / "doubtful.yaml").read_text("utf-8")
    found: Any = plain(parse("doubtful.yaml", text).root)
    return tuple(
        Doubtful(tag, re.compile(wrong, re.I), right)
        for tag, rows in found.items()
        for wrong, right in rows.items()
    )


def _repeated(text: Text) -> Iterator[Hit]:
    least = 15 if text.chinese else 60
    seen: dict[str, list[Hit]] = defaultdict(list)
    for match in _SENTENCE.finditer(text.text):
        sentence = match[0].strip()
        if len(sentence) >= least and sum(c.isalpha() for c in sentence) > least // 2:
            seen[sentence].append(match.span())
    for spans in seen.values():
        yield from spans[1:]


def _empty(text: str) -> Iterator[Hit]:
    found = list(_HEADING.finditer(text))
    for number, match in enumerate(found):
        following = found[number + 1] if number + 1 < len(found) else None
        nothing = not text[match.end() : following.start() if following else None].strip()
        deeper = following and len(following[1]) > len(match[1])
        if nothing and not deeper:
            yield match.span()


def _implausible(read: str, county: int) -> Iterator[Hit]:
    for match in _AREA.finditer(read):
        near = _BRACKETED.sub("", read[max(0, match.start() - 16) : match.end() + 20])
        limit = _ZONE_LIMIT if _ZONE.search(near) else max(_COUNTY_LIMIT, county * 1.1)
        if _number(match[1], match[2] or "") * _SQUARE_METRES[match[3]] > limit:
            yield match.span()
    for match in _PERCENT.finditer(read):
        if float(match[1].replace(",", "")) >= 1000:
            yield match.span()
    for match in _DOUBLE_SCALE.finditer(read):
        yield match.span()


def _number(digits: str, scale: str) -> float:
    number = float(digits.replace(",", ""))
    for sign in scale:
        number *= {"万": 1e4, "亿": 1e8, "千": 1e3, "百": 1e2}[sign]
    return number


_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_RESIDUE = re.compile(rf"[{HAN}]\s?[(（][a-zü]{{0,5}}[{_TONES}][a-zü]{{0,5}}[)）]")
_LOST = re.compile(rf"(?<=[{HAN}])[?□](?=[,，。;；、:：.{HAN}])|[■□](?=[{HAN}])")
_MOJIBAKE = re.compile(
    "锟斤拷|烫烫|屯屯屯|\ufffd+|[ÃÂ][\x80-\xbf\u201a-\u203a]|â€[\x80-\xbf™œ\x9d“”˜]?"
    "|(?:[äåæçèé][\x80-\xbf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac]{1,2}){2,}"
    "|[\ue000-\uf8ff]+|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f]+"
)
_PLACEHOLDER = re.compile(
    r"20[xX×Ⅹ＊*]{2}|[×＊]{2,}|(?<![A-Za-z0-9])(?:X{2,}|x{2,})(?![A-Za-z0-9])|\*{2,}"
    r"|[○〇◯]{2,}|_{4,}|…{3,}|\b(?:TODO|TBD|FIXME)\b|[Ll]orem ipsum|待补充|此处(?:填写|插入|略)"
)
_NUMBER = re.compile(
    r"(?P<open>[（(【\[〈﹝［〔{])\s?(?P<year>(?:19|20)\d\d)\s?(?P<close>[）)】\]〉﹞］〕}])"
    r"\s?第?\s?(?P<zeros>0*)(?P<number>\d{1,5})\s?(?P<last>[号號])"
)
_NARROW = re.compile(rf"(?<=[{HAN}])[,;:!?](?=[{HAN}])|(?<=[{HAN}])\((?=[{HAN}])")
_WIDE = re.compile(r"[，。；：！？（）、](?![^“”\n]*》)")
_DOUBLED = re.compile(
    r"的的(?!确)|了了(?!解|结|无)|(?<!实)在在|是是(?!非)|与与|及及"
    r"|\b(the|an?|of|and|to|in|is|for) \1\b",
    re.I,
)
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_HEADING = re.compile(r"^(#{1,6})[ \t]+\S[^\n]*$", re.M)
_AREA = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s?([万亿千百]*)\s?(公顷|亩|平方公里|平方千米)")
_SQUARE_METRES = {"公顷": 1e4, "亩": 1e4 / 15, "平方公里": 1e6, "平方千米": 1e6}
_ZONE = re.compile("开发区|园区|工业区|集聚区|集中区|工业园|规划区|新区|基地")
_BRACKETED = re.compile(r"[(（][^)）\n]{1,7}[)）]")
_ZONE_LIMIT, _COUNTY_LIMIT = 1e9, 8e9  # 1,000 and 8,000 km²
_PERCENT = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s?[%％]")
_DOUBLE_SCALE = re.compile(r"\d(?:万万|亿亿|千千)")
_SCALE = re.compile(r"\d\s?((?:[万亿])(?:元|美元|港元|欧元))")
_CLAIM = re.compile(r"(?:同比)?增长\s?\d[\d.]*\s?[%％]|(?:全省|全国|全市)第[一二三四五\d]")
_SOURCE = re.compile("据|来源|统计|公报|数据|年鉴|截至|测算|预计|计划|目标|力争|确保")
