"""In which language zsite speaks: what was asked for, else the environment's, else Chinese."""

import os
from collections.abc import Sequence

LANGUAGES = ("zh", "en")


def spoken(asked: str | None = None, site: str = "") -> str:
    """`zh` or `en`: from `--lang`, ZSITE_LANG, the site's wish, or the locale; else Chinese."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    wishes = (asked, os.environ.get("ZSITE_LANG"), site, *map(os.environ.get, names))
    wanted = next((wish for wish in wishes if wish), "")
    language = wanted[:2].lower()
    return language if language in LANGUAGES else "zh"


def asked_for(arguments: Sequence[str]) -> str | None:
    """The value of `--lang` before anything has been parsed: the help texts need it by then."""
    for argument, following in zip(arguments, [*arguments[1:], ""], strict=True):
        name, _, value = argument.partition("=")
        if name == "--lang":
            return value or following
    return None
