"""Artifacts: what you pass is what you hash."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zsite.build.artifact import LONG, Lazy, artifact, made, recipe
from zsite.digest import digest


def shout(**inputs: Any) -> bytes:
    return repr(sorted(inputs.items())).encode()


def whisper(**inputs: Any) -> bytes:
    return shout(**inputs).lower()


texts = st.text(max_size=LONG + 20) | st.sampled_from(["x", "1", "None", "a=1", "x\ny='x", "True"])
single = texts | st.integers() | st.booleans() | st.none()
values = (
    single
    | st.binary(max_size=9)
    | st.lists(single, max_size=3)
    | st.dictionaries(st.text(max_size=3), single | st.lists(texts, max_size=2), max_size=3)
)
inputs = st.dictionaries(st.sampled_from(["a", "b", "text", "path", "make", "lang"]), values)


def spelt(given: Any) -> str:
    return json.dumps(given, sort_keys=True, default=lambda data: {"bytes": data.hex()})


@given(inputs, inputs)
def test_keys_are_equal_exactly_when_the_inputs_are(one: Any, other: Any) -> None:
    keys = artifact("p", shout, **one).key, artifact("p", shout, **other).key
    assert (keys[0] == keys[1]) == (spelt(one) == spelt(other))


@given(inputs)
def test_the_path_the_source_and_the_order_are_not_in_the_key(given: Any) -> None:
    turned = dict(reversed(given.items()))
    first = artifact("p", shout, source="s", group="page", **given)
    assert first.key == artifact("q", shout, source="t", group="feed", **turned).key


@given(inputs)
def test_the_function_is_in_the_key(given: Any) -> None:
    assert artifact("p", shout, **given).key != artifact("p", whisper, **given).key


@given(inputs, st.sampled_from(["a", "b", "text", "new"]), values)
def test_the_recipe_names_what_differs(given: Any, name: str, value: Any) -> None:
    before, after = artifact("p", shout, **given), artifact("p", shout, **{**given, name: value})
    one, other = recipe(before), recipe(after)
    differing = {name for name in {*one, *other} if one.get(name) != other.get(name)}
    assert differing == ({name} if before.key != after.key else set())


def test_a_line_cannot_pass_for_another_input() -> None:
    assert artifact("p", shout, a="1\nb='2").key != artifact("p", shout, a="1", b="2").key


def test_making_passes_the_inputs_and_fetches_lazy_ones() -> None:
    lazy = Lazy(digest("v"), lambda: "fetched")
    assert made(artifact("p", shout, b=1, a=lazy)) == shout(a="fetched", b=1)


def test_a_lazy_input_counts_by_its_digest_alone() -> None:
    one, other = Lazy("1" * 32, lambda: "a"), Lazy("1" * 32, lambda: "b")
    assert artifact("p", shout, a=one).key == artifact("p", shout, a=other).key
    assert artifact("p", shout, a=one).key != artifact("p", shout, a="1" * 32).key


def test_a_function_without_a_name_of_its_own_is_refused() -> None:
    with pytest.raises(ValueError, match="not a top-level function"):
        artifact("p", lambda: b"")


def test_an_input_that_cannot_be_hashed_is_refused() -> None:
    with pytest.raises(TypeError):
        artifact("p", shout, a=object())
