"""Drawings: an SVG is written anew from what a still picture consists of, or refused.

What editors add for themselves (their own elements, metadata, comments, paths of their files) is
left out. What would run, load or move is refused, so that nobody wonders what has become of it.
"""

import re
from base64 import b64decode
from collections.abc import Sequence
from html import escape
from typing import NamedTuple
from xml.parsers import expat

from zsite.problems import Place, Problem, problem
from zsite.render.images import signatures
from zsite.render.images.references import loads_something, references, too_many

MOST_BYTES = 5_000_000
MOST_LEVELS = 200
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_XHTML = "http://www.w3.org/1999/xhtml"
_STILL = frozenset(
    """
    svg g defs symbol use switch title desc style path rect circle ellipse line polyline polygon
    text tspan textPath image linearGradient radialGradient stop pattern clipPath mask marker
    filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix
    feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB
    feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight
    feSpecularLighting feSpotLight feTile feTurbulence
    """.split()  # noqa: SIM905
)
_LEFT_OUT = frozenset(["metadata", "font", "font-face", "view"])
_EMBEDDED = re.compile(r"data:image/(?:png|jpe?g|webp|gif);base64,", re.I)
_METADATA = (b"Exif\0\0", b"http://ns.adobe.com/", b"eXIf", b"EXIF", b"Photoshop 3.0")
_LENGTH = re.compile(r"\s*([0-9.]+(?:e[+-]?\d+)?)\s*(px|pt|pc|mm|cm|in)?\s*", re.I)
_PIXELS = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96}


class Drawing(NamedTuple):
    """A drawing made anew, and its size in CSS pixels."""

    data: bytes
    size: tuple[int, int]


def rewrite(path: str, data: bytes) -> Drawing | Problem:
    """The same drawing with nothing but what is seen, or why it is refused."""
    if len(data) > MOST_BYTES:
        return problem("drawing-heavy", Place(path), what=f"{len(data) / 1e6:.0f} MB")
    writer = _Writer(path)
    try:
        writer.parser.Parse(data, True)
    except _RefusedError as error:
        return error.reason
    except (expat.ExpatError, ValueError, LookupError) as error:
        found = signatures.named(data)
        if found in ("", "SVG", "XML"):
            return problem("picture-broken", writer.place(), reason=str(error))
        return problem("picture-not-one", Place(path), found=found)
    if writer.size is None:
        return problem("drawing-without-size", Place(path, 1, 1))
    if too_many(writer.counts, writer.named):
        return problem("drawing-heavy", Place(path), what="<use>")
    return Drawing("".join(writer.out).encode() + b"\n", writer.size)


class _RefusedError(Exception):
    def __init__(self, reason: Problem) -> None:
        self.reason = reason


