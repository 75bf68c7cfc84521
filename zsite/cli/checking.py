"""`zsite check`: what was found, by what to do first."""

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zsite.cli import findings
from zsite.cli.building import day_of, progress_bar
from zsite.cli.language import spoken
from zsite.cli.options import help_text, lang_option, root_option
from zsite.cli.words import say

if TYPE_CHECKING:
    from zsite.check.inspection import Inspection

_FILE = click.Path(path_type=Path, dir_okay=False)
_GRAVITY = ("error", "warning", "note")


@click.command(help=help_text("check"))
@root_option
@lang_option
@click.option("--only", multiple=True, metavar="GROUP|ID", help=help_text("only"))
@click.option("--as-of", default=None, help=help_text("check_as_of"))
@click.option("--changed", is_flag=True, help=help_text("changed"))
@click.option("--external", is_flag=True, help=help_text("external"))
@click.option("--json", "as_json", is_flag=True, help=help_text("json"))
@click.option("--all", "everything", is_flag=True, help=help_text("all"))
@click.option("--fail-on", type=click.Choice(_GRAVITY), default="error", help=help_text("fail_on"))
@click.option("--workers", type=click.IntRange(0, 64), default=0, help=help_text("workers"))
def check(
    root: Path,
    lang: str | None,
    only: tuple[str, ...],
    as_of: str | None,
    changed: bool,
    external: bool,
    as_json: bool,
    everything: bool,
    fail_on: str,
    workers: int,
) -> None:
    """Check the site; exit status 1 from the severity on that `--fail-on` names."""
    from zsite.check import registry, session
    from zsite.check.inspection import Asked

    language = spoken(lang)
    unknown = [name for name in only if not registry.known(name)]
    if unknown:
        groups = ", ".join(registry.GROUPS)
        raise click.UsageError(say("only_unknown", language, asked=unknown[0], known=groups))
    began = time.perf_counter()
    with progress_bar(language, as_json, "checking") as progress:
        asked = Asked(
            day_of(as_of, language), only, changed, external, workers=workers, progress=progress
        )
        found = session.run(root.absolute(), asked)
    seconds = time.perf_counter() - began
    language = spoken(lang, found.report.messages)
    if as_json:
        data = findings.as_json(found, root, language, seconds)
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        for line in findings.lines(found, root, language, seconds, everything=everything):
            click.echo(line)
    sys.exit(1 if _fails(found, fail_on) else 0)


def _fails(found: "Inspection", least: str) -> bool:
    grave = _GRAVITY[: _GRAVITY.index(least) + 1]
    return found.worst() in grave
