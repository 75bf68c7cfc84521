"""Bodies of about 1.5 KB in Markdown: half of them plain, half with everything that editors use."""

from collections.abc import Callable
from random import Random
from typing import NamedTuple

SIZE = 1500  # bytes of UTF-8 that a body reaches before its last sentence ends
RICH_SIZE = 1100  # the same for a rich body's prose: lists, table and links bring the rest

SENTENCES: dict[str, tuple[str, ...]] = {
    "zh": (
        "项目选址紧邻县域主干道，水、电、路、气、通信均已接通，场地平整后即可进场施工。",
        "本县常年有充足的原料供应，收购半径不超过四十公里，运输成本明显低于周边地区。",
        "园区设有统一的污水处理厂和集中供热站，企业无需单独建设锅炉房。",
        "职业技术学校每年培养**机电、食品、纺织**等专业学生，可按企业要求定向培训。",
        "企业从签约到开工由专人全程代办，涉及的*立项、规划、环评*等手续实行并联审批。",
        "产品可经高速公路直达省会，经铁路货场当日到达沿海港口，冷链班车每日往返。",
        "近三年同类企业平均亩均税收稳步增长，市场以华东、华南和东南亚为主。",
        "投资方可选择购地自建，也可租用标准厂房，先租后让的方式同样适用。",
        "项目建成后可与上游种植基地、下游包装企业形成完整链条，减少中间环节。",
        "县里设立了产业引导基金，对符合条件的技术改造给予设备投资补助。",
        "周边已建成人才公寓、学校和医院，外来技术人员的子女可就近入学。",
        "项目的可行性研究初稿已经完成，投资方可在此基础上调整规模与工艺路线。",
    ),
    "en": (
        "The site lies beside the county's main road, with water, power, gas and data connected.",
        "Raw materials are collected within forty kilometres, so freight costs stay low all year.",
        "A shared sewage works and a heating station spare each firm the cost of its own boiler.",
        "A vocational school trains staff in **mechanics, food and textiles** to order.",
        "One officer accompanies every firm from contract to start, and *permits run in parallel*.",
        "Goods reach the provincial capital by motorway and a sea port by rail on the same day.",
        "Comparable firms have paid more tax per mu in each of the last three years.",
        "Investors may buy land and build, lease a building, or lease first and buy later.",
        "With growers upstream and packers downstream the plant completes a chain in one county.",
        "A guidance fund supports technical upgrading with grants towards the cost of equipment.",
        "Apartments, schools and a hospital are near, and children of newcomers attend locally.",
        "A draft feasibility study exists; scale and process can still be changed by the investor.",
    ),
}


class Words(NamedTuple):
    """The fixed words of a rich body."""

    about: str
    figures: str
    conditions: str
    link: str
    table: str
    items: tuple[str, ...]
    note: str
    gap: str  # what stands between two sentences


WORDS: dict[str, Words] = {
    "zh": Words(
        "项目概况",
        "主要指标",
        "建设条件",
        "相关项目见[{id}号项目]({url})。",
        "| 指标 | 单位 | 数值 |\n|---|---|---:|\n| 建设周期 | 月 | 18 |\n| 用工 | 人 | 320 |\n",
        ("双回路供电，**不间断**", "日供水两万吨", "供热管网到厂界", "铁路货场三公里"),
        "数据来自可行性研究初稿。",
        "",
    ),
    "en": Words(
        "About the project",
        "Key figures",
        "Conditions",
        "See also [project {id}]({url}).",
        "| Figure | Unit | Value |\n|---|---|---:|\n| Construction | months | 18 |\n"
        "| Staff | people | 320 |\n",
        ("Two **independent** power feeds", "20,000 t of water a day", "Heat at the fence", "Rail"),
        "From the draft feasibility study.",
        " ",
    ),
}


def body(lang: str, number: int, neighbours: tuple[str, ...], link: Callable[[str], str]) -> str:
    """The body of project `number`; `link` writes the address of another project."""
    rng = Random(f"{lang}/{number}")
    links = [WORDS[lang].link.format(id=other, url=link(other)) for other in neighbours]
    return _rich(rng, lang, links, footnote=number % 16 == 1) if number % 2 else _plain(rng, lang)


def _plain(rng: Random, lang: str) -> str:
    sentences = _sentences(rng, lang, SIZE)
    groups = [sentences[start : start + 4] for start in range(0, len(sentences), 4)]
    return "\n\n".join(WORDS[lang].gap.join(group) for group in groups) + "\n"


def _rich(rng: Random, lang: str, links: list[str], *, footnote: bool) -> str:
    words = WORDS[lang]
    sentences = _sentences(rng, lang, RICH_SIZE)
    half = len(sentences) // 2
    first, second = words.gap.join(sentences[:half]), words.gap.join(sentences[half:])
    items = "\n".join(f"- {item}" for item in rng.sample(words.items, 3))
    steps = "\n".join(f"{step}. {text}" for step, text in enumerate(links[1:], start=1))
    parts = [
        f"## {words.about}",
        first + words.gap + links[0] + ("[^1]" if footnote else ""),
        items,
        f"## {words.figures}",
        words.table.rstrip(),
        f"## {words.conditions}",
        second,
        steps,
        *([f"[^1]: {words.note}"] if footnote else []),
    ]
    return "\n\n".join(parts) + "\n"


def _sentences(rng: Random, lang: str, size: int) -> list[str]:
    """Sentences in random order until they hold `size` bytes."""
    chosen: list[str] = []
    while sum(len(sentence.encode()) for sentence in chosen) < size:
        chosen.append(rng.choice(SENTENCES[lang]))
    return chosen
