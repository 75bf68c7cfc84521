"""The figures of records and those in print are the same, in the default design, both ways."""

import re
import shutil
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from measuring import pages
from products import SMALL, documents, understood

CODES = ("XX-01", "XX-02")
FURNITURE = {"0000", "0000000", "860000000000", "86", "000"}  # the telephone number
Figures = Mapping[str, int]

# Money in 万元, land in mu, months, people; three digits or more, and none like the furniture.
PROJECT = st.fixed_dictionaries(
    {
        "total_investment": st.integers(1_001, 9_998),
        "fixed_investment": st.integers(101, 998),
        "land_area": st.integers(201, 4_998),
        "annual_revenue": st.integers(1_001, 9_998),
        "jobs": st.integers(301, 9_998),
    }
)


def record(code: str, of: Figures) -> str:
    base = (SMALL / "content/projects/x1.yaml").read_text("utf-8")
    base = base.replace("XX-01", code).replace("项目1", "甲").replace("Project 1", "One")
    base = base.replace(
        "total_investment: 1亿元", f"total_investment: {of['total_investment']}万元"
    )
    more = (
        f"fixed_investment: {of['fixed_investment']}万元\nland_area: {of['land_area']}亩\n"
        f"benefits: {{annual_revenue: {of['annual_revenue']}万元, jobs: {of['jobs']}}}\n"
    )
    return base + more


def county(root: Path, one: Figures, two: Figures) -> Path:
    """The small county with two projects of given figures."""
    shutil.copytree(SMALL, root, dirs_exist_ok=True)
    for code, name, of in zip(CODES, ("x1", "x2"), (one, two), strict=True):
        (root / f"content/projects/{name}.yaml").write_text(record(code, of), "utf-8")
    return root


def numbers(text: str) -> set[str]:
    """The figures of a text, without the commas of thousands."""
    return set(re.findall(r"\d+(?:\.\d+)?", re.sub(r"(?<=\d),(?=\d{3})", "", text)))


def money(wan: int, language: str) -> str:
    """An amount of 万元 as each language writes it: 万 and 亿, thousand and million."""
    if language == "zh":
        value = Decimal(wan) / 10_000 if wan >= 10_000 else Decimal(wan)
    else:
        value = Decimal(wan) / 100
    return f"{value.normalize():f}"


def hectares(mu: int) -> set[str]:
    """What 亩 come to, whole or rounded to three digits as the quantity's rule asks."""
    value = Decimal(mu) / 15
    return {f"{round(value, digits).normalize():f}" for digits in (0, 1, 2)}


def wanted(of: Figures, language: str) -> set[str]:
    amounts = {money(of[k], language) for k in of if k not in ("land_area", "jobs")}
    return amounts | {str(of["land_area"]), str(of["jobs"])}


@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(one=PROJECT, two=PROJECT)
def test_print_carries_the_figures_of_the_records_and_no_others(
    state: Path, tmp_path_factory: pytest.TempPathFactory, one: Figures, two: Figures
) -> None:
    root = county(tmp_path_factory.mktemp("figures"), one, two)
    for path, data in documents(root, state / "figures", "flyer", {}).items():
        of = one if "x1" in path else two
        for page, language in zip(pages(data), ("zh", "en"), strict=True):
            shown = numbers(page.text)
            assert wanted(of, language) <= shown, (path, language)
            own = {CODES[0][3:], CODES[1][3:], *map(str, range(1, 6))}  # codes, reasons by number
            rest = shown - wanted(of, language) - FURNITURE - own
            assert rest <= derived(of, language), (path, language, rest)
    understood.cache_clear()


def derived(of: Figures, language: str) -> set[str]:
    """Figures that follow from a record's: hectares, and the investment for each mu and hectare."""
    intensity = Decimal(of["fixed_investment"]) * 10_000 / of["land_area"]
    scales = (1, 10_000) if language == "zh" else (1, 1_000_000)
    each = {plain(rounded(intensity * area) / by) for area in (1, 15) for by in scales}
    return hectares(of["land_area"]) | each


def rounded(value: Decimal) -> Decimal:
    """Three digits, as a quotient is said."""
    return Decimal(f"{value:.2e}")


def plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


@settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(one=PROJECT, two=PROJECT)
def test_both_editions_of_the_guide_change_with_the_records_and_with_nothing_else(
    state: Path, tmp_path_factory: pytest.TempPathFactory, one: Figures, two: Figures
) -> None:
    before = guide(tmp_path_factory.mktemp("before"), state, PLAIN, PLAIN)
    after = guide(tmp_path_factory.mktemp("after"), state, one, two)
    both = {name: one[name] + two[name] for name in one}
    for language in ("zh", "en"):
        told = wanted(one, language) | wanted(two, language)
        assert told <= after[language], language
        may = told | wanted(both, language)
        may |= {each for of in (one, two, both) for each in derived(of, language)}
        assert after[language] - before[language] <= may, language


PLAIN: Figures = dict.fromkeys(
    ("total_investment", "fixed_investment", "land_area", "annual_revenue", "jobs"), 2_002
)


def guide(root: Path, state: Path, one: Figures, two: Figures) -> Mapping[str, set[str]]:
    """The figures of the full guide by language, for two projects of given figures."""
    county(root, one, two)
    made = documents(root, state / "figures", "guide", {})
    understood.cache_clear()
    text = {path: " ".join(page.text for page in pages(data)) for path, data in made.items()}
    return {path.split(".")[-2]: numbers(words) for path, words in text.items()}
