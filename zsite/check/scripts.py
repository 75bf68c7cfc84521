"""Simplified and Traditional: one folded form to search in, and characters of the other script."""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

HAN = "\u3400-\u4dbf\u4e00-\u9fff"


@lru_cache(maxsize=512)
def folded(text: str) -> str:
    """The text in Simplified characters, of the same length: patterns are written in them."""
    if text.isascii():
        return text
    made: str = _converter("t2s").convert(text)
    return made if len(made) == len(text) else "".join(map(_simple, text))


def of_other_script(text: str, tag: str) -> Iterator[tuple[int, str]]:
    """Characters that only the other script has, as (offset, the right one)."""
    traditional = "Hant" in tag or tag in ("zh-TW", "zh-HK", "zh-MO")
    for at, character in enumerate(text):
        if character > "\u3400" and (right := _foreign(character, traditional)):
            yield at, right


@lru_cache(maxsize=16384)
def _foreign(character: str, traditional: bool) -> str:
    """What a character is in the wanted script, where it belongs to the other one only.

    A character that the older national sets hold in both scripts is right in either.
    """
    own, other = ("big5", "gb2312") if traditional else ("gb2312", "big5")
    if _holds(own, character) or not _holds(other, character):
        return ""
    right = _converter("s2t" if traditional else "t2s").convert(character)
    return right if right != character else ""


def _holds(charset: str, character: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=16384)
def _simple(character: str) -> str:
    made: str = _converter("t2s").convert(character)
    return made if len(made) == 1 else character


@cache
def _converter(name: str) -> Any:
    from opencc import OpenCC

    return OpenCC(name)
