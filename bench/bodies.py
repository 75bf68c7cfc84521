"""Microseconds per body: plain Python-Markdown, our converter, and the whole of `render`.

    python bench/bodies.py

Two bodies of about 1.6 KB (UTF-8), one Chinese, one English, with the same marks: headings, links,
emphasis, lists, a table, a quote, a fact. Medians of interleaved runs.
"""

import statistics
from collections.abc import Callable
from time import perf_counter

from markdown import Markdown

from zsite.content.markdown import fill, render
from zsite.content.markdown.convert import convert
from zsite.content.markdown.extensions import extensions

CHINESE = """\
## 项目概况

本项目依托[连片果园](../orchards/)建设浓缩汁、罐头与冻干生产线，规划用地[=land_area]，
分两期实施。**一期**建设加工车间与冷库，*二期*建设检测中心和冷链物流园，建成后年处理鲜果20万吨，
带动就业约500人，详见[产业规划](industries/food)和[用地图](map.pdf)。

园区水、电、气、路、网、排污、供热和场地平整已经到位，企业可以拎包入驻；行政审批
实行一窗受理、并联办理，从签约到开工平均用时不超过90天。

### 建设条件

- 供水：日供水能力5万吨，**双水源**保障
- 供电：110千伏变电站两座，专线可直达厂区
- 天然气：管道已通，日供气能力20万立方米
- 污水处理：日处理能力3万吨，执行一级A标准

| 项目 | 一期 | 二期 |
|------|-----:|-----:|
| 投资 | 1.5亿元 | 1.1亿元 |
| 用地 | 120亩 | 80亩 |
| 产能 | 12万吨 | 8万吨 |

### 合作方式

县里欢迎独资、合资或者股权合作。符合条件的企业可以申请固定资产投资奖励、物流补贴和人才公寓，
具体标准以正式文件为准，政策有效期到2027年底，到期后按新的办法执行，已经签订的协议继续有效。

1. 提交项目意向书与企业简介
2. 现场考察，县招商专班全程陪同
3. 签订投资协议，办理立项与用地手续

> 所有数据来自县统计局2025年公报，仅供投资者参考，不构成要约。

联系[招商局](contacts/bureau)了解更多，工作日八点到十八点有人接听，节假日由值班员登记后次日回复。
项目地处两条高速交汇处，距高铁站25公里，距最近的港口180公里，原料半径在60公里以内。
"""

ENGLISH = """\
## The project

The county grows fruit on a large and contiguous area, and this project builds
juice-concentrate, canning and freeze-drying lines close to the [orchards](../orchards/).
It covers [=land_area] and comes in two phases: **phase one** is the processing halls and the
cold store, *phase two* the testing centre and the logistics park. See the [plan](industries/food).

Water, power, gas, roads, telecoms, drainage, heating and levelled ground are all in place, so that
a company can move in at once. Permits are handled at one counter and in parallel.

### What is there

- Water: 50,000 t a day from **two sources**
- Power: two 110 kV substations, with a direct line to the plant
- Gas: piped, 200,000 cubic metres a day
- Waste water: 30,000 t a day, treated to grade 1A

| Item | Phase one | Phase two |
|------|----------:|----------:|
| Investment | RMB 150 million | RMB 110 million |
| Land | 8 ha | 5.3 ha |

### How to take part

Wholly owned, joint venture or equity: all are welcome. Eligible companies may apply for investment
incentives and freight support; what counts is the official document in force on the day of signing.

1. Send a letter of intent and a company profile
2. Visit the site with the county's team

Write to the [bureau](contacts/bureau) for more; the line is open from eight to six on working days.
"""
BODIES = {"zh-Hans": CHINESE, "en": ENGLISH}
ROUNDS = 300


def main() -> None:
    plain = Markdown(extensions=extensions(), output_format="html")
    print("µs, medians    bytes   plain  convert   render     fill")
    for lang, text in BODIES.items():
        body = render(text, lang)
        hrefs = ["/x/"] * len(body.links)
        figures = medians(
            lambda text=text: plain.reset().convert(text),
            lambda text=text: convert(text),
            lambda text=text, lang=lang: render(text, lang),
            lambda body=body, hrefs=hrefs: fill(body.html, hrefs, str),
        )
        size = len(text.encode())
        columns = "".join(f"{figure:9.0f}" for figure in figures)
        print(f"{lang:12}{size:8}{columns}")


def medians(*calls: Callable[[], object]) -> list[float]:
    """The median time of each call in microseconds, all measured in turns."""
    times: list[list[float]] = [[] for _ in calls]
    for _ in range(ROUNDS):
        for call, taken in zip(calls, times, strict=True):
            start = perf_counter()
            call()
            taken.append((perf_counter() - start) * 1e6)
    return [statistics.median(taken) for taken in times]


if __name__ == "__main__":
    main()
