"""The commands. Only in this room are things printed, and only here the program ends."""

import contextlib
import gc
import os
import sys
import tempfile
import traceback
from pathlib import Path

import click

from zsite import __version__
from zsite.cli.building import build
from zsite.cli.checking import check, confirm
from zsite.cli.helping import schema, urls
from zsite.cli.language import spoken
from zsite.cli.options import help_text
from zsite.cli.printing import guide
from zsite.cli.publishing.back import releases, rollback
from zsite.cli.publishing.publishing import publish
from zsite.cli.publishing.reviewing import review
from zsite.cli.serving import serve
from zsite.cli.starting import init, new
from zsite.cli.words import say


@click.group(help=help_text("about"), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def cli() -> None:
    """The root of all commands."""


COMMANDS = (
    *(
        build,
        check,
        confirm,
        guide,
        init,
        new,
        publish,
        releases,
        review,
        rollback,
        schema,
        serve,
        urls,
    ),
)
for command in COMMANDS:
    cli.add_command(command)


def main() -> None:
    """The console command."""
    # A build makes many objects and drops few: looking for cycles among them finds none.
    gc.disable()
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    try:
        cli(prog_name="zsite")
    except Exception as error:
        _crashed(error)
        sys.exit(70)


def _crashed(error: Exception) -> None:
    """A bug of ours: one line for the user, the traceback in a file for us."""
    file = Path(tempfile.gettempdir()) / f"zsite-{os.getpid()}.txt"
    with contextlib.suppress(OSError):
        file.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    reason = type(error).__name__
    click.echo(say("crash", spoken(), reason=reason, file=file), err=True)
