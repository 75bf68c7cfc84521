"""What a page says of itself: title, language, meta tags, its article."""

from collections.abc import Mapping
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

POLICY = "content-security-policy"


class Head(NamedTuple):
    """`metas` by name, the first of a name counts; several policies for content are one."""

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
        name, content = about.get("name") or "", about.get("content") or ""
        if name:
            metas.setdefault(name, content)
        elif (about.get("http-equiv") or "").lower() == POLICY:
            metas[POLICY] = f"{metas[POLICY]}; {content}" if POLICY in metas else content
    link = tree.css_first("link[rel=canonical]")
    canonical = (link.attributes.get("href") or "") if link else ""
    text = " ".join(title.text().split()) if title else ""
    return Head(text, language or "", metas, canonical)
