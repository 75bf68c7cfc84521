"""The whole program on one page: a project's folder in, `output/` and a report out."""

import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path

from zsite import config as configuration
from zsite.build import parallel
from zsite.build.plan import plan
from zsite.build.store import Store
from zsite.build.writer import write
from zsite.config import Config
from zsite.content import internal
from zsite.content.gather import gather
from zsite.content.sources import Source
from zsite.digest import Digest
from zsite.printing import for_press, preflights, with_guides
from zsite.problems import Place, Problem, problem
from zsite.report import Pressing, Report, Wishes
from zsite.site import catalog, security, urls
from zsite.stages import (
    Project,
    Understood,
    judged,
    kept,
    localized,
    parted,
    reached,
    remembered,
    together,
    totals,
)
from zsite.theme import manifest
from zsite.warm import Planned, Warm


def build(
    root: Path,
    wishes: Wishes,
    store: Store,
    code: Digest,
    content: Sequence[Source],
    refused: Sequence[Problem],
    warm: Warm | None = None,
) -> Report:
    """Make `output/` equal to what the project says; on errors it stays as it was.

    `content` is the scan of `content/`, with what was `refused` in it; `warm` keeps what was
    planned.
    """
    config, problems = configuration.load(root)
    report = partial(judged, config, wishes)
    if config is None:
        return report(problems)
    project, problems = understand(
        root, config, wishes, store, code, content, [*problems, *refused]
    )
    if project is None:
        return report(problems)
    planning, guides, found = with_guides(project, wishes, sound=not report(problems).errors)
    problems += found
    artifacts = [*plan(planning), *guides.artifacts]
    paths = (each.path for each in artifacts)
    problems += urls.vanished(project.published, [*paths, *guides.columns])
    problems += security.overdue(config.values, wishes.as_of, Place(configuration.FILE))

    changes = project.linked.next_change, security.change(config.values, wishes.as_of)
    report = partial(report, next_change=min(filter(None, changes), default=""))
    planned = Planned(project, planning, artifacts, problems, report)
    finished = carry_out(planned, root, wishes, store)
    if finished.totals is not None:
        store.sweep(project.gathered.used)
        if warm:
            warm.keep(planned, sound=not finished.errors)
    return finished


def press(
    root: Path,
    wishes: Wishes,
    store: Store,
    code: Digest,
    content: Sequence[Source],
    refused: Sequence[Problem],
    wanted: Pressing,
) -> Report:
    """Make `press/NAME` of every guide that is wanted; the site stays as it is."""
    config, problems = configuration.load(root)
    report = partial(judged, config, wishes)
    if config is None:
        return report(problems)
    project, problems = understand(
        root, config, wishes, store, code, content, [*problems, *refused]
    )
    if project is None or report(problems).errors:
        return report(problems)
    plans, found = for_press(project, wishes, wanted)
    problems += found
    if report(problems).errors:
        return report(problems)
    done = []
    for name, artifacts in plans.items():
        folder = f"{wanted.folder}/{name}"
        written = write(
            artifacts,
            output=root / folder,
            state=root / wishes.state,
            store=store,
            code=code,
            progress=wishes.progress,
            workers=wishes.workers,
        )
        if isinstance(written, list):
            return report(problems + written)
        problems += preflights(root, folder, artifacts)
        done.append((folder, totals(written, {})))
    return report(problems + store.problems, totals=together(done))


def understand(
    root: Path,
    config: Config,
    wishes: Wishes,
    store: Store,
    code: Digest,
    content: Sequence[Source],
    problems: list[Problem],
) -> tuple[Understood | None, list[Problem]]:
    """Everything that the project says, linked and in every language, with what is wrong in it."""
    began = time.time_ns()
    if not config.url:
        problems.append(problem("no-url", Place(configuration.FILE, field="url")))
    theme, found = manifest.load(root, config.theme)
    problems += found
    if theme is None:
        return None, problems
    published, found = remembered(root, content, config.kinds)
    problems += found

    gathered = gather(
        root, content, config.kinds, config.spoken, published.ids, store, parallel.run, code, began
    )
    if gathered.unsteady:
        return None, problems + gathered.unsteady
    problems += gathered.problems
    names = [entry.name for entry in gathered.entries]
    problems += internal.check(root, config.kinds, config.spoken, published.ids, names)
    linked, found = catalog.link(gathered.entries, config.kinds, wishes.as_of, drafts=wishes.drafts)
    problems += found
    project = Project(root, config, theme, store, code)
    reach, found = reached(project, gathered, linked)
    problems += found
    planning, found = localized(project, gathered, linked, reach)
    problems += found
    return Understood(config, project, published, gathered, linked, planning), problems


def carry_out(
    planned: Planned, root: Path, wishes: Wishes, store: Store, *, judged: bool = False
) -> Report:
    """Make the output equal to the plan, unless it has errors that are not forgiven.

    `judged` says of a plan that it has no errors, and the paths of one that was carried out.
    """
    project, problems, report = planned.project, planned.problems, planned.report
    so_far = None if judged else report(problems)
    if so_far and so_far.errors and not wishes.forgiving:
        return so_far
    sound, withheld = planned.artifacts, dict[str, str]()
    if so_far:
        sound, withheld = parted(sound, project.gathered, so_far)
    written = write(
        sound,
        output=root / wishes.output,
        state=root / wishes.state,
        store=store,
        code=project.project.code,
        adopt=wishes.adopt,
        progress=wishes.progress,
        workers=wishes.workers,
        explain=wishes.explain,
        forgiving=wishes.forgiving,
        apart=judged,
    )
    if isinstance(written, list):
        return report([*problems, *written])
    more = [*chain.from_iterable(written.failed.values()), *store.problems]
    if not wishes.forgiving:
        more += kept(root, project.published)
    at_last = so_far if so_far and not more else report([*problems, *more])
    return replace(at_last, totals=totals(written, withheld))
