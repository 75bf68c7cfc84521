"""What forbids a publication: errors, placeholders, missing reviews, too many pages gone."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from zsite.config import FILE, Config
from zsite.problems import Found, Place, Problem, problem
from zsite.ship.publish.plan import Plan
from zsite.ship.publish.reviews import Review
from zsite.ship.publish.targets import Target

PLACEHOLDER = "page-identity-placeholder"  # what `zsite check` calls an invented identity
_EXAMPLE = re.compile(r"https?://(?:[^/]*\.)?(?:example|test|invalid|example\.\w+)(?:[:/].*)?")


def objections(
    target: Target,
    config: Config,
    plan: Plan,
    findings: Sequence[Found],
    reviews: Sequence[Review],
    allow_removals: bool,
) -> Iterator[Problem]:
    """Why this must not go online as it is. Only a live target minds errors and placeholders."""
    if target.live:
        errors = sum(found.severity == "error" for found in findings)
        if errors:
            yield problem("publish-has-errors", count=errors)
        yield from _placeholders(config, findings)
    done = {review.role for review in reviews}
    for role in target.reviews:
        if role not in done:
            yield problem("publish-not-reviewed", name=target.name, role=role)
    gone = len(plan.removed)
    if gone > target.max_removed and not allow_removals:
        facts: dict[str, Any] = {"count": gone, "limit": target.max_removed}
        yield problem("publish-too-many-removed", **facts)


def _placeholders(config: Config, findings: Iterable[Found]) -> Iterator[Problem]:
    """What the site says of itself and is plainly not filled in yet."""
    for found in findings:
        if found.problem.id == PLACEHOLDER:
            facts = dict(found.problem.facts)
            yield _unfilled(found.problem.place, facts["names"], facts["names_en"])
    if _EXAMPLE.fullmatch(config.url):
        yield _unfilled(Place(FILE, field="url"), f"网址 {config.url}", f"url {config.url}")


def _unfilled(place: Place, names: str, names_en: str) -> Problem:
    return problem("publish-placeholder", place, names=names, names_en=names_en)
