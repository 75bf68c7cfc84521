"""A file's bytes <-> its text as it stands, in its own encoding, with its own line ends."""

import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from zsite.content.sources import decode

_MARK = b"\xef\xbb\xbf"
_MARKS_16: dict[bytes, Literal["utf-16-le", "utf-16-be"]] = {
    b"\xff\xfe": "utf-16-le",
    b"\xfe\xff": "utf-16-be",
}
_MOST_LINES = 4_000  # beyond which only what is the same at both ends of a text is looked for


@dataclass(frozen=True, slots=True)
class Opened:
    """A text, and what its bytes need: the encoding and the mark at their beginning."""

    text: str
    encoding: str = "utf-8"
    mark: bytes = b""

    @property
    def newline(self) -> str:
        """The line end of this file."""
        return "\r\n" if "\r\n" in self.text else "\n"

    def saved(self, text: str) -> bytes | None:
        """The bytes of another text in the same encoding; None when they would be misread."""
        data = self.mark + text.encode(self.encoding, "replace")
        return data if decode("", data)[0] == normal(text) else None


def opened(data: bytes) -> Opened:
    """The text of a file, decoded as `decode` does but with nothing made alike."""
    if data.startswith(_MARK):
        return Opened(data[3:].decode("utf-8", "replace"), "utf-8", _MARK)
    encoding = _MARKS_16.get(data[:2])
    if encoding:
        return Opened(data[2:].decode(encoding, "replace"), encoding, data[:2])
    try:
        return Opened(data.decode("utf-8"))
    except UnicodeDecodeError:
        return Opened(data.decode("gb18030", "replace"), "gb18030")


def normal(text: str) -> str:
    """A text as the reader of content sees it: line ends and composed characters made alike."""
    return decode("", text.encode("utf-8", "replace"))[0]


def typed(text: str) -> str:
    """What a browser sent, as a text that a file may hold: no control characters, `\\n` lines."""
    plain = normal(text)
    kept = (c for c in plain if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs", "Cn"))
    return "".join(kept)


def with_lines(before: Opened, new: str) -> str:
    """The text `new`, its lines that were there before as they stood, with the same line ends."""
    raw = before.text.splitlines(keepends=True)
    old = [normal(line) for line in raw]
    lines = new.splitlines(keepends=True)
    head = _alike(old, lines)
    tail = _alike(old[head:][::-1], lines[head:][::-1])
    middle_old, middle_new = old[head : len(old) - tail], lines[head : len(lines) - tail]
    made = raw[:head]
    if len(middle_old) + len(middle_new) > _MOST_LINES:
        made += [_ended(line, before.newline) for line in middle_new]
    else:
        for tag, a, b, c, d in SequenceMatcher(None, middle_old, middle_new, False).get_opcodes():
            same = tag == "equal"
            kept = raw[head + a : head + b] if same else middle_new[c:d]
            made += kept if same else [_ended(line, before.newline) for line in kept]
    return "".join([*made, *raw[len(raw) - tail :]])


def _alike(one: list[str], two: list[str]) -> int:
    """How many members at the beginning are the same."""
    pairs = enumerate(zip(one, two, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(two)))


def _ended(line: str, newline: str) -> str:
    return line[:-1] + newline if line.endswith("\n") else line
