"""The commands. Only here are things printed, and only here the program ends."""

import contextlib
import gc
import json
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zsite import __version__
from zsite.cli import present
from zsite.cli.language import LANGUAGES, asked_for, spoken
from zsite.cli.words import say
from zsite.problems import Problem
from zsite.report import Report, Wishes

if TYPE_CHECKING:
    from zsite.ship.scaffold import Scaffold

_SPOKEN = spoken(asked_for(sys.argv))


def _help(name: str) -> str:
    return say(name, _SPOKEN)


@click.group(help=_help("about"), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def cli() -> None:
    """The root of all commands."""


_root = click.option(
    "--root", type=click.Path(path_type=Path, file_okay=False), default=Path(), help=_help("root")
)
_lang = click.option("--lang", type=click.Choice(LANGUAGES), default=None, help=_help("lang"))


@cli.command(help=_help("build"))
@_root
@_lang
@click.option("--as-of", default=None, help=_help("as_of"))
@click.option("--explain", is_flag=True, help=_help("explain"))
@click.option("--json", "as_json", is_flag=True, help=_help("json"))
@click.option("--quiet", "-q", is_flag=True, help=_help("quiet"))
@click.option("--all", "everything", is_flag=True, help=_help("all"))
@click.option("--adopt", is_flag=True, help=_help("adopt"))
@click.option("--workers", type=click.IntRange(0, 64), default=0, help=_help("workers"))
def build(
    root: Path,
    lang: str | None,
    as_of: str | None,
    explain: bool,
    as_json: bool,
    quiet: bool,
    everything: bool,
    adopt: bool,
    workers: int,
) -> None:
    """Build the site; exit status 1 when there are errors."""
    from zsite import session

    language = spoken(lang)
    began = time.perf_counter()
    with _progress(language, quiet or as_json) as progress:
        wishes = Wishes(
            _day(as_of, language), adopt=adopt, explain=explain, workers=workers, progress=progress
        )
        report = session.build(root.absolute(), wishes)
    seconds = time.perf_counter() - began
    language = spoken(lang, report.messages)
    if as_json:
        data = present.as_json(report, root, language, seconds)
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        _print(report, root, language, seconds, quiet=quiet, everything=everything, explain=explain)
    sys.exit(0 if report.totals is not None and not report.errors else 1)


@cli.command(help=_help("schema"))
@_root
@_lang
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=None, help=_help("out")
)
def schema(root: Path, lang: str | None, out: Path | None) -> None:
    """Write a JSON Schema per kind; exit status 1 when the configuration cannot be used."""
    from zsite.ship import schemas

    language = spoken(lang)
    folder = out or root / ".zsite" / "schema"
    written, report = schemas.write(root.absolute(), folder)
    for line in present.lines(report, root, language, everything=False):
        click.echo(line, err=True)
    if report.errors:
        sys.exit(1)
    example = (folder / "projects.json").absolute().as_posix()
    click.echo(say("schemas", language, count=written, folder=folder, example=example))


@cli.command(help=_help("urls"))
@_root
@_lang
@click.option("--record", is_flag=True, help=_help("record"))
def urls(root: Path, lang: str | None, record: bool) -> None:
    """Show which addresses of the built site urls.yaml does not remember yet, and remember them."""
    from zsite.ship.addresses import addresses

    language = spoken(lang)
    new, problems = addresses(root.absolute(), record=record)
    for line in present.lines(problems, root, language, everything=True):
        click.echo(line, err=True)
    for path in new:
        click.echo(path)
    name = "urls_recorded" if record else "urls_new"
    click.echo(say(name, language, count=len(new)))
    sys.exit(1 if problems.errors else 0)


@cli.command(help=_help("init"))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
@_lang
@click.option("--yes", "-y", is_flag=True, help=_help("yes"))
@click.option("--dry-run", is_flag=True, help=_help("dry_run"))
def init(folder: Path, lang: str | None, yes: bool, dry_run: bool) -> None:
    """Make an empty county; exit status 1 when nothing was written that should have been."""
    from zsite.ship import scaffold

    language = spoken(lang)
    planned = scaffold.county(folder.absolute())
    _plan(planned, language)
    if dry_run:
        return
    if not planned.new:
        click.echo(say("init_complete", language))
        return
    if planned.occupied and not yes:
        click.echo(say("init_occupied", language), err=True)
        sys.exit(1)
    _write(folder, planned, language)
    click.echo(say("init_done", language, count=len(planned.new), folder=folder))


