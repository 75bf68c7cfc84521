"""Which files must be made, and why: decided from what is planned and what stands."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from zsite.build.artifact import Artifact, recipe
from zsite.build.facts import Fact
from zsite.build.standing import Standing

INPUTS = ("inputs",)  # some input differs; `explained` says which


class Task(NamedTuple):
    """A file to make. `reasons`: `new`, `missing`, `changed on disk`, `code` (the program),
    `make` (another function), or the names of the inputs that differ.
    """

    artifact: Artifact
    key: str
    reasons: tuple[str, ...]


class Decision(NamedTuple):
    """What stays, by path, and what is to be made, in the plan's order."""

    kept: dict[str, Fact]
    tasks: list[Task]


def decide(plan: Sequence[Artifact], standing: Standing, code: str) -> Decision:
    """Keep a file if and only if it was made under the same key and is still as it was made."""
    decision = Decision({}, [])
    for artifact in plan:
        key = f"{artifact.key}:{code[:16]}"
        fact = standing.recognised(artifact.path, key)
        if fact and fact.key == key:
            decision.kept[artifact.path] = fact
        else:
            why = _reasons(artifact.path, key, fact, standing)
            decision.tasks.append(Task(artifact, key, why))
    return decision


def explained(tasks: Iterable[Task], recipes: Mapping[str, Mapping[str, int]]) -> list[Task]:
    """The tasks with the inputs' names as reasons, from the recipes of the last time."""
    return [task._replace(reasons=_named(task, recipes)) for task in tasks]


def _reasons(path: str, key: str, fact: Fact | None, standing: Standing) -> tuple[str, ...]:
    if fact is None:
        if not standing.known.get(path):
            return ("new",)
        return ("changed on disk" if path in standing.tree.files else "missing",)
    before, _, code_before = fact.key.partition(":")
    now, _, code_now = key.partition(":")
    code = ("code",) if code_before != code_now else ()
    return code if before == now else INPUTS + code


def _named(task: Task, recipes: Mapping[str, Mapping[str, int]]) -> tuple[str, ...]:
    before = recipes.get(task.artifact.path)
    if task.reasons[:1] != INPUTS or before is None:
        return task.reasons
    now = recipe(task.artifact)
    names = sorted(name for name in {*before, *now} if before.get(name) != now.get(name))
    return (*names, *task.reasons[1:]) if names else task.reasons
