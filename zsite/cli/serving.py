"""`zsite serve`: the preview, its address, and what each build found."""

import sys
import threading
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click

from zsite.cli import present
from zsite.cli.language import spoken
from zsite.cli.options import help_text, lang_option, root_option
from zsite.cli.words import say
from zsite.report import Report


@click.command(help=help_text("serve"))
@root_option
@lang_option
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help=help_text("port"))
@click.option("--open", "browse", is_flag=True, help=help_text("open"))
@click.option("--lan", is_flag=True, help=help_text("lan"))
@click.option("--poll", is_flag=True, help=help_text("poll"))
def serve(root: Path, lang: str | None, port: int, browse: bool, lan: bool, poll: bool) -> None:
    """Serve until Ctrl-C; exit status 1 when it could not begin."""
    from zsite.ship.serve import server
    from zsite.ship.serve.house import Options, Voice

    root = root.absolute()
    language = spoken(lang, server.wish(root))
    voice = Voice(
        language,
        partial(_shown, root, language),
        partial(_started, language, browse, lan),
        partial(_built, root, language),
    )
    report = server.serve(root, Options(port, lan, poll), voice)
    for line in present.lines(report, root, language, everything=True):
        click.echo(line, err=True)
    if report.errors:
        sys.exit(1)
    click.echo(say("serve_over", language))


def _shown(root: Path, language: str, report: Report) -> Sequence[Mapping[str, Any]]:
    rows: Sequence[Mapping[str, Any]] = present.as_json(report, root, language, 0)["problems"]
    return rows


def _started(language: str, browse: bool, lan: bool, url: str, phone: str, code: str) -> None:
    click.echo(say("serve_started", language, url=url))
    if phone:
        click.echo(say("serve_phone", language, url=phone))
        click.echo(code)
    elif lan:
        click.echo(say("serve_no_network", language), err=True)
    if browse:
        import webbrowser

        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()


def _built(root: Path, language: str, report: Report, seconds: float) -> None:
    for line in present.lines(report, root, language, everything=False):
        click.echo(line, err=True)
    made = len(report.totals.made) if report.totals else 0
    name = "serve_built" if report.totals else "serve_stands"
    click.echo(say(name, language, made=made, seconds=f"{seconds:.2f}"))
