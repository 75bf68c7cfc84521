"""The rounds: each generator in turn builds cold, again with nothing changed, and with one edit."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import distribution
from pathlib import Path

from county import project_id
from measure import Cost, Peak, timed, watched
from portal import write_zsite
from rival import write_hugo

COLD, NOTHING, BODY = SCENARIOS = ("cold build", "nothing changed", "one body changed")
Tree = dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Entrant:
    """A generator: how to write its project, run it, forget what it made, and find a body."""

    name: str
    write: Callable[[Path, int], None]
    command: tuple[str | Path, ...]
    output: str
    made: tuple[str, ...]  # what a cold build must not find
    body: str  # the Chinese body of project {id}


@dataclass(slots=True)
class Figures:
    """What one generator cost: for each scenario, a value per round."""

    costs: dict[str, list[Cost]] = field(default_factory=lambda: {name: [] for name in SCENARIOS})
    peaks: dict[str, list[Peak]] = field(default_factory=lambda: {name: [] for name in SCENARIOS})
    help: list[Cost] = field(default_factory=list)
    files: int = 0  # in the whole output
    written: list[int] = field(default_factory=list)  # files, when one body changed


def entrants() -> list[Entrant]:
    """zsite from this interpreter's environment, and Hugo's own binary without its Python door."""
    zsite = Path(sys.executable).parent / "zsite"
    hugo = Path(str(distribution("hugo").locate_file("hugo/binaries/hugo")))
    return [
        Entrant(
            "zsite",
            write_zsite,
            (zsite, "build", "--quiet"),
            output="output",
            made=("output", ".zsite"),
            body="content/projects/{id}/body.zh.md",
        ),
        Entrant(
            "hugo",
            write_hugo,
            (hugo, "--quiet"),
            output="public",
            made=("public", "resources", ".hugo_build.lock"),
            body="content/projects/{id}.zh.md",
        ),
    ]


def contest(rivals: list[Entrant], folder: Path, entries: int, runs: int) -> dict[str, Figures]:
    """The figures of each generator on a portal of `entries` projects, `runs` times in turns."""
    figures = {rival.name: Figures() for rival in rivals}
    for rival in rivals:
        rival.write(folder / rival.name, entries)
        timed((rival.command[0], "--help"), folder)  # compiled modules and a warm file cache
    edit = 0
    for number in range(runs):
        order = rivals[::-1] if number % 2 else rivals
        for look in (_time, _watch):
            edit += 1
            for scenario in SCENARIOS:
                for rival in order:
                    _prepare(rival, folder / rival.name, scenario, edit)
                    look(rival, folder / rival.name, scenario, figures[rival.name])
    return figures


def _prepare(rival: Entrant, root: Path, scenario: str, edit: int) -> None:
    if scenario == COLD:
        for name in rival.made:
            shutil.rmtree(root / name, ignore_errors=True)
            (root / name).unlink(missing_ok=True)
    if scenario == BODY:
        body = root / rival.body.format(id=project_id(2 * edit))
        with body.open("a", encoding="utf-8") as text:
            text.write(f"\n本段为第{edit}次修改时补充的说明。\n")


def _time(rival: Entrant, root: Path, scenario: str, figures: Figures) -> None:
    before = _tree(root / rival.output)
    figures.costs[scenario].append(timed(rival.command, root))
    after = _tree(root / rival.output)
    figures.files = len(after)
    if scenario == BODY:
        figures.written.append(len(after.items() - before.items()))
        figures.help.append(timed((rival.command[0], "--help"), root))


def _watch(rival: Entrant, root: Path, scenario: str, figures: Figures) -> None:
    figures.peaks[scenario].append(watched(rival.command, root))


def _tree(root: Path) -> Tree:
    """Each file with its inode and time of change: a file written anew has another of them."""
    return {
        path.relative_to(root).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in root.rglob("*")
        if path.is_file()
    }
