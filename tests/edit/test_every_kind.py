"""In a real browser, for every kind: make a record, change it, meet another's change, undo."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page
from typist import chosen, entered, picked, reach, typed

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
def test_by_keyboard_a_record_is_made_changed_contested_and_undone(
    page: Page, desk_at: tuple[Path, str], name: str
) -> None:
    """It is made in one language of the editor and goes on in the other."""
    root, base = desk_at
    kind = KINDS[name]
    first, then = ("zh", "en") if SEVERAL.index(name) % 2 else ("en", "zh")
    before = contents(root)
    page.goto(f"{base}{name}/new?words={first}")
    typed(page, "#id", "trial")
    for about in kind.fields:
        if about.required:
            fill(page, f"f.{about.name}", about)
    entered(page, "button.main[value=save]", "saved=")
    assert page.url.startswith(f"{base}{name}/trial?")
    (record,) = root.glob(f"content/{name}/trial/*.yaml")
    assert errors(root, f"{name}/trial") == []
    data = plain(parse("", record.read_text("utf-8")).root)
    assert data.keys() >= {about.name for about in kind.fields if about.required}

    entered(page, ".tongue", f"words={then}")
    title = f'[name="f.{kind.title}.en"]'
    made = record.read_bytes()
    typed(page, title, "Another title")
    entered(page, "button.main[value=save]", "saved=")
    changed = record.read_text("utf-8")
    assert changed.replace("Another title", title_before(made, kind.title)) == made.decode()

    typed(page, title, "Mine")
    record.write_text(changed.replace("Another title", "Theirs") + "# by hand\n", "utf-8")
    reach(page, "button.main[value=save]")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:focus")
    assert record.read_text("utf-8").endswith("# by hand\n")
    shown = page.inner_text(".difference")
    assert "Mine" in shown and "Theirs" in shown and "Another title" in shown
    reach(page, 'input[value="mine"]')
    page.keyboard.press("Space")
    entered(page, 'button[value="keep"]', "saved=")
    assert record.read_text("utf-8") == changed.replace("Another title", "Mine") + "# by hand\n"

    entered(page, "[formaction*=undo]", "undone=")
    assert "Theirs" in record.read_text("utf-8")
    entered(page, "[formaction*=redo]", "redone=")
    assert "Mine" in record.read_text("utf-8")

    page.goto(f"{base}{name}/trial/remove")
    reach(page, "#sure")
    page.keyboard.press("Space")
    entered(page, "button.danger", "saved=")
    assert contents(root) == before


def contents(root: Path) -> dict[Path, bytes]:
    """Every file below content/."""
    return {path: path.read_bytes() for path in root.glob("content/**/*") if path.is_file()}


def fill(page: Page, name: str, about: Field) -> None:
    """Fill in a control as somebody would who knows the field."""
    at = f'[name="{name}"]'
    if about.many and about.type != "choice":
        single = Field(**{n: getattr(about, n) for n in Field.__slots__} | {"many": False})
        fill(page, f"{name}.0", single)
    elif about.localised:
        for key, words in WORDS.items():
            typed(page, f'[name="{name}.{key}"]', words)
    elif about.type == "record":
        parts = [part for part in about.fields if part.required and not part.internal]
        for part in parts or about.fields[:1]:
            fill(page, f"{name}.{part.name}", part)
    elif about.type == "ref":
        chosen(page, f'[name="{name}.id"]')
    elif about.type == "choice" and about.many:
        reach(page, f'{at}[type="checkbox"]')
        page.keyboard.press("Space")
    elif about.type in ("choice", "flag"):
        chosen(page, at)
    elif about.type in ("image", "file"):
        send(page, name)
    elif about.pattern:
        typed(page, at, matching(about.pattern))
    elif about.type == "date":
        reach(page, f"[data-today={page.get_attribute(at, 'id')}]")
        page.keyboard.press("Enter")
    else:
        typed(page, at, scalar(about, Surroundings(("zh", "en"), {})).strip('"'))


def send(page: Page, name: str) -> None:
    """A file, from the system's own dialogue."""
    pdf: FilePayload = {
        "name": "说明.pdf",
        "mimeType": "application/pdf",
        "buffer": b"%PDF-1.4 trial",
    }
    picked(page, f'[data-drops]:has([name="{name}.file"]) input[type=file]', pdf)
    page.wait_for_selector(f'.full [name="{name}.file"]')


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
    typed(page, '[name="f.summary.en"]', "A county to try")
    entered(page, "button.main[value=save]", "saved=")
    after = record.read_text("utf-8")
    assert "A county to try" in after
    assert re.sub("summary:.*?\n(?=\\w)", "", after, flags=re.S) == re.sub(
        "summary:.*?\n(?=\\w)", "", before, flags=re.S
    )
    entered(page, "[formaction*=undo]", "undone=")
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
