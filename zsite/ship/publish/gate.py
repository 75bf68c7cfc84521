"""What forbids a publication: errors, placeholders, missing reviews, too many pages gone."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from zsite.config import FILE, Config
from zsite.problems import Found, Place, Problem, problem
from zsite.ship.publish.plan import Plan
from zsite.ship.publish.reviews import Review
from zsite.ship.publish.targets import Target

_INVENTED = re.compile(r"某.*0{4,}.*|\D*(?:0\D*){6,}")  # and no other digit
_EXAMPLE = re.compile(
    r"(?:https?://|.*@)?[^/]*\.(?:example|test|invalid)(?:[/:].*)?|.*example\.(?:com|org|cn).*"
)
_IDENTITY = ("site_code", "icp", "police", "phone", "email", "domain")


def objections(
    target: Target,
    config: Config,
    plan: Plan,
    findings: Iterable[Found],
    reviews: Sequence[Review],
    allow_removals: bool,
) -> Iterator[Problem]:
    """Why this must not go online as it is. Only a live target minds errors and placeholders."""
    if target.live:
        errors = sum(found.severity == "error" for found in findings)
        if errors:
            yield problem("publish-has-errors", count=errors)
        yield from placeholders(config)
    done = {review.role for review in reviews}
    for role in target.reviews:
        if role not in done:
            yield problem("publish-not-reviewed", name=target.name, role=role)
    gone = len(plan.removed)
    if gone > target.max_removed and not allow_removals:
        facts: dict[str, Any] = {"count": gone, "limit": target.max_removed}
        yield problem("publish-too-many-removed", **facts)


def placeholders(config: Config) -> Iterator[Problem]:
    """What the site says of itself and is plainly not filled in yet."""
    identity = config.values.get("identity") or {}
    if not identity.get("owner"):
        yield _unfilled("identity.owner", "")
    for name in _IDENTITY:
        text = str(identity.get(name) or "")
        if _INVENTED.fullmatch(text) or _EXAMPLE.fullmatch(text):
            yield _unfilled(f"identity.{name}", text)
    if _EXAMPLE.fullmatch(config.url):
        yield _unfilled("url", config.url)


def _unfilled(setting: str, text: str) -> Problem:
    return problem("publish-placeholder", Place(FILE, field=setting), setting=setting, text=text)
