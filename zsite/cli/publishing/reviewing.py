"""`zsite review`: who has read the content as it is."""

from pathlib import Path

import click

from zsite.cli.language import spoken
from zsite.cli.options import help_text, lang_option, root_option
from zsite.cli.publishing.steps import name_of, stopped
from zsite.cli.words import say


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
            made = reviewed(root, role, name_of(by), note)
            facts = {"role": made.role, "by": made.by, "content": made.content[:12]}
            click.echo(say("reviewed", language, **facts))
            return
        content, found = reviews_now(root)
    except StoppedError as stop:
        stopped(stop.problems, root, language)
    name = "reviews_head" if found else "reviews_none"
    click.echo(say(name, language, content=content[:12]))
    for each in found:
        facts = {"role": each.role, "by": each.by, "at": each.at[:10], "note": each.note}
        click.echo(say("reviews_row", language, **facts).rstrip())
