"""In a real browser, for every kind: make a record, change it, meet another's change, undo."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from typist import pressed

from zsite import config
from zsite.content.declarations import built_in
from zsite.content.documents import parse, plain
from zsite.content.kinds import Field, parts_of
from zsite.ship.edit import desk
from zsite.ship.examples import Surroundings, matching, scalar

ROOT = Path(__file__).resolve().parents[2]
KINDS = built_in()
SEVERAL = [name for name, kind in KINDS.items() if not kind.single]
WORDS = {"zh": "试写", "en": "Trial text"}


@pytest.mark.parametrize("name", SEVERAL)
def test_a_record_is_made_changed_contested_and_undone(
    page: Page, desk_at: tuple[Path, str], name: str
) -> None:
    root, base = desk_at
    kind = KINDS[name]
    before = {path: path.read_bytes() for path in root.glob("content/**/*") if path.is_file()}
    page.goto(f"{base}{name}/new")
    page.fill("#id", "trial")
    for about in kind.fields:
        if about.required:
            fill(page, f"f.{about.name}", about)
    pressed(page, "button.main[value=save]", "saved=")
    assert page.url.startswith(f"{base}{name}/trial?")
    (record,) = root.glob(f"content/{name}/trial/*.yaml")
    assert errors(root, f"{name}/trial") == []
    data = plain(parse("", record.read_text("utf-8")).root)
    assert data.keys() >= {about.name for about in kind.fields if about.required}

    title = f'[name="f.{kind.title}.en"]'
    made = record.read_bytes()
    page.fill(title, "Another title")
    pressed(page, "button.main[value=save]", "saved=")
    changed = record.read_text("utf-8")
    assert changed.replace("Another title", title_before(made, kind.title)) == made.decode()

    page.fill(title, "Mine")
    record.write_text(changed.replace("Another title", "Theirs") + "# by hand\n", "utf-8")
    page.click("button.main[value=save]")
    page.wait_for_selector(".difference")
    assert record.read_text("utf-8").endswith("# by hand\n")
    shown = page.inner_text(".difference")
    assert "Mine" in shown and "Theirs" in shown and "Another title" in shown
    page.check('input[value="mine"]')
    pressed(page, 'button[value="keep"]', "saved=")
    assert record.read_text("utf-8") == changed.replace("Another title", "Mine") + "# by hand\n"

    pressed(page, "[formaction*=undo]", "undone=")
    assert "Theirs" in record.read_text("utf-8")
    pressed(page, "[formaction*=redo]", "redone=")
    assert "Mine" in record.read_text("utf-8")

    page.goto(f"{base}{name}/trial/remove")
    page.check("#sure")
    pressed(page, "button.danger", "saved=")
    after = {path: path.read_bytes() for path in root.glob("content/**/*") if path.is_file()}
    assert after == before


def fill(page: Page, name: str, about: Field) -> None:
    """Fill in a control as somebody would who knows the field."""
    at = f'[name="{name}"]'
    if about.many and about.type != "choice":
        single = Field(**{n: getattr(about, n) for n in Field.__slots__} | {"many": False})
        fill(page, f"{name}.0", single)
    elif about.localised:
        for key, words in WORDS.items():
            page.fill(f'[name="{name}.{key}"]', words)
    elif about.type == "record":
        parts = [part for part in about.fields if part.required and not part.internal]
        for part in parts or about.fields[:1]:
            fill(page, f"{name}.{part.name}", part)
    elif about.type == "ref":
        choose(page, f'[name="{name}.id"]')
    elif about.type == "choice" and about.many:
        page.locator(f'{at}[type="checkbox"]').first.check()
    elif about.type in ("choice", "flag"):
        choose(page, at)
    elif about.type in ("image", "file"):
        box = page.locator(f'[data-drops]:has([name="{name}.file"])')
        box.locator("input[type=file]").set_input_files(
            {"name": "说明.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 trial"}
        )
        page.wait_for_selector(f'.full [name="{name}.file"]')
    elif about.pattern:
        page.fill(at, matching(about.pattern))
    else:
        example = scalar(about, Surroundings(("zh", "en"), {})).strip('"')
        kind = page.get_attribute(at, "type")
        page.fill(at, example[:7] if kind == "month" else example)


def choose(page: Page, at: str) -> None:
    """The first choice that is one."""
    values = page.eval_on_selector_all(f"{at} option", "all => all.map(each => each.value)")
    page.select_option(at, next(value for value in values if value))


def title_before(made: bytes, name: str) -> str:
    """The English title that a record was made with."""
    data: Mapping[str, Any] = plain(parse("", made.decode()).root)
    return str(data[name]["en"])


def errors(root: Path, name: str) -> list[str]:
    """The errors that a build would find in a record."""
    at = desk.at(root)
    assert not isinstance(at, list)
    with at.store:
        found = at.judged(at.wrong_with(at.entries[name]))
    return [each.problem.id for each in found if each.severity == "error"]


def test_the_county_itself_is_changed_and_undone(page: Page, desk_at: tuple[Path, str]) -> None:
    root, base = desk_at
    record = root / "content/county/county.yaml"
    before = record.read_text("utf-8")
    page.goto(f"{base}county/new")
    assert page.url.endswith("county/county")
    page.fill('[name="f.summary.en"]', "A county to try")
    pressed(page, "button.main[value=save]", "saved=")
    after = record.read_text("utf-8")
    assert "A county to try" in after
    assert re.sub("summary:.*?\n(?=\\w)", "", after, flags=re.S) == re.sub(
        "summary:.*?\n(?=\\w)", "", before, flags=re.S
    )
    pressed(page, "[formaction*=undo]", "undone=")
    assert record.read_text("utf-8") == before


def test_a_site_of_its_own_fields_has_them_in_the_form(
    page: Page, desk_at: tuple[Path, str]
) -> None:
    root, base = desk_at
    loaded = config.load(root)[0]
    assert loaded and loaded.kinds["projects"].field("orchards")
    page.goto(f"{base}projects/new")
    assert page.locator('[name="f.orchards"]').count() == 1
    assert parts_of(loaded.kinds["projects"].fields[0]) == ()
