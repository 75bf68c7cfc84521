"""English in print: running text is justified and its words are divided, nothing else is."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from statistics import mean, median

import pytest
from measuring import Line, pages, paragraphs
from products import ROOT
from typography import Block, blocks

HYPHEN = "\x02"  # how a reader of PDF tells a hyphen at a line's end
LONGEST = 15  # letters from which on a word is divided in narrow columns, too


@pytest.fixture(scope="module")
def english(demo: Mapping[str, bytes]) -> list[Block]:
    """What the English documents consist of."""
    return [b for path, data in demo.items() if path.endswith(".en.pdf") for b in blocks(data)]


def ends(block: Block) -> Iterator[tuple[str, str]]:
    """The parts of what is divided at the ends of lines."""
    for line, after in pairwise(block.lines):
        if line.text.endswith(HYPHEN):
            head = re.search(r"[\w-]*$", line.text.rstrip(HYPHEN))
            tail = re.match(r"[\w-]*", after.text)
            assert head
            assert tail
            yield head[0], tail[0]


def divided(found: list[Block]) -> list[tuple[str, str]]:
    """The tags of blocks, and the words divided in them that have no hyphen of their own there."""
    texts = [*ROOT.glob("content/**/*.yaml"), *ROOT.glob("content/**/*.md")]
    texts += ROOT.glob("themes/default/**/*.toml")
    written = "".join(path.read_text("utf-8") for path in texts)
    return [
        (block.tag, head + tail)
        for block in found
        for head, tail in ends(block)
        if f"{head}-{tail}" not in written
    ]


def test_running_text_is_divided(english: list[Block]) -> None:
    words = {word for tag, word in divided(english) if tag in ("/P", "/LBody")}
    assert len(words) > 5, words


def test_headings_and_cells_are_not(english: list[Block]) -> None:
    narrow = [word for tag, word in divided(english) if tag not in ("/P", "/LBody")]
    assert all(len(word) >= LONGEST for word in narrow), narrow


def test_no_two_lines_in_a_row_end_in_a_hyphen(english: list[Block]) -> None:
    for block in english:
        marks = [line.text.endswith(HYPHEN) for line in block.lines]
        assert not any(one and other for one, other in pairwise(marks)), block


def test_no_figure_is_divided(english: list[Block]) -> None:
    assert not [word for _, word in divided(english) if any(c.isdigit() for c in word)]


def test_no_name_is_divided(english: list[Block]) -> None:
    """Nor what begins a sentence, which cannot be told from one."""
    text = [word for tag, word in divided(english) if tag in ("/P", "/LBody")]
    assert [word for word in text if word[0].isupper() and len(word) < LONGEST] == []


def test_figures_of_running_text_stay_with_their_units(english: list[Block]) -> None:
    """Narrow columns may part them, which have lines of less than 45 letters."""
    for block in (each for each in english if each.tag in ("/P", "/LBody")):
        for line, after in pairwise(block.lines):
            unit = len(line.text) > 45 and re.match(r"(t|km|ha|m[²³]|MW)\b", after.text)
            assert not (line.text[-1].isdigit() and unit), line.text


def justified(data: bytes) -> Iterator[Line]:
    """Full lines of bodies."""
    for page in pages(data):
        for found in paragraphs(page, 9, 13.5):
            edge = max(line.right for line in found)
            yield from (each for each in found[:-1] if edge - each.right < 1 and spaces(each))


def spaces(line: Line) -> list[float]:
    """The white between words, in em."""
    pairs = pairwise(line.letters)
    return [gap for a, b in pairs if (gap := (b.left - a.right) / a.size) > 0.14]


def test_no_line_is_loose(demo: Mapping[str, bytes]) -> None:
    found = [data for path, data in demo.items() if path.endswith(".en.pdf")]
    wide = [mean(spaces(line)) for data in found for line in justified(data)]
    assert len(wide) > 80
    assert max(wide) <= 1.5 * median(wide)
