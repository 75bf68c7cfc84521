"""How values of each type are ordered: a key function per field."""

import unicodedata
from collections.abc import Callable
from typing import Any

from zsite.content.kinds import QUANTITIES, Field
from zsite.content.quantities import from_json

Key = Callable[[Any], Any]


def sort_key(about: Field) -> Key:
    """Absent values first; choices in the order of their declaration; Chinese by pinyin."""
    if about.type == "choice":
        ranks = {choice: rank for rank, choice in enumerate(about.choices, 1)}
        return lambda value: ranks.get(value if isinstance(value, str) else "", 0)
    if about.type in QUANTITIES:
        return lambda value: _amount(value)
    if about.type in ("integer", "flag"):
        return lambda value: value or 0
    if about.localised:
        return lambda value: _text(value)
    return lambda value: str(value or "")


def _amount(value: Any) -> Any:
    if value is None:
        return 0
    quantity = from_json(value)
    return 0 if quantity.state else quantity.base[0]


def _text(value: Any) -> bytes:
    if not isinstance(value, dict) or not value:
        return b""
    return spelled(next(iter(value.values())))


def spelled(text: str) -> bytes:
    """A text by which it is ordered: GB 18030, where the common hanzi stand in pinyin order."""
    return unicodedata.normalize("NFKC", text).lower().encode("gb18030", "replace")
