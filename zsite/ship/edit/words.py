"""The words of the editor, from `words.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

LANGUAGES = ("zh", "en")


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """Every sentence by name, in both languages."""
    return tomllib.loads((files("zsite") / "ship" / "edit" / "words.toml").read_text("utf-8"))


def say(name: str, language: str, **facts: object) -> str:
    """A sentence with its facts."""
    text = words()[name][language]
    for fact, value in facts.items():
        text = text.replace("{" + fact + "}", str(value))
    return text
