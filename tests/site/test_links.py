"""What a written link means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_entries import entry

from zsite.content.entries import BodyLink
from zsite.site.links import Directory, Target, directory

FILES = ["content/projects/juice/view.png", "content/projects/juice/form.pdf",
         "content/projects/shared.pdf", "content/projects/juice/project.yaml",
         "content/projects/juice/body.zh.md"]  # fmt: skip


OTHERS = [
    entry("parks", "east", file="content/parks/东区/park.yaml"),
    entry("news", "opening"),
    entry("county", "county", file="content/county.yaml"),
    entry("pages", "about"),
]


def meaning(*written: str) -> list[Target | None]:
    links = {"body.zh": tuple(BodyLink("link", each, FILES[-1], 1, 1, "") for each in written)}
    juice = entry("projects", "juice", file="content/projects/juice/project.yaml", links=links)
    found: Directory = directory([juice, *OTHERS], [e.name for e in OTHERS], FILES, "content")
    return list(found.targets(juice)["body.zh"])


EAST, OPENING = Target("entry", "parks/east"), Target("entry", "news/opening")
TABLE = {
    "../../parks/东区/park.yaml": EAST,
    "../../parks/%E4%B8%9C%E5%8C%BA/": EAST,
    "../../parks/东区": EAST,
    "parks/east": EAST,
    "/parks/east": EAST,
    "/parks/east.html": EAST,
    "parks/east#land": Target("entry", "parks/east", "land"),
    "../../news/opening.yaml?x=1": OPENING,
    "/county": Target("entry", "county/county"),
    "/news/": Target("column", "news"),
    "/news": Target("column", "news"),
    "view.png": Target("file", FILES[0]),
    "./form.pdf": Target("file", FILES[1]),
    "../shared.pdf": Target("file", FILES[2]),
    "#part": Target("anchor", "", "part"),
    "https://x.example/a": Target("outward", "https://x.example/a"),
    "MAILTO:a@x.example": Target("outward", "MAILTO:a@x.example"),
    "tel:+86-000": Target("outward", "tel:+86-000"),
    "project.yaml": Target("entry", "projects/juice"),
    "body.zh.md": None,
    "javascript:alert(1)": None,
    "//x.example/a": None,
    "../../../zsite.yaml": None,
    "../../../content/parks/../../internal/a.yaml": None,
    "missing.png": None,
    "file:///etc/passwd": None,
    "data:text/html,x": None,
    "": None,
    "#": None,
}


@pytest.mark.parametrize("written", TABLE)
def test_meaning(written: str) -> None:
    assert meaning(written) == [TABLE[written]]


@given(st.text("./%2eabc:#?\\ 东", max_size=24) | st.text(max_size=12))
def test_any_link_means_something_within_the_content_or_nothing(written: str) -> None:
    (target,) = meaning(written)
    if target and target.kind == "file":
        assert target.path in FILES[:3]
    if target and target.kind == "outward":
        assert target.path.lower().startswith(("http:", "https:", "mailto:", "tel:"))
