"""Wording of support that the fair competition review may object to, so that legal sees it."""

import re
from collections.abc import Callable, Iterator

from zsite.check.scripts import folded
from zsite.check.subjects import Measure, Text, one
from zsite.problems import Problem


def doubtful(id: str) -> Callable[[Text, Measure], Iterator[Problem]]:
    """The check for the wording of that name; what is denied in the same sentence is no finding."""

    def found(text: Text, asked: Measure) -> Iterator[Problem]:
        if not text.chinese:
            return
        read, hits = folded(text.text), []
        for match in WORDING[id].finditer(read):
            start = max(read.rfind(mark, 0, match.start()) for mark in "。；\n") + 1
            if not _DENIED.search(read[start : match.end() + 6]):
                hits.append(match.span())
        yield from one(id, text, hits)

    return found


_DENIED = re.compile(
    r"不得|不以|不再|不按|不对|不给|禁止|严禁|取消|废止|清理|杜绝|没有|不搞|不实行"
    r"|并非|无须|无需|不需要|无关"
)
_REWARD = r"(?:奖励|奖补|补助|补贴|扶持|优惠|返还|支持|兑现|享受)"
_GAP = r"[^。；\n]{0,24}"
_HERE = r"(?:我|本)(?:县|市|区|地)"
WORDING = {
    # a reward on condition that a firm moves its registration
    "fair-registration": re.compile(
        rf"(?:(?:迁入|迁移|迁至|落户|注册|变更)[到至在于]?{_HERE}|注册地(?:迁|变更|在))"
        rf"{_GAP}{_REWARD}"
        rf"|{_REWARD}{_GAP}(?:注册地(?:迁|变更)|迁入{_HERE}|在{_HERE}注册)"
    ),
    # a reward measured by tax that is paid locally
    "fair-local-tax": re.compile(
        rf"(?:在{_HERE}|本级|县级|地方)(?:缴?纳税|留成|(?:财政|税收|经济)贡献){_GAP}{_REWARD}"
        rf"|{_REWARD}{_GAP}(?:地方留成|(?:地方|县级|本级)(?:财政|税收|经济)?贡献|在{_HERE}缴?纳税)"
        r"|(?:税收|增值税|所得税)[^。；\n，]{0,10}留成[^。；\n]{0,12}\d+\s?[%％]"
    ),
    # a reward on condition that a firm reports its statistics locally
    "fair-local-statistics": re.compile(
        rf"(?:纳入(?:{_HERE})?统计|在{_HERE}(?:入统|统计|纳统)|入规纳统){_GAP}{_REWARD}"
        rf"|{_REWARD}{_GAP}(?:纳入(?:{_HERE})?统计|在{_HERE}(?:入统|纳统))"
    ),
    # 先征后返 and its relatives
    "fair-refund": re.compile(
        r"先征后[返退奖]|即征即奖|列收列支|税收返还|返还[^。；\n，]{0,6}(?:税|出让金)"
        r"|(?:税|出让金)[^。；\n，]{0,8}返还"
    ),
    # land for nothing or below the benchmark
    "fair-land-price": re.compile(
        r"零地价|零土地|低于基准地价|免费(?:供地|提供土地)|地价[^。；\n]{0,6}(?:减免|优惠|返还|补贴)"
        r"|每亩(?:土地)?[1-3]\s?万元[^。；\n]{0,8}(?:供地|出让|优惠)"
    ),
    # 一企一策, 一事一议
    "fair-one-firm": re.compile(r"一企一策|一事一议|一项目一策"),
    # fees, funds, social insurance or rent waived
    "fair-fees": re.compile(
        r"(?:减免|免收|免征|免缴|零收费|全免)[^。；\n，]{0,10}"
        r"(?:行政事业性收费|规费|政府性基金|社会?保险?费|社保|配套费)"
        r"|(?:社保|规费|配套费)[^。；\n，]{0,6}(?:减免|免收|全免|缓缴)"
        r"|免租|免收租金|免[一二三两\d]+年(?:房租|租金)"
    ),
    # support without an upper limit
    "fair-unlimited": re.compile(r"上不封顶|不设上限|不设封顶|无上限"),
}
