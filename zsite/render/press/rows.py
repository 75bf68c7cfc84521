"""Row headers of tagged tables (PDF/UA-1, 7.5): the first column names what its row says."""

from collections.abc import Iterator, Sequence

from pikepdf import Array, Dictionary, Name, NameTree, Object, Pdf, String

from zsite.render.press.documents import opened, written

_PARTS = ("/THead", "/TBody", "/TFoot")
# Elements of words, below which there is no table: most of a document.
_WORDS = frozenset(
    ["/P", "/Span", "/Link", "/Figure", "/Lbl", *(f"/H{level}" for level in range(1, 7))]
)


def with_row_headers(data: bytes) -> bytes:
    """The document whose tables have a header in each row but those of column headers."""
    with opened(data) as pdf:
        tables = list(_tables(pdf))
        named = _names(pdf) if tables else None
        for number, table in enumerate(tables):
            for row, (header, cells) in enumerate(_headed(table)):
                name = f"Row{number:04}.{row:04}"
                _as_header(header, name)
                for cell in cells:
                    _headed_by(cell, name)
                assert named is not None
                named[name] = header
        return written(pdf)


def _names(pdf: Pdf) -> NameTree:
    """The tree of elements by identifier, as cells name their headers."""
    root = pdf.Root.StructTreeRoot
    if "/IDTree" not in root:
        root.IDTree = NameTree.new(pdf).obj
    return NameTree(root.IDTree)


def _tables(pdf: Pdf) -> Iterator[Object]:
    """All table elements of the structure tree, in its order."""
    root = pdf.Root.get("/StructTreeRoot")
    waiting = [] if root is None else [root]
    while waiting:
        element = waiting.pop()
        kind = element.get("/S")
        if kind == "/Table":
            yield element
        if str(kind) not in _WORDS:
            waiting += reversed(_children(element))


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
