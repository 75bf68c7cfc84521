"""What a field may ask for: the dimensions, with the words and examples that problems use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from zsite.content.quantities.units import read_unit, shape


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension in words, and the unit that a county is most likely to have meant."""

    id: str
    zh: str
    en: str
    usual: str
    figure: str


DIMENSIONS = {
    row[0]: Dimension(*row)
    for row in (
        ("money", "金额", "an amount of money", "万元", "3500"),
        ("area", "面积", "an area", "亩", "200"),
        ("length", "长度", "a length", "公里", "12"),
        ("mass", "重量", "a mass", "吨", "500"),
        ("volume", "体积", "a volume", "立方米", "3000"),
        ("power", "功率", "a power", "千瓦", "630"),
        ("apparent-power", "容量", "an apparent power", "千伏安", "1250"),
        ("energy", "能量", "an amount of energy", "千瓦时", "1000"),
        ("voltage", "电压", "a voltage", "千伏", "110"),
        ("force", "力", "a force", "千牛", "5"),
        ("temperature", "温度", "a temperature", "℃", "15.6"),
        ("duration", "时长", "a length of time", "个月", "24"),
        ("percent", "百分比", "a percentage", "%", "12.5"),
        ("number", "数目", "a plain number", "", "500"),
        ("count", "数目", "a number of things", "个", "500"),
        ("price", "单价", "a price per unit", "元/平方米·月", "8"),
        ("rate", "单位时间的数量", "an amount per time", "吨/年", "20万"),
        ("ratio", "两个量之比", "an amount per unit", "千牛/平方米", "5"),
        ("quantity", "带单位的数量", "a quantity with its unit", "吨", "500"),
    )
}


@cache
def wanted(dimension: str) -> Dimension:
    """The dimension of that name or of an exact unit (`元/平方米·月`). KeyError if neither."""
    if dimension in DIMENSIONS:
        return DIMENSIONS[dimension]
    found = read_unit(dimension)
    if found is None:
        raise KeyError(dimension)
    usual = found.scale + found.unit
    return Dimension(dimension, f"以{usual}计的数量", f"a quantity in {usual}", usual, "8")


def found(unit: str) -> Dimension:
    """The dimension that a canonical unit has."""
    return DIMENSIONS[shape(unit).dimension]


@cache
def accepts(dimension: str, unit: str) -> bool:
    """Whether a field of that dimension may hold a figure in that canonical unit."""
    actual = shape(unit)
    if dimension == "quantity":
        return unit != ""
    if dimension in ("number", "count"):
        return actual.dimension in ("number", "count")
    if dimension in DIMENSIONS:
        return actual.dimension == dimension
    read = read_unit(dimension)
    return read is not None and shape(read.unit).signature == actual.signature
