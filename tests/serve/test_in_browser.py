"""The preview in a real browser: what reloads, what does not, the problems, the bar, frames."""

import json
import os
import re
import shutil
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from running import PATIENCE, Running, serving, until
from site_files import SEEN, small, with_guides, with_own_theme, write

MS = PATIENCE * 1000
BODY = "content/projects/p1/body.zh.md"
PAGE = "/projects/p1.html"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    root = with_own_theme(small(tmp_path_factory.mktemp("browser") / "project"))
    (root / "content/projects/p3/body.en.md").unlink()
    with serving(root) as found:
        yield found


@pytest.fixture
def page(browser: Browser, running: Running) -> Iterator[Page]:
    """A page whose errors and refused requests fail the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 700}, reduced_motion="reduce")
    context.set_default_timeout(MS)
    made = context.new_page()
    faults: list[str] = []
    made.on("pageerror", lambda error: faults.append(str(error)))
    made.on(
        "console",
        lambda said: faults.append(said.text) if "Content Security" in said.text else None,
    )
    yield made
    assert faults == []
    context.close()


def opened(page: Page, running: Running, path: str) -> None:
    """Open a page, wait until it is connected, and mark it, so that a reload is seen."""
    page.goto(running.url + path)
    page.locator("zsite-preview .bar .status").wait_for()
    page.evaluate("window.marked = true")


def becomes(page: Page, expression: str) -> None:
    """Wait for an expression to be true; the page's policy lets no text be run in it."""
    until(lambda: page.evaluate(expression))


def marked(page: Page) -> bool:
    return bool(page.evaluate("window.marked === true"))


def test_a_save_is_seen_where_one_was_reading(page: Page, running: Running) -> None:
    opened(page, running, PAGE)
    page.evaluate("scrollTo(0, 900)")
    was = page.evaluate("scrollY")
    assert was > 500
    write(running.root, BODY, "正文。\n\n" * 60 + "刚刚写的一句。\n")
    page.get_by_text("刚刚写的一句").wait_for()
    assert not marked(page)
    becomes(page, f"Math.abs(scrollY - {was}) < 3")


def test_a_page_that_did_not_change_stays(page: Page, running: Running) -> None:
    opened(page, running, "/contacts/bureau.html")
    before = running.builds()
    write(running.root, BODY, "与联系人无关的改动。\n")
    until(lambda: running.builds() > before)
    page.wait_for_timeout(700)
    assert marked(page)


def test_a_stylesheet_is_exchanged_alone(page: Page, running: Running) -> None:
    css = "themes/default/static/site.css"
    was = (running.root / css).read_text("utf-8")
    opened(page, running, PAGE)
    sheets = page.locator("head link[rel=stylesheet]")
    count = sheets.count()
    write(running.root, css, was + "\nh1 { color: rgb(1, 2, 3); }\n")
    colour = "getComputedStyle(document.querySelector('h1')).color"
    becomes(page, f"{colour} === 'rgb(1, 2, 3)'")
    assert marked(page)
    expect(sheets).to_have_count(count)
    write(running.root, BODY, "样式换过以后。\n")
    page.get_by_text("样式换过以后").wait_for()
    assert not marked(page)
    write(running.root, css, was)
    becomes(page, f"{colour} !== 'rgb(1, 2, 3)'")


def test_a_picture_is_exchanged_alone(page: Page, running: Running) -> None:
    square = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        '<path fill="{}" d="M0 0h9v9H0z"/></svg>'
    )
    write(running.root, "content/projects/p2/plan.svg", square.format("red"))
    write(running.root, "content/projects/p2/body.zh.md", "![平面图](plan.svg)\n")
    opened(page, running, "/projects/p2.html")
    page.get_by_alt_text("平面图").wait_for()
    page.locator("zsite-preview .bar .status").wait_for()
    page.evaluate("window.marked = true")
    was = page.get_by_alt_text("平面图").get_attribute("src")
    write(running.root, "content/projects/p2/plan.svg", square.format("lime"))
    becomes(page, f"document.querySelector('[alt=平面图]').getAttribute('src') !== '{was}'")
    assert marked(page)


