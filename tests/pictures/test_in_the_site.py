"""Pictures in a whole site: planned, made once, kept, and named where something is wrong."""

import io
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from samples import encoded, halves

from zsite import session
from zsite.render.images import photos
from zsite.report import Report, Wishes

PLAIN = Path(__file__).parents[1] / "whole" / "plain"
USES = """\
images:
  body: {widths: [40, 80], formats: [webp, jpeg], sizes: "50vw"}
  card: {widths: [30], formats: [webp], ratio: 1:1}
"""
CONFIG = "title: {zh: 云泽, en: Yunze}\ntheme: plain\nurl: https://yunze.example\n"
CONFIG += "problems: {missing-recommended: ignore, missing-field: ignore}\n"
EAST = "name: {zh: 东区, en: East}\nsummary: {zh: 东, en: E}\n"
EAST += "cover: {file: gate.jpg, alt: {zh: 大门, en: The gate}}\n"
ABOUT = "title: {zh: 关于, en: About}\n"
BODY = "![Hill](hill.png)\n\n[Map](map.jpg)\n"


def photo(format: str, size: tuple[int, int] = (200, 100), **options: Any) -> bytes:
    return encoded(halves(size), format, **options)


FILES: Mapping[str, str | bytes] = {
    "zsite.yaml": CONFIG,
    "content/parks/east/park.yaml": EAST,
    "content/parks/east/gate.jpg": photo("JPEG"),
    "content/pages/about/page.yaml": ABOUT,
    "content/pages/about/body.zh.md": BODY,
    "content/pages/about/body.en.md": BODY,
    "content/pages/about/hill.png": photo("PNG", (120, 60)),
    "content/pages/about/map.jpg": photo("JPEG", (50, 50)),
    "content/pages/about/unused.jpg": b"nobody shows this",
}


def put(root: Path, name: str, data: str | bytes) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(PLAIN, tmp_path / "themes" / "plain")
    manifest = (PLAIN / "theme.yaml").read_text("utf-8")
    put(tmp_path, "themes/plain/theme.yaml", re.sub(r"images:\n(?:  .*\n)*", USES, manifest))
    for name, data in FILES.items():
        put(tmp_path, name, data)
    return tmp_path


def build(root: Path, **wishes: Any) -> Report:
    return session.build(root, Wishes("2026-11-22", **{"workers": 1, **wishes}))


def made(report: Report) -> set[str]:
    assert report.totals is not None, report.problems
    return {path for path, group, _ in report.totals.made if group == "picture"}


def found(report: Report) -> list[tuple[str, str]]:
    """The problems with pictures: (id, file)."""
    words = ("picture", "drawing", "focus", "image", "template")
    return [(p.id, p.place.file) for p, _ in report.problems if p.id.startswith(words)]


def pictures(root: Path) -> dict[str, bytes]:
    paths = (root / "output" / "media").rglob("*.*")
    return {path.relative_to(root / "output").as_posix(): path.read_bytes() for path in paths}


def page(root: Path, path: str) -> str:
    return (root / "output" / path).read_text("utf-8")


