"""What a release is, what a publication would change, and what forbids it."""

from collections.abc import Mapping
from pathlib import Path

import portal
import pytest
from hypothesis import given
from hypothesis import strategies as st
from portal import files

from zsite import config as configuration
from zsite.problems import Found, problem
from zsite.ship.publish.gate import objections
from zsite.ship.publish.manifest import File, Manifest, is_copy, is_hashed
from zsite.ship.publish.plan import difference, in_safe_order
from zsite.ship.publish.reviews import Review
from zsite.ship.publish.targets import Target, chosen, faults

PATHS = st.sampled_from(
    ["index.html", "a.html", "b/c.html", "assets/s.0123abcd.css", "files/f.pdf", "sitemap.xml"]
)
SITES = st.dictionaries(PATHS, st.integers(0, 3), min_size=1).map(
    lambda found: Manifest({path: File(str(n), n + 1, f"T{n}", "zh") for path, n in found.items()})
)


@given(SITES, SITES)
def test_a_plan_is_the_difference(one: Manifest, two: Manifest) -> None:
    plan = difference(one, two)
    kept = {path: file for path, file in one.files.items() if path not in plan.drop}
    assert {**kept, **{path: two.files[path] for path in plan.send}} == two.files
    assert plan.is_needed == (one.release != two.release)
    assert {page.path for page in plan.new}.isdisjoint(one.files)
    assert {page.path for page in plan.changed} <= one.files.keys()
    assert {page.path for page in plan.removed} == {
        path for path in one.files.keys() - two.files.keys() if path.endswith(".html")
    }


@given(SITES, SITES)
def test_a_release_is_named_by_its_content(one: Manifest, two: Manifest) -> None:
    same = {p: f.digest for p, f in one.files.items()} == {
        p: f.digest for p, f in two.files.items()
    }
    assert (one.release == two.release) == same
    assert Manifest.from_json(one.to_json()) == one


def test_compressed_copies_do_not_name_a_release(tmp_path: Path) -> None:
    plain, copied = (portal.snapshot(tmp_path, files("one", 3), compress=c) for c in (False, True))
    assert plain.manifest.release == copied.manifest.release
    assert len(copied.manifest.files) > len(plain.manifest.files)
    assert is_copy("a.html.gz", {"a.html": 1, "a.html.gz": 1})
    assert not is_copy("a.gz", {"a.gz": 1})


@pytest.mark.parametrize("data", [b"", b"null", b"[]", b"{}", b'{"format": 9}', b"\xff", None])
def test_what_is_no_manifest_is_none(data: bytes | None) -> None:
    assert Manifest.from_json(data) is None


@pytest.mark.parametrize(
    ("path", "hashed"),
    [
        ("assets/site.0123abcd.css", True),
        ("media/gate-960.0123abcd.webp", True),
        ("assets/site.0123abcd.css.gz", True),
        ("projects/index.html", False),
        ("files/2026.20261231.pdf", True),
        ("news/20261231.html", False),
    ],
)
def test_hashed_names(path: str, hashed: bool) -> None:
    assert is_hashed(path) == hashed


def test_files_come_before_the_pages_that_name_them() -> None:
    paths = ["a.html", "new.html", "sitemap.xml", "assets/x.0123abcd.css", "files/f.pdf"]
    before = {"a.html": File("1", 1)}
    order = [path for stage in in_safe_order(paths, before) for path in stage]
    assert order == ["assets/x.0123abcd.css", "files/f.pdf", "new.html", "a.html", "sitemap.xml"]


def test_a_snapshot_stays_as_it_is_while_the_site_is_built_anew(tmp_path: Path) -> None:
    one = portal.snapshot(tmp_path, files("one", 3), compress=True)
    portal.put(tmp_path / "output", files("two", 3))
    assert portal.load(portal.from_folder(one.tree), "p0001.html") == "one"
    again = portal.snapshot(tmp_path, files("one", 3), compress=True)
    assert again.manifest == one.manifest


CONFIG = """\
title: {zh: 甲, en: A}
url: https://invest.yunze.gov.cn
identity:
  owner: 云泽县投资促进中心
  site_code: "3412340001"
  icp: 皖ICP备12345678号
  phone: 0551-12345678
publish:
  - {name: test, to: folder, path: ../www}
  - {name: live, to: 文件夹, path: ../live, 正式: 是, reviews: [初审, 终审], max_removed: 2}
"""


