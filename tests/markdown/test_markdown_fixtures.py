"""Each `*.md` beside this file becomes the `*.html` of the same name; facts stand as ⟦name⟧."""

from pathlib import Path

import pytest

from zsite.content.markdown import fill, render

FIXTURES = sorted(Path(__file__).parent.glob("*.md"))


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_fixture_becomes_its_html(path: Path) -> None:
    body = render(path.read_text(encoding="utf-8"), "zh-Hans")
    targets = [
        f"[{link.alt}|{link.target}]" if link.kind == "image" else link.target
        for link in body.links
    ]
    html = fill(body.html, targets, lambda name: f"⟦{name}⟧")
    assert html + "\n" == path.with_suffix(".html").read_text(encoding="utf-8")
