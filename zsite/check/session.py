"""One whole check of a project: everything that it says and what is built of it, judged."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from zsite import session
from zsite.build.files import attachments
from zsite.build.lock import acquire
from zsite.build.store import Store
from zsite.check import ledger, outside
from zsite.check.checks import government
from zsite.check.inspection import Asked, Inspection
from zsite.check.leaks import leaks
from zsite.check.opening import Checking, measure_of, opened
from zsite.check.pages import Built
from zsite.check.registry import BUILDING, GUIDES, SITE, TRACKING
from zsite.check.sites import Site
from zsite.check.subjects import Measure, title_of
from zsite.check.survey import FAMILY, of_files, survey
from zsite.check.units import Seen
from zsite.check.walk import in_common, walk
from zsite.config import Config
from zsite.content.entries import Entry
from zsite.problems import Place, Problem, problem
from zsite.report import Report, Wishes
from zsite.stages import judged

_NOTE = "checked"


def run(root: Path, asked: Asked, wait_seconds: float = 600) -> Inspection:
    """The inspection of the project in `root`; it changes nothing there but the store.

    It waits for a build or a publication that is under way, whose lock it takes meanwhile; a
    caller that holds the lock itself calls `inspect` instead.
    """
    state = root / asked.state
    if not (root / "zsite.yaml").is_file():
        return _refused(asked, problem("no-config", Place("zsite.yaml"), folder=root.name))
    lock = acquire(state, "check", wait_seconds)
    if isinstance(lock, Problem):
        return _refused(asked, lock)
    with lock:
        return inspect(root, asked)


def inspect(root: Path, asked: Asked) -> Inspection:
    """Like `run`, for a caller that holds the project's lock."""
    with Store(root / asked.state) as store:
        of = opened(root, asked, store)
        return Inspection(of, asked.as_of) if isinstance(of, Report) else _judge(of)


def _judge(of: Checking) -> Inspection:
    """Everything that is looked at, one after the other."""
    project, site, problems = of.project, of.site, of.problems
    measure = measure_of(site)
    seen, used = survey(
        of.root, of.entries, measure, of.store, of.code, of.asked.progress, of.asked.workers
    )
    problems += [each for one in seen.values() for each in one.problems]
    problems += [found for check in SITE for found in check.run(site)]
    noted = ledger.load(of.root)
    problems += [found for check in TRACKING for found in check.run(site, seen, noted)]
    files = {path: project.gathered.digests[path] for path in attachments(project.planning)}
    found, more = of_files(of.root, files, measure, of.store, of.code)
    problems += found
    problems += leaks(
        of.root, of.config, project.published, project.linked.entries, project.planning
    )
    built, keys = _built(of, site, measure)
    problems += [found for check in BUILDING for found in check.run(built)]
    problems += _new(in_common(built), problems)
    problems += [found for check in GUIDES for found in check.run(of.root, of.config)]
    if of.asked.external:
        problems += outside.dead(built, of.asked.visit, of.asked.progress)
    of.store.sweep([*used, *more, *keys], FAMILY)
    return _chosen(of, _answer(of, site, seen, built))


def _built(of: Checking, site: Site, measure: Measure) -> tuple[Built, list[str]]:
    """The built site with its budget and its design."""
    built, keys = walk(of.root, of.asked.output, of.config.url, measure, of.store, of.code)
    weight = site.setting("page_weight", built.weight)
    return replace(built, tokens=of.project.planning.tokens, weight=weight), keys


def _answer(of: Checking, site: Site, seen: Mapping[str, Seen], built: Built) -> Inspection:
    linked = of.project.linked
    return Inspection(
        judged(of.config, Wishes(of.asked.as_of), of.problems, next_change=linked.next_change),
        of.asked.as_of,
        forecast=government.forecast(site),
        scores={name: one.score for name, one in seen.items()},
        offices=_offices(of.config, linked.entries),
        titles=_titles(of.config, of.entries),
        notes=_notes(of, built),
        site=of.config.values.get("title") or {},
    )


def _new(found: Sequence[Problem], known: Sequence[Problem]) -> list[Problem]:
    """Without what pages repeat of a text in which it was found already."""
    seen = {(each.id, dict(each.facts).get("masked")) for each in known}
    return [
        each
        for each in found
        if "masked" not in dict(each.facts) or (each.id, dict(each.facts)["masked"]) not in seen
    ]


def _notes(of: Checking, built: Built) -> tuple[str, ...]:
    """What could not be looked at as it will be."""
    if not built.pages:
        return ("site_not_built",)
    wishes = Wishes(of.asked.as_of, output=of.asked.output, state=of.asked.state)
    return () if session.is_current(of.root, wishes, of.store) else ("site_older",)


def _offices(config: Config, entries: Mapping[str, Entry]) -> dict[str, dict[str, str]]:
    """Who is to answer for a file, by language: the contact that its record names first."""
    found: dict[str, dict[str, str]] = {}
    for entry in entries.values():
        names = [r.name for r in entry.references if r.kind == "contacts"]
        named = entry if entry.kind.name == "contacts" else None
        office = named or next((entries[name] for name in names if name in entries), None)
        if office:
            shown = {each.key: title_of(office, each.key) for each in config.languages}
            for file in (entry.file, *entry.texts.values()):
                found[file] = shown
    return found


def _titles(config: Config, entries: Sequence[Entry]) -> dict[str, dict[str, str]]:
    found = {}
    for entry in entries:
        shown = {each.key: title_of(entry, each.key) for each in config.languages}
        for file in (entry.file, *entry.texts.values()):
            found[file] = shown
    return found


def _chosen(of: Checking, whole: Inspection) -> Inspection:
    """What was asked for: some groups, or only what stands in files that changed."""
    digests: Mapping[str, Any] = dict(of.project.gathered.digests)
    if of.asked.changed:
        before = json.loads(of.store.note(_NOTE) or b"{}")
        changed = frozenset(path for path, mark in digests.items() if before.get(path) != mark)
        whole = whole.within(changed)
    elif not of.asked.only:
        of.store.put_note(_NOTE, json.dumps(digests).encode())
    return whole.only(of.asked.only)


def _refused(asked: Asked, found: Problem) -> Inspection:
    return Inspection(Report.of([found], {}, (), asked.as_of), asked.as_of)
