"""Government inspection: what its indicators and the guideline ask, judged from files."""

from collections.abc import Iterator
from datetime import date, timedelta

from zsite.check.sites import Forecast, Site, columns, dates, deadlines, host, lacking, newest
from zsite.problems import Place, Problem, problem

_DATED = ("news", "policies", "events", "cases", "projects", "downloads", "faqs", "costs")
_DUTIES = ("owner", "site_code", "icp", "police", "address", "copyright")


def stale_columns(site: Site) -> Iterator[Problem]:
    """A column whose newest item is older than its deadline."""
    for column in columns(site):
        if column.due and column.due <= site.as_of:
            age = (site.day - date.fromisoformat(column.newest)).days
            yield problem(
                "gov-column-stale",
                Place(column.file),
                column=column.label.get("zh", column.key),
                column_en=column.label.get("en", column.key),
                day=column.newest,
                age=age,
                days=column.days,
            )


def too_many_stale(site: Site) -> Iterator[Problem]:
    """So many stale columns that they are a veto."""
    limits = deadlines()["veto"]
    due = [column for column in columns(site) if column.due and column.due <= site.as_of]
    late = [column for column in due if column.class_ != "others"]
    if len(late) >= limits["stale"] or len(due) - len(late) >= limits["long"]:
        counts = {"stale": len(late), "long": len(due) - len(late)}
        yield site.setting_problem("gov-columns-veto", "menu", **counts)


def empty_columns(site: Site) -> Iterator[Problem]:
    """A column that the menu names and that holds nothing."""
    for name in _empty(site):
        label = site.catalog.kinds[name].label
        facts = {"column": label.get("zh", name), "column_en": label.get("en", name)}
        yield site.setting_problem("gov-column-empty", "menu", **facts)


def home_age(site: Site) -> Iterator[Problem]:
    """A home page on which nothing has changed for two weeks."""
    day, limit = _home(site), deadlines()["home"]["days"]
    if day and (site.day - date.fromisoformat(day)).days > limit:
        yield site.setting_problem("gov-home-stale", "title", day=day, days=limit)


def undated(site: Site) -> Iterator[Problem]:
    """A listed item that gives no date."""
    for kind in site.catalog.kinds.values():
        if kind.name in _DATED:
            for entry in site.of(kind.name):
                if not dates(entry):
                    yield site.problem("gov-undated", entry)


def future_dated(site: Site) -> Iterator[Problem]:
    """An item whose own date lies in the future."""
    for entry in site.catalog.entries.values():
        for name, day in dates(entry).items():
            if day > site.as_of:
                yield site.problem("gov-future-dated", entry, name, day=day)


def without_time(site: Site) -> Iterator[Problem]:
    """News that gives the day and not the time."""
    for entry in site.of("news"):
        if len(str(entry.kept.get("published") or "")) == 10:
            yield site.problem("gov-time-missing", entry, "published")


def identity(site: Site) -> Iterator[Problem]:
    """What the footer of a government site must say and this one does not."""
    if site.is_column:
        return
    missing = list(lacking(site.identity, *_DUTIES))
    if not (site.identity.get("phone") or site.identity.get("email")):
        missing.append("phone")
    if missing:
        labels = _labels(site, missing)
        yield site.setting_problem(
            "gov-identity-missing", "identity", missing=labels, missing_en=", ".join(missing)
        )


def site_code(site: Site) -> Iterator[Problem]:
    """A site code that is not ten letters and digits."""
    code = str(site.identity.get("site_code") or "")
    if code and not (len(code) == 10 and code.isascii() and code.isalnum()):
        yield site.setting_problem("gov-site-code", "identity.site_code", text=code)


def domain(site: Site) -> Iterator[Problem]:
    """A site code on a domain that is no government domain."""
    said = str(site.identity.get("domain") or site.config.url)
    if site.identity.get("site_code") and said and not host(said).endswith(".gov.cn"):
        yield site.setting_problem("gov-domain", "url", text=said)


def consultation(site: Site) -> Iterator[Problem]:
    """No channel for questions and suggestions."""
    if not _channels(site):
        yield site.setting_problem("gov-consultation-missing", "contact")


