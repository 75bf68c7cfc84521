"""Every problem, sentence and declaration has its words in both languages, and is in use."""

import ast
import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from zsite import config, problems
from zsite.cli.language import LANGUAGES
from zsite.cli.words import PARTS, SENTENCES, say
from zsite.content.declarations import built_in
from zsite.content.kinds import Field

ROOT = Path(__file__).parents[2]
TOP = ROOT / "zsite"
CATALOGUE = problems.catalogue()
SOURCES = {path: path.read_text("utf-8") for path in sorted(TOP.rglob("*.py"))}
FACT = re.compile(r"\{(\w+)\}")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def strings(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


LITERALS = {each for text in SOURCES.values() for each in strings(text)}


def used_ids() -> Iterator[str]:
    """First arguments of whatever notes a problem, as far as they are literals."""
    for text in SOURCES.values():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
                if name in ("problem", "report", "Fault", "_refuse", "_matching", "_report", "_at"):
                    yield from (
                        arg.value
                        for arg in node.args
                        if isinstance(arg, ast.Constant)
                        and isinstance(arg.value, str)
                        and re.fullmatch(r"[a-z]+(-[a-z]+)+", arg.value)
                    )


def test_the_catalogue_is_one_table_per_id() -> None:
    files = [tomllib.loads((TOP / name).read_text("utf-8")) for name in problems.CATALOGUES]
    assert sum(map(len, files)) == len(CATALOGUE)
    assert {id: about for each in files for id, about in each.items()} == dict(CATALOGUE)


@pytest.mark.parametrize("id", sorted(set(used_ids())))
def test_every_problem_in_the_code_is_in_the_catalogue(id: str) -> None:
    assert id in CATALOGUE


def is_found(id: str, literals: set[str]) -> bool:
    return id in literals or f"{id.rpartition('-')[0]}-" in literals


@pytest.mark.parametrize("id", CATALOGUE)
def test_every_problem_in_the_catalogue_is_in_the_code(id: str) -> None:
    assert is_found(id, LITERALS)


@pytest.mark.parametrize("room", problems.ROOMS)
def test_the_words_of_a_problem_stand_in_the_first_room_that_finds_it(room: str) -> None:
    def known(name: str) -> set[str]:
        files = (text for path, text in SOURCES.items() if TOP / name in path.parents)
        return {each for text in files for each in strings(text)}

    own, literals = tomllib.loads((TOP / room / "problems.toml").read_text("utf-8")), known(room)
    assert [id for id in own if not is_found(id, literals)] == []
    earlier = [known(name) for name in problems.ROOMS[: problems.ROOMS.index(room)]]
    assert [id for id in own if any(id in each for each in earlier)] == []
    modules = tomllib.loads((TOP / "problems.toml").read_text("utf-8"))
    assert [id for id in modules if id in literals] == []


@pytest.mark.parametrize("id", CATALOGUE)
def test_a_problem_has_a_severity_words_and_a_remedy_in_both_languages(id: str) -> None:
    about = CATALOGUE[id]
    own = {"group", "rule", "title"} if "group" in about else set()
    assert about.keys() == {"severity", "en", "zh", "hint"} | own
    assert about["severity"] in ("error", "warning", "note")
    assert about["hint"].keys() == {"en", "zh"}
    assert facts(about["en"]) <= facts(about["zh"])  # a Chinese label may stand beside the name
    assert CHINESE.search(about["zh"]) and CHINESE.search(about["hint"]["zh"])
    assert not CHINESE.search(
        re.sub("“[^”]*”|‘[^’]*’|[(（][^)）]*[)）]|example .*", "", about["en"])
    )


def facts(text: str) -> set[str]:
    """The facts of a sentence; one that is itself in a language goes by its plain name."""
    return {re.sub("_(en|zh)$", "", name) for name in FACT.findall(text)}


@pytest.mark.parametrize("id", CATALOGUE)
def test_no_word_of_a_problem_is_left_unfilled(id: str) -> None:
    """The facts of the hint are facts that the code gives: those of the message, or named there."""
    for language in ("en", "zh"):
        for name in FACT.findall(CATALOGUE[id][language] + CATALOGUE[id]["hint"][language]):
            assert any(re.search(rf"\b{name}=|[\"']{name}[\"']", text) for text in SOURCES.values())


@pytest.mark.parametrize("name", SENTENCES)
def test_a_sentence_is_there_in_both_languages_with_the_same_facts(name: str) -> None:
    assert tuple(sorted(SENTENCES[name])) == tuple(sorted(LANGUAGES))
    filled = {
        language: {field for _, field, _, _ in string.Formatter().parse(text) if field}
        for language, text in SENTENCES[name].items()
    }
    assert filled["en"] <= filled["zh"]  # a Chinese label may stand beside the name
    for language in LANGUAGES:
        assert "{" not in say(name, language, **dict.fromkeys(filled["zh"], "x"))


def test_every_sentence_is_used() -> None:
    texts = [text for path, text in SOURCES.items() if "words" not in (path.stem, path.parent.name)]
    used = {each for text in texts for each in strings(text)}
    assert SENTENCES.keys() <= used


def test_every_setting_and_field_has_labels_in_both_languages() -> None:
    for where, field in declared():
        assert {"zh", "en"} <= field.label.keys(), f"{where}.{field.name}"
        assert not field.help or {"zh", "en"} <= field.help.keys(), f"{where}.{field.name}"
        for choice, label in field.choices.items():
            assert {"zh", "en"} <= label.keys(), f"{where}.{field.name}.{choice}"


def test_every_setting_has_a_sentence() -> None:
    assert [
        field.name for field in config.settings() if field.type != "text" and not field.help
    ] == []


def test_no_key_means_two_fields() -> None:
    for name, kind in built_in().items():
        for fields in tables(kind.fields):
            seen: dict[str, str] = {}
            for field in fields:
                for key in field.keys:
                    assert seen.setdefault(key, field.name) == field.name, f"{name}: {key}"


def declared() -> Iterator[tuple[str, Field]]:
    for where, fields in [
        ("zsite.yaml", config.settings()),
        *((name, kind.fields) for name, kind in built_in().items()),
    ]:
        for table in tables(fields):
            yield from ((where, field) for field in table)


def tables(fields: tuple[Field, ...]) -> Iterator[tuple[Field, ...]]:
    """The fields of a record and, below, of the records inside it."""
    yield fields
    for field in fields:
        if field.fields:
            yield from tables(field.fields)


def test_the_default_theme_has_the_same_strings_in_both_languages() -> None:
    folder = ROOT / "themes/default/strings"
    texts = {p.stem: tomllib.loads(p.read_text("utf-8")) for p in folder.glob("*.toml")}
    assert {"zh", "en"} <= texts.keys()
    words: Mapping[str, set[str]] = {
        language: {name for name, text in about.items() if isinstance(text, str)}
        for language, about in texts.items()
    }
    assert words["zh"] == words["en"]
    filled: dict[str, Any] = {
        language: {name: sorted(FACT.findall(texts[language][name])) for name in names}
        for language, names in words.items()
    }
    assert filled["zh"] == filled["en"]


def test_a_sentence_stands_once() -> None:
    assert len(SENTENCES) == sum(map(len, PARTS))
