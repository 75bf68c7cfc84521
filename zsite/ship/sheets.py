"""Tables as an Excel file, for those who work with lists."""

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

_WIDEST = 60  # characters of a column


def workbook(sheets: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """An .xlsx with a sheet for each table, whose first row is its head. Texts stay texts, also
    those that look like formulas, numbers or addresses; equal tables give equal bytes.
    """
    from xlsxwriter import Workbook

    out = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    book = Workbook(out, plain)
    book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text, wrapped if number else bold)
        for column in range(len(rows[0])):
            longest = max((_width(row[column]) for row in rows), default=0)
            sheet.set_column(column, column, min(longest + 2, _WIDEST))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows) - 1, len(rows[0]) - 1)
    book.close()
    return out.getvalue()


def _width(text: str) -> int:
    """About how wide the widest line is; Chinese characters take two."""
    return max((sum(2 if ch > "ÿ" else 1 for ch in line) for line in text.split("\n")), default=0)
