"""Attachments are published data: their texts are checked like any other."""

from pathlib import Path

import pytest
from makers import FILES
from sites import county, inspected

from zsite.check.attachments import opened
from zsite.problems import words


@pytest.mark.parametrize(
    ("file", "make", "id"),
    [
        ("list.pdf", "pdf with identity number", "privacy-id-number"),
        ("list.xlsx", "workbook with mobile", "privacy-mobile"),
    ],
)
def test_numbers_of_persons_are_found_and_not_shown(
    tmp_path: Path, file: str, make: str, id: str
) -> None:
    files = {f"content/news/{file}": {"make": make}, "content/news/first.zh.md": f"[表]({file})"}
    found = inspected(county(tmp_path, files))
    (one,) = [each.problem for each in found.problems if each.problem.id == id]
    assert one.place.file == f"content/news/{file}"
    shown = "".join(words(one, "zh")) + "".join(words(one, "en"))
    assert "***" in shown and "1234567" not in shown and "19900307" not in shown


def test_an_attachment_that_nobody_links_to_is_not_published_and_not_looked_at(
    tmp_path: Path,
) -> None:
    files = {"content/news/list.pdf": {"make": "pdf with identity number"}}
    assert not [p for p in inspected(county(tmp_path, files)).problems if p.severity == "error"]


def test_word_files_say_who_wrote_them() -> None:
    assert opened("a.docx", FILES["word with author"]()).people == ("张三",)
    assert opened("a.docx", FILES["plain word"]()).text.strip() == "果汁项目"


@pytest.mark.parametrize("data", [b"", b"PK\3\4 nonsense", b"\0" * 100])
@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.xlsx", "a.jpg"])
def test_nonsense_is_no_crash(name: str, data: bytes) -> None:
    assert opened(name, data).text == ""
