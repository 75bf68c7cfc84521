"""In which language zsite speaks: what was asked for, else the environment's, else Chinese."""

import os

LANGUAGES = ("zh", "en")


def spoken(asked: str | None = None) -> str:
    """`zh` or `en`, from `--lang`, ZSITE_LANG, or the locale; Chinese when nobody says."""
    wanted = asked or os.environ.get("ZSITE_LANG")
    if not wanted:
        names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
        wanted = next((name for name in names if name), "")
    language = wanted[:2].lower()
    return language if language in LANGUAGES else "zh"
