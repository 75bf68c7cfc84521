"""What bureaus' documents look like when they are pasted: short pieces, with what is in them."""

from pathlib import Path

import pytest
from sites import county, ids, inspected

PIECES = {
    "(定發(fā)(2015)5號)文件精神,主動適應經濟發展新常態(tài)。": {
        "text-residue", "text-document-number", "lang-mixed-scripts", "text-narrow-punctuation",
    },
    "按照蒙發【2009】2號文件要求,做好一對一對接?,現在開展招商。": {
        "text-document-number", "text-lost-character", "lang-mixed-scripts",
    },
    "(××××年×月××日) 同志們: 項目××個。": {"text-placeholder", "lang-mixed-scripts"},
    "现将我县20xx年招商引资工作思路报告如下。": {"text-placeholder"},
    "为奋力担当XX经济发展主引擎，建设“**”工程。": {"text-placeholder"},
    "辟建占地面積100萬公頃的工業(yè)園。": {"text-implausible-figure", "text-residue"},
    "個性是要加大對貼合我縣產業發展項目的引進。": {"text-doubtful-word"},
    "總投資1200萬元，二期3億元，外資500萬美元。": {"text-mixed-scales"},
    "外商項目土地價格統一為每畝1萬元的優惠政策。": {"fair-land-price"},
}  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_what_is_in_a_pasted_piece_is_found(piece: str, tmp_path: Path) -> None:
    found = inspected(county(tmp_path, {"content/news/first.zh.md": piece}))
    assert PIECES[piece] <= set(ids(found))


def test_clean_prose_gives_nothing_of_text(tmp_path: Path) -> None:
    prose = "果汁加工项目已经入库，总投资2亿元（其中外资500万美元），按青政发〔2026〕3号办理。"
    found = inspected(county(tmp_path, {"content/news/first.zh.md": prose}))
    assert not [id for id in ids(found) if id.startswith(("text-", "fair-", "lang-mixed"))]
