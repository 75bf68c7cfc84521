"""What the law wants of a government site: official marks as pictures of its own, security.txt."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from tiny import CONFIGURATION, TINY, Files, build, built, ids, made, output, page, picture, put
from tiny import write as written

DRAWN = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4" width="8" height="4">
<script>alert(1)</script><path d="M0 0h8v4H0z"/></svg>"""
STILL = DRAWN.replace(b"<script>alert(1)</script>", b"")
MARKS = """\
marks:
- {kind: 党政机关标识, file: flag.png, alt: {zh: 标识, en: The mark}, link: https://marks.example/}
- {类型: 公安备案, 文件: police.svg, 替代文字: {zh: 备案, en: Registered}}
"""
SECURITY = "security: {contact: [safe@yunze.example, 'https://yunze.example/w'], expires_on: %s}\n"
SHOWN = """\
{% for mark in site.marks %}<img class="{{ mark.kind }}" src="{{ mark.src }}" alt="{{ mark.alt }}" \
width="{{ mark.width }}" height="{{ mark.height }}">{{ mark.link }}{% endfor %}"""


def write(root: Path, more: str, files: Mapping[str, str | bytes] | None = None) -> Path:
    """The tiny portal with more settings, whose theme shows its marks on the home page."""
    settings: Files = {"zsite.yaml": CONFIGURATION + more, **(files or {})}
    written(root, {**TINY, **settings})
    put(root, "themes/plain/home.html", f"<h1>{{{{ site.title }}}}</h1>{SHOWN}")
    return root


def with_marks(root: Path) -> Path:
    files = {"marks/flag.png": picture("red", 60, 40), "marks/police.svg": STILL}
    return write(root, MARKS, files)


def test_marks_are_published_and_shown(tmp_path: Path) -> None:
    root = with_marks(tmp_path)
    built(root)
    (flag,) = [path for path in output(root) if path.startswith("assets/marks/flag.")]
    assert output(root)[flag] == (root / "marks/flag.png").read_bytes()
    home = page(root, "en/index.html")
    assert f'class="institution" src="../{flag}" alt="The mark" width="60" height="40"' in home
    assert "https://marks.example/" in home and 'class="police"' in home


def test_a_mark_that_runs_is_refused(tmp_path: Path) -> None:
    root = with_marks(tmp_path)
    put(root, "marks/police.svg", DRAWN)
    assert "drawing-active" in ids(build(root), "error")


def test_a_mark_that_is_not_there_leaves_its_place(tmp_path: Path) -> None:
    root = with_marks(tmp_path)
    (root / "marks/flag.png").unlink()
    report = built(root)
    assert ids(report, "warning").count("mark-missing") == 1
    assert "institution" not in page(root, "index.html") and "police" in page(root, "index.html")


@pytest.mark.parametrize("name", ["../zsite.yaml", "/etc/passwd", "notes.txt", "a b.png"])
def test_only_pictures_in_the_folder_are_marks(tmp_path: Path, name: str) -> None:
    row = f"marks: [{{kind: other, file: '{name}', alt: x}}]\n"
    assert "mark-name" in ids(build(write(tmp_path, row)), "error")


def test_a_changed_mark_is_seen_by_the_next_build(tmp_path: Path) -> None:
    root = with_marks(tmp_path)
    built(root)
    assert made(built(root)) == set()
    put(root, "marks/flag.png", picture("blue", 30, 40))
    again = made(built(root))
    assert {path for path in again if path.startswith("assets/marks/flag.")}
    assert 'width="30"' in page(root, "index.html")


def test_security_txt(tmp_path: Path) -> None:
    root = write(tmp_path, SECURITY % "2027-06-30")
    report = built(root)
    assert output(root)[".well-known/security.txt"].decode().splitlines() == [
        "Contact: mailto:safe@yunze.example",
        "Contact: https://yunze.example/w",
        "Expires: 2027-06-30T23:59:59+08:00",
        "Preferred-Languages: zh-Hans, en",
        "Canonical: https://yunze.example/.well-known/security.txt",
    ]
    assert "security-expired" not in ids(report)
    assert report.next_change <= "2027-07-01"


def test_a_security_contact_that_has_expired_is_named(tmp_path: Path) -> None:
    root = write(tmp_path, SECURITY % "2026-11-30")
    assert "security-expired" not in ids(built(root, "2026-11-30"))
    assert built(root, "2026-11-30").next_change == "2026-12-01"
    assert "security-expired" in ids(built(root, "2026-12-01"), "warning")


def test_without_the_setting_there_is_no_security_txt(tmp_path: Path) -> None:
    root = write(tmp_path, "")
    built(root)
    assert ".well-known/security.txt" not in output(root)
