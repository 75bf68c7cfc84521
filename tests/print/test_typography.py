"""The judge of lines finds what was planted, and Typst with the shipped font leaves it nothing."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_pdfs import made
from typography import blocks, forbidden, ragged

WORDS = [
    *(
        "果园",
        "光伏压延玻璃",
        "标准厂房",
        "招商引资",
        "人民政府",
        "“标准地”",
        "《办法》",
        "（试行）",
    ),
    *(
        "386亿元",
        "1,640平方公里",
        "38分钟",
        "GB/T 15834",
        "ISO 9001",
        "12.5%",
        "¥3.5亿",
        "Heilbronn",
    ),
    *("投资者", "的", "和", "在", "了", "县"),
]
MARKS = ["，", "、", "；", "：", "。", "！", "？", "……", "——", "）", "（见附件）", ""]


def sentences(seed: int, count: int = 60) -> str:
    chosen = random.Random(seed)
    return "".join(chosen.choice(WORDS) + chosen.choice(MARKS) for _ in range(count)) + "。"


def page(body: str, justify: bool = True) -> bytes:
    literal = body.replace("\\", "\\\\").replace('"', '\\"')
    told = "true" if justify else "false"
    hanging = "#set text(overhang: false)\n"  # else Typst lets dashes stand beyond the edge
    return made(f'{hanging}= 题\n#par(justify: {told})[#"{literal}"]', width=120, tagged=True)


@settings(max_examples=25)
@given(st.integers())
def test_chinese_is_set_by_the_rules(seed: int) -> None:
    found = list(blocks(page(sentences(seed))))
    assert sum(len(block.lines) for block in found) > 5
    assert forbidden(found) == []
    ((worst, where),) = ragged(found)
    assert worst <= 2, where


def test_the_text_of_the_lines_is_the_text() -> None:
    text = sentences(1)
    (found,) = [block for block in blocks(page(text)) if block.tag == "/P"]
    said = "".join(line.text for line in found.lines).replace(" ", "")
    assert said == text.replace(" ", "")


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("果园面积\\\n，五十万亩", ["1: 果园面积⏎，五十万亩"]),
        ("见附件（\\\n一）", ["1: 见附件（⏎一）"]),
        ("果园面积，\\\n五十万亩", []),
        ("“标准地”\\\n“标准厂房”", []),
    ],
)
def test_what_must_not_begin_or_end_a_line_is_found(body: str, wrong: list[str]) -> None:
    assert forbidden(list(blocks(made(f"= 题\n{body}", tagged=True)))) == wrong


def test_ragged_lines_are_found() -> None:
    text = "云泽县在找五个产业链上的九个环节 Mechanical-engineering 原料工人和厂房都在本地 " * 8
    ((straight, _),) = ragged(list(blocks(page(text))))
    ((loose, _),) = ragged(list(blocks(page(text, justify=False))))
    assert straight <= 2 < loose


def test_cells_and_headings_are_blocks_of_their_own() -> None:
    table = "= 题\n#table(columns: 2, table.header[项目][数], [面积很大的果园], [50万亩])"
    found = {block.tag: block.lines[0].text for block in blocks(made(table, tagged=True))}
    assert found["/H1"] == "题"
    assert found["/TH"] == "数" and found["/TD"] == "50 万亩"
