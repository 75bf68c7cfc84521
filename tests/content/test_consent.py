"""What a new record still has to say, and what nobody has agreed to publish."""

import json

from zsite.content.declarations import built_in
from zsite.content.entries import facts_from
from zsite.content.languages import Languages
from zsite.content.records import Task, read_entry

TAGS = {"zh": "zh-Hans", "en": "en"}
LANGUAGES = Languages(("zh", "en"), "zh", {"zh": "zh", "en": "en"}, TAGS)
CONTACT = """\
type: 招商局
org: {zh: 投资促进中心, en: Investment Promotion Centre}
summary: {zh: 项目咨询, en: Enquiries}
office_phone: 0000-0000000
mobile: 138-0000-0000
"""


def read(kind: str, text: str) -> tuple[dict[str, object], list[str]]:
    task = Task(built_in()[kind], "x", ("x.yaml", text.encode()), [], [], "", LANGUAGES)
    rows = read_entry(task)
    ids = [found[0] for found in json.loads(rows["head"])["problems"]]
    return dict(facts_from(rows["record"])), ids


def test_a_mobile_number_needs_consent() -> None:
    facts, ids = read("contacts", CONTACT)
    assert "mobile" not in facts
    assert "without-consent" in ids
    facts, ids = read("contacts", CONTACT + "mobile_consent: 是\n")
    assert facts["mobile"] == "138-0000-0000"
    assert "without-consent" not in ids
    facts, ids = read("contacts", CONTACT + "mobile_consent: 否\n")
    assert "mobile" not in facts


def test_an_example_that_was_left_is_named_once() -> None:
    _, ids = read(
        "contacts", CONTACT.replace("项目咨询", "（待填）职责").replace("Enquiries", "(to fill)")
    )
    assert ids.count("to-fill") == 1


def test_an_empty_list_does_not_satisfy_a_required_field() -> None:
    _, ids = read("projects", "contacts: []\n")
    _, without = read("projects", "name: x\n")
    assert ids.count("missing-field") == without.count("missing-field") + 1
