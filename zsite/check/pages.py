"""The built site as files -> its pages as checks see them, parsed once for each content."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from posixpath import dirname, normpath
from typing import Any
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from zsite.problems import Place, Problem

_LOADED = {
    "script": "src",
    "img": "src",
    "source": "src",
    "iframe": "src",
    "embed": "src",
    "video": "src",
    "audio": "src",
    "track": "src",
    "object": "data",
    "image": "href",
}
_LOADED_LINKS = ("stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Page:
    """One built page; `links` are (path, anchor), with paths relative to the site, `""` for itself.

    `policy` is all of its content security policy, None when it has none.
    """

    path: str
    lang: str = ""
    title: str = ""
    metas: Mapping[str, str] = field(default_factory=dict)
    policy: str | None = None
    redirect: bool = False
    ids: frozenset[str] = frozenset()
    links: Sequence[tuple[str, str]] = ()
    outside: Sequence[str] = ()
    loaded: Sequence[str] = ()
    foreign: Sequence[str] = ()
    alternates: Mapping[str, str] = field(default_factory=dict)
    headings: Sequence[int] = ()
    pictures: Sequence[str] = ()
    landmarks: frozenset[str] = frozenset()
    footer: str = ""
    words: str = ""

    @property
    def place(self) -> Place:
        """The page's file."""
        return Place(self.path)


@dataclass(frozen=True, slots=True)
class Outline:
    """What is remembered of a page for the checks that look at all of them."""

    path: str
    title: str
    lang: str
    redirect: bool
    ids: frozenset[str]
    links: Sequence[tuple[str, str]]
    outside: Sequence[str]
    loaded: Sequence[str]
    alternates: Mapping[str, str]
    problems: Sequence[Problem]


@dataclass(frozen=True, slots=True)
class Built:
    """The built site: its pages, its files with their sizes, its folder, a budget in KB, tokens."""

    pages: Mapping[str, Outline]
    files: Mapping[str, int]
    folder: str
    weight: int = 1000
    tokens: Mapping[str, Any] = field(default_factory=dict)

    def place(self, path: str) -> Place:
        """A file of the site, as the project sees it."""
        return Place(f"{self.folder}/{path}")


def parsed(path: str, data: bytes, url: str) -> Page:
    """The page; a link to the site's own address counts as one to its file."""
    tree = LexborHTMLParser(data.decode("utf-8", "replace"))
    root = tree.root
    if root is None:
        return Page(path)
    elements = [each for each in root.traverse() if each.tag]
    metas = {_name(each): each.attributes.get("content") or "" for each in elements if _name(each)}
    links, outside = _links(path, elements, url)
    loaded, foreign = _loads(path, elements, url)
    footers = [each for each in elements if each.tag == "footer"]
    title = tree.css_first("title")
    body = tree.body
    return Page(
        path,
        root.attributes.get("lang") or "",
        title.text(strip=True) if title else "",
        metas,
        _policy(elements),
        "refresh" in metas,
        frozenset(each.id for each in elements if each.id),
        links,
        outside,
        loaded,
        foreign,
        _alternates(elements, url),
        [_HEADINGS.index(each.tag) + 1 for each in elements if each.tag in _HEADINGS],
        [
            each.attributes.get("src") or ""
            for each in elements
            if each.tag == "img" and "alt" not in each.attributes
        ],
        frozenset(_landmarks(elements)),
        " ".join(each.html or "" for each in footers),
        body.text(separator="\n") if body else "",
    )


def _name(node: LexborNode) -> str:
    if node.tag != "meta":
        return ""
    names = (node.attributes.get(key) for key in ("name", "http-equiv", "property"))
    found = next((name for name in names if name), "")
    return found.lower() if node.attributes.get("http-equiv") else found


def _policy(elements: Sequence[LexborNode]) -> str | None:
    """All policies of a page: each of them holds."""
    said = [
        each.attributes.get("content") or ""
        for each in elements
        if _name(each) == "content-security-policy"
    ]
    return "; ".join(said) if said else None


def _links(
    path: str, elements: Sequence[LexborNode], url: str
) -> tuple[list[tuple[str, str]], list[str]]:
    inside: dict[tuple[str, str], None] = {}
    outside: dict[str, None] = {}
    for node in elements:
        href = node.attributes.get("href") if node.tag in ("a", "area") else None
        if not href:
            continue
        target = _own(path, href, url)
        if target is not None:
            inside[target] = None
        elif href.lower().startswith(("http:", "https:", "//")):
            outside[href] = None
    return list(inside), list(outside)


def _loads(path: str, elements: Sequence[LexborNode], url: str) -> tuple[list[str], list[str]]:
    own: dict[str, None] = {}
    foreign: dict[str, None] = {}
    for href in _loaded(elements):
        target = _own(path, href, url)
        if target is not None:
            own[target[0] or path] = None
        elif not href.startswith(("data:", "#")):
            foreign[href] = None
    return list(own), list(foreign)


def _loaded(elements: Sequence[LexborNode]) -> Iterator[str]:
    for node in elements:
        tag, attributes = node.tag or "", node.attributes
        if tag in _LOADED and attributes.get(_LOADED[tag]):
            yield str(attributes[_LOADED[tag]])
        if tag == "link" and set((attributes.get("rel") or "").split()) & set(_LOADED_LINKS):
            yield attributes.get("href") or ""
        if tag == "form" and attributes.get("action"):
            yield str(attributes["action"])
        if attributes.get("poster"):
            yield str(attributes["poster"])


def _own(path: str, href: str, url: str) -> tuple[str, str] | None:
    """The file and the anchor that a link leads to; None for one that leads elsewhere."""
    if url and (href == url or href.startswith(url + "/")):
        href = href[len(url) :] or "/"
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return None
    anchor = unquote(parts.fragment)
    if not parts.path:
        return "", anchor
    target = unquote(parts.path)
    joined = target.lstrip("/") if target[0] == "/" else f"{dirname(path)}/{target}".lstrip("/")
    found = normpath(joined) if joined else ""
    if target.endswith("/") or found in ("", "."):
        found = f"{found}/index.html".removeprefix("./").lstrip("/")
    return found, anchor


def _alternates(elements: Sequence[LexborNode], url: str) -> dict[str, str]:
    found = {}
    for node in elements:
        if node.tag == "link" and node.attributes.get("hreflang"):
            target = _own("", node.attributes.get("href") or "", url)
            found[str(node.attributes["hreflang"])] = target[0] if target else "?"
    return found


def _landmarks(elements: Sequence[LexborNode]) -> Iterator[str]:
    roles = {"banner": "header", "navigation": "nav", "main": "main", "contentinfo": "footer"}
    for node in elements:
        if node.tag in roles.values():
            yield str(node.tag)
        role = node.attributes.get("role") or ""
        if role in roles:
            yield roles[role]
