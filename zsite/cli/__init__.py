"""The command line: words in, one call, a printed report and an exit status out."""

from zsite.cli.commands import main

__all__ = ["main"]
