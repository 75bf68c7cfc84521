"""Whatever a reader can name is in docs/: commands, settings, fields, filters, views, problems."""

import inspect
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
import pytest

from zsite import config, problems
from zsite.cli.commands import cli
from zsite.content.declarations import built_in
from zsite.content.kinds import TYPES
from zsite.render import html
from zsite.site import frame, views
from zsite.theme.filters import FILTERS

DOCS = Path(__file__).parents[2] / "docs"
CODE = re.compile(r"`([^`]+)`|```[a-z]*\n(.*?)```", re.S)
HIDDEN = frozenset({"Nothing", "Viewpoint", "Resolver", "Fields", "Frame"})  # no template sees them


def named(pages: str) -> str:
    """All that stands as code on some pages, one piece a line."""
    found = []
    for path in sorted(DOCS.glob(pages)):
        found += [a or b for a, b in CODE.findall(path.read_text("utf-8"))]
    return "\n".join(found)


def missing(names: Iterable[str], pages: str) -> list[str]:
    text = named(pages)
    return [n for n in names if not re.search(rf"(?<![\w-]){re.escape(n)}(?![\w-])", text)]


def commands() -> Iterator[str]:
    for name, command in cli.commands.items():
        yield name
        for option in command.params:
            if isinstance(option, click.Option):
                yield from (each for each in option.opts if each.startswith("--"))


@pytest.mark.parametrize("pages", ["command-line.md", "zh/command-line.md"])
def test_commands_and_options(pages: str) -> None:
    assert missing(commands(), pages) == []
    assert missing(["ZSITE_LANG", "SOURCE_DATE_EPOCH"], pages) == []


@pytest.mark.parametrize("pages", ["configuration.md", "zh/configuration.md"])
def test_settings(pages: str) -> None:
    settings = [field.name for field in config.settings()]
    settings += [part.name for field in config.settings() for part in field.fields]
    assert missing(settings, pages) == []


@pytest.mark.parametrize("pages", ["fields.md", "zh/fields.md"])
@pytest.mark.parametrize("kind", built_in())
def test_fields(kind: str, pages: str) -> None:
    assert missing([kind, *(field.name for field in built_in()[kind].fields)], pages) == []


def test_types_of_fields() -> None:
    assert missing(sorted(TYPES - {"raw"}), "*.md") == []


@pytest.mark.parametrize("pages", ["problems.md", "zh/problems.md"])
def test_problems(pages: str) -> None:
    assert missing(problems.catalogue(), pages) == []


def test_filters() -> None:
    assert missing(FILTERS, "theme.md") == []


def shown() -> Iterator[tuple[str, str]]:
    """Public names of the classes that templates see."""
    for module in (views, frame, html):
        for _, made in inspect.getmembers(module, inspect.isclass):
            if made.__module__ == module.__name__ and made.__name__ not in HIDDEN:
                for name, member in vars(made).items():
                    public = isinstance(member, property) or inspect.isfunction(member)
                    if public and not name.startswith("_"):
                        yield made.__name__, name


def test_views() -> None:
    names = sorted({name for _, name in shown()})
    assert len(names) > 30
    assert missing(names, "theme.md") == []


def test_names_that_every_template_gets() -> None:
    source = inspect.getsource(html.page)
    names = re.findall(r'^\s+"(\w+)": ', source, re.M)
    assert {"site", "s", "lang", "page", "entry", "entries", "slots", "href"} <= set(names)
    assert missing(names, "theme.md") == []