def test_every_named_variant_is_there_in_its_size_and_nothing_else(root: Path) -> None:
    report = build(root)
    assert found(report) == []
    files = pictures(root)
    assert len(files) == 2 * 2 + 1 + 2 * 2  # the gate: body and card; the hill: body
    for path, data in files.items():
        size = re.search(r"-(\d+)(?:x(\d+))?\.\w{8}\.(jpg|webp)$", path)
        assert size
        image = Image.open(io.BytesIO(data))
        assert image.width == int(size[1])
        assert image.height == int(size[2] or image.width // 2)
    text = page(root, "about.html")
    named = set(re.findall(r"media/[^\s\"]+", text))
    assert named == {path for path in files if "hill" in path}
    assert 'width="80" height="40"' in text and 'sizes="50vw"' in text


def test_a_linked_photograph_and_one_to_download_are_offered_as_they_are(root: Path) -> None:
    record = "title: {zh: 图, en: Map}\nfile: plan.jpg\ndate: 2026-01-01\n"
    put(root, "content/downloads/plan/download.yaml", record)
    put(root, "content/downloads/plan/plan.jpg", b"any bytes at all")
    report = build(root)
    assert report.totals is not None, report.problems
    output = root / "output" / "files"
    assert (output / "pages/about/map.jpg").read_bytes() == FILES["content/pages/about/map.jpg"]
    assert (output / "downloads/plan/plan.jpg").read_bytes() == b"any bytes at all"


def test_a_later_build_makes_nothing_and_looks_at_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(made(build(root))) == 9
    put(root, "content/parks/east/park.yaml", EAST.replace("东区", "东园"))
    monkeypatch.setattr(photos, "look", None)
    monkeypatch.setattr(photos, "variant", None)
    assert made(build(root)) == set()


def test_a_changed_picture_is_made_again_and_no_other(root: Path) -> None:
    build(root)
    put(root, "content/pages/about/hill.png", photo("PNG", (100, 50)))
    again = made(build(root))
    assert len(again) == 4 and all("hill" in path for path in again)
    assert set(re.findall(r"media/[^\s\"]+", page(root, "about.html"))) == again


@pytest.mark.parametrize("workers", [2, 3])
def test_any_number_of_workers_makes_the_same_bytes(root: Path, workers: int) -> None:
    for number in range(6):
        put(root, f"content/pages/about/p{number}.jpg", photo("JPEG", (900, 600 + number)))
    text = "".join(f"![P](p{number}.jpg)\n" for number in range(6))
    put(root, "content/pages/about/body.zh.md", text)
    build(root)
    alone = pictures(root)
    for folder in ("output", ".zsite"):
        shutil.rmtree(root / folder)
    build(root, workers=workers)
    assert pictures(root) == alone
    assert len(alone) == 9 + 6 * 4


def test_the_focal_point_decides_what_a_card_shows(root: Path) -> None:
    colours = {}
    for point in ("left", "右"):
        focus = f"focus: {point}, alt:"
        put(root, "content/parks/east/park.yaml", EAST.replace("alt:", focus, 1))
        build(root)
        (card,) = [data for path, data in pictures(root).items() if "gate-30x30" in path]
        pixel = Image.open(io.BytesIO(card)).getpixel((15, 15))
        colours[point] = isinstance(pixel, tuple) and "red" if pixel[0] > 128 else "blue"  # type: ignore[index]
    assert colours == {"left": "red", "右": "blue"}


def test_the_focal_point_of_one_picture_among_many_counts(root: Path) -> None:
    many = "images: [{file: gate.jpg, focus: 100% 0%, alt: {zh: 门, en: Gate}}]\n"
    build(root)
    put(root, "content/parks/east/park.yaml", EAST + many)
    again = made(build(root))
    assert len(again) == 1 and "30x30" in again.pop()


FAULTS: dict[str, tuple[Mapping[str, str | bytes], tuple[str, str]]] = {
    "broken": (
        {"content/parks/east/gate.jpg": photo("JPEG")[:-200]},
        ("picture-incomplete", "content/parks/east/gate.jpg"),
    ),
    "disguised": (
        {"content/parks/east/gate.jpg": b"<html><body>404</body></html>"},
        ("picture-not-one", "content/parks/east/gate.jpg"),
    ),
    "misnamed": (
        {"content/parks/east/gate.jpg": photo("PNG")},
        ("picture-misnamed", "content/parks/east/gate.jpg"),
    ),
    "small": (
        {"content/parks/east/gate.jpg": photo("JPEG", (20, 20))},
        ("picture-small", "content/parks/east/gate.jpg"),
    ),
    "no format for pictures": (
        {
            "content/parks/east/gate.psd": b"8BPS",
            "content/parks/east/park.yaml": EAST.replace("gate.jpg", "gate.psd"),
        },
        ("picture-format", "content/parks/east/park.yaml"),
    ),
    "a document as a picture in a text": (
        {
            "content/pages/about/a.pdf": b"%PDF-1.4",
            "content/pages/about/body.zh.md": "![A](a.pdf)\n",
        },
        ("picture-format", "content/pages/about/body.zh.md"),
    ),
    "no alternative text": (
        {"content/parks/east/park.yaml": EAST.replace(", alt: {zh: 大门, en: The gate}", "")},
        ("image-without-alt", "content/parks/east/park.yaml"),
    ),
    "no alternative text in a text": (
        {"content/pages/about/body.zh.md": "![ ](hill.png)\n"},
        ("image-without-alt", "content/pages/about/body.zh.md"),
    ),
    "focus": (
        {"content/parks/east/park.yaml": EAST.replace("alt:", "focus: there, alt:", 1)},
        ("focus-malformed", "content/parks/east/park.yaml"),
    ),
    "drawing": (
        {
            "content/pages/about/a.svg": "<svg viewBox='0 0 9 9'><script/></svg>",
            "content/pages/about/body.zh.md": "![A](a.svg)\n",
        },
        ("drawing-active", "content/pages/about/a.svg"),
    ),
    "use": (
        {"themes/plain/theme.yaml": "name: plain\napi: 1\nimages: {body: {widths: wide}}\n"},
        ("image-use-malformed", "themes/plain/theme.yaml"),
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_wrong_is_named_at_its_file(root: Path, name: str) -> None:
    files, expected = FAULTS[name]
    for path, data in files.items():
        put(root, path, data)
    report = build(root)
    assert expected in found(report)
    warned = expected[0] in ("picture-misnamed", "picture-small", "focus-malformed")
    assert (report.totals is None) == (not warned)
    assert expected in found(build(root))  # and again, from what is remembered


def test_all_bad_pictures_are_named_at_once(root: Path) -> None:
    text = "".join(f"![P](p{number}.jpg)\n" for number in range(12))
    put(root, "content/pages/about/body.zh.md", text)
    for number in range(12):
        put(root, f"content/pages/about/p{number}.jpg", b"%PDF-1.4")
    report = build(root, workers=2)
    assert [id for id, _ in found(report)] == ["picture-not-one"] * 12


def test_a_template_that_asks_for_an_unknown_use_is_told_the_known_ones(root: Path) -> None:
    template = (
        '{% extends "base.html" %}{% block main %}{{ entry.cover.tag("hero") }}{% endblock %}'
    )
    put(root, "themes/plain/parks/detail.html", template)
    report = build(root)
    (problem,) = [p for p, _ in report.problems if p.id == "template-failed"][:1]
    assert "hero" in dict(problem.facts)["reason"] and "body, card" in dict(problem.facts)["reason"]


def test_a_drawing_is_shown_clean_and_as_one_file(root: Path) -> None:
    drawing = "<?xml version='1.0'?><!-- SECRET --><svg viewBox='0 0 30 20'><rect/></svg>"
    put(root, "content/pages/about/a.svg", drawing)
    put(root, "content/pages/about/body.zh.md", "![A](a.svg)\n")
    assert found(build(root)) == []
    ((path, data),) = [(p, d) for p, d in pictures(root).items() if p.endswith(".svg")]
    assert b"SECRET" not in data and b"<rect" in data
    assert f'<img src="{path}" alt="A" width="300" height="200"' in page(root, "about.html")
