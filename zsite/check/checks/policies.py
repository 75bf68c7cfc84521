"""Policies: validity, chains of repeal, elements, how soon and where they were published."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from zsite.check.sites import Site, deadlines, host
from zsite.content.entries import Data, Entry
from zsite.problems import Problem

_VALID = ("in-force", "trial")
_LOCAL = ("county", "park")


def validity(site: Site) -> Iterator[Problem]:
    """A policy that does not say until when it holds."""
    for entry, facts in _policies(site):
        if facts.get("status") in _VALID and not facts.get("expires_on"):
            yield site.problem("policy-validity-missing", entry)


def expired(site: Site) -> Iterator[Problem]:
    """A policy that calls itself in force after its last day."""
    for entry, facts in _policies(site):
        day = str(facts.get("expires_on") or "")
        if facts.get("status") in _VALID and day and day < site.as_of:
            yield site.problem("policy-expired", entry, "status", day=day)


def expiring(site: Site) -> Iterator[Problem]:
    """A policy that ends soon."""
    soon = (site.day + timedelta(days=deadlines()["policies"]["soon"])).isoformat()
    for entry, facts in _policies(site):
        day = str(facts.get("expires_on") or "")
        if facts.get("status") in _VALID and site.as_of <= day <= soon:
            yield site.problem("policy-expiring", entry, "expires_on", day=day)


def chains(site: Site) -> Iterator[Problem]:
    """Policies that replace each other and do not say so on both sides."""
    by_id = {entry.id: (entry, facts) for entry, facts in _policies(site)}
    for entry, facts in by_id.values():
        successor = facts.get("superseded_by")
        if successor and facts.get("status") in _VALID:
            other = by_id.get(str(successor))
            if other and str(other[1].get("effective_on") or "") <= site.as_of:
                yield site.problem("policy-chain", entry, "status", other=_number(other[1]))
        for id in facts.get("supersedes") or ():
            earlier = by_id.get(id)
            begun = str(facts.get("effective_on") or "") <= site.as_of
            if earlier and begun and _stands(earlier[1]):
                yield site.problem("policy-chain", earlier[0], "status", other=_number(facts))
        if _circular(entry.id, by_id):
            yield site.problem("policy-chain", entry, "superseded_by", other=_number(facts))


def number_year(site: Site) -> Iterator[Problem]:
    """A document number of another year than that in which the document was issued."""
    for entry, facts in _policies(site):
        found = re.search(r"〔(\d{4})〕", str(facts.get("doc_no") or ""))
        issued = str(facts.get("issued_on") or "")
        if found and issued and found[1] != issued[:4]:
            yield site.problem(
                "policy-number-year", entry, "doc_no", text=facts["doc_no"], day=issued
            )


def elements(site: Site) -> Iterator[Problem]:
    """A policy without conditions, procedure, time or anybody to ask."""
    for entry, facts in _policies(site):
        if facts.get("status") not in _VALID:
            continue
        asked = {
            ("申报条件", "conditions"): _said(facts.get("conditions")),
            ("办理流程", "procedure"): _said(facts.get("steps")) or facts.get("procedure"),
            ("时限", "time limit"): facts.get("delivery_time")
            or facts.get("window")
            or facts.get("window_until"),
            ("受理部门", "office"): facts.get("accept_dept"),
            ("咨询电话", "telephone"): facts.get("phone") or facts.get("contacts"),
        }
        missing = [names for names, given in asked.items() if not given]
        if missing:
            zh, en = "、".join(z for z, _ in missing), ", ".join(e for _, e in missing)
            yield site.problem("policy-elements", entry, missing=zh, missing_en=en)


def amounts(site: Site) -> Iterator[Problem]:
    """Support without an amount, a rate or a cap."""
    figures = ("amount", "rate", "unit_amount", "cap")
    for entry, facts in _policies(site):
        rows = (facts.get("support") or ()) if facts.get("status") in _VALID else ()
        for number, row in enumerate(rows):
            said = "".join((row.get("standard") or {}).values())
            promised = _MONEY.search(said) and not _FIGURE.search(said)
            if promised and not any(row.get(name) for name in figures):
                items = row.get("item") or {}
                item, item_en = items.get("zh", ""), items.get("en", "")
                path = f"support.{number}"
                yield site.problem(
                    "policy-amount-missing", entry, path, item=item, item_en=item_en or item
                )


def originals(site: Site) -> Iterator[Problem]:
    """A policy without a link to the original text on a government site."""
    for entry, facts in _policies(site):
        url = str(facts.get("official_url") or "")
        name = host(url)
        reserved = url.partition("/")[2] and name.rpartition(".")[2] not in ("cn", "com", "net")
        if not url or (not name.endswith(".gov.cn") and not reserved):
            yield site.problem("policy-original-missing", entry, "official_url", text=url or "—")


def late_publication(site: Site) -> Iterator[Problem]:
    """A policy published later than seven working days after it was issued."""
    limit = deadlines()["policies"]["publish"]
    for entry, facts in _policies(site):
        issued, published = facts.get("issued_on"), facts.get("published_on")
        if issued and published:
            days = _working_days(str(issued)[:10], str(published)[:10])
            if days > limit:
                yield site.problem("policy-published-late", entry, "published_on", days=days)


def unreviewed(site: Site) -> Iterator[Problem]:
    """A local policy without a note of its fair competition review."""
    for entry, facts in _policies(site):
        review = facts.get("fair_competition_review") or {}
        local = facts.get("level") in _LOCAL and facts.get("status") in _VALID
        if local and not review.get("done"):
            yield site.problem("fair-review-missing", entry)


def _policies(site: Site) -> Iterator[tuple[Entry, Data]]:
    return ((entry, site.facts(entry)) for entry in site.of("policies"))


def _number(facts: Data) -> str:
    return str(facts.get("doc_no") or "")


def _stands(facts: Data) -> bool:
    """In force, and not even said to be replaced."""
    return facts.get("status") in _VALID and not facts.get("superseded_by")


def _said(rows: object) -> bool:
    """Whether a list says something more than “as the rules say”."""
    texts = ["".join(row.values()) for row in rows] if isinstance(rows, list) else []
    return any(text and not _VAGUE.fullmatch(text) for text in texts)


def _circular(id: str, by_id: Mapping[str, tuple[Entry, Data]]) -> bool:
    seen, at = {id}, by_id[id][1].get("superseded_by")
    while at in by_id and at not in seen:
        seen.add(str(at))
        at = by_id[str(at)][1].get("superseded_by")
    return at == id


def _working_days(first: str, last: str) -> int:
    day, end, count = date.fromisoformat(first), date.fromisoformat(last), 0
    while day < end and count < 100:
        day += timedelta(days=1)
        count += day.weekday() < 5
    return count


_MONEY = re.compile(r"补助|奖励|奖补|补贴|资助|资金|贴息|比例|金额|grant|subsid|share of", re.I)
_FIGURE = re.compile(r"\d|[一二三四五六七八九十百]+(?:万|元|%|％|成|折)|全额|免费|free", re.I)
_VAGUE = re.compile(
    r"[^，。]{0,4}(?:按照?|依照|符合|根据|详见|见)?(?:有关|相关|国家|上级)?"
    r"(?:规定|文件|政策|要求|条件|通知)(?:执行|办理|的)?[。]?|另行通知[。]?|待定"
)
