"""Kinds and fields as they are declared, by zsite and by a site."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zsite.content.declarations import built_in, with_declared
from zsite.content.kinds import TYPES, UNPRINTABLE, Kind, key_of
from zsite.problems import Place

KINDS = list(built_in().values())
PLACE = Place("zsite.yaml", 1)


@given(st.text(max_size=20))
def test_keys_are_compared_alike_however_they_are_written(text: str) -> None:
    assert key_of(key_of(text)) == key_of(text)
    assert key_of(f"  {text.upper()} ") == key_of(text.upper())
    assert key_of("总 投资") == key_of("总_投资") == key_of("总-投资")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_kind_names_only_fields_that_it_has(kind: Kind) -> None:
    named = [kind.title, kind.summary, kind.number, kind.group, kind.stage, kind.parent]
    named += [kind.valid_from, kind.valid_until, *kind.updated]
    named += [name.lstrip("-") for name in kind.order]
    assert {name for name in named if name} <= kind.by_name.keys()
    stage = kind.field(kind.stage)
    assert not kind.public_stages or (stage and set(kind.public_stages) <= stage.choices.keys())
    assert {"zh", "en"} <= kind.label.keys() & kind.one.keys()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_is_found_by_its_name_and_labels(kind: Kind) -> None:
    for field in kind.fields:
        for key in (field.name, *field.label.values()):
            assert kind.by_key[key_of(key)].name == field.name


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_fact_is_a_field_that_prints_as_one_text(kind: Kind) -> None:
    for field in kind.fields:
        fact = kind.fact(field.name)
        assert (fact is None) == (field.type in UNPRINTABLE)
        for part in field.fields if field.type == "record" and not field.many else ():
            inner = kind.fact(f"{field.name}.{part.name}")
            assert (inner is None) == (part.type in UNPRINTABLE)
    for path in ("", ".", "nothing", "nothing.at.all", "name.zh", "name.0", f"{kind.title}."):
        assert kind.fact(path) is None


DECLARED = {
    "kinds: a list": ({"farms": ["x"]}, "kind-malformed"),
    "kinds: a text": ({"farms": "x"}, "kind-malformed"),
    "fields: an unknown type": ({"farms": {"fields": {"x": {"type": "t"}}}}, "field-malformed"),
    "fields: a text": ({"farms": {"fields": {"x": "text"}}}, "field-malformed"),
    "fields: two in plausible": (
        {"farms": {"fields": {"x": {"plausible": ["1亩"]}}}},
        "declaration-malformed",
    ),
    "fields: a broken pattern": (
        {"farms": {"fields": {"x": {"pattern": "("}}}},
        "declaration-malformed",
    ),
    "kinds: a text for a list": ({"farms": {"order": "name"}}, "declaration-malformed"),
    "fields: an unknown kind": (
        {"farms": {"fields": {"x": {"type": "ref", "to": "nowhere"}}}},
        "field-refers-to-unknown-kind",
    ),
}


@pytest.mark.parametrize(("declared", "id"), DECLARED.values(), ids=DECLARED)
def test_a_bad_declaration_is_a_problem(declared: dict[str, object], id: str) -> None:
    _, problems = with_declared(declared, PLACE)
    assert [p.id for p in problems] == [id]


ODD = st.recursive(
    st.none() | st.text(max_size=5) | st.sampled_from(sorted(TYPES)),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["fields", "type", "label", "one", "choices", "order", "status", "lifecycle", "title",
             "plausible", "limit", "to", "path", "updated", "zh", "x", "many", "computed",
             "aliases", "public", "field", "from", "also", "help", "summary"]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=8,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(["farms", "parks", "", "..", "玻璃"]), ODD, max_size=2))
def test_no_declaration_crashes(declared: dict[str, object]) -> None:
    """Whatever a site writes below `kinds`, it gets kinds or problems."""
    kinds, _ = with_declared(declared, PLACE)
    assert built_in().keys() <= kinds.keys()


def test_a_declared_field_is_added_and_one_of_the_same_name_replaced() -> None:
    declared = {"parks": {"fields": {"gate": {"type": "length"}, "name": {"type": "string"}}}}
    kinds, problems = with_declared(declared, PLACE)
    assert problems == []
    assert len(kinds["parks"].fields) == len(built_in()["parks"].fields) + 1
    found = [kinds["parks"].field(name) for name in ("gate", "name")]
    assert [field and field.type for field in found] == ["length", "string"]
