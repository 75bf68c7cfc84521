"""In a real browser: by keyboard alone, in both languages, with pictures, and what goes wrong."""

import io
import re
import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page
from serving import SECRET
from typist import here, pressed, tab_to

from zsite.content.documents import parse, plain

FACTS = {
    "f.name.zh": "竹纤维餐具项目",
    "f.name.en": "Bamboo-fibre tableware",
    "f.summary.zh": "以竹代塑",
    "f.summary.en": "Bamboo instead of plastic",
    "f.content_scale.zh": "两条生产线",
    "f.content_scale.en": "Two lines",
    "f.total_investment": "3.5亿元",
    "f.advantages.0.zh": "竹林近",
    "f.advantages.0.en": "Bamboo nearby",
}


def photo() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((320, 240), 60).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def record(root: Path, path: str) -> dict[str, object]:
    data: dict[str, object] = plain(parse("", (root / path).read_text("utf-8")).root)
    return data


def test_a_project_is_added_by_keyboard_alone(page: Page, desk_at: tuple[Path, str]) -> None:
    root, base = desk_at
    page.goto(base)
    page.keyboard.press("Tab")
    assert here(page)["tag"] == "A"  # to the content, past the head
    page.keyboard.press("Enter")
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('href')") == "/_edit/projects/new":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/projects/new")
    for name, text in list(FACTS.items())[:4]:
        tab_to(page, name)
        page.keyboard.type(text)
    for name, letter in (("f.industry.id", "ArrowDown"), ("f.owner.id", "ArrowDown")):
        tab_to(page, name)
        page.keyboard.press(letter)
    tab_to(page, "f.location.park.id")
    page.keyboard.press("ArrowDown")
    for name in ("f.content_scale.zh", "f.content_scale.en", "f.total_investment"):
        tab_to(page, name)
        page.keyboard.type(FACTS[name])
    page.wait_for_selector("text=RMB 350 million")
    tab_to(page, "f.cooperation_modes")
    page.keyboard.press("Space")
    for name in ("f.advantages.0.zh", "f.advantages.0.en"):
        tab_to(page, name)
        page.keyboard.type(FACTS[name])
    while here(page)["value"] != "add:f.advantages":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector('[name="f.advantages.1.zh"]:focus')
    page.keyboard.type("用工足")
    page.keyboard.press("Tab")
    page.keyboard.type("Workers at hand")
    tab_to(page, "f.stage")
    page.keyboard.press("ArrowDown")
    for name in ("f.entered_on", "f.reviewed_on"):
        tab_to(page, name)
        while here(page)["tag"] != "BUTTON":
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    tab_to(page, "f.total_investment", "Shift+Tab")
    with page.expect_navigation(url=re.compile("saved="), timeout=60_000):
        page.keyboard.press("Enter")  # in an input: the first button of the form
    made = record(root, "content/projects/zhu-xian-wei-can-ju-xiang-mu/project.yaml")
    assert made["total_investment"] == "3.5亿元"
    assert made["advantages"] == [
        {"zh": "竹林近", "en": "Bamboo nearby"},
        {"zh": "用工足", "en": "Workers at hand"},
    ]
    assert made["draft"] == "是"


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    page: Page, desk_at: tuple[Path, str]
) -> None:
    root, base = desk_at
    path = root / "content/projects/glass-packaging/project.yaml"
    before = path.read_bytes()
    page.goto(f"{base}projects/glass-packaging?words=en")
    page.fill('[name="f.total_investment"]', "3.5公顷")
    page.fill('[name="f.name.en"]', "Typed with care")
    page.click("button.main[value=save]")
    page.wait_for_selector("#wrong-title:focus")
    assert path.read_bytes() == before
    assert page.input_value('[name="f.name.en"]') == "Typed with care"
    field = page.locator('[name="f.total_investment"]')
    assert field.get_attribute("aria-invalid") == "true"
    ids = (field.get_attribute("aria-describedby") or "").split()
    assert any(page.locator(f"#{each} .wrong").count() for each in ids)
    page.click("section.error li a >> nth=0")
    assert here(page)["name"] == "f.total_investment"
    pressed(page, "button[value=anyway]", "saved=")
    assert record(root, "content/projects/glass-packaging/project.yaml")["name"]
    pressed(page, "[formaction*=undo]", "undone=")
    assert path.read_bytes() == before
    page.goto(f"{base}?words=zh")