def test_errors_are_listed_until_they_are_mended(page: Page, running: Running) -> None:
    opened(page, running, "/contacts/bureau.html")
    good = (running.root / SEEN).read_text("utf-8")
    write(running.root, SEEN, good.replace("1亿元", "1"))
    panel = page.locator(".panel")
    panel.wait_for()
    expect(panel.locator(".where").first).to_contain_text(f"{SEEN}:5:19")
    expect(panel.locator("mark")).to_have_text("1")
    expect(panel.locator(".what").first).to_contain_text("单位")
    expect(panel.locator(".hint").first).to_contain_text("万元")
    assert marked(page), "the page is a good one and stays"
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    page.locator("zsite-preview .status").click()
    panel.wait_for()
    other = page.context.new_page()
    other.goto(running.url + PAGE)
    other.locator(".full h1").wait_for()
    expect(other.locator(".full mark")).to_have_text("1")
    write(running.root, SEEN, good)
    other.get_by_role("heading", name="项目1", exact=True).wait_for()
    becomes(
        page,
        "document.querySelector('zsite-preview').shadowRoot.querySelector('.status.fine,.status.warning')",
    )
    assert page.locator(".problem.error").count() == 0


def test_a_page_that_vanished_and_came_back(page: Page, running: Running) -> None:
    opened(page, running, PAGE)
    good = (running.root / SEEN).read_text("utf-8")
    write(running.root, SEEN, good.replace("招商中", "储备"))
    page.get_by_role("heading", name=re.compile("找不到|没有")).first.wait_for()
    write(running.root, SEEN, good)
    page.get_by_role("heading", name="项目1", exact=True).wait_for()


def test_the_bar_leads_to_languages_files_and_what_is_missing(page: Page, running: Running) -> None:
    opened(page, running, "/projects/p3.html")
    expect(page.locator("zsite-preview .bar .path")).to_have_text(
        "content/projects/p3/project.yaml"
    )
    page.locator("zsite-preview .bar .languages a", has_text="English").click()
    page.wait_for_url("**/en/projects/p3.html")
    expect(page.locator("zsite-preview .bar .chip")).to_have_text("缺1处译文")
    page.locator("zsite-preview .bar .chip").click()
    expect(page.locator(".panel .where").first).to_contain_text("content/projects/p3/body.zh.md")
    page.locator("zsite-preview .bar .edit").click()
    page.wait_for_url("**/_edit/**")
    assert "项目3" in page.content()
    opened(page, running, "/index.html")
    page.locator("zsite-preview .bar .edit").click()
    page.wait_for_url("**/_edit/")


def test_the_bar_goes_and_comes(page: Page, running: Running) -> None:
    opened(page, running, PAGE)
    page.locator("zsite-preview .bar .hide").click()
    expect(page.locator("zsite-preview .bar")).to_have_count(0)
    page.reload()
    page.locator(".dot").click()
    page.locator("zsite-preview .bar").wait_for()


@pytest.mark.parametrize(("name", "width"), [("手机", 390), ("电脑", 1280), ("打印", 680)])
def test_other_widths(page: Page, running: Running, name: str, width: int) -> None:
    opened(page, running, PAGE)
    page.locator("zsite-preview .bar .views a", has_text=name).click()
    frame = page.frame_locator("zsite-stage iframe")
    frame.get_by_role("heading", name="项目1", exact=True).wait_for()
    assert page.locator("zsite-stage iframe").evaluate("f => f.contentWindow.innerWidth") == width
    assert frame.locator("zsite-preview").count() == 0
    expect(frame.locator("nav.menu")).to_be_visible(visible=name == "电脑")
    write(running.root, BODY, f"在{name}里看到。\n")
    frame.get_by_text(f"在{name}里看到").wait_for()
    page.locator("zsite-preview .bar .views a", has_text="页面").click()
    page.wait_for_url(f"**{PAGE}")


