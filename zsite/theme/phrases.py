"""Where the lines of a Chinese heading may break: between words, which only a dictionary knows."""

import re
from functools import lru_cache
from html import escape
from itertools import pairwise
from typing import Any

_HAN = "\u3400-\u9fff\uf900-\ufaff"
_LONG = re.compile(f"[{_HAN}].{{6,}}[{_HAN}]")
_BETWEEN = re.compile(f"[{_HAN}][{_HAN}A-Za-z0-9]|[A-Za-z][{_HAN}]")
_LEADING = ("a", "b", "c", "d", "p", "v")  # parts of speech as the dictionary writes them


class Phrased(str):
    """HTML with a `<wbr>` at every place where a line may break within a run of Chinese."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def phrased(text: Any) -> Any:
    """A heading that breaks between its Chinese words; one too short to break stays as it is.

    A theme says `word-break: keep-all` where it shows it.
    """
    plain = str(text)
    if getattr(text, "foreign", False) or not _LONG.search(plain):
        return text
    return Phrased("<wbr>".join(map(escape, words(plain))))


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """The pieces between which a line may break, which together are the text.

    A single character never stands alone: what leads on (a conjunction, a preposition, a verb)
    goes with the next word, anything else with the word before.
    """
    import rjieba

    pieces: list[str] = []
    ends = False
    for (word, kind), (following, _) in pairwise([*rjieba.tag(text), ("", "")]):
        between = bool(_BETWEEN.fullmatch(word[-1:] + following[:1]))
        single = len(word) == 1
        leads = single and between and (not pieces or kind[:1] in _LEADING) and word != "会"
        if pieces and (not ends or (single and not leads)):
            pieces[-1] += word
        else:
            pieces.append(word)
        ends = between and not leads and len(pieces[-1]) > 1
    return tuple(pieces)
