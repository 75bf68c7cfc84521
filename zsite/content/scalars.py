"""One text -> one typed value, or a problem: numbers, dates, quantities, choices, addresses."""

import re
import unicodedata
from difflib import get_close_matches
from functools import cache
from typing import Any

from zsite.content import dates
from zsite.content.documents import Node, plain
from zsite.content.kinds import QUANTITIES, Field, key_of
from zsite.content.quantities import Fault, Quantity, parse, plausible
from zsite.content.reading import Converter, Reading

_EMAIL = re.compile(r"[^@\s<>\"']+@[^@\s<>\"']+\.[^@\s<>\"'.]+")


_URL = re.compile(r"https?://[^\s<>\"']+")


_PHONE = re.compile(r"\+?[\d][\d ()\-–]{1,24}(?:(?:ext\.?|x|转|分机)\s*\d{1,6})?", re.I)


TO_FILL = "待填"
YES = frozenset(["true", "yes", "y", "1", "是", "有", "对"])


NO = frozenset(["false", "no", "n", "0", "否", "无", "没有"])


def scalar(reading: Reading, about: Field, node: Node, path: str) -> str | None:
    if isinstance(node.value, str):
        return node.value.strip()
    reading.report("not-a-text", node, path, type=about.type)
    return None


def _string(reading: Reading, about: Field, node: Node, path: str, unit: str) -> Any:
    text = scalar(reading, about, node, path)
    if text == TO_FILL:
        reading.report("to-fill", node, path, text=text)
    if text and about.pattern and not re.fullmatch(about.pattern, text):
        reading.report("pattern-mismatch", node, path, text=text, pattern=about.pattern)
    if text and about.key_of:
        reading.keys.append((path, text))
    return text or None


def _integer(reading: Reading, about: Field, node: Node, path: str, unit: str) -> Any:
    text = scalar(reading, about, node, path)
    if text is None:
        return None
    digits = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "")
    if not re.fullmatch(r"[+-]?\d{1,15}", digits):
        reading.report("not-an-integer", node, path, text=text)
        return None
    return int(digits)


def _number(reading: Reading, about: Field, node: Node, path: str, unit: str) -> Any:
    text = scalar(reading, about, node, path)
    if text is None:
        return None
    digits = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "")
    digits = re.sub(r"[~—–至]", "-", digits)
    if not re.fullmatch(r"[+-]?\d{1,15}(\.\d{1,10})?(-\d{1,15}(\.\d{1,10})?)?", digits):
        reading.report("not-a-number", node, path, text=text)
        return None
    return digits


def _flag(reading: Reading, about: Field, node: Node, path: str, unit: str) -> Any:
    text = scalar(reading, about, node, path)
    if text is None:
        return None
    if text.lower() in YES | NO:
        return text.lower() in YES
    reading.report("not-a-flag", node, path, text=text)
    return None


def _date(reading: Reading, about: Field, node: Node, path: str, unit: str) -> Any:
    text = scalar(reading, about, node, path)
    if text is None:
        return None
    found = dates.parse(text, about.type)
    if found is None:
        reading.report("not-a-date", node, path, text=text, example=dates.EXAMPLES[about.type])
    return found


def _quantity(reading: Reading, about: Field, node: Node, path: str, unit: str) -> Any:
    text = scalar(reading, about, node, path)
    if text is None:
        return None
    found = parse(text, about.unit or about.type, unit or None)
    if isinstance(found, Fault):
        reading.report(found.id, node, path, **dict(found.facts))
        return None
    if about.plausible and not plausible(
        found, *_bounds(about.unit or about.type, about.plausible)
    ):
        low, high = about.plausible
        reading.report("implausible", node, path, text=text, low=low, high=high)
    return found.to_json()


@cache
def _bounds(dimension: str, texts: tuple[str, str]) -> tuple[Quantity | None, Quantity | None]:
    """The quantities between which a value is plausible."""
    low, high = (parse(text, dimension) for text in texts)
    return (
        low if isinstance(low, Quantity) else None,
        high if isinstance(high, Quantity) else None,
    )


def _choice(reading: Reading, about: Field, node: Node, path: str, unit: str) -> Any:
    text = scalar(reading, about, node, path)
    if text is None:
        return None
    found = about.spellings.get(key_of(text))
    if found is None:
        near = get_close_matches(key_of(text), about.spellings, n=1, cutoff=0.5)
        known = "、".join(label.get("zh") or key for key, label in about.choices.items())
        if near:
            meant = about.choices[about.spellings[near[0]]]
            facts = {"near": meant.get("zh") or near[0], "known": known, "text": text}
            reading.report("unknown-choice-near", node, path, **facts)
        else:
            reading.report("unknown-choice", node, path, text=text, known=known)
    return found


def _raw(reading: Reading, about: Field, node: Node, path: str, unit: str) -> Any:
    return plain(node)


def _matching(pattern: re.Pattern[str], id: str) -> Converter:
    def convert(reading: Reading, about: Field, node: Node, path: str, unit: str) -> Any:
        text = scalar(reading, about, node, path)
        if text is None:
            return None
        plain = unicodedata.normalize("NFKC", text)
        if not pattern.fullmatch(plain):
            reading.report(id, node, path, text=text)
            return None
        return plain

    return convert


SCALARS: dict[str, Converter] = {
    **dict.fromkeys(QUANTITIES, _quantity),
    **dict.fromkeys(("date", "month", "year", "datetime"), _date),
    "string": _string,
    "integer": _integer,
    "number": _number,
    "flag": _flag,
    "choice": _choice,
    "raw": _raw,
    "phone": _matching(_PHONE, "not-a-phone"),
    "email": _matching(_EMAIL, "not-an-email"),
    "url": _matching(_URL, "not-a-url"),
}
