"""Where in the text something stands."""

import re
from bisect import bisect_right

PATIENCE = 100  # searches in vain: each reads the whole text
TICKS = re.compile(r"`+")


class Places:
    """Finds the n-th use of a string outside code, as line and column, both from 1."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._seen: dict[str, int] = {}
        self._prose = ""
        self._misses = 0
        self._starts: list[int] = []

    def next(self, *needles: str) -> tuple[int, int]:
        """The place of the next use of the first needle that has one; (0, 0) if none has.

        Every needle ends with the last one, and it is that part's place that is told.
        """
        if self._misses > PATIENCE:
            return 0, 0
        self._prose = self._prose or blank_code(self.text)
        for needle in needles:
            found = self._prose.find(needle, self._seen.get(needle, 0))
            if needle and found >= 0:
                self._seen[needle] = found + len(needle)
                return self.at(found + len(needle) - len(needles[-1]))
        self._misses += 1
        return 0, 0

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of a character."""
        if not self._starts:
            self._starts = [0, *(found.end() for found in re.finditer("\n", self.text))]
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def blank_code(text: str) -> str:
    """`text` with blanks in place of its code spans; every other character keeps its place."""
    if "`" not in text:
        return text
    parts, done = [], 0
    for start, end in code_spans(text):
        parts += [text[done:start], " " * (end - start)]
        done = end
    return "".join([*parts, text[done:]])


def code_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each code span: a run of backticks up to the next run as long."""
    runs = [(found.start(), found.end()) for found in TICKS.finditer(text)]
    closing: dict[int, list[int]] = {}
    for index in range(len(runs) - 1, -1, -1):
        closing.setdefault(runs[index][1] - runs[index][0], []).append(index)
    spans, index = [], 0
    while index < len(runs):
        start, end = runs[index]
        later = closing[end - start]
        while later and later[-1] <= index:
            later.pop()
        if later:
            spans.append((start, runs[later[-1]][1]))
            index = later[-1]
        index += 1
    return spans
