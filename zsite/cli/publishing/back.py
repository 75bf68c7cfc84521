"""`zsite rollback` and `zsite releases`: what is kept at a target, and the way back to it."""

import time
from pathlib import Path

import click

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
    manner = Manner(name_of(by), pace=pace_of(wait), waiting=waiting(language))
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
            ask("rollback_ask", yes, language)
            began = time.perf_counter()
            with Bars(language) as bars:
                done = opened.rollback(wanted, bars.update)
            click.echo(say("rolled_back", language, seconds=since(began), **facts))
            conclude(opened, done, root, language)
    except StoppedError as stop:
        stopped(stop.problems, root, language)


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
        stopped(stop.problems, root, language)
