"""Options that several commands have."""

import sys
from pathlib import Path

import click

from zsite.cli.language import LANGUAGES, asked_for, spoken
from zsite.cli.words import say

_SPOKEN = spoken(asked_for(sys.argv))


def help_text(name: str) -> str:
    """What `--help` says of a command or option, in the language spoken."""
    return say(name, _SPOKEN)


root_option = click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help=help_text("root"),
)


lang_option = click.option(
    "--lang", type=click.Choice(LANGUAGES), default=None, help=help_text("lang")
)
