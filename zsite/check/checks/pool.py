"""The project pool: how many, how fresh, how well prepared."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

from zsite.check.sites import Site, deadlines
from zsite.check.subjects import title_of
from zsite.content.entries import Data, Entry
from zsite.problems import Problem

_GONE = ("withdrawn",)
_KEY, _TOWNSHIP, _UNIT = 10, 2, 2
_SHALLOW = 3


def key_projects(site: Site) -> Iterator[Problem]:
    """Fewer key projects than the pool should have."""
    if not site.of("projects"):
        return
    least = site.setting("key_projects", _KEY)
    count = sum(bool(each.kept.get("key")) for each in _pool(site))
    if count < least:
        yield site.setting_problem("pool-key-few", "check", count=count, least=least)


def townships(site: Site) -> Iterator[Problem]:
    """A township with fewer projects than it should have in reserve."""
    least = site.setting("township_projects", _TOWNSHIP)
    counts: Counter[str] = Counter()
    for entry in _pool(site):
        counts[str((site.facts(entry).get("location") or {}).get("township"))] += 1
    for entry in site.of("townships"):
        if counts[entry.id] < least:
            facts = {"count": counts[entry.id], "least": least}
            yield site.problem("pool-township-few", entry, **facts)


def units(site: Site) -> Iterator[Problem]:
    """A department with fewer projects than it should have in reserve."""
    least = site.setting("unit_projects", _UNIT)
    counts: Counter[str] = Counter()
    for entry in _pool(site):
        facts = site.facts(entry)
        counts.update({str(facts.get("owner")), str(facts.get("authority"))})
    for entry in site.of("contacts"):
        if entry.kept.get("type") == "department" and counts[entry.id] < least:
            yield site.problem("pool-unit-few", entry, count=counts[entry.id], least=least)


def reviews(site: Site) -> Iterator[Problem]:
    """A public project that was not reviewed within the quarter, or whose review is due."""
    limit = deadlines()["pool"]["days"]
    for entry in site.of("projects"):
        facts = site.facts(entry)
        reviewed, due = str(facts.get("reviewed_on") or ""), str(facts.get("next_review") or "")
        age = (site.day - date.fromisoformat(reviewed)).days if reviewed else 0
        if age > limit or (due and due < site.as_of):
            yield site.problem("pool-review-overdue", entry, "reviewed_on", day=reviewed, days=age)


def depth(site: Site) -> Iterator[Problem]:
    """A project that is offered without the preparation that entry to the pool asks for."""
    for entry in site.of("projects"):
        if entry.kept.get("stage") == "seeking":
            missing = list(_missing(site.facts(entry)))
            if len(missing) >= _SHALLOW:
                yield site.problem(
                    "pool-depth",
                    entry,
                    count=len(missing),
                    missing="、".join(zh for zh, _ in missing),
                    missing_en=", ".join(en for _, en in missing),
                )


def same_titles(site: Site) -> Iterator[Problem]:
    """Two public records of a kind with the same title."""
    yield from _same(site, "record-same-title", lambda entry: title_of(entry, "zh"))


def same_numbers(site: Site) -> Iterator[Problem]:
    """Two records of a kind with the same number."""
    yield from _same(
        site, "record-same-number", lambda entry: str(entry.kept.get(entry.kind.number) or "")
    )


def _same(site: Site, id: str, name: Callable[[Entry], str]) -> Iterator[Problem]:
    for kind in site.catalog.kinds:
        seen: dict[str, Entry] = {}
        for entry in sorted(site.of(kind), key=lambda each: each.id):
            said = name(entry)
            first = seen.setdefault(said, entry) if said else entry
            if first is not entry:
                yield site.problem(id, entry, text=said, first=first.file)


def _pool(site: Site) -> list[Entry]:
    return [e for e in site.all("projects") if e.kept.get("stage") not in _GONE]


def _missing(facts: Data) -> Iterator[tuple[str, str]]:
    work = {row.get("item"): row.get("status") for row in facts.get("preparatory_work") or ()}
    place = facts.get("location") or {}
    asked = {
        ("建设规模", "scale"): facts.get("content_scale"),
        ("效益测算", "benefits"): facts.get("benefits"),
        ("原料、市场等条件", "materials and market"): facts.get("conditions")
        or facts.get("market_analysis")
        or facts.get("advantages"),
        ("初步选址", "preliminary site"): place.get("park")
        or place.get("place")
        or facts.get("plots")
        or "site-selection" in work,
        ("用地可能", "land"): facts.get("land_area") or "land-preview" in work,
        ("规划意见", "planning opinion"): {"planning-conditions", "land-preview"} & work.keys(),
        ("环评前景", "environmental prospects"): "eia" in work,
    }
    return (names for names, given in asked.items() if not given)
