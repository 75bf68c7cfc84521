"""Every value remembers where it stands: the text there is the value that was typed."""

import pytest

from zsite.content.declarations import built_in
from zsite.content.entries import places_from
from zsite.content.languages import Languages
from zsite.content.records import Task, read_entry

TAGS = {"zh": "zh-Hans", "en": "en"}
LANGUAGES = Languages(("zh", "en"), "zh", {"zh": "zh", "en": "en"}, TAGS)
TEXT = """\
# 一个项目
name: {zh: 果蔬加工, en: Fruit processing}
总投资（万元）: 35000
land_area:   200亩   # 净地
cooperation_modes: [独资, 合资]
benefits:
  annual_revenue: 8亿元
  jobs: 500
"""


@pytest.mark.parametrize(
    ("path", "line", "column", "typed"),
    [
        ("name.zh", 2, 12, "果蔬加工"),
        ("name.en", 2, 22, "Fruit processing"),
        ("total_investment", 3, 10, "35000"),
        ("land_area", 4, 14, "200亩"),
        ("cooperation_modes.1", 5, 25, "合资"),
        ("benefits.annual_revenue", 7, 19, "8亿元"),
        ("benefits.jobs", 8, 9, "500"),
    ],
)
def test_a_value_stands_where_it_was_typed(path: str, line: int, column: int, typed: str) -> None:
    task = Task(built_in()["projects"], "x", ("x.yaml", TEXT.encode()), [], [], "", LANGUAGES)
    span = places_from(read_entry(task)["places"])[path]
    assert (span.line, span.column, TEXT[span.start : span.end]) == (line, column, typed)
