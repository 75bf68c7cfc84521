"""A page without its frame: what stands in `main`, and what its meta tags say."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from zsite.ship.publish.heads import Head, head_of

_METAS = {
    "column": "ColumnName",
    "source": "ContentSource",
    "published": "PubDate",
    "author": "Author",
    "keywords": "Keywords",
    "description": "description",
}


class Article(NamedTuple):
    """The inside of a page as HTML, what is said about it, and the addresses that it names."""

    fragment: bytes
    about: Mapping[str, str]
    links: Sequence[str]


def article(page: bytes) -> Article | None:
    """A page's article; None for a page that has none, such as one that only leads on."""
    tree = LexborHTMLParser(page)
    main = tree.css_first("main")
    if main is None or not main.html:
        return None
    links = []
    for node in main.css("[href], [src], [srcset]"):
        about = node.attributes
        links += [value for name in ("href", "src") if (value := about.get(name))]
        candidates = (about.get("srcset") or "").split(",")
        links += [each.split()[0] for each in candidates if each.split()]
    return Article(main.html.encode(), _about(head_of(page)), links)


def _about(head: Head) -> dict[str, str]:
    title = head.metas.get("ArticleTitle") or head.title
    metas = {name: head.metas.get(meta, "") for name, meta in _METAS.items()}
    return {"title": title, "language": head.language, **metas, "url": head.canonical}
