"""`zsite new`: a record with every field of its kind, which builds as it is, untouched."""

import json
import re
from pathlib import Path

import pytest
from county import add, begun, build, everything, ids, zsite
from hypothesis import example, given
from hypothesis import strategies as st

from zsite.content.declarations import built_in, with_declared
from zsite.content.documents import parse, plain
from zsite.content.kinds import PLAIN, QUANTITIES, Kind
from zsite.content.languages import Languages
from zsite.content.records import Task, read_entry
from zsite.problems import Place, default_severity
from zsite.ship import scaffold, specimen
from zsite.ship.examples import Surroundings, matching, quoted, types

TAGS = {"zh": "zh-Hans", "en": "en", "ja": "ja"}
KINDS = tuple(built_in().values())
IN_ORDER = ("industries/food", "parks/east", "policies/growth")
COMMENTED = re.compile(r"^( *(?:- )?)#(?! )", re.M)
FIELD = re.compile(r"^#?([a-z_]+):", re.M)

OWN = """
label: {zh: 农场, en: Farms}
one: {zh: 农场, en: Farm}
fields:
  name: {type: text, required: true, label: {zh: 名称, en: Name}}
  code: {type: string, required: true, pattern: 'YZ-[F-H]{2}[^\\d\\s](?:north|south)?\\w+'}
  gate: {type: image, required: true}
  papers: {type: file, required: true, many: true}
  rent: {type: price, unit: 万元/亩, required: true, plausible: [1万元/亩, 2万元/亩]}
  near: {type: ref, to: parks, required: true, many: true}
  told_by: {type: ref, to: farms, or: text, required: true}
  crops:
    type: record
    many: true
    required: true
    fields:
      note: {type: text}
      since: {type: year, required: true}
      fields: {type: record, required: true, fields: {soil: {type: text}, area: {type: area}}}
"""
FARMS = with_declared({"farms": plain(parse("farms", OWN).root)}, Place())[0]["farms"]


def specimen_of(kind: Kind, *languages: str) -> str:
    """The text of a new record in a site that has a contact, a park and an industry."""
    known = {"contacts": "bureau", "parks": "east", "industries": "food"}
    return specimen.record(kind, Surroundings(languages, known), {})


NOT_YET = ("missing-recommended", "to-fill")


def found_in(kind: Kind, text: str, *languages: str) -> list[tuple[str, str]]:
    """(severity, id) of every problem of a record, but for what a new one cannot have yet."""
    spoken = Languages(languages, languages[0], {each: each for each in languages}, TAGS)
    task = Task(kind, "new", ("new.yaml", text.encode()), [], [], "", spoken)
    found = json.loads(read_entry(task)["head"])["problems"]
    return [(default_severity(id), id) for id, *_ in found if id not in NOT_YET]


@pytest.mark.parametrize("languages", [("zh", "en"), ("en",), ("ja", "zh", "en")])
@pytest.mark.parametrize("kind", [*KINDS, FARMS], ids=lambda kind: kind.name)
def test_as_made_and_with_every_field_used_it_has_no_fault(
    kind: Kind, languages: tuple[str, ...]
) -> None:
    text = specimen_of(kind, *languages)
    assert found_in(kind, text, *languages) == []
    used = COMMENTED.sub(r"\1", COMMENTED.sub(r"\1", text))
    assert {id for _, id in found_in(kind, used, *languages)} <= {"without-consent"}
    facts = plain(parse("new.yaml", used).root)
    assert facts.keys() == {each.name for each in kind.fields if not each.internal}


@pytest.mark.parametrize("kind", [*KINDS, FARMS], ids=lambda kind: kind.name)
def test_every_field_stands_there_in_order_with_its_labels(kind: Kind) -> None:
    text = specimen_of(kind, "zh", "en")
    public = [each for each in kind.fields if not each.internal and each.name != "draft"]
    assert FIELD.findall(text) == ["draft", *(each.name for each in public)]
    for each in public:
        assert all(label in text for label in (*each.label.values(), *each.choices)), each.name
    facts = plain(parse("new.yaml", text).root)
    assert facts.keys() == {"draft", *(each.name for each in public if each.required)}
    assert facts["draft"] == "true"
    assert text.count("# 必填 required") >= sum(each.required for each in public)


def test_every_kind_makes_a_draft_that_builds(tmp_path: Path) -> None:
    begun(tmp_path)
    with (tmp_path / "zsite.yaml").open("a", encoding="utf-8") as file:
        file.write("kinds:\n  farms:\n" + re.sub(r"^", "    ", OWN.strip(), flags=re.M) + "\n")
    build(tmp_path)
    before = everything(tmp_path / "output")
    others = [name for name in (*built_in(), "farms") if name != "county"]
    add(tmp_path, *IN_ORDER, *(f"{name}/fresh" for name in others))
    report = build(tmp_path)
    assert not report.errors, report.problems
    assert set(ids(report, "warning")) == {"no-url", "to-fill"}
    assert everything(tmp_path / "output") == before


