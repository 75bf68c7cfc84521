"""The bundle opens without a network; the hand-over package says of each page what it is."""

import hashlib
import io
import json
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser
from portal import files, snapshot
from python_calamine import load_workbook

from zsite.ship.publish import bundle, handover
from zsite.ship.publish.packages import Packages
from zsite.ship.publish.standing import Standing
from zsite.ship.publish.stopped import StoppedError
from zsite.ship.sheets import workbook


def nothing(*_: object) -> None:
    """Tells nobody, stops nothing."""


def packed(way: Packages, root: Path, **bodies: str) -> Path:
    """The archive of a small portal."""
    made = files("one", 4, **bodies)
    taken = snapshot(root, made)
    way.publish(taken, way.standing(), nothing, nothing)
    return way.archive(taken.manifest.release)


def test_a_bundle_opens_by_double_click(tmp_path: Path, browser: Browser) -> None:
    way = Packages(tmp_path / "out", "fair", bundle.packer("fair"))
    archive = packed(way, tmp_path)
    with ZipFile(archive) as opened:
        opened.extractall(tmp_path / "desk")
    names = {path.name for path in (tmp_path / "desk").iterdir()}
    assert names == {"open.html", "README.txt", "fair"}
    assert not (tmp_path / "desk/fair/404.html").exists()
    assert (tmp_path / "desk/fair/files/form.pdf").read_bytes() == b"%PDF-1.4 a form"
    page = browser.new_page()
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.goto((tmp_path / "desk/open.html").as_uri())
    page.wait_for_url("**/fair/index.html")
    page.get_by_text("next").click()
    page.wait_for_url("**/fair/p0001.html")
    colour = "getComputedStyle(document.body).color"
    assert page.evaluate(colour) == "rgb(17, 34, 51)"
    page.close()
    assert failed == []


def test_the_same_content_is_the_same_bundle(tmp_path: Path) -> None:
    archives = [
        packed(Packages(tmp_path / name, "fair", bundle.packer("fair")), tmp_path)
        for name in ("one", "two")
    ]
    assert archives[0].read_bytes() == archives[1].read_bytes()


def test_a_package_cannot_be_taken_back(tmp_path: Path) -> None:
    way = Packages(tmp_path / "out", "fair", bundle.packer("fair"))
    packed(way, tmp_path)
    with pytest.raises(StoppedError, match="publish-no-way-back"):
        way.rollback("", Standing(), nothing)
    assert len(way.standing().releases) == 1


def test_a_handover_package_says_what_each_page_is(tmp_path: Path) -> None:
    way = Packages(tmp_path / "out", "portal", handover.pack)
    with ZipFile(packed(way, tmp_path)) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    rows = {row["file"]: row for row in json.loads(members["manifest.json"])}
    assert set(rows) == {f"pages/{name}.html" for name in ("index", "p0001", "p0002", "p0003")}
    row = rows["pages/p0001.html"]
    assert (row["title"], row["language"], row["change"]) == ("p0001 of one", "en", "new")
    fragment = members["pages/p0001.html"].decode()
    assert fragment.startswith("<main>")
    assert "<head" not in fragment
    attached = {each["file"]: each for each in row["attachments"]}
    assert "pages/files/form.pdf" in attached
    assert len(attached) == 2
    for name, each in attached.items():
        assert each["sha256"] == hashlib.sha256(members[name]).hexdigest()
        assert each["size"] == len(members[name])
    for line in members["checksums.sha256"].decode().splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256(members[name]).hexdigest() == digest
    listed = {line.partition("  ")[2] for line in members["checksums.sha256"].decode().splitlines()}
    assert listed == members.keys() - {"checksums.sha256"}
    top = ElementTree.fromstring(members["manifest.xml"])
    assert [page.findtext("title") for page in top] == [row["title"] for row in rows.values()]
    sheet = load_workbook(io.BytesIO(members["manifest.xlsx"])).get_sheet_by_index(0).to_python()
    assert [line[0] for line in sheet[1:]] == list(rows)


def test_changes_since_the_last_package(tmp_path: Path) -> None:
    way = Packages(tmp_path / "out", "portal", handover.pack)
    packed(way, tmp_path)
    made = files("one", 4, p0002="New words.")
    del made["p0003.html"]
    made["extra.html"] = made["p0001.html"]
    taken = snapshot(tmp_path, made)
    way.publish(taken, way.standing(), nothing, nothing)
    with ZipFile(way.archive(taken.manifest.release)) as opened:
        changes = json.loads(opened.read("changes.json"))
        rows = json.loads(opened.read("manifest.json"))
    named = {kind: [row["file"] for row in found] for kind, found in changes.items()}
    assert named == {
        "new": ["pages/extra.html"],
        "changed": ["pages/p0002.html"],
        "removed": ["pages/p0003.html"],
    }
    assert changes["removed"][0]["title"] == "p0003 of one"
    assert {row["change"] for row in rows} == {"new", "changed", "same"}


def test_cells_that_look_like_formulas_stay_texts() -> None:
    rows = [["A"], ["=1+1"], ["@SUM(A1)"], ["0571"], ["https://x.example"]]
    data = workbook({"表": rows})
    assert load_workbook(io.BytesIO(data)).get_sheet_by_name("表").to_python() == rows
    assert workbook({"表": rows}) == data
