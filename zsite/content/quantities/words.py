"""The words around a figure (约, 不少于, 以上) and those instead of one (面议, 待定, 不适用)."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A Chinese word that is kept as typed, what it means, and the other ways to write it."""

    text: str
    sense: str
    spellings: tuple[str, ...]


def _words(table: str) -> dict[str, Word]:
    rows = (line.split(":") for line in table.strip().splitlines())
    return {
        text.strip(): Word(text.strip(), sense.strip(), tuple(s.strip() for s in rest.split("|")))
        for text, sense, rest in rows
    }


BEFORE = _words("""
约 : about : 约 | 大约 | 约为 | 大概 | 约计 | about | around | approximately | approx. | approx | circa | ca. | ~ | ≈
近 : about : 近 | 将近 | 接近 | nearly | almost
不少于 : at-least : 不少于 | 不小于 | at least | no less than | not less than | ≥ | >= | ⩾
不低于 : at-least : 不低于
至少 : at-least : 至少 | 最少 | 最低 | minimum | min.
不超过 : at-most : 不超过 | 不多于 | 不大于 | at most | up to | no more than | not more than | ≤ | <= | ⩽
不高于 : at-most : 不高于
至多 : at-most : 至多 | 最多 | 最高 | maximum | max.
超过 : over : 超过 | 超 | 高于 | 多于 | 大于 | over | more than | above | >
逾 : over : 逾
不足 : under : 不足 | 不到 | under | less than | below | <
低于 : under : 低于 | 少于 | 小于
起 : from : from
""")  # noqa: E501
AFTER = _words("""
以上 : at-least : 以上 | 及以上 | 或以上 | (含)以上 | or more | and above | or above
以内 : at-most : 以内 | 之内
以下 : at-most : 以下 | 及以下 | 或以下 | or less | and below | or below
左右 : about : 左右 | 上下
起 : from : 起
""")
AMID = _words("""
余 : over : 余
多 : over : 多 | +
""")
STATES = _words("""
面议 : negotiable : 面议 | 价格面议 | 可议 | 另议 | 面谈 | negotiable | to be negotiated
待定 : undetermined : 待定 | 未定 | 待确定 | 待明确 | tbd | tbc | to be determined | to be confirmed
不适用 : not-applicable : 不适用 | n/a | na | not applicable
""")
WORDS = STATES | AMID | BEFORE | AFTER


def pattern(words: dict[str, Word]) -> str:
    """A regular expression for any spelling of the words, the longest first."""
    spellings = sorted((s for word in words.values() for s in word.spellings), key=len)
    return "|".join(
        re.escape(s) + (r"(?![a-z])" if s[-1].isascii() and s[-1].isalpha() else "")
        for s in reversed(spellings)
    )


def by_spelling(words: dict[str, Word]) -> dict[str, str]:
    """The word that is kept for each spelling."""
    return {spelling: text for text, word in words.items() for spelling in word.spellings}
