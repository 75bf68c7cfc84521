"""What becomes of a guide after it is set: files for the press and the office printer.

Each of these takes the document that it is made from, or what kept that from being made.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from math import isfinite
from typing import Any

from zsite.problems import Place, Problem
from zsite.render import press
from zsite.render.press import Inks, Rules

Document = bytes | list[Problem]


def sheets(
    *,
    document: Document,
    inks: Inks | None,
    place: str,
    folds: Sequence[float],
    each: int = 1,
    back: bool = False,
    inner: bool = False,
) -> bytes | list[Problem]:
    """PDF/X-4 with crop marks of a document with bleed; in its colours when no inks are known.

    Empty pages, before the `back` cover if there is one, make their number a multiple of `each`;
    `inner` leaves out the first leaf and the last one: they are the cover.
    """
    if isinstance(document, list):
        return document
    document = press.padded(document, each, back=back)
    if inner:
        document = press.inner(document)
    if inks is None:
        return document
    made = press.press(document, inks, place=Place(place), folds_mm=folds)
    return [made] if isinstance(made, Problem) else made


def wrapper(
    *,
    document: Document,
    spine: Document,
    inks: Inks | None,
    place: str,
    spine_mm: float,
    width_mm: float,
    each: int = 1,
    back: bool = False,
) -> bytes | list[Problem]:
    """Back, spine and front on one sheet; in inks, with marks for the folds, when they are known.

    `width_mm` is the trimmed page's; for the others see `sheets`.
    """
    for part in (document, spine):
        if isinstance(part, list):
            return part
    assert isinstance(document, bytes)
    assert isinstance(spine, bytes)
    whole = press.cover(press.padded(document, each, back=back), spine_mm=spine_mm, spine=spine)
    folds = dict.fromkeys((width_mm, width_mm + spine_mm))
    return sheets(document=whole, inks=inks, place=place, folds=list(folds))


def booklet(*, document: Document, back: bool, creep_mm: float) -> bytes | list[Problem]:
    """Sheets for an office printer, to be folded and stapled; the `back` cover stays outside."""
    if isinstance(document, list):
        return document
    return press.booklet(press.padded(document, 4, back=back), creep_mm=creep_mm)


def page_image(
    *, images: Callable[[], Sequence[bytes] | list[Problem]], number: int
) -> bytes | list[Problem]:
    """One page of a document as a PNG; `number` counts from 1."""
    found = images()
    if found and isinstance(found[0], bytes):
        return found[number - 1]  # type: ignore[return-value]
    return [each for each in found if isinstance(each, Problem)]


def contents(*, document: Document) -> bytes | list[Problem]:
    """The headings of a document with their pages, counted from 1, as JSON."""
    if isinstance(document, list):
        return document
    return json.dumps(press.contents(document), ensure_ascii=False).encode()


def preflight(*, document: Document, rules: Mapping[str, Any], place: str) -> bytes | list[Problem]:
    """The figures of a document that goes to the press, and its problems, as JSON."""
    if isinstance(document, list):
        return document
    found = press.preflight(document, Rules(**rules), Place(place))
    about = {name: value for name, value in asdict(found).items() if name != "problems"}
    about["dpi"] = found.dpi if isfinite(found.dpi) else None
    about["binding"] = rules.get("binding", "")
    about["problems"] = [[each.id, dict(each.facts)] for each in found.problems]
    return json.dumps(about, ensure_ascii=False, indent=1).encode()
