"""What a form shows of a record is what comes back; what it changes is read as it was meant."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zsite import config
from zsite.content.documents import Document, parse
from zsite.content.kinds import Field, Kind, parts_of
from zsite.ship.edit import shaping
from zsite.ship.edit.emission import Item
from zsite.ship.edit.splice import spliced
from zsite.ship.edit.values import NOT_SHOWN, Value, by_field, clean

ROOT = Path(__file__).parents[2]
CONFIG = config.load(ROOT)[0]
assert CONFIG
SPOKEN = CONFIG.spoken
RECORDS = sorted(ROOT.glob("content/**/*.yaml"))


def kind_of(path: Path) -> Kind:
    assert CONFIG
    parts = path.relative_to(ROOT / "content").parts
    return next(CONFIG.kinds[p] for p in reversed(parts[:-1]) if p in CONFIG.kinds)


def form(document: Document, kind: Kind) -> dict[str, Value]:
    return by_field(document.root, kind.fields, SPOKEN)


def after(text: str, kind: Kind, values: dict[str, Value]) -> str:
    made = spliced(text, shaping.record(parse("", text).root, kind.fields, values, SPOKEN))
    assert made is not None, (text, values)
    return made


@pytest.mark.parametrize("path", RECORDS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_form_that_was_not_changed_changes_nothing(path: Path) -> None:
    text, kind = path.read_text("utf-8"), kind_of(path)
    values = form(parse("", text), kind)
    assert NOT_SHOWN not in values.values()
    assert values.keys() >= {kind.title}
    assert after(text, kind, values) == text


WORDS = st.sampled_from(
    ["甲", "a: b", "3.5亿元", "x, y", "[=capacity]", "It's", "一\n\n二", "#", "0571"]
)


@st.composite
def changes(draw: st.DrawFn, about: Field, value: Value) -> Value:
    """What somebody might make of a value in a form."""
    if about.many and (value is None or isinstance(value, list)):
        one = Field(**{n: getattr(about, n) for n in Field.__slots__} | {"many": False})
        items = [
            Item(draw(changes(one, i.value)), i.origin) for i in draw(st.permutations(value or []))
        ]
        items = items[: draw(st.integers(0, len(items)))]
        return items + [Item(draw(changes(one, None)))] * draw(st.integers(0, 1))
    if draw(st.booleans()) and value is not None:
        return value
    if about.localised:
        return {key: draw(WORDS) for key in SPOKEN.keys if draw(st.booleans())}
    if about.type == "ref":
        return {"id": draw(st.sampled_from(["juice", "a-1"]))}
    if about.type in ("record", "image", "file"):
        before = value or {}
        return {p.name: draw(changes(p, before.get(p.name))) for p in parts_of(about)[:3]} | {
            name: before[name]
            for name in before
            if name not in [p.name for p in parts_of(about)[:3]]
        }
    if about.type == "flag":
        return draw(st.sampled_from(["true", "false", ""]))
    if about.type == "choice":
        return draw(st.sampled_from([*about.choices, ""]))
    return draw(WORDS.filter(lambda w: "\n" not in w and ", " not in w) | st.just(""))


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_any_change_in_a_form_is_read_as_it_was_meant(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(RECORDS))
    text, kind = path.read_text("utf-8"), kind_of(path)
    values = form(parse("", text), kind)
    for about in data.draw(st.lists(st.sampled_from(kind.fields), min_size=1, max_size=4)):
        values[about.name] = data.draw(changes(about, values.get(about.name)))
    made = after(text, kind, values)
    document = parse("", made)
    assert not document.problems
    assert plainly(form(document, kind)) == plainly(clean(values))


def plainly(value: Any) -> Any:
    """Values without the memory of where they stood."""
    if isinstance(value, dict):
        return {key: plainly(each) for key, each in value.items()}
    return [plainly(item.value) for item in value] if isinstance(value, list) else value
