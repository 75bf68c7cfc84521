"""The invented county of the benchmark: N projects and what stands around them, from a seed.

Everything here is a plain value, so that each generator's writer says the same things.
"""

from dataclasses import dataclass
from random import Random

SEED = 20261101
BOTH = ("zh", "en")
Text = dict[str, str]

INDUSTRIES: dict[str, Text] = {
    "food": {"zh": "食品加工", "en": "Food processing"},
    "glass": {"zh": "光电玻璃", "en": "Optoelectronic glass"},
    "textiles": {"zh": "纺织服装", "en": "Textiles and apparel"},
    "bamboo": {"zh": "竹木家居", "en": "Bamboo and timber furniture"},
    "machinery": {"zh": "机械装备", "en": "Machinery and equipment"},
    "batteries": {"zh": "新能源电池", "en": "Battery materials"},
    "herbs": {"zh": "中药材", "en": "Medicinal herbs"},
    "ceramics": {"zh": "日用陶瓷", "en": "Household ceramics"},
    "electronics": {"zh": "电子信息", "en": "Electronics"},
    "logistics": {"zh": "现代物流", "en": "Logistics"},
    "tourism": {"zh": "文旅康养", "en": "Tourism and wellness"},
    "recycling": {"zh": "资源循环", "en": "Resource recycling"},
}
PARKS: dict[str, Text] = {
    f"{key}-zone": {"zh": f"{zh}工业园区", "en": f"{en} Industrial Park"}
    for key, zh, en in (
        ("east", "城东", "East Gate"),
        ("west", "城西", "West Gate"),
        ("river", "临江", "Riverside"),
        ("hill", "云岭", "Yunling"),
        ("airport", "空港", "Airport"),
        ("station", "高铁新城", "Station"),
        ("lake", "平湖", "Pinghu"),
        ("north", "北坡", "North Slope"),
    )
}
CONTACTS: dict[str, Text] = {
    "bureau-projects": {"zh": "县招商局项目科", "en": "Projects Section, Investment Bureau"},
    "bureau-services": {"zh": "县投资服务中心", "en": "Investment Service Centre"},
    "agriculture": {"zh": "县农业农村局", "en": "Agriculture and Rural Affairs Bureau"},
    "industry": {"zh": "县工业和信息化局", "en": "Industry and Information Bureau"},
    "commerce": {"zh": "县商务局", "en": "Commerce Bureau"},
    "tourism-office": {"zh": "县文化和旅游局", "en": "Culture and Tourism Bureau"},
}
STAGES: dict[str, str] = {
    "招商中": "Seeking investors",
    "签约": "Contract signed",
    "在建": "Under construction",
    "投产": "In operation",
}
MODES: dict[str, str] = {
    "独资": "Wholly owned",
    "合资": "Joint venture",
    "合作": "Contractual cooperation",
}
PRODUCTS: tuple[tuple[str, str, str, str], ...] = (
    ("果蔬精深加工", "fruit and vegetable processing", "万吨", "0,000 t"),
    ("光伏玻璃", "photovoltaic glass", "万平方米", "0,000 m²"),
    ("针织面料", "knitted fabric", "万米", "0,000 m"),
    ("竹木家具", "bamboo furniture", "万套", "0,000 sets of"),
    ("数控机床", "machine tool", "万台", "0,000 units of"),
    ("电池材料", "battery material", "万吨", "0,000 t"),
    ("中药饮片", "herbal medicine", "万吨", "0,000 t"),
    ("日用陶瓷", "household ceramics", "万件", "0,000 pieces of"),
    ("连接器", "connector", "万件", "0,000 pieces of"),
    ("冷链物流", "cold-chain logistics", "万吨", "0,000 t"),
)
ADVANTAGES: tuple[tuple[str, str], ...] = (
    ("原料就近供应，园区已通蒸汽与天然气", "Raw materials nearby; steam and gas are on site"),
    (
        "距高速出口六公里，冷库与铁路货场齐备",
        "Six kilometres from the motorway, with a rail yard",
    ),
    (
        "标准厂房可即租即用，职业学校定向培养",
        "Ready buildings, and staff trained to order",
    ),
    ("上下游企业集聚，检测中心开放共享", "Suppliers cluster here and share a testing centre"),
)


@dataclass(frozen=True, slots=True)
class Project:
    """One project: the facts as numbers and keys, the words in both languages."""

    id: str
    code: str
    name: Text
    summary: Text
    industry: str
    owner: str
    park: str
    content_scale: Text
    advantages: Text
    land_mu: int
    total_wan: int  # 万元, RMB 10,000
    fixed_wan: int
    modes: tuple[str, ...]
    stage: str
    contact: str
    entered_on: str
    reviewed_on: str
    neighbours: tuple[str, ...]  # ids of the projects that the body links to


@dataclass(frozen=True, slots=True)
class News:
    """One piece of news; the feeds hold these and nothing else."""

    id: str
    title: Text
    published: str


def projects(entries: int, seed: int = SEED) -> list[Project]:
    """`entries` projects; the same number and seed give the same projects."""
    return [_project(index, entries, Random(f"{seed}/{index}")) for index in range(1, entries + 1)]


def news() -> list[News]:
    """Eight pieces of news."""
    return [
        News(
            f"fair-{number}",
            {"zh": f"第{number}场项目推介会举行", "en": f"Project presentation No. {number} held"},
            f"2026-{number + 1:02d}-15",
        )
        for number in range(1, 9)
    ]


def project_id(index: int) -> str:
    """The id of the project with this number, counted from 1."""
    return f"p{index:05d}"


def _project(index: int, entries: int, rng: Random) -> Project:
    product_zh, product_en, unit_zh, unit_en = rng.choice(PRODUCTS)
    amount, land, halls = rng.randint(2, 90), rng.randint(4, 80) * 5, rng.randint(2, 9)
    fixed = land * rng.randint(90, 260)
    advantage = rng.choice(ADVANTAGES)
    return Project(
        id=project_id(index),
        code=f"P{index:05d}",
        name={
            "zh": f"年产{amount}{unit_zh}{product_zh}项目（{index}号）",
            "en": f"{amount}{unit_en} {product_en} a year (No. {index})",
        },
        summary={
            "zh": f"依托本地原料建设{product_zh}生产线，配套冷库与检测中心",
            "en": f"A {product_en} plant that draws on local supply, with its own testing centre",
        },
        industry=rng.choice(list(INDUSTRIES)),
        owner=rng.choice(list(CONTACTS)),
        park=rng.choice(list(PARKS)),
        content_scale={
            "zh": f"建设{halls}栋生产车间、原料仓库、检测中心与配套用房",
            "en": f"{halls} production halls, a store, a testing centre and ancillary buildings",
        },
        advantages={"zh": advantage[0], "en": advantage[1]},
        land_mu=land,
        total_wan=(fixed * rng.randint(110, 150)) // 100,
        fixed_wan=fixed,
        modes=tuple(rng.sample(list(MODES), rng.randint(1, 2))),
        stage=rng.choice(list(STAGES)),
        contact=rng.choice(list(CONTACTS)),
        entered_on=_day(2025, rng),
        reviewed_on=_day(2026, rng),
        neighbours=tuple(project_id(rng.randint(1, entries)) for _ in range(3)),
    )


def _day(year: int, rng: Random) -> str:
    return f"{year}-{rng.randint(1, 10):02d}-{rng.randint(1, 28):02d}"
