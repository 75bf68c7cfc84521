"""The editor's words exist in both languages with the same facts, and each of them is in use."""

import re
import string
from pathlib import Path
from typing import get_args

import pytest

from zsite.ship.edit import journal
from zsite.ship.edit.controls import GROUPS
from zsite.ship.edit.words import LANGUAGES, say, words
from zsite.site.selection import Reason

TOP = Path(__file__).parents[2] / "zsite/ship/edit"
USED = "\n".join(
    path.read_text("utf-8") for path in TOP.rglob("*") if path.suffix in (".py", ".html")
)


@pytest.mark.parametrize("name", words())
def test_a_sentence_is_there_in_both_languages_with_the_same_facts(name: str) -> None:
    texts = words()[name]
    assert sorted(texts) == sorted(LANGUAGES)
    facts = [{f for _, f, _, _ in string.Formatter().parse(texts[key]) if f} for key in LANGUAGES]
    assert facts[0] == facts[1]
    assert all("{" not in say(name, key, **dict.fromkeys(facts[0], "x")) for key in LANGUAGES)
    assert re.search(r"[\u4e00-\u9fff]", texts["zh"]) or name in ("other_language", "row")


@pytest.mark.parametrize("name", words())
def test_a_sentence_is_in_use(name: str) -> None:
    made = [f"group_{each}" for each in GROUPS] + ["conflict_mine", "conflict_theirs"]
    made += [f"what_{what}" for what in ("saved", "published", "created", "archived", "deleted")]
    made += ["undone", "redone"]
    made += [f"unprinted_{why}" for why in get_args(Reason) if why]
    assert (
        name in made
        or name.startswith("wrong_missing")
        or f'"{name}"' in USED
        or (name.startswith("wrong_") and name.partition("_")[2] in USED + "image-without-alt")
    )


def test_the_journal_is_where_its_words_say() -> None:
    assert journal.FOLDER == ".zsite/edits"
    assert str(journal.MOST_SAVES) == "200"
