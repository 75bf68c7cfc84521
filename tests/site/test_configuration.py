"""`zsite.yaml`: whatever stands in it becomes a configuration or problems, with the line."""

import json
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zsite import config
from zsite.problems import Problem, catalogue, words

NAMES = [field.name for field in config.settings()]
ODD = st.recursive(
    st.sampled_from(["", "x", "zh", "en", "1", "a: b", "2026-01-01", "error", "/", "~"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["zh", "en", "tag", "path", "label", "problem", "reason", "until", "fields",
                         "currency", "rate", "source", "no-url", "phone", "x", "parks"]),
        inner,
        max_size=4,
    ),
    max_leaves=6,
)  # fmt: skip
PLACE = re.compile(r"\{\w+\}")  # a fact that a message was not given
LABELLED = "languages: {{zh: {{tag: zh, path: '', label: 中}}, en: {0}}}\n"


def load(text: str) -> tuple[config.Config | None, list[Problem]]:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "zsite.yaml").write_text(text, "utf-8")
        return config.load(Path(folder))


@given(st.dictionaries(st.sampled_from([*NAMES, "nonsense"]), ODD, max_size=5))
def test_no_configuration_crashes(settings: dict[str, object]) -> None:
    found, problems = load(json.dumps(settings, ensure_ascii=False))
    for each in problems:
        assert each.id in catalogue()
        assert not any(PLACE.search(words(each, lang).message) for lang in ("zh", "en"))
    if found is not None:
        assert found.default in found.languages
        assert len({language.key for language in found.languages}) == len(found.languages)
        assert found.spoken.keys and found.theme and found.kinds
        assert not found.url.endswith("/")


TABLE = {
    "title: x\nno_such: 1\n": "unknown-field",
    "title: x\nthem: plain\n": "unknown-field-near",
    "theme: plain\n": "missing-setting",
    "title: x\ndefault_language: fr\n": "unknown-default-language",
    "title: x\n" + LABELLED.format("{tag: en}"): "language-incomplete",
    "title: x\n" + LABELLED.format("{tag: en, path: '', label: E}"): "languages-share-a-path",
    "title: x\n" + LABELLED.format("{tag: 'en x', path: en, label: E}"): "language-incomplete",
    "title: x\nlanguages: en\n": "declaration-malformed",
    "title: x\ntokens: red\n": "declaration-malformed",
    "title: x\nkinds: [x]\n": "declaration-malformed",
    "title: x\nproblems: {no-such-id: error}\n": "unknown-problem-id",
    "title: x\nproblems: {no-url: fatal}\n": "unknown-severity",
    "title: x\nwaivers: [{problem: no-id, reason: x, until: 2026-01-01}]\n": "unknown-problem-id",
    "title: x\nwaivers: [{problem: no-url, until: 2026-01-01}]\n": "missing-part",
    "title: x\nwaivers: [{problem: no-url, reason: x, until: soon}]\n": "not-a-date",
    "title: x\npage_size: many\n": "not-an-integer",
    "title: x\nurl: x.example\n": "not-a-url",
    "title: x\ncurrencies: [{currency: USD, rate: 7}]\n": "missing-part",
    "title: x\nkinds: {farms: x}\n": "kind-malformed",
}


@pytest.mark.parametrize("text", TABLE)
def test_what_is_wrong_is_named_with_its_line(text: str) -> None:
    _, problems = load(text)
    assert TABLE[text] in {each.id for each in problems}
    assert all(each.place.file == "zsite.yaml" for each in problems)
    last = [each for each in problems if each.id == TABLE[text]][-1]
    assert last.place.line in (0, text.count("\n")) or last.id == "missing-setting"


def test_every_default_is_told_apart_from_what_was_written() -> None:
    found, problems = load("title: 云泽\n")
    assert found is not None
    assert {p.id for p in problems} <= {"missing-translation", "no-url"}
    assert [(lang.key, lang.path) for lang in found.languages] == [("zh", ""), ("en", "en")]
    assert (found.default.key, found.theme, found.url) == ("zh", "default", "")
