"""What templates compile to is remembered, and believed only for the same text and program."""

from dataclasses import dataclass, field

import pytest
from jinja2 import Environment

from zsite.theme.kept import Kept
from zsite.theme.templates import environment, render, typst_environment

TEXT = {"page.html": "<p>{{ name }}</p>", "guide/page.typ": "{{ name }}"}
PLACES = {name: f"themes/x/{name}" for name in TEXT}


@dataclass
class Notes:
    """Notes in memory."""

    rows: dict[str, bytes] = field(default_factory=dict)

    def note(self, name: str) -> bytes | None:
        return self.rows.get(name)

    def put_note(self, name: str, value: bytes) -> None:
        self.rows[name] = value


def shown(texts: dict[str, str], notes: Notes, code: str = "1") -> tuple[object, object]:
    kept = Kept(notes, code)
    html = environment(texts, PLACES, kept)
    typst = typst_environment(texts, PLACES, lambda value: f'"{value}"', kept)
    found = render(html, "page.html", {"name": "<a>"}), render(typst, "page.html", {"name": "<a>"})
    return found


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The templates that are compiled, by name."""
    names: list[str | None] = []
    plain = Environment.compile

    def noted(env, source, name=None, *more, **named):  # type: ignore[no-untyped-def]
        names.append(name)
        return plain(env, source, name, *more, **named)

    monkeypatch.setattr(Environment, "compile", noted)
    return names


def test_a_template_is_compiled_once_for_each_output(compiled: list[str | None]) -> None:
    notes = Notes()
    first = shown(TEXT, notes)
    assert first == (b"<p>&lt;a&gt;</p>", b'<p>"<a>"</p>')
    assert compiled == ["page.html"] * 2
    assert shown(TEXT, notes) == first
    assert compiled == ["page.html"] * 2


def test_another_text_or_program_is_compiled_anew(compiled: list[str | None]) -> None:
    notes = Notes()
    shown(TEXT, notes)
    other = shown({**TEXT, "page.html": "<b>{{ name }}</b>"}, notes)
    assert other == (b"<b>&lt;a&gt;</b>", b'<b>"<a>"</b>')
    assert len(compiled) == 4
    shown(TEXT, notes, code="2")
    assert len(compiled) == 6
    assert len(notes.rows) == 2, "what is no longer true is replaced"


def test_a_damaged_note_counts_as_none(compiled: list[str | None]) -> None:
    notes = Notes()
    first = shown(TEXT, notes)
    notes.rows = {name: row[:-9] for name, row in notes.rows.items()}
    assert shown(TEXT, notes) == first
    notes.rows = dict.fromkeys(notes.rows, b"?")
    assert shown(TEXT, notes) == first
    assert len(compiled) == 6
