"""Whatever a reader can name is in docs/: commands, settings, fields, filters, views, problems."""

import inspect
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import click
import pytest

from zsite import config, problems
from zsite.check.registry import CHECKS
from zsite.cli.commands import cli
from zsite.content.declarations import built_in
from zsite.content.kinds import TYPES
from zsite.content.shapes import FIELD, KIND
from zsite.render import html
from zsite.site import frame, views
from zsite.site.pages import Slot
from zsite.site.uses import FORMATS
from zsite.theme.filters import FILTERS

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
CODE = re.compile(r"```[a-z]*\n(.*?)```|`([^`]+)`", re.S)
HIDDEN = frozenset({"Nothing", "Viewpoint", "Resolver", "Frame", "Attachment"})  # no template's


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


@pytest.mark.parametrize("declared", [FIELD, KIND], ids=["field", "kind"])
def test_declarations(declared: Iterable[str]) -> None:
    assert missing(declared, "configuration.md") == []


def test_types_of_fields() -> None:
    assert missing(sorted(TYPES - {"raw"}), "*.md") == []


@pytest.mark.parametrize("pages", ["problems.md", "zh/problems.md"])
def test_problems(pages: str) -> None:
    built = [id for id, about in problems.catalogue().items() if "group" not in about]
    assert missing(built, pages) == []


@pytest.mark.parametrize("pages", ["check.md", "zh/check.md"])
def test_checks(pages: str) -> None:
    assert missing([check.id for check in CHECKS], pages) == []
    assert missing({check.group for check in CHECKS}, pages) == []


def test_filters() -> None:
    assert missing(FILTERS, "theme.md") == []


def shown() -> Iterator[str]:
    """Public names of the classes that templates see: properties, methods and slots."""
    package = [
        import_module(each.name) for each in iter_modules(views.__path__, "zsite.site.views.")
    ]
    for module in (*package, frame, html):
        for _, made in inspect.getmembers(module, inspect.isclass):
            if made.__module__ == module.__name__ and made.__name__ not in HIDDEN:
                for name, member in vars(made).items():
                    if not name.startswith("_") and (
                        isinstance(member, property)
                        or inspect.isfunction(member)
                        or inspect.ismemberdescriptor(member)
                    ):
                        yield name


def test_views() -> None:
    names = set(shown())
    assert {"href", "linked", "qr", "vcard", "validity", "facts", "tag", "iso", "menu"} <= names
    assert missing(sorted(names), "theme.md") == []


def test_what_a_theme_declares() -> None:
    manifest = (ROOT / "themes" / "default" / "theme.yaml").read_text("utf-8")
    assert missing(re.findall(r"^(\w+):", manifest, re.M), "theme.md") == []
    assert missing([each.name for each in fields(Slot)], "theme.md") == []
    assert missing(["widths", "formats", "sizes", "ratio", "loading", *FORMATS], "theme.md") == []


def test_blocks_that_every_page_has() -> None:
    base = (ROOT / "themes" / "default" / "base.html").read_text("utf-8")
    blocks = re.findall(r"{% block (\w+)", base)
    assert {"main", "policy", "styles"} <= set(blocks)
    assert missing(blocks, "theme.md") == []


def test_names_that_every_template_gets() -> None:
    source = inspect.getsource(html.page)
    names = re.findall(r'^\s+"(\w+)": ', source, re.M)
    assert {"site", "s", "lang", "page", "entry", "entries", "slots", "href"} <= set(names)
    assert missing(names, "theme.md") == []


def test_the_house_has_the_files_that_its_description_names() -> None:
    there = [
        "/" + path.relative_to(ROOT).as_posix()
        for top in ("zsite", "tests")
        for path in (ROOT / top).rglob("*")
    ]
    text = (DOCS / "architecture.md").read_text("utf-8")
    named_files = set(re.findall(r"`([\w/.]+\.(?:py|yaml|toml))`", text)) - {
        "zsite.yaml",
        "urls.yaml",
    }
    assert len(named_files) > 20
    assert [n for n in sorted(named_files) if not any(t.endswith("/" + n) for t in there)] == []


PAGES = [*sorted(DOCS.rglob("*.md")), ROOT / "README.md", ROOT / "CHANGELOG.md"]


def anchors(page: Path) -> set[str]:
    """The ids that a page's headings get where the documentation is read."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    prose = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.S)
    for target in re.findall(r"(?<!\\)\]\(([^)\s]+)\)", prose):
        if not target.startswith("https://"):
            file, _, anchor = target.partition("#")
            other = (page.parent / file).resolve() if file else page
            assert other.exists(), target
            assert not anchor or anchor in anchors(other), target