def test_a_picture_is_dropped_and_needs_words(page: Page, desk_at: tuple[Path, str]) -> None:
    root, base = desk_at
    page.goto(f"{base}projects/fruit-wine")
    data = list(photo())
    transfer = page.evaluate_handle(
        """data => {
            const file = new File([new Uint8Array(data)], '果园 照片.jpg', {type: 'image/jpeg'});
            const transfer = new DataTransfer();
            transfer.items.add(file);
            return transfer;
        }""",
        data,
    )
    page.dispatch_event('[data-drops="image"] .drop >> nth=0', "drop", {"dataTransfer": transfer})
    page.wait_for_selector('[name="f.cover.alt.zh"]:focus')
    seen = "image => image.decode().then(() => image.naturalWidth)"
    assert page.locator(".thumb").first.evaluate(seen) == 320
    page.click("button.main[value=save]")
    page.wait_for_selector("#wrong-title:focus")
    assert "替代文字" in page.inner_text("section.error")
    assert not list(root.glob("content/projects/fruit-wine/*.jpg"))
    page.fill('[name="f.cover.alt.zh"]', "果园")
    page.fill('[name="f.cover.alt.en"]', "An orchard")
    pressed(page, "button.main[value=save]", "saved=")
    cover = record(root, "content/projects/fruit-wine/project.yaml")["cover"]
    assert cover == {
        "file": "guo-yuan-zhao-pian.jpg",
        "alt": {"zh": "果园", "en": "An orchard"},
    }
    there = root / "content/projects/fruit-wine/guo-yuan-zhao-pian.jpg"
    assert there.read_bytes() == bytes(data)
    pressed(page, "[formaction*=undo]", "undone=")
    assert not list(root.glob("content/projects/fruit-wine/*.jpg"))


