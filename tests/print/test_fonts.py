"""The shipped font covers what guides are written in; what a font lacks is named."""

import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from hypothesis import given
from hypothesis import strategies as st

from zsite.problems import Place, Problem, words
from zsite.render import fonts
from zsite.render.fonts import SHIPPED, Font, uncovered

HERE = Place("content/parks/P1/record.yaml", 3, field="name")


def shipped() -> Font:
    font = fonts.look(SHIPPED, "NotoSansSC.ttf")
    assert isinstance(font, Font)
    return font


def small(path: Path, characters: str, *, restricted: bool = False) -> Path:
    """A font with some characters, all of them empty."""
    names = [".notdef", *(f"c{n}" for n in range(len(characters)))]
    build = FontBuilder(1000, isTTF=True)
    build.setupGlyphOrder(names)
    build.setupCharacterMap({ord(each): f"c{n}" for n, each in enumerate(characters)})
    build.setupGlyf({name: Glyph() for name in names})
    build.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
    build.setupHorizontalHeader(ascent=880, descent=-120)
    build.setupNameTable({"familyName": "County Song", "styleName": "Regular"})
    build.setupOS2(fsType=2 if restricted else 0)
    build.setupPost()
    build.save(path)
    return path


def named(texts: list[tuple[Place, str]], *found: Font) -> list[str]:
    problems = list(uncovered(texts, found))
    assert all(each.id == "missing-glyph" for each in problems)
    return [dict(each.facts)["character"] for each in problems]


def gb2312() -> list[str]:
    pairs = [bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF)]
    return [text for text in (pair.decode("gb2312", "ignore") for pair in pairs) if text]


def test_it_has_all_of_gb_2312() -> None:
    wanted = gb2312()
    assert len(wanted) == 7445
    assert named([(HERE, "".join(wanted))], shipped()) == []


@pytest.mark.parametrize(
    "text",
    [
        "通用规范汉字表：㑇㙍㛃䴓𠅤𡎚𣗋𩽾𬸘𬶨𬱖",
        "鲶冶囗㎡㎏№℃¥€£§©®™①⑩㈠㊣→←↑↓■□●★☆×÷±≤≥≈∞∑√°′″‰",
        "nǐ hǎo lǜ ǘ ê̄ Größe, Straße, façade, coöperation, São, Đà Nẵng, αβγΩ, Юнцзэ",
        "，。、；：？！…—“”‘’（）《》【】「」『』〈〉〔〕～·ＡＢＣ１２３％",
        "ㄅㄆㄇ ひらがな カタカナ",
    ],
)
def test_it_has_what_guides_are_written_in(text: str) -> None:
    assert named([(HERE, text)], shipped()) == []


def test_it_is_variable_in_weight_and_free_to_embed() -> None:
    font = TTFont(SHIPPED)
    (axis,) = font["fvar"].axes
    assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", 100, 900)
    assert font["OS/2"].fsType == 0
    assert "Open Font License" in (SHIPPED.parent / "OFL.txt").read_text("utf-8")
    positions = {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord}
    assert {"palt", "halt", "kern"} <= positions
    widths = {font["hmtx"][font.getBestCmap()[ord(digit)]][0] for digit in "0123456789"}
    assert len(widths) == 1, "figures stand in columns"


def test_a_missing_character_is_named_once_a_place_with_its_code_point() -> None:
    other = Place("content/parks/P2/record.yaml", 9)
    texts = [(HERE, "园😀区😀𰻝"), (other, "😀")]
    assert named(texts, shipped()) == ["😀", "𰻝", "😀"]
    found = list(uncovered(texts, [shipped()]))
    assert [each.place for each in found] == [HERE, HERE, other]
    for language in ("zh", "en"):
        assert "😀" in words(found[0], language).message
        assert "U+1F600" in words(found[0], language).message


def test_what_steers_and_is_not_drawn_is_not_missed() -> None:
    assert named([(HERE, "甲\n乙\t\u00ad\u200b\u200d\u2060\ufe0f\U000e0100")], shipped()) == []


def test_a_second_font_helps_out(tmp_path: Path) -> None:
    county = fonts.look(small(tmp_path / "county.ttf", "𰻝"), "county.ttf")
    assert isinstance(county, Font)
    assert county.families == ("County Song",)
    assert named([(HERE, "云𰻝")], shipped(), county) == []
    assert named([(HERE, "云𰻝")], county) == ["云"]


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)))
def test_missing_and_covered_make_up_a_text(text: str) -> None:
    font = shipped()
    lacking = set(named([(HERE, text)], font))
    assert lacking == {each for each in text if ord(each) not in font.characters}


@pytest.mark.parametrize("name", ["a.ttf", "a.woff2", "nothing.otf"])
def test_what_is_no_font_is_refused(tmp_path: Path, name: str) -> None:
    if name.startswith("a"):
        (tmp_path / name).write_bytes(random.Random(1).randbytes(500))
    found = fonts.look(tmp_path / name, f"fonts/{name}")
    assert isinstance(found, Problem)
    assert found.id == ("cannot-read" if name == "nothing.otf" else "font-unreadable")
    assert found.place.file == f"fonts/{name}"


def test_a_font_cut_short_is_refused(tmp_path: Path) -> None:
    (tmp_path / "half.ttf").write_bytes(SHIPPED.read_bytes()[:4000])
    found = fonts.look(tmp_path / "half.ttf", "half.ttf")
    assert isinstance(found, Problem) and found.id == "font-unreadable"


def test_a_font_that_must_not_be_embedded_is_refused(tmp_path: Path) -> None:
    found = fonts.look(small(tmp_path / "shop.ttf", "云", restricted=True), "shop.ttf")
    assert isinstance(found, Problem) and found.id == "font-restricted"
    assert "County Song" in words(found, "zh").message


def test_a_changed_font_is_seen(tmp_path: Path) -> None:
    path = small(tmp_path / "county.ttf", "云")
    before = fonts.look(path, "county.ttf")
    small(path, "云泽")
    after = fonts.look(path, "county.ttf")
    assert isinstance(before, Font) and isinstance(after, Font)
    assert after.characters - before.characters == {ord("泽")}


def test_the_extra_is_found_where_it_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert fonts.extra() == [] or all(path.is_file() for path in fonts.extra())
    package = tmp_path / "justmytype_intl_cjk"
    (package / "fonts" / "ofl").mkdir(parents=True)
    (package / "__init__.py").touch()
    shutil.copy(small(tmp_path / "tc.ttf", "灣"), package / "fonts" / "ofl" / "tc.ttf")
    code = "from zsite.render import fonts; import sys; sys.stdout.write(fonts.extra()[0].name)"
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "tc.ttf"