def test_a_draft_that_is_let_out_has_its_page(tmp_path: Path) -> None:
    add(begun(tmp_path), "industries/food")
    path = tmp_path / "content/industries/food/industry.yaml"
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"^draft.*\n", "", text, flags=re.M), "utf-8")
    assert not build(tmp_path).errors
    assert {"industries/food.html", "en/industries/food.html"} <= everything(
        tmp_path / "output"
    ).keys()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("prject", "x"), "Did you mean projects?"),
        (("quux", "x"), "“quux” is not a kind"),
        (("pages",), "zsite new pages ID"),
        (("pages", "en"), "“en” is reserved"),
        (("pages", "about"), "pages/about already"),
        (("contacts", "Bureau"), "contacts/bureau already"),
        (("county",), "county/county already"),
        (("projects", "x"), "zsite new industries ID"),
    ],
)
def test_what_cannot_be_made_is_refused_with_a_reason(
    tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    before = everything(begun(tmp_path))
    ended = zsite("new", *arguments, "--root", tmp_path, "--lang", "en")
    assert ended.exit_code == 1
    assert words in ended.stderr
    assert ended.stdout == ""
    assert everything(tmp_path) == before


def test_a_folder_without_a_project_is_a_problem(tmp_path: Path) -> None:
    ended = zsite("new", "pages", "x", "--root", tmp_path, "--lang", "en")
    assert ended.exit_code == 1
    assert "[no-config]" in ended.stderr


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    before = everything(begun(tmp_path))
    ended = zsite("new", "pages", "x", "--root", tmp_path, "--lang", "en", "--dry-run")
    assert ended.exit_code == 0
    assert "content/pages/x/page.yaml" in ended.stdout
    assert everything(tmp_path) == before


def test_a_chinese_name_gives_an_id_and_the_title_once(tmp_path: Path) -> None:
    begun(tmp_path)
    ended = zsite("new", "产业", "果蔬食品", "--root", tmp_path, "--lang", "zh")
    assert ended.exit_code == 0
    assert "“果蔬食品”的编号是 guo-shu-shi-pin" in ended.stdout
    record = tmp_path / "content/industries/guo-shu-shi-pin/industry.yaml"
    assert plain(parse("x", record.read_text("utf-8")).root)["name"]["zh"] == "果蔬食品"
    before = everything(tmp_path)
    again = zsite("new", "industries", "果蔬食品", "--root", tmp_path, "--lang", "zh")
    assert again.exit_code == 1
    assert everything(tmp_path) == before


@pytest.mark.parametrize(
    ("name", "id"), [("con", "con-1"), ("index", "index-1"), ("A  b--c", "a-b-c"), ("x-9", "x-9")]
)
def test_every_name_gives_an_id_that_the_build_takes(tmp_path: Path, name: str, id: str) -> None:
    ended = zsite("new", "pages", name, "--root", begun(tmp_path), "--lang", "en")
    assert ended.exit_code == 0
    assert (f"has the id {id}," in ended.stdout) == (name != id)
    assert (tmp_path / "content/pages" / id / "page.yaml").is_file()
    assert not build(tmp_path).errors


def test_a_name_that_urls_yaml_knows_is_taken(tmp_path: Path) -> None:
    begun(tmp_path)
    named = tmp_path / "content/pages/隐私.yaml"
    named.write_text("title: {zh: 隐私, en: Privacy}\n", "utf-8")
    (tmp_path / "urls.yaml").write_text('ids:\n  "pages/隐私": privacy\n', "utf-8")
    refused = scaffold.record(tmp_path, "pages", "privacy")
    assert isinstance(refused, scaffold.Refusal)
    assert refused.sentence == "new_exists"


def test_a_file_that_came_in_between_is_not_overwritten(tmp_path: Path) -> None:
    planned = scaffold.record(begun(tmp_path), "pages", "x")
    assert isinstance(planned, scaffold.Scaffold)
    scaffold.write(tmp_path, {"content/pages/x/page.yaml": b"theirs"})
    assert scaffold.write(tmp_path, planned.new)
    assert (tmp_path / "content/pages/x/page.yaml").read_bytes() == b"theirs"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_examples_name_existing_records_where_they_can(kind: Kind) -> None:
    text = specimen_of(kind, "zh", "en")
    for each in kind.fields:
        if each.type == "ref" and each.to == "contacts" and not each.internal:
            assert re.search(rf"^#?{each.name}: \[?bureau\]?", text, re.M), each.name


def test_every_type_has_words_and_every_plain_one_an_example() -> None:
    without = {"string", "choice"}
    assert (PLAIN | QUANTITIES) - without <= {k for k, v in types().items() if "example" in v}
    assert all({"zh", "en"} <= about.keys() for about in types().values())


pieces = st.recursive(
    st.sampled_from(
        [r"\d", r"\w", r"\S", "[A-Z0-9]", r"[^\s0-9]", "a", "-", r"\.", "〔", ".", "中"]
    ),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{1,3}"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}|{pair[1]})"),
    ),
    max_leaves=6,
)


@given(pieces)
def test_an_example_matches_its_pattern(pattern: str) -> None:
    assert re.fullmatch(pattern, matching(pattern))


@example("null")
@example("~")
@given(st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), max_size=30))
def test_a_quoted_text_reads_as_itself(text: str) -> None:
    for yaml in (f"a: {quoted(text)}", f"a: [{quoted(text)}]", f"a: {{b: {quoted(text)}}}"):
        root = plain(parse("x", f"{yaml}  # remark\n").root)
        assert root is not None
        value = root["a"]
        value = value[0] if isinstance(value, list) else value["b"] if "{b" in yaml else value
        assert (value or "") == text
