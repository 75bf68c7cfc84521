"""`theme.yaml` and its folder -> Theme: templates, strings, static files, slots, and digests.

A theme may name a parent; what it has itself goes before what its parent has. A template's digest
covers every template that it names; one that it computes means the whole theme.
"""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from zsite.content.documents import parse, plain
from zsite.content.sources import Source, decode, read, scan
from zsite.digest import Digest, digest, digest_of
from zsite.problems import Place, Problem, problem
from zsite.site.pages import Slot

API = 1
FOLDER = "themes"
TOKENS = "tokens.css"
IMPORT = b'@import "tokens.css";'  # at the head of a style sheet: the tokens stand there
GUIDE = "guide/"
LIBRARY = "guide/lib/"  # Typst as it stands, no templates
_WORDS, _TOKENS = "guide/strings/", "tokens.yaml"
_MANIFEST = "theme.yaml"
_TAG = re.compile(r"\{%[-+]?\s*(?:extends|include|import|from)\s+(.+?)[-+]?%\}", re.S)
_LITERAL = re.compile(r"""(["'])([^"']+)\1(?:\s+(?:as|import|with|without|ignore)\b.*)?\s*""", re.S)
_KNOWN = frozenset(
    {"name", "api", "parent", "slots", "images", "page_size", "tokens", "about", "qr"}
)


@dataclass(slots=True)
class Theme:
    """What a theme declares and holds; files are (path, bytes) by name, the child's first."""

    name: str
    chain: tuple[str, ...]
    templates: dict[str, str] = field(default_factory=dict)
    strings: dict[str, dict[str, Any]] = field(default_factory=dict)
    static: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    library: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    slots: dict[str, dict[str, Slot]] = field(default_factory=dict)
    images: dict[str, Any] = field(default_factory=dict)
    tokens: dict[str, Any] = field(default_factory=dict)
    guide_tokens: dict[str, Any] = field(default_factory=dict)
    guide_strings: dict[str, dict[str, Any]] = field(default_factory=dict)
    page_size: int = 60
    qr: tuple[str, ...] | None = None
    places: dict[str, str] = field(default_factory=dict)
    _digests: dict[str, Digest] = field(default_factory=dict)

    def assets(self, tokens: Mapping[str, Any]) -> dict[str, str]:
        """Where each static file will stand, by its name; the name follows the content."""
        own = digest_of(tokens)
        marks = {
            name: digest(data, *([own] if data.startswith(IMPORT) else []))[:8]
            for name, (_, data) in self.static.items()
        }
        marks[TOKENS] = own[:8]
        paths = {}
        for name, mark in marks.items():
            stem, dot, ending = name.rpartition(".")
            paths[name] = f"assets/{stem}.{mark}.{ending}" if dot else f"assets/{name}.{mark}"
        return paths

    def template(self, *names: str) -> str:
        """The first of the names that the theme has; the last one when it has none."""
        return next((name for name in names if name in self.templates), names[-1])

    def slot_problems(self, kinds: Collection[str]) -> list[Problem]:
        """Slots that want a kind which this site does not have."""
        place = Place(f"{FOLDER}/{self.name}/{_MANIFEST}")
        return [
            problem("theme-slot-unknown", place, slot=name, kind=slot.kind, known=", ".join(kinds))
            for slots in self.slots.values()
            for name, slot in slots.items()
            if slot.kind not in kinds
        ]

    def template_digest(self, name: str) -> Digest:
        """Of a template and of everything it extends, includes or imports."""
        if name not in self._digests:
            reached: set[str] = set()
            self._reach(name, reached)
            sources = {each: self.templates.get(each, "") for each in sorted(reached)}
            self._digests[name] = digest_of(sources)
        return self._digests[name]

    def _reach(self, name: str, reached: set[str]) -> None:
        if name in reached:
            return
        reached.add(name)
        for other in referenced(self.templates.get(name, "")):
            if other is None:
                reached.update(self.templates)
            else:
                self._reach(other, reached)


@lru_cache(maxsize=1024)
def referenced(source: str) -> tuple[str | None, ...]:
    """The templates that a template names; None for a name that it computes."""
    found: list[str | None] = []
    for match in _TAG.finditer(source):
        literal = _LITERAL.fullmatch(match[1].strip())
        found.append(literal[2] if literal else None)
    return tuple(found)


def load(root: Path, name: str) -> tuple[Theme | None, list[Problem]]:
    """The theme of that name with its parents, from the project's `themes/` or from zsite."""
    theme: Theme | None = None
    problems: list[Problem] = []
    chain: list[str] = []
    wanted = name
    while wanted:
        if wanted in chain:
            problems.append(
                problem("theme-loop", Place(f"{FOLDER}/{wanted}/{_MANIFEST}"), name=wanted)
            )
            break
        home = _home(root, wanted)
        if home is None:
            place = (
                Place(f"{FOLDER}/{chain[-1]}/{_MANIFEST}")
                if chain
                else Place("zsite.yaml", field="theme")
            )
            problems.append(problem("theme-missing", place, name=wanted))
            return None, problems
        chain.append(wanted)
        theme = theme or Theme(name, ())
        wanted = _add(theme, home, wanted, problems)
    if theme:
        theme.chain = tuple(chain)
    return theme, problems


