"""Row headers of tagged tables (PDF/UA-1, 7.5): the first column names what its row says."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from pikepdf import Array, Dictionary, Name, NameTree, Object, Pdf, String

from zsite.render.press.documents import opened, written

_PARTS = ("/THead", "/TBody", "/TFoot")
# Typst writes each element in the open, as an object of its own. To ask the others, of which there
# are some thousands, would take several times as long as all the rest.
_TABLE = re.compile(rb"^(\d+) 0 obj\s*<<[^<>]*/S\s*/Table\b", re.M)


def with_row_headers(data: bytes) -> bytes:
    """The document whose tables have a header in each row but those of column headers."""
    with opened(data) as pdf:
        named: dict[str, Object] = {}
        for number, each in enumerate(_TABLE.finditer(data)):
            table = pdf.get_object(int(each[1]), 0)
            for row, (header, cells) in enumerate(_headed(table)):
                name = f"Row{number:04}.{row:04}"
                _as_header(header, name)
                for cell in cells:
                    _headed_by(cell, name)
                named[name] = header
        if named:
            _name(pdf, named)
        return written(pdf)


def _name(pdf: Pdf, elements: Mapping[str, Object]) -> None:
    """Add to the tree of elements by identifier, as cells name their headers: all in one leaf."""
    root = pdf.Root.StructTreeRoot
    known = NameTree(root.IDTree) if "/IDTree" in root else {}
    whole = sorted({**dict(known.items()), **elements}.items())
    pairs = ((String(name), element) for name, element in whole)
    root.IDTree = Dictionary(Names=Array(list(chain.from_iterable(pairs))))


def _children(element: Object) -> list[Object]:
    """The elements below one; marked content and objects are none."""
    kids = element.get("/K")
    found = list(kids) if isinstance(kids, Array) else [kids]
    return [each for each in found if isinstance(each, Dictionary) and "/S" in each]


def _headed(table: Object) -> Iterator[tuple[Object, list[Object]]]:
    """Cells of the first column, each with all other cells of the rows that it spans."""
    rows = [
        _children(row)
        for part in _children(table)
        for row in (_children(part) if part.S in _PARTS else [part])
        if row.S == "/TR"
    ]
    while rows:
        first, rest = rows[0][:1], rows[0][1:]
        covered = max(map(_spanned, first), default=1)
        if first and first[0].S == "/TD":
            yield first[0], [*rest, *(cell for row in rows[1:covered] for cell in row)]
        rows = rows[covered:]


def _as_header(cell: Object, name: str) -> None:
    cell.S, cell.ID = Name.TH, String(name)
    _of_table(cell).Scope = Name.Row


def _headed_by(cell: Object, name: str) -> None:
    attributes = _of_table(cell)
    attributes.Headers = Array([*attributes.get("/Headers", Array()), String(name)])


def _of_table(cell: Object) -> Object:
    """The attributes that a cell has as part of a table; made if it has none."""
    found = _attributes(cell)
    for each in found:
        if each.get("/O") == "/Table":
            return each
    made = Dictionary(O=Name.Table)
    cell.A = Array([*found, made])
    return _attributes(cell)[-1]


def _spanned(cell: Object) -> int:
    """How many rows a cell reaches through."""
    return max((int(each.get("/RowSpan", 1)) for each in _attributes(cell)), default=1)


def _attributes(cell: Object) -> Sequence[Object]:
    known = cell.get("/A", Array())
    found = list(known) if isinstance(known, Array) else [known]
    return [each for each in found if isinstance(each, Dictionary)]
