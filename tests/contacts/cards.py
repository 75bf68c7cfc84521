"""A strict reader of vCards 4.0 (RFC 6350): what it takes is well-formed, or it fails."""

import re
from typing import NamedTuple

NAME = re.compile(
    r'(?P<name>[A-Z]+)(?P<parameters>(?:;[A-Z]+=(?:"[^"\x00-\x1f]*"|[^";:,\x00-\x1f]+))*):'
)
ONCE = frozenset({"VERSION", "KIND", "N"})
LISTED = frozenset({"N", "ADR", "ORG"})  # values whose parts are divided by semicolons
URIS = re.compile(r"tel:\+?[\d-]+(?:;ext=\d+)?(?:;phone-context=\+\d+)?|https?://[!-~]+")


class Line(NamedTuple):
    """A property: its name, its parameters, its value or the parts of it."""

    name: str
    parameters: dict[str, str]
    value: str
    parts: tuple[str, ...]


def read(data: bytes) -> list[Line]:
    """The properties between BEGIN and END; fails on whatever the standard forbids."""
    assert data.endswith(b"\r\n")
    rows = data.removesuffix(b"\r\n").split(b"\r\n")
    for row in rows:
        assert b"\n" not in row and b"\r" not in row
        assert 0 < len(row) <= 75, row
        row.decode()  # no character is broken by the folding
    lines: list[str] = []
    for row in rows:
        if row.startswith(b" "):
            lines[-1] += row[1:].decode()
        else:
            lines.append(row.decode())
    assert lines[:2] == ["BEGIN:VCARD", "VERSION:4.0"]
    assert lines[-1] == "END:VCARD"
    found = [_line(line) for line in lines[1:-1]]
    names = [each.name for each in found]
    assert all(names.count(name) <= 1 for name in ONCE)
    assert "FN" in names
    assert not {"BEGIN", "END"} & set(names)
    return found


def values(data: bytes, name: str) -> list[str]:
    """The values of a property, or their first parts."""
    return [each.value for each in read(data) if each.name == name]


def _line(text: str) -> Line:
    match = NAME.match(text)
    assert match, text
    parameters = dict(each.split("=", 1) for each in match["parameters"].split(";")[1:])
    raw = text[match.end() :]
    assert raw, text
    assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", raw)
    name = match["name"]
    if parameters.get("VALUE") == "uri" or name == "URL":
        assert URIS.fullmatch(raw), raw
        return Line(name, parameters, raw, (raw,))
    parts = tuple(_unescaped(part) for part in _divided(raw))
    assert len(parts) == {"N": 5, "ADR": 7}.get(name, 1), raw
    return Line(name, parameters, parts[0] if name != "ADR" else parts[2], parts)


def _divided(raw: str) -> list[str]:
    """The parts between semicolons that are not escaped."""
    parts = [""]
    for token in re.findall(r"\\.|[^\\]", raw):
        if token == ";":
            parts.append("")
        else:
            parts[-1] += token
    return parts


def _unescaped(part: str) -> str:
    """What is meant; a bare comma or an unknown escape is a fault."""
    assert re.fullmatch(r"(?:[^,;\\]|\\[,;\\n])*", part), part
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], part)
