"""Tables of the archive have headers for their rows, and every cell names its own."""

import io
from collections.abc import Iterator

import pdfua
import pikepdf
import pytest
from small_pdfs import made, opened, words

from zsite.render import press
from zsite.render.press.checks import elements

SIMPLE = """= 表
#table(columns: 3, table.header[项目][数][单位], [面积],[1],[亩], [水],[2],[吨])
"""
SPANNED = """= 表
#table(columns: 3, table.header[组][项目][数],
  table.cell(rowspan: 2)[甲],[面积],[1], [水],[2], [乙],[电],[3], table.footer[合计][][6])
"""
BARE = """= 表
#table(columns: 2, [电话],[0000-0000000],[地址],[某路])
"""


def cells(pdf: pikepdf.Pdf, kind: str) -> Iterator[pikepdf.Object]:
    return (each for each in elements(pdf.Root.StructTreeRoot) if kind == each.S)


def scope(cell: pikepdf.Object) -> str:
    return "".join(str(each.get("/Scope", "")) for each in cell.get("/A", ()))


def named(cell: pikepdf.Object) -> list[str]:
    return [str(name) for each in cell.A for name in each.get("/Headers", ())]


@pytest.mark.parametrize(
    ("body", "columns", "rows"), [(SIMPLE, 3, 2), (SPANNED, 3, 3), (BARE, 0, 2)]
)
def test_each_row_has_a_header(body: str, columns: int, rows: int) -> None:
    before = made(body, tagged=True)
    with opened(before) as pdf:
        assert sorted(map(scope, cells(pdf, "/TH"))) == ["/Column"] * columns
    with opened(press.headers(before)) as pdf:
        scopes = sorted(map(scope, cells(pdf, "/TH")))
        assert scopes == ["/Column"] * columns + ["/Row"] * rows
        assert not [cell for cell in cells(pdf, "/TD") if scope(cell)]


def test_a_header_of_two_rows_is_named_by_the_cells_of_both() -> None:
    with opened(press.headers(made(SPANNED, tagged=True))) as pdf:
        (both,) = [c for c in cells(pdf, "/TH") if any(each.get("/RowSpan") == 2 for each in c.A)]
        name = str(both.ID)
        assert len([cell for cell in cells(pdf, "/TD") if name in named(cell)]) == 4


@pytest.mark.parametrize("body", [SIMPLE, SPANNED, BARE, SIMPLE + SPANNED + BARE])
def test_every_header_that_a_cell_names_is_there(body: str) -> None:
    with opened(press.headers(made(body, tagged=True))) as pdf:
        tree = pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)
        for cell in cells(pdf, "/TD"):
            assert named(cell)
            for name in named(cell):
                assert tree[name].S == "/TH" and str(tree[name].ID) == name


def test_it_stays_what_it_was_and_passes() -> None:
    before = made(SIMPLE + SPANNED.replace("= 表", "") + BARE.replace("= 表", ""), tagged=True)
    after = press.headers(before)
    assert words(after) == words(before)
    with opened(before) as old, opened(after) as new:
        assert new.check_pdf_syntax() == []
        assert new.Root.Metadata.read_bytes() == old.Root.Metadata.read_bytes()
        assert new.pdf_version == old.pdf_version
    report = pdfua.validate(io.BytesIO(after))
    assert [finding for outcome in report.outcomes for finding in outcome.findings] == []
    assert press.headers(before) == after


def test_a_document_without_tables_or_tags_is_left_alone() -> None:
    for tagged in (True, False):
        pdf = made("= 标题\n正文", tagged=tagged)
        assert words(press.headers(pdf)) == words(pdf)