class _Writer:
    """Expat's events -> the new text. `counts` and `named` tell, by id, how many elements stand
    below it and which ids they name.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.out: list[str] = []
        self.size: tuple[int, int] | None = None
        self.counts: dict[str, int] = {"": 0}
        self.named: dict[str, list[str]] = {"": []}
        self._open: list[tuple[str, str]] = []  # (name, id) of every element that is open
        self._skipping = 0
        self._styles: list[str] = []
        self._unfinished = False  # the last start tag still lacks its >
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.ordered_attributes = True
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = lambda *about: self._refuse("<!ENTITY>")
        self.parser.SkippedEntityHandler = lambda name, _: self._refuse(f"&{name};")
        self.parser.ProcessingInstructionHandler = self._instruction

    def place(self) -> Place:
        """Where in the file the parser is."""
        return Place(self.path, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def _refuse(self, what: str) -> None:
        raise _RefusedError(problem("drawing-active", self.place(), what=what[:60]))

    def _instruction(self, target: str, _: str) -> None:
        if target == "xml-stylesheet":
            self._refuse("<?xml-stylesheet?>")

    def _start(self, name: str, attributes: Sequence[str]) -> None:
        space, _, local = name.rpartition(" ")
        if self._skipping or space not in ("", _SVG, _XHTML) or local in _LEFT_OUT:
            self._skipping += 1
            return
        if not self._open and local != "svg":
            raise _RefusedError(problem("picture-not-one", Place(self.path), found=f"<{local}>"))
        if space == _XHTML or local not in _STILL or len(self._open) >= MOST_LEVELS:
            self._refuse(f"<{local}>")
        kept = self._attributes(local, list(zip(attributes[::2], attributes[1::2], strict=True)))
        if not self._open:
            kept = self._root(kept)
        self._count(kept)
        self._write("<" + local + "".join(f' {key}="{_quoted(kept[key])}"' for key in kept))
        self._unfinished = True
        self._open.append((local, kept.get("id", "")))

    def _attributes(self, element: str, given: Sequence[tuple[str, str]]) -> dict[str, str]:
        kept: dict[str, str] = {}
        for name, value in given:
            space, _, local = name.rpartition(" ")
            if local == "href" and space in ("", _XLINK):
                self._check_target(element, value.strip())
                kept["xlink:href" if space else "href"] = value.strip()
            elif space == _XML and local in ("space", "lang"):
                kept[f"xml:{local}"] = value
            elif not space and not local.startswith("data-"):
                self._check_value(local, value)
                kept[local] = value
        return kept

    def _check_target(self, element: str, target: str) -> None:
        if target.startswith("#"):
            return
        embedded = _EMBEDDED.match(target)
        if element != "image" or not embedded:
            self._refuse(target)
        elif any(mark in b64decode(target[embedded.end() :]) for mark in _METADATA):
            self._refuse("Exif")

    def _check_value(self, name: str, value: str) -> None:
        if name.lower().startswith("on"):
            self._refuse(f"{name}=")
        if found := loads_something(value):
            self._refuse(found)

    def _root(self, kept: dict[str, str]) -> dict[str, str]:
        """The root's attributes, with namespaces, and with a viewBox where only a size is given."""
        width, height = _pixels(kept.get("width", "")), _pixels(kept.get("height", ""))
        if "viewBox" not in kept and width and height:
            kept["viewBox"] = f"0 0 {width:g} {height:g}"
        self.size = _size(kept.get("viewBox", ""))
        return {"xmlns": _SVG, "xmlns:xlink": _XLINK, **kept}

    def _count(self, kept: dict[str, str]) -> None:
        """Add this element and what it names to every element that it stands in."""
        own = kept.get("id", "")
        self.counts.setdefault(own, 0)
        self.named.setdefault(own, [])
        found = references(kept.values())
        for id in {"", own, *(id for _, id in self._open)}:
            self.counts[id] += 1
            self.named[id] += found

    def _text(self, text: str) -> None:
        if self._skipping or not self._open:
            return
        if self._open[-1][0] == "style":
            self._styles.append(text)
        self._write(escape(text, quote=False))

    def _end(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        local, _ = self._open.pop()
        if local == "style" and (found := loads_something("".join(self._styles))):
            self._refuse(found)
        self._styles.clear()
        if self._unfinished:
            self.out.append("/>")
            self._unfinished = False
        else:
            self.out.append(f"</{local}>")

    def _write(self, text: str) -> None:
        self.out.append(f">{text}" if self._unfinished else text)
        self._unfinished = False


def _quoted(value: str) -> str:
    return escape(value).replace("\n", "&#10;").replace("\t", "&#9;").replace("\r", "&#13;")


def _pixels(length: str) -> float:
    match = _LENGTH.fullmatch(length)
    return float(match[1]) * _PIXELS[(match[2] or "").lower()] if match else 0


def _size(box: str) -> tuple[int, int] | None:
    """Width and height of a viewBox; of a tiny one, enlarged so that rounding keeps its shape."""
    try:
        _, _, width, height = (float(part) for part in box.replace(",", " ").split())
    except ValueError:
        return None
    if not (0 < width < 1e6 and 0 < height < 1e6):
        return None
    while max(width, height) < 100:
        width, height = width * 10, height * 10
    return max(1, round(width)), max(1, round(height))
