"""The sentences of the command line, in both languages: a module for what belongs together."""

from collections.abc import Mapping

from zsite.cli.words.building import BUILDING
from zsite.cli.words.checking import CHECKING
from zsite.cli.words.printing import PRINTING
from zsite.cli.words.publishing import PUBLISHING
from zsite.cli.words.serving import SERVING
from zsite.cli.words.starting import STARTING

Sentences = Mapping[str, Mapping[str, str]]
PARTS: tuple[Sentences, ...] = (BUILDING, CHECKING, PRINTING, PUBLISHING, SERVING, STARTING)
SENTENCES: Sentences = {name: said for part in PARTS for name, said in part.items()}


def say(name: str, language: str, **facts: object) -> str:
    """A sentence with its facts."""
    return SENTENCES[name][language].format(**facts)