@pytest.fixture(scope="module")
def printing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A site with guides; its first project is a draft."""
    root = with_guides(small(tmp_path_factory.mktemp("printing") / "project", 5))
    with (root / SEEN).open("a", encoding="utf-8") as record:
        record.write("draft: 是\n")
    with serving(root) as found:
        yield found


def drawn(page: Page) -> None:
    """Wait for a page of a guide: the first in sight; the others come when they are."""
    pictures = page.locator(".sheets img")
    shown = "all => all.some(each => each.complete && each.naturalWidth > 300)"
    until(lambda: pictures.evaluate_all(shown))


def test_a_page_leads_to_its_flyer_and_a_flyer_to_its_record(page: Page, printing: Running) -> None:
    opened(page, printing, "/projects/p2.html")
    page.locator("zsite-preview .bar .views a", has_text="印刷资料").click()
    drawn(page)
    assert page.locator(".leaves section").evaluate_all("all => all.map(e => e.id)") == ["p2"]
    expect(page.locator(".leaves h1")).to_contain_text("项目2")
    tabs = page.locator(".leaves nav").first.locator("a")
    expect(tabs).to_have_text(["项目一页纸", "项目手册"])
    expect(tabs.first).to_have_attribute("aria-current", "page")
    edit = page.locator("zsite-preview .bar .edit").get_attribute("href")
    assert edit == "/_edit/?file=content%2Fprojects%2Fp2%2Fproject.yaml"
    page.locator("zsite-preview .bar .views a", has_text="页面").click()
    page.wait_for_url("**/projects/p2.html")
    assert not (printing.root / "press").exists()


def test_a_book_opens_at_the_page_of_the_record(page: Page, printing: Running) -> None:
    page.goto(f"{printing.url}/_zsite/guide?name=book&of=content%2Fprojects%2Fp5%2Fproject.yaml")
    drawn(page)
    headings = page.locator(".leaves h2")
    expect(headings).to_have_text(["项目手册 · 中文", "项目手册 · English"])
    there = page.locator(".here").first
    until(lambda: there.evaluate("each => each.getBoundingClientRect().top < innerHeight"))
    until(lambda: there.locator("img").evaluate("each => each.complete && each.naturalWidth"))
    box = there.bounding_box()
    assert box and 0 <= box["y"] < 100, "nothing has moved it away since"
    assert "在这一页" in (there.locator("img").get_attribute("alt") or "")
    assert page.locator(".here").count() == 2, "one in each language"


def test_all_flyers_are_named_by_their_records_and_reached(page: Page, printing: Running) -> None:
    page.goto(f"{printing.url}/_zsite/guide?name=flyers#p4")
    drawn(page)
    expect(page.locator(".leaves h2")).to_have_text([f"项目{n}" for n in range(1, 6)])
    shadow = "document.querySelector('zsite-preview').shadowRoot"
    top = f"id => {shadow}.getElementById(id).getBoundingClientRect().top"
    until(lambda: abs(page.evaluate(top, "p4")) < 60)
    page.locator(".list a", has_text="项目3").click()
    until(lambda: abs(page.evaluate(top, "p3")) < 60)
    assert page.url.endswith("#p3")
    assert printing.get("/_zsite/guide-pages?name=none")[0] == 404
    assert printing.get("/_zsite/guide-pages?name=flyers&only=none")[0] == 404
    assert printing.get("/_zsite/printed/..%2f..%2fzsite.yaml")[0] == 404


def test_a_draft_says_that_it_is_one(page: Page, printing: Running) -> None:
    opened(page, printing, PAGE)
    expect(page.locator("zsite-preview .bar .hidden")).to_have_text("草稿：只有您看得到")
    opened(page, printing, "/projects/p2.html")
    expect(page.locator("zsite-preview .bar .hidden")).to_have_count(0)
    path = "content/projects/p2/project.yaml"
    text = (printing.root / path).read_text("utf-8")
    write(printing.root, path, text + "published: 2999-01-01\n")
    expect(page.locator("zsite-preview .bar .hidden")).to_have_text("2999-01-01起公开")
    write(printing.root, path, text)
    assert "草稿" not in (printing.root / ".zsite/preview/projects/p1.html").read_text("utf-8")


@contextmanager
def slow_guide(running: Running) -> Iterator[Path]:
    """A guide that stands still at its font, a pipe, until somebody has opened and closed that."""
    settings = (running.root / "zsite.yaml").read_text("utf-8")
    pipe = running.root / "fonts/slow.ttf"
    pipe.parent.mkdir()
    os.mkfifo(pipe)
    slow = "  - {name: slow, product: flyer, fonts: [fonts/slow.ttf]}\n"
    write(running.root, "zsite.yaml", settings + slow)
    until(lambda: "slow" in [name for name, _ in running.about("/")["guides"]])
    yield pipe
    write(running.root, "zsite.yaml", settings)
    shutil.rmtree(pipe.parent)


def test_a_save_does_not_wait_for_a_guide(printing: Running) -> None:
    with slow_guide(printing) as pipe, ThreadPoolExecutor() as others:
        guide = others.submit(printing.get, "/_zsite/guide-pages?name=slow")
        with pipe.open("wb"):  # returns when the guide has come to it
            write(printing.root, "content/projects/p3/body.zh.md", "不等印刷。\n")
            until(lambda: printing.shows("/projects/p3.html", "不等印刷"))
            assert not guide.done()
        assert guide.result()[0] == 200


def test_a_guide_that_nobody_waits_for_lets_the_next_one_through(printing: Running) -> None:
    asked = f"GET /_zsite/guide-pages?name=slow HTTP/1.1\r\nHost: {printing.host}\r\n\r\n"
    with slow_guide(printing) as pipe:
        with socket.create_connection(("127.0.0.1", printing.port)) as gone:
            gone.sendall(asked.encode())
            held = pipe.open("wb")
        status, text = printing.get("/_zsite/guide-pages?name=flyers&only=p2")
        assert (status, json.loads(text)["sections"][0]["id"]) == (200, "p2")
        with suppress(BrokenPipeError):
            held.close()


def test_what_did_not_change_is_not_drawn_anew(page: Page, running: Running) -> None:
    opened(page, running, PAGE)
    bar = page.locator("zsite-preview .bar").element_handle()
    page.evaluate(
        """() => new Promise((done) => {
            document.addEventListener("zsite:built", () => setTimeout(done), { once: true });
            document.dispatchEvent(new Event("LiveReloadConnect"));
        })"""
    )
    assert bar.evaluate("(each) => each.isConnected")


def test_a_phone_has_no_room_to_lose(browser: Browser, running: Running) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    opened(page, running, PAGE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("zsite-preview .bar").bounding_box()["height"] < 100  # type: ignore[index]
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_bar_problems_and_error_page(
    browser: Browser, running: Running, scheme: str
) -> None:
    good = (running.root / SEEN).read_text("utf-8")
    write(running.root, SEEN, good.replace("1亿元", "1"))
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(running.url + PAGE)
    page.locator(".full h1").wait_for(timeout=MS)
    for path in (PAGE, "/contacts/bureau.html"):
        page.goto(running.url + path)
        page.locator(".problem").first.wait_for(timeout=MS)
        found = Axe().run(page)
        wrong = [(each["id"], each["nodes"][0]["html"]) for each in found.response["violations"]]
        assert wrong == []
    context.close()
    write(running.root, SEEN, good)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_guides(browser: Browser, printing: Running, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    for query in ("name=flyers", "name=book&of=content%2Fprojects%2Fp1%2Fproject.yaml"):
        page.goto(f"{printing.url}/_zsite/guide?{query}")
        page.locator(".sheets img").first.wait_for(timeout=MS)
        assert Axe().run(page).response["violations"] == []
    context.close()


def test_nothing_of_it_is_in_the_output(running: Running) -> None:
    for file in (running.root / ".zsite/preview").rglob("*.html"):
        assert "_zsite" not in file.read_text("utf-8")
    assert Path(running.root / "output").exists() is False