def _home(root: Path, name: str) -> Path | None:
    """The folder that holds `themes/NAME`: the project, else the installed package."""
    package = Path(str(files("zsite")))
    for home in (root, package, package.parent):
        if (
            re.fullmatch(r"[a-z0-9][a-z0-9_-]*", name)
            and (home / FOLDER / name / _MANIFEST).is_file()
        ):
            return home
    return None


def _add(theme: Theme, home: Path, name: str, problems: list[Problem]) -> str:
    """Add what one theme of the chain has; the name of its parent."""
    folder = f"{FOLDER}/{name}"
    sources, found = scan(home, folder)
    problems += found
    for source in sources:
        data = read(home, source.path)
        if isinstance(data, Problem):
            problems.append(data)
        else:
            _take(theme, name, source, data, folder, problems)
    return _declare(theme, home, folder, problems)


def _take(
    theme: Theme, name: str, source: Source, data: bytes, folder: str, problems: list[Problem]
) -> None:
    path = source.path.removeprefix(folder + "/")
    if path.startswith(LIBRARY):
        theme.library.setdefault(path.removeprefix(LIBRARY), (source.path, data))
    elif path.endswith((".html", ".xml")) or (
        path.startswith(GUIDE) and path.endswith((".typ", ".svg"))
    ):
        text = decode(source.path, data)[0]
        theme.templates.setdefault(path, text)
        theme.templates[f"{name}:{path}"] = text
        theme.places.setdefault(path, source.path)
        theme.places[f"{name}:{path}"] = source.path
    elif path.startswith("static/"):
        theme.static.setdefault(path.removeprefix("static/"), (source.path, data))
    elif path == GUIDE + _TOKENS:
        about = plain(parse(source.path, decode(source.path, data)[0]).root)
        theme.guide_tokens = merged(theme.guide_tokens, about if isinstance(about, dict) else {})
    elif path.endswith(".toml"):
        for folder, strings in (("strings/", theme.strings), (_WORDS, theme.guide_strings)):
            if path.startswith(folder):
                _take_strings(strings, path.removeprefix(folder), source, data, problems)


def _take_strings(
    strings: dict[str, dict[str, Any]],
    name: str,
    source: Source,
    data: bytes,
    problems: list[Problem],
) -> None:
    try:
        own = tomllib.loads(decode(source.path, data)[0])
    except tomllib.TOMLDecodeError as error:
        problems.append(problem("strings-malformed", Place(source.path), reason=str(error)))
        return
    language = name.removesuffix(".toml")
    strings[language] = merged(strings.get(language, {}), own)


def merged(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    """Both mappings, nested ones too; the first one wins."""
    both = {**second, **first}
    for key in first.keys() & second.keys():
        if isinstance(first[key], dict) and isinstance(second[key], dict):
            both[key] = merged(first[key], second[key])
    return both


def _declare(theme: Theme, home: Path, folder: str, problems: list[Problem]) -> str:
    path = f"{folder}/{_MANIFEST}"
    data = read(home, path)
    document = parse(path, decode(path, data)[0] if isinstance(data, bytes) else "")
    problems += document.problems
    about = plain(document.root)
    if not isinstance(about, dict):
        problems.append(problem("theme-malformed", Place(path)))
        return ""
    for key in about.keys() - _KNOWN:
        known = ", ".join(sorted(_KNOWN))
        problems.append(problem("theme-unknown-key", Place(path), key=key, known=known))
    if str(about.get("api")) != str(API):
        problems.append(problem("theme-api", Place(path), found=about.get("api"), wanted=API))
    for layout, slots in (about.get("slots") or {}).items():
        made = {name: _slot(slot) for name, slot in slots.items()}
        theme.slots[layout] = made | theme.slots.get(layout, {})
    theme.images = merged(theme.images, about.get("images") or {})
    theme.tokens = merged(theme.tokens, about.get("tokens") or {})
    if "page_size" in about and theme.page_size == 60:
        theme.page_size = int(about["page_size"])
    if theme.qr is None and "qr" in about:
        theme.qr = tuple(map(str, about["qr"] or ()))
    return str(about.get("parent") or "")


def _slot(about: Mapping[str, Any]) -> Slot:
    where = about.get("where") or {}
    limit = str(about.get("limit") or "5")
    return Slot(
        kind=str(about.get("kind") or ""),
        limit=int(limit) if limit.isdigit() else 5,
        where=where,
        same=str(about.get("same") or ""),
    )
