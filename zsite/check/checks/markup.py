"""Pages: what readers, search engines, screen readers and inspectors find in the built HTML."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urlsplit

from zsite.check.pages import Built, Page
from zsite.check.sites import Site
from zsite.check.subjects import Measure, Record
from zsite.config import settings
from zsite.problems import Place, Problem, problem

_LANDMARKS = ("header", "nav", "main", "footer")
_SITE_METAS = ("SiteName", "SiteIDCode")
_COLUMN_METAS = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
_ARTICLE_METAS = ("ArticleTitle", "PubDate", "ContentSource")


def titles(page: Page, file: Place, asked: Measure) -> Iterator[Problem]:
    """A page without a title."""
    if not page.title and not page.redirect:
        yield problem("page-title", file)


def descriptions(page: Page, file: Place, asked: Measure) -> Iterator[Problem]:
    """A page without a description for search engines."""
    if not page.redirect and not page.metas.get("description"):
        yield problem("page-description", file)


def languages(page: Page, file: Place, asked: Measure) -> Iterator[Problem]:
    """A page that does not say in which language it is."""
    if not page.lang and not page.redirect:
        yield problem("page-language", file)


def landmarks(page: Page, file: Place, asked: Measure) -> Iterator[Problem]:
    """A page without a header, navigation, main part or footer to jump to."""
    missing = [name for name in _LANDMARKS if name not in page.landmarks]
    if missing and not page.redirect:
        yield problem("page-landmarks", file, missing=", ".join(missing))


def headings(page: Page, file: Place, asked: Measure) -> Iterator[Problem]:
    """A page without exactly one first heading, or that skips a level."""
    if page.redirect:
        return
    count = page.headings.count(1)
    skipped = next((pair for pair in pairwise(page.headings) if pair[1] > pair[0] + 1), None)
    if count != 1 or skipped:
        levels = f"h{skipped[0]} → h{skipped[1]}" if skipped else "—"
        yield problem("page-headings", file, count=count, levels=levels)


def alternatives(page: Page, file: Place, asked: Measure) -> Iterator[Problem]:
    """A picture without an alternative text."""
    if page.pictures:
        facts = {"count": len(page.pictures), "first": page.pictures[0]}
        yield problem("page-alt", file, **facts)


def origins(page: Page, file: Place, asked: Measure) -> Iterator[Problem]:
    """Something that is loaded from another host, or without encryption."""
    foreign = [href for href in page.foreign if urlsplit(href).hostname not in asked.hosts]
    if foreign:
        yield problem("page-foreign-origin", file, count=len(foreign), first=foreign[0])


def policies(page: Page, file: Place, asked: Measure) -> Iterator[Problem]:
    """A page without a content security policy, or with one that permits scripts in the page."""
    if page.redirect:
        return
    if not page.policy:
        yield problem("page-policy", file, found="—")
    else:
        scripts = re.search(r"(?:script-src|default-src)[^;]*", page.policy)
        weak = re.search(r"script-src[^;]*('unsafe-inline'|'unsafe-eval'|\*)", page.policy)
        if weak or not scripts:
            yield problem("page-policy", file, found=weak[1] if weak else page.policy[:60])


def metas(page: Page, file: Place, asked: Measure) -> Iterator[Problem]:
    """A page without the tags of the site, of its column or of the article."""
    if page.redirect or not asked.site_code:
        return
    missing = [name for name in _SITE_METAS if not page.metas.get(name)]
    if "ColumnName" in page.metas:
        missing += [name for name in _COLUMN_METAS if not page.metas.get(name)]
    if "PubDate" in page.metas or "ArticleTitle" in page.metas:
        missing += [name for name in _ARTICLE_METAS if not page.metas.get(name)]
    elif "ColumnName" not in page.metas and _LIST.search(page.path):
        missing += ["ColumnName"]
    if missing:
        yield problem("gov-meta-missing", file, missing=", ".join(missing))


def footers(page: Page, file: Place, asked: Measure) -> Iterator[Problem]:
    """A footer without the links and marks that a government site carries."""
    if page.redirect or not asked.site_code or asked.is_column:
        return
    wanted = {
        "网站标识码/site code": asked.site_code,
        "ICP备案/ICP": "beian.miit.gov.cn",
        "我为政府网站找错/error report": "zfwzgl.www.gov.cn",
        "网站地图/site map": "sitemap.html",
    }
    missing = [name for name, mark in wanted.items() if mark not in page.footer]
    if missing:
        yield problem("gov-footer-missing", file, missing="、".join(missing))


def dead_links(built: Built) -> Iterator[Problem]:
    """A link within the site that leads to no file."""
    for page in built.pages.values():
        dead = [path for path, _ in page.links if path and path not in built.files]
        dead += [path for path in page.loaded if path not in built.files]
        if dead:
            place = built.place(page.path)
            yield problem("page-link-dead", place, count=len(dead), first=dead[0])


def dead_anchors(built: Built) -> Iterator[Problem]:
    """A link to a part of a page that is not there."""
    for page in built.pages.values():
        dead = [
            f"{path}#{anchor}"
            for path, anchor in page.links
            if anchor and anchor not in _ids(built, path or page.path)
        ]
        if dead:
            place = built.place(page.path)
            yield problem("page-anchor-dead", place, count=len(dead), first=dead[0])


def same_titles(built: Built) -> Iterator[Problem]:
    """Two pages of a language with the same title."""
    seen: dict[tuple[str, str], list[str]] = defaultdict(list)
    for page in built.pages.values():
        if page.title and not page.redirect and not page.path.endswith("404.html"):
            seen[page.lang, page.title].append(page.path)
    for (_, title), paths in seen.items():
        if len(paths) > 1:
            first, second = sorted(paths)[:2]
            yield problem("page-title-twice", built.place(second), text=title, first=first)


def alternates(built: Built) -> Iterator[Problem]:
    """A page whose version in another language does not name it in return."""
    for page in built.pages.values():
        for tag, path in page.alternates.items():
            other = built.pages.get(path)
            back = other and page.path in other.alternates.values()
            if path != page.path and not back:
                facts = {"tag": tag, "other": path}
                yield problem("page-alternates", built.place(page.path), **facts)


def weights(built: Built) -> Iterator[Problem]:
    """A page that is heavier than its budget, with all that it loads."""
    for page in built.pages.values():
        total = built.files.get(page.path, 0)
        total += sum(built.files.get(path, 0) for path in page.loaded)
        if total > built.weight * 1000:
            facts = {"size": round(total / 1000), "most": built.weight}
            yield problem("page-weight", built.place(page.path), **facts)


def contrasts(built: Built) -> Iterator[Problem]:
    """Two colours of the design, one on the other, too close to each other."""
    night = built.tokens.get("dark")
    for name, colours in (("light", built.tokens), ("dark", night or {})):
        for text, ground, least in _PAIRS:
            one, other = _colour(colours.get(text)), _colour(colours.get(ground))
            if one and other and (found := _contrast(one, other)) < least:
                yield problem(
                    "page-contrast",
                    Place("zsite.yaml", field="tokens"),
                    text=text,
                    ground=ground,
                    found=f"{found:.1f}",
                    least=least,
                    scheme=name,
                )


def map_numbers(record: Record, asked: Measure) -> Iterator[Problem]:
    """A map without its approval number."""
    for about in record.kind.fields:
        value = record.value(about.name)
        if about.type != "image" or not value:
            continue
        for number, image in enumerate(value if isinstance(value, list) else [value]):
            said = "".join((image.get("alt") or {}).values()) + about.label.get("zh", "")
            drawn = about.name in _MAPS or _MAP.search(said)
            if drawn and not image.get("map_approval_no"):
                path = f"{about.name}.{number}" if isinstance(value, list) else about.name
                yield record.problem("page-map-number", path)


def placeholder_identity(site: Site) -> Iterator[Problem]:
    """Identity numbers, telephones and addresses that are still made up."""
    made_up = [name for name, value in site.identity.items() if _made_up(value)]
    if made_up:
        parts = next(each for each in settings() if each.name == "identity").fields
        labels = {each.name: each.label["zh"] for each in parts}
        yield site.setting_problem(
            "page-identity-placeholder",
            "identity",
            names="、".join(labels.get(name, name) for name in made_up),
            names_en=", ".join(made_up),
        )


def _ids(built: Built, path: str) -> frozenset[str]:
    page = built.pages.get(path)
    return page.ids if page else frozenset()


def _colour(value: object) -> tuple[float, ...] | None:
    text = str(value or "")
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        return None
    return tuple(int(text[at : at + 2], 16) / 255 for at in (1, 3, 5))


def _contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """The contrast ratio of WCAG."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: tuple[float, ...]) -> float:
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return sum(part * share for part, share in zip(parts, (0.2126, 0.7152, 0.0722), strict=True))


def _made_up(value: object) -> bool:
    text = value if isinstance(value, str) else "".join(_texts(value))
    digits = re.sub(r"\D", "", text)
    return (len(digits) > 5 and not digits.strip("0")) or "某" in text or text.endswith(".example")


def _texts(value: object) -> list[str]:
    return [str(each) for each in value.values()] if isinstance(value, dict) else []


_PAIRS = (
    ("ink", "paper", 4.5),
    ("ink", "tint", 4.5),
    ("ink-2", "paper", 4.5),
    ("main", "paper", 4.5),
    ("on", "main", 4.5),
    ("open", "paper", 4.5),
)
_LIST = re.compile(r"[a-z]{4,}/(?:index|page-\d+)\.html$")
_MAPS = ("map", "location_map")
_MAP = re.compile(r"地图|区位图|交通图|行政区划图|\bmap\b", re.I)
