#!/usr/bin/env python3
"""Makes `zsite/render/fonts/NotoSansSC.ttf`: Noto Sans SC, variable, cut to what guides need.

    python tools/subset_font.py [FILE]

Same packages, same bytes. The characters are those of GB 2312, of 通用规范汉字表 (8,105: those
to which Unihan's kTGHZ2013 gives a reading, as `pypinyin-dict` holds it), and of the blocks below,
as far as Noto Sans SC draws them.
"""

# /// script
# requires-python = ">=3.11"
# dependencies = ["fonttools>=4.55", "justmytype-intl-cjk==0.1.0", "pypinyin-dict==0.9.0"]
# ///

import sys
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from pypinyin_dict.pinyin_data.ktghz2013 import pinyin_dict as standard

TARGET = Path(__file__).parents[1] / "zsite" / "render" / "fonts" / "NotoSansSC.ttf"
SOURCE = "fonts/ofl/notosanssc/NotoSansSC[wght].ttf"
BLOCKS = [
    (0x0020, 0x024F),  # Latin, with German, French, Vietnamese and the tones of Pinyin
    (0x0250, 0x036F),  # phonetic letters, modifiers, combining marks
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x04FF),  # Cyrillic
    (0x1E00, 0x1EFF),  # further Latin letters with marks
    (
        0x2000,
        0x2BFF,
    ),  # punctuation, superscripts, currencies, №, ℃, arrows, circled numbers, symbols
    (0x2E80, 0x2FDF),  # radicals
    (0x3000, 0x312F),  # CJK punctuation, kana, Bopomofo
    (0x31A0, 0x31EF),  # Bopomofo extended, strokes
    (0x3200, 0x33FF),  # enclosed characters, ㎡, ㎏
    (0xFE10, 0xFE6F),  # vertical, compatibility and small forms
    (0xFF00, 0xFFEF),  # full-width and half-width forms
]
FEATURES = "ccmp locl kern mark palt halt liga dlig fwid hwid pwid"


def main() -> None:
    """Write the font where it belongs, or to the file that is named."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    target.write_bytes(subset((files("justmytype_intl_cjk") / SOURCE).read_bytes()))


def characters() -> set[int]:
    """Code points that the font should have."""
    rows, cells = range(0xA1, 0xF8), range(0xA1, 0xFF)
    pairs = (bytes([row, cell]).decode("gb2312", "ignore") for row in rows for cell in cells)
    blocks = {point for first, last in BLOCKS for point in range(first, last + 1)}
    return {ord(pair) for pair in pairs if pair} | set(standard) | blocks


def subset(source: bytes) -> bytes:
    """The font with those characters, its weights, and what horizontal setting needs of it."""
    font = TTFont(BytesIO(source), recalcTimestamp=False, lazy=True)
    options = Options(
        layout_features=FEATURES.split(), name_IDs=["*"], hinting=False, notdef_outline=True
    )
    options.drop_tables += ["vhea", "vmtx", "gasp", "prep", "DSIG"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters())
    subsetter.subset(font)
    made = BytesIO()
    font.save(made)
    return made.getvalue()


if __name__ == "__main__":
    main()
