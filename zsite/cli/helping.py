"""`zsite schema` and `zsite urls`: what helps an editor, and what remembers addresses."""

import sys
from pathlib import Path

import click

from zsite.cli import present
from zsite.cli.language import spoken
from zsite.cli.options import help_text, lang_option, root_option
from zsite.cli.words import say


@click.command(help=help_text("schema"))
@root_option
@lang_option
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=None, help=help_text("out")
)
def schema(root: Path, lang: str | None, out: Path | None) -> None:
    """Write a JSON Schema per kind; exit status 1 when the configuration cannot be used."""
    from zsite.ship import schemas

    language = spoken(lang)
    folder = out or root / ".zsite" / "schema"
    written, report = schemas.write(root.absolute(), folder)
    for line in present.lines(report, root, language, everything=False):
        click.echo(line, err=True)
    if report.errors:
        sys.exit(1)
    example = (folder / "projects.json").absolute().as_posix()
    click.echo(say("schemas", language, count=written, folder=folder, example=example))


@click.command(help=help_text("urls"))
@root_option
@lang_option
@click.option("--record", is_flag=True, help=help_text("record"))
def urls(root: Path, lang: str | None, record: bool) -> None:
    """Show which addresses of the built site urls.yaml does not remember yet, and remember them."""
    from zsite.ship.addresses import addresses

    language = spoken(lang)
    new, problems = addresses(root.absolute(), record=record)
    for line in present.lines(problems, root, language, everything=True):
        click.echo(line, err=True)
    for path in new:
        click.echo(path)
    name = "urls_recorded" if record else "urls_new"
    click.echo(say(name, language, count=len(new)))
    sys.exit(1 if problems.errors else 0)
