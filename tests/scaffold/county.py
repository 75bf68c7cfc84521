"""An empty county in a folder, and what its commands and builds say."""

from pathlib import Path

from click.testing import CliRunner, Result

from zsite import session
from zsite.cli.commands import cli
from zsite.report import Report, Wishes
from zsite.ship import scaffold

DAY = "2026-11-22"


def begun(root: Path) -> Path:
    """An empty county."""
    assert scaffold.write(root, scaffold.county(root).new) == []
    return root


def add(root: Path, *names: str) -> None:
    """New records, each `kind/id`."""
    for name in names:
        planned = scaffold.record(root, *name.split("/"))
        assert isinstance(planned, scaffold.Scaffold), planned
        assert scaffold.write(root, planned.new) == []


def build(root: Path) -> Report:
    """What a fresh process would do."""
    return session.build(root, Wishes(DAY, workers=1))


def ids(report: Report, severity: str) -> list[str]:
    """The ids of the problems of a severity."""
    return [found.problem.id for found in report.problems if found.severity == severity]


def zsite(*arguments: str | Path) -> Result:
    """What the command line prints and with which status it ends."""
    return CliRunner().invoke(cli, list(map(str, arguments)))


def everything(root: Path) -> dict[str, bytes]:
    """The bytes of every file in a folder."""
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}
