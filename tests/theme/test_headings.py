"""Chinese headings on telephones: lines end where words end, and no character stands alone."""

import re
from html import unescape
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st
from outline import outlines
from playwright.sync_api import Browser

from zsite.site.views import Text
from zsite.theme.phrases import phrased, words

LINES = """heading => {
  const texts = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT), lines = [];
  let bottom = -Infinity;
  while (texts.nextNode()) for (let at = 0; at < texts.currentNode.length; at++) {
    const range = document.createRange();
    range.setStart(texts.currentNode, at); range.setEnd(texts.currentNode, at + 1);
    const box = range.getClientRects()[0], sign = range.toString();
    if (!box || !box.width) continue;
    if (box.top > bottom - box.height / 2) { lines.push(""); bottom = box.bottom; }
    lines[lines.length - 1] += sign;
  }
  return lines.map(line => line.trim());
}"""


def ends(title: str) -> set[int]:
    """Where a line of a title may end: after a word, a sign, a space."""
    found, at = {len(title)}, 0
    for word in words(title):
        at += len(word)
        found.add(at)
    return found | {m.end() for m in re.finditer(r"[-\s，、。；：！？”）]|.(?=[“（])", title)}


def test_a_title_breaks_between_its_words(browser: Browser, site: Path, served: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    wrong, broken = [], 0
    for path in long_titles(site):
        page.goto(served + path, wait_until="commit")
        page.wait_for_selector("footer", state="attached")
        for width, larger in ((320, False), (360, False), (320, True)):
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate(f"document.getElementById('larger').checked = {str(larger).lower()}")
            lines = page.locator("h1").evaluate(LINES)
            title = "".join(lines)
            stops = {len("".join(lines[: at + 1])) for at in range(len(lines))}
            broken += len(lines) > 1
            if re.fullmatch(r"[^\W\d]\W?", lines[-1]) or not stops <= ends(title):
                wrong.append(f"{path} at {width}: {'|'.join(lines)}")
    page.close()
    assert broken > 60
    assert not wrong, "\n".join(wrong)


def test_a_link_in_a_list_breaks_between_its_words(browser: Browser, served: str) -> None:
    page = browser.new_page(java_script_enabled=False, viewport={"width": 320, "height": 800})
    page.goto(f"{served}sitemap.html")
    page.evaluate("document.querySelector('.map').style.width = '9em'")
    broken = 0
    for link in page.locator(".map li a:has(wbr)").all():
        lines = link.evaluate(LINES)
        stops = {len("".join(lines[: at + 1])) for at in range(len(lines))}
        broken += len(lines) > 1
        assert stops <= ends("".join(lines)), lines
    page.close()
    assert broken > 20


def long_titles(site: Path) -> list[str]:
    """The Chinese pages whose heading may need two lines."""
    found = {path: (site / path).read_text("utf-8") for path, _ in outlines(site)}
    return sorted(
        path
        for path, text in found.items()
        if not path.startswith("en/") and "<wbr>" in text.partition("</h1>")[0]
    )


def test_a_heading_keeps_its_text_and_its_words() -> None:
    title = "鼓励外商投资企业利润再投资若干规定"
    assert str(phrased(title)).replace("<wbr>", "") == title
    assert "项目" in words("果蔬食品产业链对接会签约四个项目")
    assert words("云泽县人力资源和社会保障局")[-2:] == ("和社会", "保障局")
    assert phrased("六合镇") == "六合镇"
    assert phrased("Incentives for re-investment") == "Incentives for re-investment"
    assert phrased(Text(title, "zh", foreign=True)) == title


@example("会00")
@given(
    st.text(
        st.sampled_from("云泽县投资促进中心和的与会项目，。“”（）<&>'\"aA 03-年吨万"), max_size=40
    )
)
def test_whatever_a_heading_says_it_stays_that_text(title: str) -> None:
    pieces = words(title)
    assert "".join(pieces) == title
    assert all(len(piece) > 1 for piece in pieces if len(title) > 1)
    shown = phrased(title)
    marked = shown.__html__() if shown is not title else ""
    assert not marked or unescape(marked.replace("<wbr>", "")) == title
    assert not marked or "<" not in marked.replace("<wbr>", "")
