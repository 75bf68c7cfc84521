"""`zsite build`: the report of a build, and a bar while it takes long."""

import json
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from zsite.cli import present
from zsite.cli.language import spoken
from zsite.cli.options import help_text, lang_option, root_option
from zsite.cli.words import say
from zsite.report import Report, Wishes, today


@click.command(help=help_text("build"))
@root_option
@lang_option
@click.option("--as-of", default=None, help=help_text("as_of"))
@click.option("--explain", is_flag=True, help=help_text("explain"))
@click.option("--json", "as_json", is_flag=True, help=help_text("json"))
@click.option("--quiet", "-q", is_flag=True, help=help_text("quiet"))
@click.option("--all", "everything", is_flag=True, help=help_text("all"))
@click.option("--adopt", is_flag=True, help=help_text("adopt"))
@click.option("--workers", type=click.IntRange(0, 64), default=0, help=help_text("workers"))
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
    with progress_bar(language, quiet or as_json) as progress:
        wishes = Wishes(
            day_of(as_of, language),
            adopt=adopt,
            explain=explain,
            workers=workers,
            progress=progress,
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


def day_of(asked: str | None, language: str) -> str:
    """The day to build for: asked, else today."""
    if asked:
        try:
            return date.fromisoformat(asked).isoformat()
        except ValueError:
            raise click.UsageError(say("bad_date", language, text=asked)) from None
    return today()


class progress_bar:  # noqa: N801
    """A bar on the terminal, once making takes longer than a moment; nothing elsewhere."""

    def __init__(
        self, language: str, silent: bool, text: str = "making", amounts: bool = False
    ) -> None:
        self._text = say(text, language)
        self._amounts = amounts  # what is counted are bytes
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
            self._bar, self._end = _bar(self._text, self._amounts)
        self._bar(done, total)

    def __exit__(self, *error: object) -> None:
        if self._end:
            self._end()


def _bar(text: str, amounts: bool) -> tuple[Callable[[int, int], None], Callable[[], None]]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    # No refreshing thread: pages may be made in forked processes.
    shown = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn() if amounts else MofNCompleteColumn(),
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
