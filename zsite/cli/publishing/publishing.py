"""`zsite publish`: builds, checks, shows a plan, asks, puts the site online, says how it went."""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zsite.cli import present
from zsite.cli.building import day_of, progress_bar
from zsite.cli.language import spoken
from zsite.cli.options import help_text, lang_option, root_option
from zsite.cli.publishing import shown
from zsite.cli.publishing.steps import (
    Bars,
    ask,
    by_option,
    conclude,
    name_of,
    pace_of,
    since,
    stopped,
    wait_option,
    waiting,
    yes_option,
)
from zsite.cli.words import say
from zsite.report import Wishes

if TYPE_CHECKING:
    from zsite.check.inspection import Inspection
    from zsite.ship.publish import publication as publishing
    from zsite.ship.publish.servers import Kind

SERVERS = ("nginx", "caddy", "apache")


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
    manner = Manner(name_of(by), adopt, allow_removals, pace_of(wait), waiting(language))
    try:
        with publication(root, target, manner) as opened:
            _publish(opened, found, root, language, dry_run, yes, everything)
    except StoppedError as stop:
        stopped(stop.problems, root, language)


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
        stopped(prepared.objections, root, language)
    if dry_run:
        click.echo(say("plan_only", language))
        return
    ask("publish_ask", yes, language)
    began = time.perf_counter()
    with Bars(language) as bars:
        done = opened.publish(prepared, bars.update)
    facts = {"target": target.name, "release": done.release, "sent": done.sent}
    click.echo(say("published", language, seconds=since(began), **facts))
    if target.is_package:
        click.echo(say("published_package", language, file=opened.archive(done.release)))
    conclude(opened, done, root, language)


def _settings_of(server: "Kind", target: str, root: Path, language: str) -> None:
    from zsite.ship.publish.servers import settings
    from zsite.ship.publish.stopped import StoppedError

    try:
        click.echo(settings(server, root, target), nl=False)
    except StoppedError as stop:
        stopped(stop.problems, root, language)
