"""The commands: each opens a target, shows a plan, asks, does it, and says how it went."""

import getpass
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from zsite.cli import present
from zsite.cli.building import day_of, progress_bar
from zsite.cli.language import spoken
from zsite.cli.options import help_text, lang_option, root_option
from zsite.cli.publishing import shown
from zsite.cli.words import say
from zsite.problems import Problem
from zsite.report import Report, Wishes

if TYPE_CHECKING:
    from zsite.check.inspection import Inspection
    from zsite.ship.publish import publication as publishing
    from zsite.ship.publish.lease import Pace
    from zsite.ship.publish.servers import Kind

SERVERS = ("nginx", "caddy", "apache")
yes_option = click.option("--yes", "-y", is_flag=True, help=help_text("publish_yes"))
by_option = click.option("--by", default="", help=help_text("publish_by"))
wait_option = click.option(
    "--wait", type=click.FloatRange(0), default=45, help=help_text("publish_wait")
)


@click.command(help=help_text("publish"))
@click.argument("target", default="")
@root_option
@lang_option
@click.option("--as-of", default=None, help=help_text("as_of"))
@click.option("--dry-run", is_flag=True, help=help_text("publish_dry_run"))
@yes_option
@by_option
@click.option("--all", "everything", is_flag=True, help=help_text("publish_all"))
@click.option("--allow-removals", is_flag=True, help=help_text("allow_removals"))
@click.option("--adopt", is_flag=True, help=help_text("publish_adopt"))
@wait_option
@click.option("--server-config", type=click.Choice(SERVERS), help=help_text("server_config"))
def publish(
    target: str,
    root: Path,
    lang: str | None,
    as_of: str | None,
    dry_run: bool,
    yes: bool,
    by: str,
    everything: bool,
    allow_removals: bool,
    adopt: bool,
    wait: float,
    server_config: "Kind | None",
) -> None:
    """Put the site online; exit status 1 when that was not done, or cannot be proved."""
    from zsite.ship.publish.publication import Wishes as Manner
    from zsite.ship.publish.publication import publication
    from zsite.ship.publish.stopped import StoppedError

    root, language = root.absolute(), spoken(lang)
    if server_config:
        _settings_of(server_config, target, root, language)
        return
    found, language = _built(root, day_of(as_of, language), lang, language)
    manner = Manner(_name(by), adopt, allow_removals, _pace(wait), _waiting(language))
    try:
        with publication(root, target, manner) as opened:
            _publish(opened, found, root, language, dry_run, yes, everything)
    except StoppedError as stop:
        _stopped(stop.problems, root, language)


def _built(root: Path, day: str, lang: str | None, language: str) -> tuple["Inspection", str]:
    """The site built and checked; ends here when it cannot be built."""
    from zsite import session
    from zsite.check import session as checks
    from zsite.check.inspection import Asked

    with progress_bar(language, False) as progress:
        report = session.build(root, Wishes(day, progress=progress))
    language = spoken(lang, report.messages)
    if report.totals is None or report.errors:
        for line in present.lines(report, root, language, everything=False):
            click.echo(line, err=True)
        click.echo(say("publish_stopped", language), err=True)
        sys.exit(1)
    with progress_bar(language, False, "checking") as progress:
        return checks.run(root, Asked(day, progress=progress)), language


def _publish(
    opened: "publishing.Publication",
    found: "Inspection",
    root: Path,
    language: str,
    dry_run: bool,
    yes: bool,
    everything: bool,
) -> None:
    target, findings = opened.target, found.report.problems
    prepared = opened.prepared(findings, root / "output")
    plan = prepared.plan
    for line in shown.head(target, plan, language):
        click.echo(line)
    for line in shown.judged(findings, prepared.reviews, found.report.next_change, language):
        click.echo(line)
    if not plan.is_needed and prepared.standing.is_whole:
        click.echo(say("plan_same", language, target=target.name, release=plan.release))
        return
    for line in (*shown.changes(plan, language, everything), shown.amounts(plan, language)):
        click.echo(line)
    for line in shown.afterwards(target, language):
        click.echo(line)
    if prepared.objections:
        _stopped(prepared.objections, root, language)
    if dry_run:
        click.echo(say("plan_only", language))
        return
    _ask("publish_ask", yes, language)
    began = time.perf_counter()
    with _Bars(language) as bars:
        done = opened.publish(prepared, bars.update)
    facts = {"target": target.name, "release": done.release, "sent": done.sent}
    click.echo(say("published", language, seconds=_since(began), **facts))
    if target.is_package:
        click.echo(say("published_package", language, file=opened.archive(done.release)))
    _conclude(opened, done, root, language)


