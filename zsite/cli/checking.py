"""`zsite check` and `zsite confirm`: what was found, and what a person has looked at."""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zsite.cli import findings, present
from zsite.cli.building import day_of, progress_bar
from zsite.cli.language import spoken
from zsite.cli.options import help_text, lang_option, root_option
from zsite.cli.words import say

if TYPE_CHECKING:
    from zsite.check.confirming import Confirmation
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
@click.option("--html", type=_FILE, default=None, help=help_text("check_html"))
@click.option("--xlsx", type=_FILE, default=None, help=help_text("check_xlsx"))
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
    html: Path | None,
    xlsx: Path | None,
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
    _save(found, root, html, xlsx, language)
    sys.exit(1 if _fails(found, fail_on) else 0)


def _save(
    found: "Inspection", root: Path, html: Path | None, xlsx: Path | None, language: str
) -> None:
    """Write the page to forward, and the work list of each office."""
    from zsite.check import paper, worklist
    from zsite.ship.sheets import workbook

    made: list[tuple[Path, bytes]] = []
    if html:
        site = found.site.get(language) or root.absolute().name
        made.append((html, paper.page(found, site, language).encode()))
    if xlsx:
        made.append((xlsx, workbook(worklist.sheets(found, language))))
    for path, data in made:
        try:
            path.write_bytes(data)
        except OSError as error:
            reason = error.strerror or str(error)
            click.echo(say("cannot_save", language, file=path, reason=reason), err=True)
            sys.exit(1)
        click.echo(say("saved", language, file=path), err=True)


def _fails(found: "Inspection", least: str) -> bool:
    grave = _GRAVITY[: _GRAVITY.index(least) + 1]
    return found.worst() in grave


@click.command(help=help_text("confirm"))
@click.argument("entries", nargs=-1, metavar="[KIND/ID]...")
@root_option
@lang_option
@click.option("--all", "everything", is_flag=True, help=help_text("confirm_all"))
@click.option("--language", "languages", multiple=True, help=help_text("confirm_language"))
@click.option("--dry-run", is_flag=True, help=help_text("confirm_dry_run"))
def confirm(
    entries: tuple[str, ...],
    root: Path,
    lang: str | None,
    everything: bool,
    languages: tuple[str, ...],
    dry_run: bool,
) -> None:
    """Note translations as they stand; exit status 1 when nothing could be noted."""
    from zsite.check.confirming import confirm as noted
    from zsite.check.inspection import Asked

    language = spoken(lang)
    if not entries and not everything:
        raise click.UsageError(say("confirm_what", language))
    asked = Asked(day_of(None, language))
    done = noted(
        root.absolute(),
        asked,
        entries,
        everything=everything,
        languages=languages,
        write=not dry_run,
    )
    if done.report:
        for line in present.lines(done.report, root, language, everything=True):
            click.echo(line, err=True)
    for name in done.unknown:
        click.echo(say("confirm_unknown", language, entry=name), err=True)
    if done.report or done.unknown:
        sys.exit(1)
    for line in _confirmed(done, language):
        click.echo(line)
    sentence = "would_confirm" if dry_run else "confirmed"
    click.echo(say(sentence, language, count=len(done.units), left=done.left))


def _confirmed(done: "Confirmation", language: str) -> Iterator[str]:
    """The entries with the fields that were confirmed in each language."""
    fields: dict[tuple[str, str], list[str]] = {}
    for unit in done.units:
        fields.setdefault((unit.entry, unit.lang), []).append(unit.field)
    for (entry, lang), names in fields.items():
        yield say("confirm_unit", language, entry=entry, to=lang, fields=", ".join(names))
