"""What a filled-in form comes to: files as they are encoded, conflicts, copies, internal facts."""

from pathlib import Path
from urllib.parse import urlencode

import pytest

from zsite.ship.edit import answer, conflicts, desk, packing
from zsite.ship.edit.desk import Desk
from zsite.ship.edit.emission import Item
from zsite.ship.edit.forms import Filled, acted, filled_in
from zsite.ship.edit.proposing import proposal
from zsite.ship.edit.sheets import Sheet, sheet
from zsite.ship.serve.wire import TOKEN, Request, Response

RECORD = "content/projects/pv-glass/project.yaml"
SECRET = "某某投资有限公司"


def opened(root: Path) -> Desk:
    at = desk.at(root)
    assert isinstance(at, Desk)
    return at


def of(at: Desk, name: str) -> Sheet:
    kind, _, _ = name.partition("/")
    found = sheet(at.root, at.files[name], at.config.kinds[kind], at.config.spoken)
    assert isinstance(found, Sheet)
    return found


def asked(root: Path, path: str, /, **query: str) -> Response:
    return answer(root, Request("GET", path, {k: [v] for k, v in query.items()}), "zh")


def sent(root: Path, path: str, **names: str) -> Response:
    body = urlencode({name.replace("__", "."): text for name, text in names.items()}).encode()
    return answer(root, Request("POST", path, {}, {TOKEN: "t"}, body, "t"), "zh")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_file_keeps_its_encoding_and_line_ends(county: Path, encoding: str, newline: str) -> None:
    path = county / RECORD
    text = path.read_text("utf-8").replace("\n", newline)
    path.write_bytes(text.encode(encoding))
    at = opened(county)
    found = of(at, "projects/pv-glass")
    made = proposal(at, found, Filled({"total_investment": "9亿元"}), "zh")
    assert made.changes.keys() == {RECORD}
    after = (made.changes[RECORD] or b"").decode(encoding)
    old = next(line for line in text.split(newline) if line.startswith("total_investment"))
    assert after == text.replace(old, "total_investment: 9亿元")


def test_a_body_keeps_the_lines_that_were_not_touched(county: Path) -> None:
    path = "content/projects/pv-glass/body.zh.md"
    (county / path).write_bytes("## 一\r\n\n第一段。  \r\n\r\n第二段。\n".encode())
    at = opened(county)
    form = Filled(bodies={"zh": "## 一\n\n第一段。  \n\n第二段改了。\n"})
    made = proposal(at, of(at, "projects/pv-glass"), form, "zh")
    assert made.changes == {path: "## 一\r\n\n第一段。  \r\n\r\n第二段改了。\r\n".encode()}


def test_internal_facts_go_to_internal_and_nowhere_else(county: Path) -> None:
    at = opened(county)
    form = Filled(internal={"investor": {"zh": SECRET}})
    made = proposal(at, of(at, "projects/pv-glass"), form, "zh")
    assert list(made.changes) == ["internal/projects/pv-glass.yaml"]
    for page in ("", "projects", "search", "projects/steering-knuckle"):
        (county / "internal/projects/pv-glass.yaml").write_bytes(
            made.changes["internal/projects/pv-glass.yaml"] or b""
        )
        assert SECRET not in asked(county, page, q=SECRET[:2]).body.decode().replace(
            f'value="{SECRET[:2]}"', ""
        )
    assert SECRET in asked(county, "projects/pv-glass").body.decode()


def test_a_form_does_not_write_internal_fields_into_content(county: Path) -> None:
    at = opened(county)
    kind = at.config.kinds["projects"]
    form = filled_in([("f.investor.zh", SECRET), ("f.name.zh", "甲")], kind, at.config.spoken)
    assert form.fields == {"name": {"zh": "甲"}}


def test_two_who_changed_different_fields_lose_nothing(county: Path) -> None:
    at = opened(county)
    kind, found = at.config.kinds["projects"], of(at, "projects/pv-glass")
    base = found.filled()
    mine = Filled({**base.fields, "total_investment": "9亿元"}, base.internal, base.bodies)
    path = county / RECORD
    path.write_text(path.read_text("utf-8").replace("Rolled solar glass", "Theirs"), "utf-8")
    theirs = of(opened(county), "projects/pv-glass").filled()
    different = conflicts.differences(kind, base, mine, theirs, "zh")
    assert [(each.name, each.chosen) for each in different] == [
        ("f.name", conflicts.THEIRS),
        ("f.total_investment", conflicts.MINE),
    ]
    choices = {each.name: each.chosen for each in different}
    merged = conflicts.merged(kind, base, mine, theirs, choices)
    assert merged.fields["name"]["en"] == "Theirs"
    assert merged.fields["total_investment"] == "9亿元"


