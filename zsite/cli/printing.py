"""`zsite guide`: the printed guides, with a report of each."""

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import click

from zsite.cli import present
from zsite.cli.building import day_of, progress_bar
from zsite.cli.language import spoken
from zsite.cli.options import help_text, lang_option, root_option
from zsite.cli.words import say
from zsite.report import Report, Wishes


@click.command(help=help_text("guide"))
@click.argument("names", nargs=-1)
@root_option
@lang_option
@click.option("--as-of", default=None, help=help_text("as_of"))
@click.option("--json", "as_json", is_flag=True, help=help_text("json"))
@click.option("--workers", type=click.IntRange(0, 64), default=0, help=help_text("workers"))
def guide(
    names: Sequence[str],
    root: Path,
    lang: str | None,
    as_of: str | None,
    as_json: bool,
    workers: int,
) -> None:
    """Make the printed guides; exit status 1 when there are errors."""
    from zsite import session

    language = spoken(lang)
    began = time.perf_counter()
    with progress_bar(language, as_json) as progress:
        wishes = Wishes(day_of(as_of, language), workers=workers, progress=progress)
        report = session.build(root.absolute(), wishes)
    seconds = time.perf_counter() - began
    language = spoken(lang, report.messages)
    if as_json:
        data = present.as_json(report, root, language, seconds)
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        _print(report, root, language, seconds)
    sys.exit(0 if report.totals is not None and not report.errors else 1)


def _print(report: Report, root: Path, language: str, seconds: float) -> None:
    for line in present.lines(report, root, language, everything=False):
        click.echo(line, err=True)
    if report.totals:
        for path, group, _ in report.totals.made:
            if group == "guide":
                click.echo(say("guide_made", language, path=path))
    for line in present.summary(report, language, seconds):
        click.echo(line)
