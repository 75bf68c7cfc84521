"""The only writer: `output/` becomes the plan, in one step, and no file is made without need."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from zsite.build import parallel
from zsite.build.artifact import Artifact, Make, made, made_or_problem, recipe
from zsite.build.decision import Task, decide, explained
from zsite.build.faults import fault
from zsite.build.paths import collisions, shown
from zsite.build.places import Places, locate
from zsite.build.standing import Standing, look
from zsite.build.store import Store
from zsite.build.successor import Successor
from zsite.build.swap import repair
from zsite.problems import Place, Problem, problem

Progress = Callable[[int, int], None]


class Made(NamedTuple):
    """A file that was made, and why; see `Task`."""

    path: str
    group: str
    source: str
    reasons: tuple[str, ...]


class Size(NamedTuple):
    """How much of the site a group is."""

    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Written:
    """What a build did. `removed` names files and links, not the folders that they leave empty;
    `changed` is False when the output was left untouched as it stood; `failed` are the artifacts
    that a forgiving build left out because they could not be made.
    """

    made: tuple[Made, ...]
    kept: int
    removed: tuple[str, ...]
    sizes: dict[str, Size]
    changed: bool
    failed: Mapping[str, Sequence[Problem]]


def write(
    plan: Sequence[Artifact],
    *,
    output: Path,
    state: Path,
    store: Store,
    code: str,
    adopt: bool = False,
    progress: Progress | None = None,
    workers: int = 0,
    explain: bool = False,
    forgiving: bool = False,
    apart: bool = False,
) -> Written | list[Problem]:
    """Make the output folder equal to the plan; on problems it stays exactly as it was.

    `state` is the project's `.zsite` folder, whose lock the caller holds; `code` the digest of the
    program. `adopt` takes over a folder that zsite did not make, with all that is in it. Without
    `explain`, changed inputs are just called `inputs`. `workers` 0 means one per core. When
    `forgiving`, what cannot be made is left out, and the rest is the plan. `apart`: the paths are
    known not to collide.
    """
    refused = [] if apart else collisions(plan)
    if refused:
        return refused
    try:
        places = locate(output, state)
        if isinstance(places, Problem):
            return [places]
        repair(places.output, places.spare)
        standing = look(places, store, adopt)
        strangers = standing.strangers({artifact.path for artifact in plan})
        if strangers:
            return [_not_ours(places, strangers[0])]
        return _write(plan, places, standing, store, code, progress, workers, explain, forgiving)
    except OSError as error:
        return [fault(error, state.parent)]


def _write(
    plan: Sequence[Artifact],
    places: Places,
    standing: Standing,
    store: Store,
    code: str,
    progress: Progress | None,
    workers: int,
    explain: bool,
    forgiving: bool,
) -> Written | list[Problem]:
    successor = Successor(places, standing, {artifact.path for artifact in plan})
    kept, tasks = decide(plan, standing, code)
    for path, fact in kept.items():
        successor.keep(path, fact)
    if explain:
        tasks = explained(tasks, store.recipes(places.scope, [t.artifact.path for t in tasks]))
    make = made_or_problem if forgiving else made
    failed = dict(_make(make, tasks, places, successor, progress, workers))
    if failed and not forgiving:
        return [*chain.from_iterable(failed.values())]
    if failed:
        rest = [artifact for artifact in plan if artifact.path not in failed]
        done = _write(rest, places, standing, store, code, progress, workers, explain, forgiving)
        return done if isinstance(done, list) else replace(done, failed={**done.failed, **failed})
    changed = successor.differs()
    if changed:
        successor.replace()
    _remember(store, places, standing, successor, tasks)
    return Written(
        tuple(Made(t.artifact.path, t.artifact.group, t.artifact.source, t.reasons) for t in tasks),
        len(kept),
        tuple(map(shown, successor.removed)),
        _sizes(plan, successor),
        changed,
        {},
    )


def _make(
    make: Make,
    tasks: Sequence[Task],
    places: Places,
    successor: Successor,
    progress: Progress | None,
    workers: int,
) -> Iterator[tuple[str, Sequence[Problem]]]:
    artifacts = [task.artifact for task in tasks]
    results = parallel.run(make, artifacts, workers, attrgetter("source"))
    for done, (task, result) in enumerate(zip(tasks, results, strict=True), 1):
        if isinstance(result, Problem):
            yield task.artifact.path, [result]
        elif isinstance(result, list):
            yield task.artifact.path, result
        elif not successor.put(task.artifact.path, task.key, result):
            yield task.artifact.path, [_not_ours(places, task.artifact.path)]
        if progress:
            progress(done, len(tasks))


def _remember(
    store: Store,
    places: Places,
    standing: Standing,
    successor: Successor,
    tasks: Sequence[Task],
) -> None:
    store.replace_facts(places.scope, standing.rows, successor.rows())
    recipes = {task.artifact.path: recipe(task.artifact) for task in tasks}
    store.replace_recipes(places.scope, recipes, successor.removed)


def _sizes(plan: Sequence[Artifact], successor: Successor) -> dict[str, Size]:
    sizes: dict[str, Size] = {}
    for artifact in plan:
        files, total = sizes.get(artifact.group, (0, 0))
        size = successor.facts[artifact.path].signature[0]
        sizes[artifact.group] = Size(files + 1, total + size)
    return sizes


def _not_ours(places: Places, path: str) -> Problem:
    return problem("output-not-ours", Place(places.scope), path=shown(path))