def test_a_stale_form_overwrites_nothing(county: Path) -> None:
    before = (county / RECORD).read_bytes()
    made = sent(county, "projects/pv-glass", _do="save", seen="old", f__total_investment="9亿元")
    assert made.status == 409 and "9亿元" in made.body.decode()
    assert (county / RECORD).read_bytes() == before


def test_a_form_survives_the_trip_through_a_page(county: Path) -> None:
    for name in ("projects/pv-glass", "costs/electricity", "county/county", "parks/east-zone"):
        form = of(opened(county), name).filled()
        again = packing.unpacked(packing.packed(form))
        assert (again.fields, again.internal, again.bodies) == (
            form.fields,
            form.internal,
            form.bodies,
        )
    assert packing.unpacked("[[") == packing.unpacked('{"f": 3}') == Filled()


def test_rows_move_and_come_and_go(county: Path) -> None:
    kind = opened(county).config.kinds["projects"]
    form = Filled({"advantages": [Item({"zh": "一"}, 0), Item({"zh": "二"}, 1)]})
    moved = acted(form, kind, "down:f.advantages.0").fields["advantages"]
    assert [item.origin for item in moved] == [1, 0]
    assert acted(form, kind, "up:f.advantages.1").fields["advantages"] == moved
    assert len(acted(form, kind, "add:f.advantages").fields["advantages"]) == 3
    assert acted(form, kind, "remove:f.advantages.0").fields["advantages"] == moved[:1]
    for action in ("remove:f.advantages.7", "up:f", "add:x.y", "nonsense", "up:f.advantages.x"):
        assert acted(form, kind, action) == form


def test_a_copy_takes_no_number_draft_or_picture_along(county: Path) -> None:
    page = asked(county, "projects/new", **{"from": "pv-glass"}).body.decode()
    assert "Rolled solar glass" in page and 'value="YZ-0112"' not in page
    assert 'value="YZ-0127"' in page


def test_archiving_is_one_line_and_can_be_taken_back(county: Path) -> None:
    before = (county / RECORD).read_text("utf-8")
    plan = asked(county, "projects/pv-glass/remove").body.decode()
    seen = plan.partition('name="seen" value="')[2].partition('"')[0]
    assert sent(county, "projects/pv-glass/remove", _do="archive", seen=seen).status == 200
    after = (county / RECORD).read_text("utf-8")
    assert after == before.rstrip("\n") + "\nvisibility: archived\n"
    assert sent(county, "undo/1").status == 200
    assert (county / RECORD).read_text("utf-8") == before


def test_what_others_refer_to_is_not_deleted(county: Path) -> None:
    plan = asked(county, "parks/east-zone/remove").body.decode()
    seen = plan.partition('name="seen" value="')[2].partition('"')[0]
    assert "pv-glass" in plan
    refused = sent(county, "parks/east-zone/remove", _do="delete", sure="1", seen=seen)
    assert refused.status == 422 and (county / "content/parks/east-zone/park.yaml").is_file()


def test_a_broken_file_is_shown_as_a_text_and_mended(county: Path) -> None:
    good = (county / RECORD).read_text("utf-8")
    (county / RECORD).write_text(good.replace("code:", "code："), "utf-8")
    page = asked(county, "projects/pv-glass").body.decode()
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    still = sent(county, "projects/pv-glass", text="a: [", seen=seen)
    assert still.status == 422 and "a: [" in still.body.decode()
    assert sent(county, "projects/pv-glass", text=good, seen=seen).status == 200
    assert (county / RECORD).read_text("utf-8") == good


@pytest.mark.parametrize(
    "path",
    ["../zsite.yaml", "zsite.yaml", "internal/projects/pv-glass.yaml", "content/county/county.yaml",
     "@/etc/passwd", "@" + "a" * 32 + "/../../x.png", "content/parks/east-zone/../x.svg", ""],
)  # fmt: skip
def test_only_pictures_of_the_content_are_given_out(county: Path, path: str) -> None:
    assert asked(county, "file", path=path).status == 404


def test_pictures_of_the_content_are_given_out_as_pictures(county: Path) -> None:
    made = asked(county, "file", path="content/parks/east-zone/plan.svg")
    assert made.status == 200 and made.headers["Content-Type"] == "image/svg+xml"
    assert "sandbox" in made.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["nothing", "projects/none", "projects/pv-glass/x", "assets/../x"])
def test_what_is_not_there_is_a_page_that_says_so(county: Path, path: str) -> None:
    assert asked(county, path).status == 404


def test_no_page_has_anything_inline(county: Path) -> None:
    for path in ("", "projects", "projects/pv-glass", "projects/new", "parks/east-zone/remove"):
        made = asked(county, path)
        html = made.body.decode()
        assert "unsafe" not in made.headers["Content-Security-Policy"]
        assert " style=" not in html and "<style" not in html and " onclick" not in html
        assert html.count("<script") == html.count("<script src=") == 1
