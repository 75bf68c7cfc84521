"""`zsite guide` from the shell's side: the words it prints and the files that then stand there."""

from pathlib import Path

import icc
import pytest
from click.testing import CliRunner

from tests.guide.test_whole import BOOKS, FLYERS, pdfs, put, site
from zsite.cli.commands import cli

PRINTER = "print: {press: {profile: printer/press.icc, binding: perfect, sheet_mm: 1.2}}\n"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site with two guides and a printer."""
    root = site(tmp_path_factory.mktemp("words"))
    put(root, "zsite.yaml", (root / "zsite.yaml").read_text("utf-8") + PRINTER)
    (root / "printer").mkdir()
    (root / "printer/press.icc").write_bytes(icc.press_profile())
    return root


def told(root: Path, *words: str, lang: str = "en", code: int = 0) -> str:
    """What the command prints, with the exit code it should have."""
    whole = ["guide", "--root", str(root), "--as-of", "2026-11-22", "--lang", lang]
    done = CliRunner().invoke(cli, [*whole, "--workers", "1", *words])
    assert done.exit_code == code, done.output
    assert "Traceback" not in done.output
    return done.output


def there(root: Path) -> set[str]:
    folder = root / "press"
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_each_document_is_named_as_it_is_made_and_again_none(root: Path) -> None:
    first = told(root)
    assert pdfs(root).keys() == BOOKS | FLYERS
    assert all(f"made  {path}" in first for path in BOOKS | FLYERS)
    assert "made  " not in told(root)
    assert "生成" not in told(root) and "印刷资料" in told(root, lang="zh")


def test_each_wish_makes_its_files_and_only_those(root: Path) -> None:
    told(root, "book", "--press")
    assert there(root) == {
        f"book/book.{lang}.press.{end}"
        for lang in ("zh", "en")
        for end in ("pdf", "preflight.json")
    }
    told(root, "book", "--booklet")
    assert there(root) == {"book/book.zh.booklet.pdf"}  # the English one is a single leaf
    told(root, "book", "--preview")
    assert there(root) >= {f"book/book.{lang}/001.png" for lang in ("zh", "en")}
    assert all(path.endswith(".png") for path in there(root))
    told(root, "book", "--cover")
    assert all(".cover." in path for path in there(root)) and there(root)


def test_a_name_that_is_none_says_which_there_are(root: Path) -> None:
    assert "book, flyers" in told(root, "bok", "--press", code=1)
    assert "book, flyers" in told(root, "bok", "--press", lang="zh", code=1)