def config(tmp_path: Path, text: str = CONFIG) -> configuration.Config:
    (tmp_path / "zsite.yaml").write_text(text, "utf-8")
    found, problems = configuration.load(tmp_path)
    assert found is not None
    assert not problems, problems
    return found


def found(tmp_path: Path, name: str, text: str = CONFIG, **more: object) -> Mapping[str, int]:
    """How often each objection is raised against publishing a change that removes three pages."""
    site = config(tmp_path, text)
    target = chosen(site, name)
    assert isinstance(target, Target)
    pages = {f"{n}.html": File(str(n), 1) for n in range(4)}
    plan = difference(Manifest(pages), Manifest({"0.html": pages["0.html"]}))
    asked = {"findings": [], "reviews": [], "allow_removals": False, **more}
    made = list(objections(target, site, plan, **asked))  # type: ignore[arg-type]
    return {p.id: sum(q.id == p.id for q in made) for p in made}


def test_reviews_and_removals_stop_a_target_that_wants_it(tmp_path: Path) -> None:
    assert found(tmp_path, "test") == {}
    assert found(tmp_path, "live") == {"publish-not-reviewed": 2, "publish-too-many-removed": 1}
    done = [Review("初审", "张三", "2026-11-24", "x"), Review("终审", "李四", "2026-11-24", "x")]
    assert found(tmp_path, "live", reviews=done, allow_removals=True) == {}


def test_errors_and_placeholders_stop_a_live_target_only(tmp_path: Path) -> None:
    made_up = problem("page-identity-placeholder", names="电话", names_en="phone")
    findings = [Found(problem("no-url"), "error"), Found(made_up, "warning")]
    text = CONFIG.replace("invest.yunze.gov.cn", "invest.yunze.example")
    asked = {"findings": findings, "allow_removals": True}
    assert found(tmp_path, "test", text, **asked) == {}
    assert found(tmp_path, "live", text, **asked) == {
        "publish-has-errors": 1,
        "publish-placeholder": 2,
        "publish-not-reviewed": 2,
    }


def test_a_target_is_chosen_by_name(tmp_path: Path) -> None:
    site = config(tmp_path)
    assert getattr(chosen(site, ""), "id", "") == "publish-which-target"
    assert getattr(chosen(site, "lvie"), "id", "") == "publish-unknown-target"
    live = chosen(site, "live")
    assert isinstance(live, Target)
    assert (live.live, live.reviews, live.to) == (True, ("初审", "终审"), "folder")
    none = config(tmp_path, "title: {zh: 甲, en: A}\n")
    assert getattr(chosen(none, ""), "id", "") == "publish-no-target"


@pytest.mark.parametrize(
    ("settings", "id"),
    [
        ({"to": "sftp", "path": "/srv"}, "publish-target-lacks"),
        ({"to": "s3", "bucket": "b"}, "publish-target-lacks"),
        ({"to": "sftp", "path": "/srv", "host": "h", "key": "id_rsa"}, "publish-secret-inside"),
        ({"to": "folder", "path": "/srv", "credentials": "./a.txt"}, "publish-secret-inside"),
        (
            {"to": "folder", "path": "/srv", "purge_url": "https://me:pass@cdn.example/p"},
            "publish-secret-written",
        ),
        (
            {
                "to": "folder",
                "path": "/srv",
                "purge_header": "Authorization: Bearer 0123456789abcdef",
            },
            "publish-secret-written",
        ),
    ],
)
def test_a_target_that_cannot_be_used_is_named(
    settings: Mapping[str, str], id: str, tmp_path: Path
) -> None:
    assert [p.id for p in faults(Target(name="live", **settings), tmp_path)] == [id]  # type: ignore[arg-type]


def test_the_examples_of_the_documentation_are_good(tmp_path: Path) -> None:
    for page in ("docs/publish.md", "docs/zh/publish.md"):
        text = (Path(__file__).parents[2] / page).read_text("utf-8")
        yaml = text.partition("```yaml\n")[2].partition("```")[0]
        site = config(tmp_path, "title: {zh: 甲, en: A}\n" + yaml)
        names = {chosen(site, name).to for name in ("test", "live", "cloud", "fair", "portal")}  # type: ignore[union-attr]
        assert names == {"folder", "rsync", "s3", "bundle", "handover"}
        for name in ("test", "live", "cloud", "fair", "portal"):
            target = chosen(site, name)
            assert isinstance(target, Target)
            assert list(faults(target, tmp_path)) == []
