"""Where the two trees of a site live, and whether the output folder is ours to change."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from zsite.build.trees import exists, is_real_folder
from zsite.problems import Place, Problem, problem


@dataclass(frozen=True, slots=True)
class Places:
    """The output folder and its spare twin on the same file system, and what is known of them.

    `near` is a folder on that file system for passing files; `scope` names the output in the store.
    """

    output: Path
    spare: Path
    near: Path
    state: Path
    scope: str


def locate(output: Path, state: Path) -> Places | Problem:
    """The places for an output folder, or why it cannot be one; creates the folders above."""
    output, state = Path(os.path.abspath(output)), Path(os.path.abspath(state))  # noqa: PTH100
    inside = output.is_relative_to(state.parent)
    scope = (output.relative_to(state.parent) if inside else output).as_posix()
    if state == output or state.is_relative_to(output):
        return problem("output-holds-project", Place(scope))
    for folder, id in ((state, "state-not-folder"), (output, "output-not-folder")):
        if exists(folder) and not is_real_folder(folder):
            return problem(id, Place(folder.name if folder == state else scope))
    state.mkdir(parents=True, exist_ok=True)
    output.parent.mkdir(parents=True, exist_ok=True)
    if exists(output) and _device(output) != _device(output.parent):
        return problem("output-is-mount-point", Place(scope))
    if _device(output.parent) == _device(state):
        return Places(output, state / f"{output.name}.spare", state, state, scope)
    beside = output.with_name(f".{output.name}.zsite-spare")
    return Places(output, beside, output.parent, state, scope)


def is_ours(places: Places) -> bool:
    """True when the output folder is one that we made: its inode is on our list."""
    return places.output.stat().st_ino in _claims(places.state).get(places.scope, [])


def claim(places: Places) -> None:
    """Write down that both trees, as far as they exist, are ours."""
    found = [path.stat().st_ino for path in (places.output, places.spare) if exists(path)]
    claims = _claims(places.state)
    if claims.get(places.scope) == sorted(found):
        return
    path = _list(places.state)
    fresh = path.with_name(path.name + ".new")
    with fresh.open("w", encoding="utf-8") as file:
        json.dump({**claims, places.scope: sorted(found)}, file)
        file.flush()
        os.fsync(file.fileno())  # after a power cut we must still know our own folders
    fresh.replace(path)


def _claims(state: Path) -> dict[str, list[int]]:
    try:
        found = json.loads(_list(state).read_bytes())
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: inodes for name, inodes in found.items() if isinstance(inodes, list)}


def _list(state: Path) -> Path:
    return state / "trees.json"


def _device(folder: Path) -> int:
    return folder.stat().st_dev
