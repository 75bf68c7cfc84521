"""QR codes: the drawing is the code, and every page that shows one finds it."""

import re
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from zsite.render import qr
from zsite.theme import manifest

SVG = "{http://www.w3.org/2000/svg}"
STEP = re.compile(r"M(\d+) (\d+)\.5|m(\d+) 0|h(\d+)")
SHOWN = re.compile(r"vcard=(\S*) qr=(\S*)</p>")
URLS = st.from_regex(r"https://[a-z]{1,20}\.example/[a-z0-9%/-]{0,120}", fullmatch=True)


def modules(drawing: bytes) -> list[list[int]]:
    """The dark and light units of a drawing, row by row."""
    root = ElementTree.fromstring(drawing)
    assert [child.tag.removeprefix(SVG) for child in root] == ["title", "rect", "path"]
    _, _, width, height = map(int, root.attrib["viewBox"].split())
    grid = [[0] * width for _ in range(height)]
    path = root.find(f"{SVG}path")
    assert path is not None
    steps = path.attrib["d"]
    assert "".join(match[0] for match in STEP.finditer(steps)) == steps
    x = y = 0
    for match in STEP.finditer(steps):
        if match[1]:
            x, y = int(match[1]), int(match[2])
        elif match[3]:
            x += int(match[3])
        else:
            for at in range(x, x + int(match[4])):
                assert not grid[y][at]
                grid[y][at] = 1
            x += int(match[4])
    return grid


def read(grid: list[list[int]]) -> str:
    """What a reader finds in a picture of dark and light units."""
    image = Image.new("L", (len(grid[0]), len(grid)))
    image.putdata([0 if dark else 255 for row in grid for dark in row])
    found = zxingcpp.read_barcode(image.resize((4 * image.width, 4 * image.height), 0))
    assert found is not None
    assert found.ec_level in ("M", "Q", "H")
    return str(found.text)


@settings(max_examples=40)
@given(URLS)
def test_a_reader_finds_the_address_in_the_drawing(url: str) -> None:
    drawing = qr.svg(url=url)
    grid = modules(drawing)
    assert read(grid) == url
    assert drawing == qr.svg(url=url)


@pytest.mark.parametrize("url", ["https://a.example/园区/东部—", "https://a.example/é?a=1&b=<2>"])
def test_a_reader_finds_letters_of_any_script(url: str) -> None:
    assert read(modules(qr.svg(url=url))) == url


def test_there_are_four_modules_of_white_around_it() -> None:
    grid = modules(qr.svg(url="https://a.example/"))
    columns = list(zip(*grid, strict=True))
    around = [*grid[:4], *grid[-4:], *columns[:4], *columns[-4:]]
    assert not any(map(any, around))
    assert any(grid[4])
    assert any(columns[4])


def test_a_terminal_shows_the_same_code() -> None:
    url = "https://a.example/projects/glass.html"
    halves = {"█": (0, 0), "▀": (0, 1), "▄": (1, 0), " ": (1, 1)}
    lines = qr.blocks(url=url).splitlines()
    rows = [[halves[letter][half] for letter in line] for line in lines for half in (0, 1)]
    assert read(rows) == url


def test_it_is_small_names_its_address_and_carries_no_style() -> None:
    url = "https://invest.yunze.example/en/projects/glass.html?a=1&b=<2>"
    drawing = qr.svg(url=url)
    assert len(drawing) < 4000
    assert b"style" not in drawing
    root = ElementTree.fromstring(drawing)
    assert root.findtext(f"{SVG}title") == url


def test_pages_find_what_stands_beside_them(demo: Path) -> None:
    for name in ("contacts", "parks", "projects"):
        for folder in (demo, demo / "en"):
            for page in sorted((folder / name).glob("*.html")):
                shown = SHOWN.search(page.read_text("utf-8"))
                if page.stem != "index" and shown:
                    check(page, name, *shown.groups())
                else:
                    assert page.stem == "index"


def check(page: Path, kind: str, vcard: str, code: str) -> None:
    """What a page shows is there, and it shows nothing else."""
    assert bool(vcard) == (kind == "contacts")
    assert bool(code) == (kind != "projects")
    for link in filter(None, (vcard, code)):
        assert (page.parent / unquote(link)).is_file()


def test_codes_are_those_that_the_theme_wants_of_the_pages_own_addresses(demo: Path) -> None:
    found = sorted(path.relative_to(demo / "qr").as_posix() for path in demo.glob("qr/**/*.svg"))
    assert {path.partition("/")[0] for path in found} == {"contacts", "parks", "county"}
    assert {"county/county.zh.svg", "county/county.en.svg"} <= set(found)
    for path in found:
        kind, _, rest = path.partition("/")
        id, language, _ = rest.rsplit(".", 2)
        folder = "" if language == "zh" else f"{language}/"
        place = f"{folder}{id}.html" if kind == "county" else f"{folder}{kind}/{id}.html"
        url = f"https://invest.yunze.example/{place}"
        assert (demo / place).is_file()
        assert (demo / "qr" / path).read_bytes() == qr.svg(url=url)


@pytest.mark.parametrize(
    ("own", "wanted"),
    [
        ("", ("projects", "parks", "policies", "contacts")),
        ("qr: [parks]\n", ("parks",)),
        ("qr: []\n", ()),
    ],
)
def test_a_child_theme_wants_its_own_codes_or_its_parents(
    tmp_path: Path, own: str, wanted: tuple[str, ...]
) -> None:
    folder = tmp_path / "themes" / "child"
    folder.mkdir(parents=True)
    (folder / "theme.yaml").write_text(f"name: child\napi: 1\nparent: default\n{own}", "utf-8")
    theme, problems = manifest.load(tmp_path, "child")
    assert problems == []
    assert theme is not None
    assert theme.qr == wanted
