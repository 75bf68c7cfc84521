"""Atom feeds and sitemap.xml."""

from collections.abc import Sequence
from html import escape

from zsite.content.entries import Entry
from zsite.site.frame import Frame
from zsite.site.i18n import Edition
from zsite.site.urls import FEED_KIND, absolute, under


def atom(*, frame: Frame, entries: Sequence[Entry], url: str, path: str) -> bytes:
    """An Atom 1.0 feed (RFC 4287) of entries, newest first, with their dates from content."""
    site = frame.edition
    tag = escape(site.tongue.tag)
    rows = [_entry(site, entry, url) for entry in entries]
    updated = max((_date(entry) for entry in entries), default="")
    title = escape(_title(frame))
    return "\n".join(
        [
            '<?xml version="1.0" encoding="utf-8"?>',
            f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{tag}">',
            f"<title>{title}</title>",
            f"<id>{escape(absolute(url, path))}</id>",
            f'<link rel="self" href="{escape(absolute(url, path))}"/>',
            f'<link href="{escape(absolute(url, under(site.tongue.path, "index.html")))}"/>',
            f"<updated>{_moment(updated)}</updated>",
            f"<author><name>{title}</name></author>",
            *rows,
            "</feed>\n",
        ]
    ).encode()


def _title(frame: Frame) -> str:
    """`投资云泽：新闻动态`: the site's name and the column's."""
    site = frame.edition
    name, _ = site.chosen(frame.values["title"])
    kind = site.catalog.kinds[FEED_KIND]
    column, _ = site.label(kind.label, kind.name)
    return f"{name}{site.strings.get('colon', ': ')}{column}"


def _entry(site: Edition, entry: Entry, url: str) -> str:
    title, lang = site.title(entry)
    link = escape(absolute(url, site.path(entry)))
    own = "" if lang == site.key else f' xml:lang="{escape(site.languages.tags[lang])}"'
    summary = entry.kept.get(entry.kind.summary or "summary")
    text = site.with_facts(site.chosen(summary)[0], entry.kept, entry.kind) if summary else ""
    about = f"<summary>{escape(text)}</summary>\n" if text else ""
    return (
        f"<entry{own}>\n<title>{escape(title)}</title>\n<id>{link}</id>\n"
        f'<link href="{link}"/>\n<updated>{_moment(_date(entry))}</updated>\n{about}</entry>'
    )


def _date(entry: Entry) -> str:
    for name in (*entry.kind.updated, "published", "date"):
        if entry.kept.get(name):
            return str(entry.kept[name])
    return "1970-01-01"


def _moment(day: str) -> str:
    date, _, time = day.partition("T")
    return f"{date}T{time or '00:00'}:00+08:00"


def sitemap(
    *, url: str, places: Sequence[str], tongues: Sequence[tuple[str, str]], default: int
) -> bytes:
    """A site map (sitemaps.org 0.9) of every page in every language, with its alternates."""
    rows = []
    for place in places:
        urls = [escape(absolute(url, under(path, place))) for _, path in tongues]
        links = [_alternate(tag, link) for (tag, _), link in zip(tongues, urls, strict=True)]
        links.append(_alternate("x-default", urls[default]))
        rows += [f"<url><loc>{link}</loc>{''.join(links)}</url>" for link in urls]
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    )
    return (head + "\n".join(rows) + "\n</urlset>\n").encode()


def _alternate(tag: str, link: str) -> str:
    return f'<xhtml:link rel="alternate" hreflang="{escape(tag)}" href="{link}"/>'