@cli.command(help=_help("new"))
@click.argument("kind")
@click.argument("id", default="")
@_root
@_lang
@click.option("--dry-run", is_flag=True, help=_help("dry_run"))
def new(kind: str, id: str, root: Path, lang: str | None, dry_run: bool) -> None:
    """Make a new record; exit status 1 when it cannot be made."""
    from zsite.ship import scaffold

    language = spoken(lang)
    planned = scaffold.record(root.absolute(), kind, id)
    if isinstance(planned, scaffold.Refusal):
        _refused(planned.problems, root, language)
        if planned.sentence:
            click.echo(say(planned.sentence, language, **planned.facts), err=True)
        sys.exit(1)
    if id not in ("", planned.id):
        click.echo(say("new_id", language, asked=id, id=planned.id))
    _plan(planned, language)
    if not dry_run:
        _write(root, planned, language)
        click.echo(say("new_done", language))


def _plan(planned: "Scaffold", language: str) -> None:
    """What would be made, and what stays as it is."""
    for path in planned.new:
        click.echo(say("file_new", language, path=path))
    for path in planned.standing:
        click.echo(say("file_standing", language, path=path))


def _write(root: Path, planned: "Scaffold", language: str) -> None:
    from zsite.ship import scaffold

    problems = scaffold.write(root.absolute(), planned.new)
    if problems:
        _refused(problems, root, language)
        sys.exit(1)


def _refused(problems: Sequence[Problem], root: Path, language: str) -> None:
    for line in present.lines(Report.of(problems, {}, (), ""), root, language, everything=True):
        click.echo(line, err=True)


def _print(
    report: Report,
    root: Path,
    language: str,
    seconds: float,
    *,
    quiet: bool,
    everything: bool,
    explain: bool,
) -> None:
    for line in present.lines(report, root, language, everything=everything):
        click.echo(line, err=True)
    if explain and report.totals:
        for line in present.explained(report.totals.made, language):
            click.echo(line)
    if not quiet or report.totals is None:
        for line in present.summary(report, language, seconds):
            click.echo(line)


def _day(asked: str | None, language: str) -> str:
    """The day to build for: asked, else SOURCE_DATE_EPOCH, else today, at +08:00."""
    if asked:
        try:
            return date.fromisoformat(asked).isoformat()
        except ValueError:
            raise click.UsageError(say("bad_date", language, text=asked)) from None
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return (now + timedelta(hours=8)).date().isoformat()


class _progress:  # noqa: N801
    """A bar on the terminal, once making takes longer than a moment; nothing elsewhere."""

    def __init__(self, language: str, silent: bool) -> None:
        self._language = language
        self._silent = silent or not sys.stderr.isatty()
        self._began = time.perf_counter()
        self._drawn = 0.0
        self._bar: Callable[[int, int], None] | None = None
        self._end: Callable[[], None] | None = None

    def __enter__(self) -> Callable[[int, int], None] | None:
        return None if self._silent else self._update

    def _update(self, done: int, total: int) -> None:
        now = time.perf_counter()
        if now - self._began < 1 or (now - self._drawn < 0.1 and done < total):
            return
        self._drawn = now
        if self._bar is None:
            self._bar, self._end = _bar(say("making", self._language))
        self._bar(done, total)

    def __exit__(self, *error: object) -> None:
        if self._end:
            self._end()


def _bar(text: str) -> tuple[Callable[[int, int], None], Callable[[], None]]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    # No refreshing thread: pages may be made in forked processes.
    shown = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        auto_refresh=False,
        transient=True,
    )
    task = shown.add_task(text, total=None)
    shown.start()

    def update(done: int, total: int) -> None:
        shown.update(task, completed=done, total=total)
        shown.refresh()

    return update, shown.stop


def main() -> None:
    """The console command."""
    # A build makes many objects and drops few: looking for cycles among them finds none.
    gc.disable()
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    try:
        cli(prog_name="zsite")
    except Exception as error:
        _crashed(error)
        sys.exit(70)


def _crashed(error: Exception) -> None:
    """A bug of ours: one line for the user, the traceback in a file for us."""
    file = Path(tempfile.gettempdir()) / f"zsite-{os.getpid()}.txt"
    with contextlib.suppress(OSError):
        file.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    reason = type(error).__name__
    click.echo(say("crash", spoken(), reason=reason, file=file), err=True)
