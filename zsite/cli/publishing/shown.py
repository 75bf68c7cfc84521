"""A plan, an outcome and a list of releases as lines that a person reads."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from zsite.cli.present import width
from zsite.cli.words import say
from zsite.problems import Found

if TYPE_CHECKING:
    from zsite.ship.publish.plan import Page, Plan
    from zsite.ship.publish.publication import Outcome
    from zsite.ship.publish.reviews import Review
    from zsite.ship.publish.standing import Standing
    from zsite.ship.publish.targets import Target

MOST = 12  # pages of a kind that a plan lists
_UNITS = ("B", "KB", "MB", "GB")


def head(target: "Target", plan: "Plan", language: str) -> Iterator[str]:
    """Where to, and from which release to which."""
    way = target.label(language)
    yield say("plan_head", language, target=target.name, way=way, where=target.where)
    if target.live:
        yield say("plan_live", language)
    current = plan.current or say("plan_nothing_there", language)
    yield say("plan_release", language, release=plan.release, current=current)


def judged(
    findings: Sequence[Found], reviews: Sequence["Review"], day: str, language: str
) -> Iterator[str]:
    """What the checks found, who has reviewed this content, and when statuses change."""
    counts = Counter(found.severity for found in findings)
    yield say("plan_findings", language, errors=counts["error"], warnings=counts["warning"])
    done = [
        say("plan_review", language, role=each.role, by=each.by, day=each.at[:10])
        for each in reviews
    ]
    none = say("plan_no_reviews", language)
    yield say("plan_reviews", language, reviews=", ".join(done) or none)
    if day:
        yield say("plan_next", language, day=day)


def changes(plan: "Plan", language: str, everything: bool) -> Iterator[str]:
    """The pages that are new, changed and removed."""
    for sentence, pages in (
        ("plan_new", plan.new),
        ("plan_changed", plan.changed),
        ("plan_removed", plan.removed),
    ):
        if pages:
            yield say(sentence, language, count=len(pages))
            yield from _pages(pages, everything)
            if len(pages) > MOST and not everything:
                yield say("plan_more", language, count=len(pages) - MOST)


def amounts(plan: "Plan", language: str) -> str:
    """How much is to be sent."""
    size = amount(plan.bytes_to_send)
    return say("plan_files", language, others=plan.others, files=len(plan.send), size=size)


def afterwards(target: "Target", language: str) -> Iterator[str]:
    """What will be done once the site is up."""
    hows = [target.purge_url, " ".join(target.purge_command)]
    for how in filter(None, hows):
        yield say("plan_purge", language, how=how)
    if target.url:
        yield say("plan_proof", language, url=target.url)
    elif not target.is_package:
        yield say("plan_no_proof", language)


def outcome(target: "Target", done: "Outcome", language: str) -> Iterator[str]:
    """Whether it is up."""
    if done.pruned:
        yield say("published_pruned", language, releases=", ".join(done.pruned))
    if done.proof:
        wrong = len(done.proof.problems)
        facts = {"count": done.proof.fetched, "url": target.url}
        good = say("proof_good", language, **facts)
        yield say("proof_bad", language, wrong=wrong, **facts) if wrong else good


def releases(
    standing: "Standing", log: Sequence[Mapping[str, Any]], language: str
) -> Iterator[str]:
    """The kept releases, the current one marked; what the log says of when each was last shown."""
    last = {str(entry.get("release")): entry for entry in log}
    for release in reversed(standing.releases):
        entry = last.get(release, {})
        pages = entry.get("pages") or {}
        counts = {kind: len(pages.get(kind) or ()) for kind in ("new", "changed", "removed")}
        yield say(
            "releases_row",
            language,
            mark="*" if release == standing.current else " ",
            release=release,
            at=str(entry.get("at", "")).replace("T", " ")[:16] or "—",
            by=entry.get("by") or "—",
            pages=say("releases_pages", language, **counts) if entry else "",
        )


def amount(size: int) -> str:
    """Bytes in the unit in which they are read at a glance."""
    value, unit = float(size), 0
    while value >= 1000 and unit < len(_UNITS) - 1:
        value, unit = value / 1000, unit + 1
    return f"{value:.0f} {_UNITS[unit]}" if unit < 2 else f"{value:.1f} {_UNITS[unit]}"


def _pages(pages: Sequence["Page"], everything: bool) -> Iterator[str]:
    listed = pages if everything else pages[:MOST]
    for row in _columns([(page.language, page.title, _sizes(page), page.path) for page in listed]):
        yield f"    {row}"


def _sizes(page: "Page") -> str:
    before = f"{amount(page.before)} → " if page.before and page.before != page.size else ""
    return before + amount(page.size)


def _columns(rows: Sequence[tuple[str, ...]]) -> Iterable[str]:
    """Cells side by side; Chinese characters take two columns."""
    widths = [max(map(width, cells)) for cells in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell + " " * (w - width(cell)) for cell, w in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()