def test_a_sent_picture_has_its_own_name_until_it_is_saved(
    page: Page, desk_at: tuple[Path, str]
) -> None:
    _, base = desk_at
    page.goto(f"{base}projects/fruit-wine")
    picture = {"name": "果园 照片.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    page.locator('[data-drops="image"] input[type=file]').first.set_input_files(picture)
    field = page.locator('[name="f.cover.file"]')
    page.wait_for_selector('.full [name="f.cover.file"]')
    assert field.input_value() == "guo-yuan-zhao-pian.jpg"
    page.click("button.main[value=save]")  # without words: the form comes back
    page.wait_for_selector("#wrong-title:focus")
    assert field.input_value() == "guo-yuan-zhao-pian.jpg"
    assert "@" not in page.inner_text("main")
    seen = "image => image.decode().then(() => image.naturalWidth)"
    assert page.locator(".thumb").first.evaluate(seen) == 320
    page.locator("[data-clears]").first.click()
    assert field.input_value() == "" and field.is_editable()


def test_facts_to_insert_are_said_in_words(page: Page, desk_at: tuple[Path, str]) -> None:
    _, base = desk_at
    for language, stage in (("zh", "项目阶段：在建"), ("en", "Stage：Under construction")):
        page.goto(f"{base}projects/fruit-wine?words={language}")
        facts = page.locator('[data-inserts="b-zh"] option').all_inner_texts()
        assert stage in facts, facts
        assert not any("under-construction" in each for each in facts)
    page.goto(f"{base}?words=zh")


def test_a_record_is_made_public_only_when_it_is_whole(
    page: Page, desk_at: tuple[Path, str]
) -> None:
    root, base = desk_at
    record = root / "content/faqs/trial/question.yaml"
    page.goto(f"{base}faqs/new")
    page.fill("#id", "trial")
    page.fill('[name="f.question.zh"]', "能租吗？")
    page.click("button[value=publish]")
    page.wait_for_selector("#wrong-title:focus")
    assert not record.exists()
    page.click("button[value=anyway]")
    page.wait_for_url("**saved=*")
    assert plain(parse("", record.read_text("utf-8")).root)["draft"] == "是"
    page.click("button[value=publish]")
    page.wait_for_selector("#wrong-title:focus")
    pressed(page, "button[value=anyway]", "(nothing|saved)=")
    assert plain(parse("", record.read_text("utf-8")).root)["draft"] == "是", "still a draft"
    for name, words in (("question.en", "To let?"), ("answer.zh", "能。"), ("answer.en", "Yes.")):
        page.fill(f'[name="f.{name}"]', words)
    page.select_option('[name="f.topic"]', "land")
    page.select_option('[name="f.office.id"]', index=1)
    page.fill('[name="f.reviewed_on"]', "2026-10-01")
    pressed(page, "button[value=publish]", "saved=")
    assert "draft" not in plain(parse("", record.read_text("utf-8")).root)
    shutil.rmtree(record.parent)


def test_a_record_leads_to_what_it_is_printed_in(page: Page, desk_at: tuple[Path, str]) -> None:
    _, base = desk_at
    page.goto(f"{base}projects/citrus-extraction")
    links = page.locator("p.which a[href^='/_zsite/guide']")
    assert links.first.inner_text() == "项目一页纸"
    assert "name=flyers&only=citrus-extraction" in (links.first.get_attribute("href") or "")
    assert "云泽县招商项目册" in links.all_inner_texts()
    page.goto(f"{base}projects/fruit-wine")  # under construction: in no guide
    assert links.count() == 0
    told = page.locator("p.which", has_text="项目一页纸：没有")
    assert "只印“招商中”的项目" in told.inner_text() and "“在建”" in told.inner_text()
    told.get_by_role("link").click()
    assert here(page)["name"] == "f.stage"
    page.select_option('[name="f.stage"]', "seeking")
    pressed(page, "button.main[value=save]", "saved=")
    assert links.first.inner_text() == "项目一页纸" and told.count() == 0
    pressed(page, "[formaction*=undo]", "undone=")
    page.goto(f"{base}projects/fruit-wine?words=en")
    assert "made for projects at the stage “Seeking investors”" in page.inner_text("main")
    page.goto(f"{base}?words=zh")


def test_what_is_no_picture_is_refused_with_a_reason(page: Page, desk_at: tuple[Path, str]) -> None:
    _, base = desk_at
    page.goto(f"{base}projects/fruit-wine")
    files = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": b"%PDF-1.4 no picture"}
    page.locator('[data-drops="image"] input[type=file]').first.set_input_files(files)
    page.wait_for_selector(".sent.wrong")
    assert "PDF" in page.inner_text(".sent.wrong")
    assert page.locator("[data-file]").first.input_value() == ""


def test_a_text_is_previewed_with_the_facts_that_are_typed(
    page: Page, desk_at: tuple[Path, str]
) -> None:
    _, base = desk_at
    page.goto(f"{base}projects/fruit-wine")
    page.fill('[name="f.total_investment"]', "1.2亿元")
    page.fill("#b-en", "## Why\n\nIt costs **[=total_investment]**. <script>alert(1)</script>")
    page.click('[data-previews="b-en"]')
    page.wait_for_selector("#b-en-preview mark")
    assert page.inner_text("#b-en-preview mark") == "RMB 120 million"
    assert page.locator("#b-en-preview script").count() == 0


def test_without_scripts_forms_are_saved_contested_and_undone(
    browser: Browser, desk_at: tuple[Path, str]
) -> None:
    root, base = desk_at
    record = root / "content/projects/glass-packaging/project.yaml"
    before = record.read_text("utf-8")
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{base}projects/glass-packaging")
    assert page.locator("noscript p").count() == 1
    page.fill('[name="f.total_investment"]', "3.5公顷")
    page.click("button.main[value=save]")
    assert page.locator("#wrong-title").is_visible()
    assert record.read_text("utf-8") == before
    page.fill('[name="f.total_investment"]', "7.5亿元")
    page.click("button.main[value=save]")
    assert "saved=" in page.url
    saved = record.read_text("utf-8")
    assert "7.5亿元" in saved
    page.fill('[name="f.total_investment"]', "8.5亿元")
    record.write_text(saved.replace("7.5亿元", "9.5亿元"), "utf-8")
    page.click("button.main[value=save]")
    page.check('input[value="theirs"]')
    page.click('button[value="keep"]')
    assert "9.5亿元" in record.read_text("utf-8")
    record.write_text(saved, "utf-8")
    page.goto(f"{base}history")
    page.locator(".saves button").first.click()
    assert "undone=" in page.url
    assert record.read_text("utf-8") == before
    context.close()


def test_whoever_has_no_token_writes_nothing(page: Page, desk_at: tuple[Path, str]) -> None:
    root, base = desk_at
    page.goto(f"{base}projects/fruit-wine")
    assert SECRET not in page.inner_text("body")
    page.evaluate("document.querySelector('meta[name=zsite-token]').content = 'old'")
    before = (root / "content/projects/fruit-wine/project.yaml").read_bytes()
    page.reload()
    page.fill('[name="f.name.en"]', "Lost?")
    page.route("**/fruit-wine", lambda route: route.fulfill(status=403, body="no"))
    page.click("button.main[value=save]")
    page.wait_for_selector("#trouble:focus")
    assert page.input_value('[name="f.name.en"]') == "Lost?"
    assert (root / "content/projects/fruit-wine/project.yaml").read_bytes() == before
