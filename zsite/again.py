"""The short way of a warm process: where only texts beside records have changed, their pages.

It ends where the long way ends, at the same writer with the whole plan; all that it spares is to
find out again what did not change. What it cannot be sure of it leaves to the long way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zsite.build import inputs
from zsite.build.artifact import Artifact, Lazy, artifact
from zsite.build.planning import Planning
from zsite.build.store import Store
from zsite.content.entries import Entry
from zsite.content.gather import reread
from zsite.content.layout import EntryFiles
from zsite.content.sources import Source
from zsite.digest import Digest
from zsite.problems import Problem
from zsite.report import Report, Wishes
from zsite.stages import text_problems
from zsite.warm import Planned, Warm


@dataclass(frozen=True, slots=True)
class _Changed:
    """An entry before and after its texts changed, its new rows, and the paths of its texts."""

    old: Entry
    new: Entry
    rows: Mapping[str, bytes]
    paths: frozenset[str]


def again(
    warm: Warm,
    root: Path,
    wishes: Wishes,
    store: Store,
    content: Sequence[Source],
    around: Digest,
) -> Report | None:
    """The report of a build after a change of texts; None when something else has changed, too.

    `around` is the digest of all that a plan depends on beside the content.
    """
    from zsite.pipeline import carry_out

    planned = warm.planned
    if planned is None or not warm.sound or (around, wishes) != (warm.around, warm.wishes):
        return None
    if wishes.guides and planned.project.config.values.get("guides"):
        return None
    files = _files(warm, planned, content)
    changed = None if files is None else _changed(planned, root, files)
    if changed is None:
        return None
    try:
        following = _following(planned, changed)
        if following is None:
            return None
        _replace(planned, changed)
        report = carry_out(following, root, wishes, store, judged=True)
    finally:
        planned.project.project.store.close()
    warm.keep(following, sound=report.totals is not None and not report.errors)
    return report


def _files(warm: Warm, planned: Planned, content: Sequence[Source]) -> dict[str, EntryFiles] | None:
    """The files of the entries with a changed text, by the entry's name; None for other changes."""
    sizes = planned.project.gathered.sizes
    if len(content) != len(sizes):
        return None
    found: dict[str, EntryFiles] = {}
    for source in content:
        if warm.sources.get(source.path) != source:
            files = warm.bodies.get(source.path)
            if files is None:
                return None
            found[f"{files.kind}/{files.id}"] = files
    return found


def _changed(
    planned: Planned, root: Path, files: Mapping[str, EntryFiles]
) -> list[_Changed] | None:
    """The entries read anew; None when more than their texts is another."""
    config = planned.project.config
    known = {entry.name: entry for entry in planned.project.gathered.entries if entry.name in files}
    found = []
    for name, each in files.items():
        read = reread(root, each, config.kinds, config.spoken)
        if isinstance(read, Problem) or name not in known:
            return None
        old, (new, rows) = known[name], read
        if _seen_by_others(old) != _seen_by_others(new):
            return None
        paths = frozenset(source.path for source in each.bodies.values())
        found.append(_Changed(old, new, rows, paths))
    return found


def _seen_by_others(entry: Entry) -> tuple[Any, ...]:
    """All of an entry that any page, or the plan, sees but its own texts and where they stand."""
    links = {
        where: [(link.kind, link.target, link.file, link.alt) for link in each]
        for where, each in entry.links.items()
    }
    foreign = [name for name, _ in entry.foreign]
    return (
        *(entry.kept, entry.digests, list(entry.bodies), entry.references, links),
        *(entry.files, entry.keys, foreign, entry.others),
    )


def _following(planned: Planned, changed: Sequence[_Changed]) -> Planned | None:
    """The plan with the changed texts in it; None when they have errors."""
    project = planned.project
    problems = list(planned.problems)
    for each in changed:
        # Others may still hold the entry as it was, and ask for its facts, which are the same.
        facts = {f"{each.old.key}:record": each.rows[f"{each.new.key}:record"]}
        project.gathered.fresh |= {**each.rows, **facts}
        gone = {problem for problem in problems if problem.place.file in each.paths}
        gone |= {*each.old.problems}
        new = [*each.new.problems]
        if each.new.name in planned.planning.catalog.entries:
            found = text_problems(project, each.new)
            new += [problem for problem in found if problem.place.file in each.paths]
        if planned.report(new).errors:
            return None
        problems = [problem for problem in problems if problem not in gone] + new
    artifacts = _artifacts(planned, {each.new.file: each.new for each in changed})
    return Planned(project, planned.planning, artifacts, problems, planned.report)


def _artifacts(planned: Planned, entries: Mapping[str, Entry]) -> list[Artifact]:
    return [
        _renewed(each, entries[each.source], planned.planning)
        if each.source in entries and "body" in each.inputs
        else each
        for each in planned.artifacts
    ]


def _renewed(old: Artifact, entry: Entry, planning: Planning) -> Artifact:
    """The same page of the entry as it is now."""
    frame = old.inputs["frame"]
    assert isinstance(frame, Lazy)
    edition = frame.load().edition
    texts = {
        "facts": inputs.facts(edition, entry),
        "body": inputs.body(edition, entry, planning.reach),
    }
    return artifact(
        old.path, old.make, source=old.source, group=old.group, **{**old.inputs, **texts}
    )


def _replace(planned: Planned, changed: Sequence[_Changed]) -> None:
    """Put the entries in the places of those that they follow."""
    project = planned.project
    new = {each.new.name: each.new for each in changed}
    project.gathered.entries = [new.get(each.name, each) for each in project.gathered.entries]
    for catalog in (project.linked, planned.planning.catalog):
        catalog.entries |= {name: each for name, each in new.items() if name in catalog.entries}
