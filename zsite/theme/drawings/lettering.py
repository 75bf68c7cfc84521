"""How wide text will be, estimated, so that drawings can keep their labels apart."""

from collections.abc import Sequence
from functools import lru_cache


@lru_cache(maxsize=4096)
def ems(text: str) -> float:
    """The width of a text in ems: one for a Chinese character, about half for a Latin one."""
    return sum(map(_wide, text))


def _wide(sign: str) -> float:
    if ord(sign) > 0x2E7F:
        return 1.0
    return 0.68 if sign.isupper() else 0.3 if sign == " " else 0.56


@lru_cache(maxsize=4096)
def lines(text: str, width: float, most: int = 2) -> tuple[str, ...]:
    """The text in at most `most` lines of `width` ems; what does not fit ends in an ellipsis."""
    found = packed(_words(text), width)
    kept = list(found[:most])
    if len(found) > most or ems(kept[-1]) > width:
        kept[-1] = _cut(kept[-1], width)
    return tuple(kept)


def packed(words: Sequence[str], width: float) -> tuple[str, ...]:
    """Words in as many lines as it takes, each as full as `width` ems allow; a word stays whole."""
    found = [""]
    for word in words:
        if ems(found[-1] + word) <= width or not found[-1]:
            found[-1] += word
        else:
            found.append(word.lstrip())
    return tuple(line.strip() for line in found)


def _words(text: str) -> list[str]:
    """Pieces between which a line may break: Latin words, single Chinese characters."""
    pieces: list[str] = []
    for sign in text:
        new = ord(sign) > 0x2E7F or sign == " " or not pieces or ord(pieces[-1][-1]) > 0x2E7F
        if new and sign not in "，、。；：）":
            pieces.append(sign)
        elif pieces:
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces


def _cut(text: str, width: float) -> str:
    while text and ems(text) > width - 1:
        text = text[:-1]
    return text.rstrip() + "…"
