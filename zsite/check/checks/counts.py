"""Headline counts: “26 projects” on a site that lists another number of them."""

import re
from collections import Counter
from collections.abc import Iterator

from zsite.check.checks.prose import counted
from zsite.check.sites import Site
from zsite.config import FILE
from zsite.content.entries import Entry
from zsite.problems import Place, Problem, problem

_OF_KIND = {
    "招商项目": "projects",
    "公开项目": "projects",
    "重点项目": "projects/key",
    "园区": "parks",
    "产业链": "industries",
    "重点产业": "industries",
    "乡镇街道": "townships",
    "惠企政策": "policies",
    "projects": "projects",
    "key projects": "projects/key",
    "parks": "parks",
    "industry chains": "industries",
    "policies": "policies",
}
_CHINESE = re.compile(
    r"(\d{1,4}|[一二两三四五六七八九十]{1,3})(?:个|家|项|条|大)"
    rf"({'|'.join(name for name in _OF_KIND if not name.isascii())})(?!公司|企业)"
)
_ENGLISH = re.compile(
    r"\b(\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|twelve) "
    rf"({'|'.join(sorted((n for n in _OF_KIND if n.isascii()), key=len, reverse=True))})\b",
    re.I,
)
_SITE = ("title", "tagline", "description", "notice")


def headlines(site: Site) -> Iterator[Problem]:
    """A count in the site's own sentences, the county's record or a free page that no list has."""
    accepted = {name: _counts(site, name) for name in dict.fromkeys(_OF_KIND.values())}
    for place, text in _sentences(site):
        for match in (*_CHINESE.finditer(text), *_ENGLISH.finditer(text)):
            kind, said = _OF_KIND[match[2].lower()], counted(match[1])
            if said > 1 and accepted[kind] and said not in accepted[kind]:
                listed = max(accepted[kind])
                yield problem(
                    "record-count-differs", place, found=match[0], said=said, listed=listed
                )


def _counts(site: Site, name: str) -> set[int]:
    """The numbers that a count may have: all of a kind, and those of each group and stage."""
    kind, _, part = name.partition("/")
    listed = site.of(kind)
    if part:
        return {sum(bool(each.kept.get(part)) for each in listed)} if listed else set()
    found = {len(listed)} if listed else set()
    about = site.catalog.kinds[kind]
    for field in filter(None, (about.group, about.stage, "township")):
        counts = Counter(str(each.kept.get(field)) for each in listed if each.kept.get(field))
        found |= set(counts.values())
    return found


def _sentences(site: Site) -> Iterator[tuple[Place, str]]:
    for name in _SITE:
        for text in (site.config.values.get(name) or {}).values():
            yield Place(FILE, field=name), str(text)
    singles = (kind.name for kind in site.catalog.kinds.values() if kind.single)
    for kind in (*singles, "pages"):
        for entry in site.of(kind):
            yield from _of_entry(site, entry)


def _of_entry(site: Site, entry: Entry) -> Iterator[tuple[Place, str]]:
    for name, value in site.facts(entry).items():
        for text in _texts(value):
            yield Place(entry.file, field=name), text


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
