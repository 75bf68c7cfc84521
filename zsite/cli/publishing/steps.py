"""What all commands of publishing do: options, the question, progress, and how it went."""

import getpass
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from zsite.cli import present
from zsite.cli.building import progress_bar
from zsite.cli.options import help_text
from zsite.cli.publishing import shown
from zsite.cli.words import say
from zsite.problems import Problem
from zsite.report import Report

if TYPE_CHECKING:
    from zsite.ship.publish import publication as publishing
    from zsite.ship.publish.lease import Pace

yes_option = click.option("--yes", "-y", is_flag=True, help=help_text("publish_yes"))
by_option = click.option("--by", default="", help=help_text("publish_by"))
wait_option = click.option(
    "--wait", type=click.FloatRange(0), default=45, help=help_text("publish_wait")
)


def conclude(
    opened: "publishing.Publication", done: "publishing.Outcome", root: Path, language: str
) -> None:
    """What was proved, what went wrong after the switch, and where it is written down."""
    for line in shown.outcome(opened.target, done, language):
        click.echo(line)
    report = Report.of(done.problems, {}, (), "")
    for line in present.lines(report, root, language, everything=False):
        click.echo(line, err=True)
    file = f"publishing/{opened.target.name}.html"
    if not opened.target.is_package:
        click.echo(say("published_log", language, file=file, target=opened.target.name))
    sys.exit(1 if report.errors else 0)


def ask(sentence: str, yes: bool, language: str) -> None:
    """Ends here unless somebody says yes."""
    if yes:
        return
    if not sys.stdin.isatty():
        click.echo(say("publish_needs_yes", language), err=True)
        sys.exit(1)
    if not click.confirm(say(sentence, language)):
        click.echo(say("publish_declined", language))
        sys.exit(1)


def stopped(problems: Iterable[Problem], root: Path, language: str) -> NoReturn:
    """What stopped it, and the end."""
    report = Report.of(problems, {}, (), "")
    for line in present.lines(report, root, language, everything=False):
        click.echo(line, err=True)
    click.echo(say("publish_stopped", language), err=True)
    sys.exit(1)


class Bars:
    """A bar for each step of a publication that takes long."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._step = ""
        self._bar: progress_bar | None = None

    def __enter__(self) -> "Bars":
        return self

    def update(self, step: str, done: int, total: int) -> None:
        """Show how far a step is."""
        if step != self._step:
            self.__exit__()
            self._step = step
            self._bar = progress_bar(self._language, False, step, amounts=step == "sending")
            self._draw = self._bar.__enter__()
        if self._draw:
            self._draw(done, total)

    def __exit__(self, *error: object) -> None:
        if self._bar:
            self._bar.__exit__(*error)


def waiting(language: str) -> Callable[[Mapping[str, str]], None]:
    """Says who is waited for."""

    def tell(holder: Mapping[str, str]) -> None:
        click.echo(say("publish_waiting", language, **holder), err=True)

    return tell


def name_of(by: str) -> str:
    """The name that was given, else the login name."""
    try:
        return by or getpass.getuser()
    except (OSError, KeyError):
        return "?"


def pace_of(wait: float) -> "Pace":
    """The usual pace, but for how long to wait."""
    from zsite.ship.publish.lease import Pace

    return Pace(wait=wait)


def since(began: float) -> str:
    """Seconds since then, for a sentence."""
    return f"{time.perf_counter() - began:.2f}"
