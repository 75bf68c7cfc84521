"""`zsite init` and `zsite new`: the first files of a site, and of a record."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zsite.cli import present
from zsite.cli.language import spoken
from zsite.cli.options import help_text, lang_option, root_option
from zsite.cli.words import say
from zsite.problems import Problem
from zsite.report import Report

if TYPE_CHECKING:
    from zsite.ship.scaffold import Scaffold


@click.command(help=help_text("init"))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
@lang_option
@click.option("--yes", "-y", is_flag=True, help=help_text("yes"))
@click.option("--dry-run", is_flag=True, help=help_text("dry_run"))
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


@click.command(help=help_text("new"))
@click.argument("kind")
@click.argument("id", default="")
@root_option
@lang_option
@click.option("--dry-run", is_flag=True, help=help_text("dry_run"))
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