def complaint_body(site: Site) -> Iterator[Problem]:
    """A site in foreign languages without the complaint body that the rules ask for."""
    if len(site.config.languages) < 2:
        return
    bodies = [each for each in site.of("contacts") if each.kept.get("type") == "complaint"]
    wanted = ("office_phone", "email", "address", "accept_within", "close_within")
    if not bodies:
        yield site.setting_problem("gov-complaint-missing", "contact", missing="—")
    for entry in bodies:
        missing = list(lacking(site.facts(entry), *wanted))
        if missing:
            yield site.problem("gov-complaint-missing", entry, missing=", ".join(missing))


def guide_elements(site: Site) -> Iterator[Problem]:
    """Which of the four parts of an investment guide is missing."""
    parts = {
        "投资环境介绍": site.of("county") or site.of("pages"),
        "办事指南": site.of("procedures"),
        "投资项目信息": site.of("projects"),
        "相关数据": site.of("costs") or site.of("county"),
    }
    english = dict(zip(parts, ("environment", "procedures", "projects", "data"), strict=True))
    missing = [name for name, found in parts.items() if not found]
    if missing:
        yield site.setting_problem(
            "gov-guide-elements",
            "menu",
            missing="、".join(missing),
            missing_en=", ".join(english[name] for name in missing),
        )


def service_elements(site: Site) -> Iterator[Problem]:
    """A procedure that lacks the elements that inspectors look for."""
    for entry in site.of("procedures"):
        facts = site.facts(entry)
        missing = list(lacking(facts, "total_days", "legal_basis", "contacts", "complaint_contact"))
        steps = facts.get("steps") or []
        for name in ("documents", "time", "result"):
            if not any(step.get(name) for step in steps):
                missing.append(f"steps.{name}")
        priced = facts.get("total_cost") or facts.get("free") or any(s.get("cost") for s in steps)
        if not priced:
            missing.append("total_cost")
        if missing:
            labels = [_label(entry.kind.by_name, name) for name in missing]
            yield site.problem(
                "gov-service-elements",
                entry,
                missing="、".join(labels),
                missing_en=", ".join(missing),
            )


def forecast(site: Site) -> Forecast:
    """What holds now, and what will without updates: the columns and the home page by their age."""
    vetoes = [
        id
        for id, found in (
            ("gov-home-stale", home_age(site)),
            ("gov-columns-veto", too_many_stale(site)),
            ("gov-consultation-missing", consultation(site)),
        )
        if next(found, None)
    ]
    limits = deadlines()["veto"]
    if len(_empty(site)) >= limits["empty"]:
        vetoes.append("gov-column-empty")
    dated = sorted((each.due, each.key, each) for each in columns(site) if each.due)
    first = next((each for due, _, each in dated if due > site.as_of), None)
    by_class = {name: [due for due, _, each in dated if (each.class_ == "others") is name]
                for name in (False, True)}  # fmt: skip
    ends = [
        dues[number - 1]
        for dues, number in ((by_class[False], limits["stale"]), (by_class[True], limits["long"]))
        if len(dues) >= number
    ]
    home = _home(site)
    if home:
        days = timedelta(days=deadlines()["home"]["days"] + 1)
        ends.append((date.fromisoformat(home) + days).isoformat())
    return Forecast(
        site.as_of,
        tuple(vetoes),
        first.due if first else "",
        first.label if first else {},
        min((day for day in ends if day > site.as_of), default=""),
    )


def _empty(site: Site) -> list[str]:
    wanted = site.config.values.get("menu") or ()
    return [name for name in wanted if name in site.catalog.kinds and not site.of(name)]


def _home(site: Site) -> str:
    listed = (entry for kind in site.catalog.kinds for entry in site.of(kind))
    return max((newest(entry, site.as_of) for entry in listed), default="")


def _channels(site: Site) -> bool:
    asked = ("service-hotline", "complaint")
    return any(
        each.kept.get("type") in asked and (each.kept.get("office_phone") or each.kept.get("email"))
        for each in site.of("contacts")
    )


def _labels(site: Site, names: list[str]) -> str:
    from zsite.config import settings

    parts = next(each for each in settings() if each.name == "identity").fields
    labels = {each.name: each.label["zh"] for each in parts}
    return "、".join(labels[name] for name in names)


def _label(by_name: object, path: str) -> str:
    from zsite.content.kinds import label_of

    assert isinstance(by_name, dict)
    return label_of(by_name, path) or path
