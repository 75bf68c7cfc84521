"""The theme's words: the same in every language, all used, none missing."""

import re
import tomllib
from pathlib import Path

import pytest

THEME = Path(__file__).resolve().parents[2] / "themes" / "default"
USED = re.compile(r"\bs\.([a-z_]+)")
BY_NAME = ("standing_", "step_", "why_", "band_", "list_separator")


def words(language: str) -> dict[str, str]:
    return tomllib.loads((THEME / "strings" / f"{language}.toml").read_text("utf-8"))


def used() -> set[str]:
    templates = (path.read_text("utf-8") for path in THEME.rglob("*.html"))
    return {name for template in templates for name in USED.findall(template)}


def test_languages_have_the_same_words() -> None:
    assert words("zh").keys() == words("en").keys()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_word_is_empty(language: str) -> None:
    assert [name for name, word in words(language).items() if not word.strip(" ")] == []


def test_templates_use_words_that_exist() -> None:
    assert used() - words("en").keys() == set()


def test_no_word_is_left_over() -> None:
    named = {name for name in words("en") if name.startswith(BY_NAME)}
    assert words("en").keys() - used() - named == set()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_places_for_names_are_kept(language: str) -> None:
    other = words("en" if language == "zh" else "zh")
    for name, word in words(language).items():
        assert word.count("{}") == other[name].count("{}"), name
