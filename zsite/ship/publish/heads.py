"""What a page says of itself: title, language, meta tags, its article."""

from collections.abc import Mapping
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser


class Head(NamedTuple):
    """`metas` by name, or by http-equiv in small letters; the first of a name counts."""

    title: str
    language: str
    metas: Mapping[str, str]
    canonical: str = ""


def head_of(page: bytes) -> Head:
    """The head of a page; empty texts for what it does not say."""
    tree = LexborHTMLParser(page)
    title, top = tree.css_first("title"), tree.css_first("html")
    language = top.attributes.get("lang") if top else ""
    metas: dict[str, str] = {}
    for meta in tree.css("head meta"):
        about = meta.attributes
        name = about.get("name") or (about.get("http-equiv") or "").lower()
        metas.setdefault(name, about.get("content") or "")
    link = tree.css_first("link[rel=canonical]")
    canonical = (link.attributes.get("href") or "") if link else ""
    text = " ".join(title.text().split()) if title else ""
    return Head(text, language or "", metas, canonical)