@click.command(help=help_text("rollback"))
@click.argument("target", default="")
@root_option
@lang_option
@click.option("--to", "release", default="", help=help_text("rollback_to"))
@yes_option
@by_option
@wait_option
def rollback(
    target: str, root: Path, lang: str | None, release: str, yes: bool, by: str, wait: float
) -> None:
    """Go back; exit status 1 when that was not done, or cannot be proved."""
    from zsite.ship.publish.publication import Wishes as Manner
    from zsite.ship.publish.publication import publication
    from zsite.ship.publish.stopped import StoppedError

    root, language = root.absolute(), spoken(lang)
    manner = Manner(_name(by), pace=_pace(wait), waiting=_waiting(language))
    try:
        with publication(root, target, manner) as opened:
            standing = opened.standing()
            wanted = opened.wanted(release, standing)
            facts = {"target": opened.target.name, "where": opened.target.where}
            facts |= {"release": wanted, "current": standing.current}
            click.echo(say("rollback_head", language, **facts))
            plan = opened.difference_to(wanted, standing)
            for line in shown.changes(plan, language, False):
                click.echo(line)
            _ask("rollback_ask", yes, language)
            began = time.perf_counter()
            with _Bars(language) as bars:
                done = opened.rollback(wanted, bars.update)
            click.echo(say("rolled_back", language, seconds=_since(began), **facts))
            _conclude(opened, done, root, language)
    except StoppedError as stop:
        _stopped(stop.problems, root, language)


@click.command(help=help_text("releases"))
@click.argument("target", default="")
@root_option
@lang_option
def releases(target: str, root: Path, lang: str | None) -> None:
    """List what is kept at a target."""
    from zsite.ship.publish import journal
    from zsite.ship.publish.publication import Wishes as Manner
    from zsite.ship.publish.publication import publication
    from zsite.ship.publish.stopped import StoppedError

    root, language = root.absolute(), spoken(lang)
    try:
        with publication(root, target, Manner(""), alone=False) as opened:
            standing, name = opened.standing(), opened.target.name
            for line in shown.releases(standing, journal.entries(root, name), language):
                click.echo(line)
            if not standing.releases:
                click.echo(say("releases_none", language, target=name))
    except StoppedError as stop:
        _stopped(stop.problems, root, language)


@click.command(help=help_text("review"))
@click.argument("role", default="")
@root_option
@lang_option
@click.option("--by", default="", help=help_text("review_by"))
@click.option("--note", default="", help=help_text("review_note"))
def review(role: str, root: Path, lang: str | None, by: str, note: str) -> None:
    """Record a review, or show those of the content as it is."""
    from zsite.ship.publish.reviews import reviewed, reviews_now
    from zsite.ship.publish.stopped import StoppedError

    root, language = root.absolute(), spoken(lang)
    try:
        if role:
            made = reviewed(root, role, _name(by), note)
            facts = {"role": made.role, "by": made.by, "content": made.content[:12]}
            click.echo(say("reviewed", language, **facts))
            return
        content, found = reviews_now(root)
    except StoppedError as stop:
        _stopped(stop.problems, root, language)
    name = "reviews_head" if found else "reviews_none"
    click.echo(say(name, language, content=content[:12]))
    for each in found:
        facts = {"role": each.role, "by": each.by, "at": each.at[:10], "note": each.note}
        click.echo(say("reviews_row", language, **facts).rstrip())


def _settings_of(server: "Kind", target: str, root: Path, language: str) -> None:
    from zsite.ship.publish.servers import settings
    from zsite.ship.publish.stopped import StoppedError

    try:
        click.echo(settings(server, root, target), nl=False)
    except StoppedError as stop:
        _stopped(stop.problems, root, language)


def _conclude(
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


def _ask(sentence: str, yes: bool, language: str) -> None:
    """Ends here unless somebody says yes."""
    if yes:
        return
    if not sys.stdin.isatty():
        click.echo(say("publish_needs_yes", language), err=True)
        sys.exit(1)
    if not click.confirm(say(sentence, language)):
        click.echo(say("publish_declined", language))
        sys.exit(1)


def _stopped(problems: Iterable[Problem], root: Path, language: str) -> NoReturn:
    """What stopped it, and the end."""
    report = Report.of(problems, {}, (), "")
    for line in present.lines(report, root, language, everything=False):
        click.echo(line, err=True)
    click.echo(say("publish_stopped", language), err=True)
    sys.exit(1)


class _Bars:
    """A bar for each step of a publication that takes long."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._step = ""
        self._bar: progress_bar | None = None

    def __enter__(self) -> "_Bars":
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


def _waiting(language: str) -> Callable[[Mapping[str, str]], None]:
    def tell(holder: Mapping[str, str]) -> None:
        click.echo(say("publish_waiting", language, **holder), err=True)

    return tell


def _name(by: str) -> str:
    try:
        return by or getpass.getuser()
    except (OSError, KeyError):
        return "?"


def _pace(wait: float) -> "Pace":
    from zsite.ship.publish.lease import Pace

    return Pace(wait=wait)


def _since(began: float) -> str:
    return f"{time.perf_counter() - began:.2f}"
