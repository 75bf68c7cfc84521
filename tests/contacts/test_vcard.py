"""Contacts as vCards: well-formed whatever the record says, and never more than it may say."""

import re
from pathlib import Path
from typing import Any

import pytest
from cards import read, values
from hypothesis import example, given
from hypothesis import strategies as st

from zsite.content.declarations import built_in, with_declared
from zsite.content.entries import Entry
from zsite.content.kinds import Kind
from zsite.content.languages import Languages
from zsite.problems import Place
from zsite.render import vcard
from zsite.site import formats
from zsite.site.catalog import Catalog
from zsite.site.i18n import Edition, Tongue

KIND = built_in()["contacts"]
TAGS = {"zh": "zh-Hans", "en": "en"}
SPOKEN = Languages(("zh", "en"), "zh", {"zh": "zh", "en": "en"}, TAGS)
BUREAU = {
    "type": "bureau",
    "org": {"zh": "云泽县投资促进中心", "en": "Yunze Investment Centre"},
    "office_phone": "0000-0000000",
}
URL = "https://yunze.example/contacts/bureau.html"


def edition(language: str) -> Edition:
    """An edition without any entry."""
    tongue = Tongue(language, TAGS[language], "", language)
    strings = {"colon": {"zh": "：", "en": ": "}[language]}
    locale = formats.locale(TAGS[language])
    catalog = Catalog({"contacts": KIND})
    return Edition(
        tongue, [tongue], SPOKEN, catalog, strings, locale, formats.PLAIN, lambda key: b""
    )


def card(language: str, url: str = URL, kind: Kind = KIND, **more: Any) -> bytes:
    """The card of the bureau with more facts."""
    entry = Entry(
        kind, "bureau", "contacts/bureau", "bureau.yaml", "", {}, {}, {}, (), {}, (), (), (), (), ()
    )
    return vcard.card(edition=edition(language), facts=(entry, BUREAU | more), url=url)


def both(text: str) -> dict[str, str]:
    """The same text in both languages."""
    return {"zh": text, "en": text}


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120)


@given(org=texts, address=texts, hours=texts, person=texts)
@example(org="a;b,c\\n", address="\\", hours="\r\n", person="天" * 80)
def test_any_text_comes_back_as_it_was(org: str, address: str, hours: str, person: str) -> None:
    made = card("en", org=both(org), address=both(address), hours=both(hours), person=both(person))
    for name, said in (("ORG", org), ("ADR", address), ("FN", person)):
        plain = re.sub(r"[\x00-\x09\x0b-\x1f\x7f]+", " ", said.replace("\r\n", "\n"))
        assert values(made, name) == [plain]
    (note,) = values(made, "NOTE")
    assert note.startswith("Office hours: ")


@pytest.mark.parametrize(
    ("stored", "extension", "uri"),
    [
        ("0000-0000000", None, "tel:+860000000000"),
        ("0512-12345678", None, "tel:+8651212345678"),
        ("+86 512 12345678", "801", "tel:+8651212345678;ext=801"),
        ("0512-12345678转801", "999", "tel:+8651212345678;ext=801"),
        ("+49 30 1234567", None, "tel:+49301234567"),
        ("12345", None, "tel:12345;phone-context=+86"),
        ("400-000-0000", None, "tel:4000000000;phone-context=+86"),
    ],
)
def test_a_telephone_can_be_dialled_from_anywhere(
    stored: str, extension: str | None, uri: str
) -> None:
    more = {"extension": extension} if extension else {}
    (telephone,) = (
        each for each in read(card("en", office_phone=stored, **more)) if each.name == "TEL"
    )
    assert telephone.value == uri
    assert telephone.parameters == {"VALUE": "uri", "TYPE": '"work,voice"'}


@pytest.mark.parametrize(("consent", "numbers"), [(None, 0), (False, 0), (True, 1)])
def test_a_mobile_number_needs_consent(consent: bool | None, numbers: int) -> None:
    more = {} if consent is None else {"mobile_consent": consent}
    made = card("zh", mobile="13800000000", **more)
    assert made.count(b"13800000000") == numbers


def test_internal_numbers_are_on_no_card() -> None:
    made = card("zh", personal_mobile="13900000000", personal_wechat="secret", notes=both("secret"))
    assert made == card("zh")


def test_it_speaks_the_language_of_its_edition() -> None:
    facts = {"hours": {"zh": "工作日", "en": "Weekdays"}, "title": {"zh": "主任", "en": "Director"}}
    chinese, english = card("zh", **facts), card("en", **facts)
    assert values(chinese, "FN") == ["云泽县投资促进中心"]
    assert values(english, "FN") == values(english, "ORG") == ["Yunze Investment Centre"]
    assert values(chinese, "NOTE") == ["办公时间：工作日"]
    assert values(english, "NOTE") == ["Office hours: Weekdays"]
    assert values(english, "TITLE") == ["Director"]
    assert [each.name for each in read(chinese)] == [each.name for each in read(english)]


def test_a_person_is_not_taken_to_pieces_unless_the_record_does_it() -> None:
    person = {"person": both("张三")}
    assert values(card("zh"), "KIND") == ["org"]
    assert values(card("zh", **person), "KIND") == ["individual"]
    assert "N" not in [each.name for each in read(card("zh", **person))]
    names = {"surname": {"type": "text"}, "given_name": {"type": "text"}}
    kinds, _ = with_declared({"contacts": {"fields": names}}, Place())
    parts = {"surname": both("张"), "given_name": both("三")}
    whole = read(card("zh", kind=kinds["contacts"], **person, **parts))
    assert [each.parts for each in whole if each.name == "N"] == [("张", "三", "", "", "")]


def test_languages_spoken_and_the_address_of_the_page() -> None:
    made = card("zh", spoken=["zh", "yue"], address=both("某路"), postcode="000000")
    assert values(made, "LANG") == ["zh", "yue"]
    assert values(made, "URL") == [URL]
    assert values(card("zh", url=""), "URL") == []
    (address,) = (each for each in read(made) if each.name == "ADR")
    assert address.parts == ("", "", "某路", "", "", "000000", "")


def test_the_demo_county_has_only_good_cards(demo: Path) -> None:
    pages = sorted(demo.glob("**/contacts/*.html"))
    pages = [page for page in pages if page.stem != "index"]
    assert len(pages) >= 28
    for page in pages:
        found = read(page.with_suffix(".vcf").read_bytes())
        (url,) = (each.value for each in found if each.name == "URL")
        assert url.endswith(page.relative_to(demo).as_posix())
    assert {path.with_suffix(".html") for path in demo.rglob("*.vcf")} == set(pages)
