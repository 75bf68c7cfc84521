"""Files as they lie: any bytes become a text or a problem, and what is no source is passed over."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from zsite.content.sources import decode, read, scan
from zsite.problems import Problem

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=80)


@given(TEXTS)
def test_utf_8_is_read_without_a_word(text: str) -> None:
    if text.startswith(("\ufeff", "\ufffe")):
        return
    data = text.encode()
    for end in ("\r\n", "\r", "\x85", "\u2028", "\u2029"):
        text = text.replace(end, "\n")
    expected = unicodedata.normalize("NFC", text)
    assert decode("a", data) == (expected, [])


@given(TEXTS, st.sampled_from(["utf-16", "utf-8-sig"]))
def test_a_mark_tells_the_encoding(text: str, encoding: str) -> None:
    found, problems = decode("a", text.encode(encoding))
    assert found == decode("a", text.lstrip("\ufeff").encode())[0] or "\ufeff" in text
    assert len(problems) == 1


@given(st.text("汉字项目投资合作园区，。", min_size=4, max_size=40))
def test_gb18030_is_recognised(text: str) -> None:
    data = text.encode("gb18030")
    assume(data.decode("utf-8", "replace").count("\ufffd"))  # a few texts are UTF-8 by chance
    found, problems = decode("a", data)
    assert (found, [p.id for p in problems]) == (text, ["encoding-converted"])


@given(st.binary(max_size=200))
def test_any_bytes_become_text_or_a_problem(data: bytes) -> None:
    text, problems = decode("a", data)
    assert "\r" not in text
    assert text or not data or problems or data in (b"\xef\xbb\xbf",)


@pytest.mark.parametrize(
    ("name", "seen"),
    [("a.yaml", True), ("~a.yaml", False), (".a.yaml", False), ("~$a.docx", False),
     ("a.yaml~", False), ("a.YAML.SWP", False), ("Thumbs.db", False), ("a.tmp.yaml", True),
     ("汉字.yaml", True), ("a b.yaml", True), ("deep/.git/a.yaml", False), ("deep/a.yaml", True)],
)  # fmt: skip
def test_what_is_a_source(tmp_path: Path, name: str, seen: bool) -> None:
    path = tmp_path / "content" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(b"x")
    sources, problems = scan(tmp_path, "content")
    assert ([s.path for s in sources], problems) == ([f"content/{name}"] * seen, [])


def test_sources_are_in_order_and_as_they_stand(tmp_path: Path) -> None:
    for name in ("b", "a/z", "a-b", "a/c/d", "B"):
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    sources, _ = scan(tmp_path, "content")
    assert [s.path for s in sources] == sorted(s.path for s in sources)
    assert all((tmp_path / s.path).stat().st_size == s.size for s in sources)


@pytest.mark.parametrize("name", ["missing", "folder"])
def test_what_cannot_be_read_is_a_problem(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    answer = read(tmp_path, name)
    assert isinstance(answer, Problem)
    assert (answer.id, answer.place.file) == ("cannot-read", name)
