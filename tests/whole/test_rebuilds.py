"""What one edit makes again: the pages that show it, and no others."""

from pathlib import Path

import pytest
import tiny

BOTH = ("", "en/")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    tiny.write(tmp_path, tiny.TINY)
    tiny.built(tmp_path)
    return tmp_path


def changed(root: Path, name: str, old: str, new: str) -> set[str]:
    """What is made again after a text of a file has been replaced; all of it really differs."""
    path = root / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    before = tiny.output(root)
    made = tiny.made(tiny.built(root))
    after = tiny.output(root)
    assert {path for path, data in after.items() if before.get(path) != data} <= made
    return made


def in_both(*paths: str) -> set[str]:
    return {language + path for language in BOTH for path in paths}


def test_a_body_makes_its_page_in_its_language(root: Path) -> None:
    made = changed(root, "content/parks/east/body.en.md", "east of", "south of")
    assert made == {"en/parks/east.html"}


def test_a_body_makes_every_language_that_shows_it(root: Path) -> None:
    made = changed(root, "content/projects/wine.zh.md", "果酒", "葡萄酒")
    assert made == in_both("projects/wine.html")


def test_a_body_of_news_is_not_in_the_feed_and_makes_none(root: Path) -> None:
    made = changed(root, "content/news/opening.zh.md", "今天", "昨天")
    assert made == {"news/opening.html"}


def test_a_title_makes_the_pages_that_show_the_card(root: Path) -> None:
    """Its own, its list, the home page that chose it, its neighbour, what it names, the map."""
    made = changed(root, "content/projects/juice/project.yaml", "en: Juice", "en: Fruit juice")
    shown = {
        "index.html",
        "sitemap.html",
        "projects/index.html",
        "projects/juice.html",
        "projects/wine.html",
        "industries/food.html",
        "parks/east.html",
        "contacts/bureau.html",
    }
    assert made == {f"en/{path}" for path in shown}


def test_a_title_in_the_menu_or_footer_makes_every_page(root: Path) -> None:
    made = changed(root, "content/contacts/bureau.yaml", "en: Investment bureau", "en: Bureau")
    shared = {path for path in tiny.output(root) if path.startswith("en/")}
    assert made == shared


def test_a_title_of_news_makes_the_feed(root: Path) -> None:
    made = changed(root, "content/news/opening.yaml", "zh: 开工,", "zh: 投产,")
    assert made == {
        "index.html",
        "sitemap.html",
        "news/index.html",
        "news/opening.html",
        "news/feed.xml",
    }


def test_a_figure_makes_both_languages_with_their_units(root: Path) -> None:
    made = changed(root, "content/parks/east/park.yaml", "不少于1,200亩", "900亩")
    shown = {
        "sitemap.html",
        "parks/index.html",
        "parks/east.html",
        "projects/juice.html",
        "projects/wine.html",
        "industries/food.html",
        "premises/hall.html",
        "contacts/bureau.html",
    }  # each shows the park's card, whose summary prints the figure
    assert made == in_both(*shown)
    assert "可供900亩" in tiny.page(root, "parks/index.html")
    assert "900 mu (60 ha) available" in tiny.page(root, "en/parks/index.html")
    assert "可供土地900亩" in tiny.page(root, "projects/juice.html")


def test_a_figure_that_no_card_shows_makes_its_own_pages_only(root: Path) -> None:
    made = changed(
        root, "content/parks/east/park.yaml", "planned_area: 3平方公里", "planned_area: 300公顷"
    )
    assert made >= in_both("parks/east.html")
    made = changed(root, "content/parks/east/park.yaml", "2026-09-30", "2026-10-31")
    assert made == in_both("parks/east.html")
    assert "31 October 2026" in tiny.page(root, "en/parks/east.html")


def test_a_computed_figure_follows_its_parts(root: Path) -> None:
    made = changed(root, "content/projects/juice/project.yaml", "2.6亿元", "1.6亿元")
    assert made == in_both("projects/juice.html")
    assert "80万元/亩" in tiny.page(root, "projects/juice.html")
    assert "RMB 800,000 per mu" in tiny.page(root, "en/projects/juice.html")


def test_a_template_makes_exactly_the_pages_that_use_it(root: Path) -> None:
    made = changed(root, "themes/plain/projects/detail.html", "<h2>", "<h2 id=related>")
    assert made == in_both("projects/juice.html", "projects/wine.html")
    made = changed(root, "themes/plain/404.html", ">404<", ">4 0 4<")
    assert made == {"404.html"}
    made = changed(root, "themes/plain/detail.html", "<dl>", "<dl id=facts>")
    details = {path for path in tiny.output(root) if path.count("/") and path.endswith(".html")}
    details -= {path for path in details if path.endswith(("index.html", "sitemap.html"))}
    assert made == details | in_both("about.html")


def test_a_card_template_makes_what_includes_it(root: Path) -> None:
    made = changed(root, "themes/plain/card.html", "<p>", "<p class=card>")
    pages = {path for path in tiny.output(root) if path.endswith(".html")}
    assert made == pages - in_both("sitemap.html") - {"404.html"}


def test_a_text_that_falls_back_follows_the_words_of_its_own_language(root: Path) -> None:
    record = tiny.project(
        "果汁", "Juice", name="“[=cooperation_modes]”", cooperation_modes="独资、合资"
    )
    tiny.put(root, "content/projects/juice/project.yaml", record)
    tiny.built(root)
    assert "独资、合资" in tiny.page(root, "en/projects/index.html")
    made = changed(root, "themes/plain/strings/zh.toml", '"、"', '"；"')
    assert "en/projects/index.html" in made
    assert "独资；合资" in tiny.page(root, "en/projects/index.html")


def test_a_static_file_makes_itself_and_the_pages_that_name_it(root: Path) -> None:
    made = changed(root, "themes/plain/static/site.css", "margin:0", "margin:1px")
    pages = {path for path in tiny.output(root) if path.endswith(".html")}
    own = {path for path in made if path.startswith("assets/site.")}
    assert pages <= made
    assert made - pages <= own | in_both("news/feed.xml")  # a feed shares the frame of the pages
    assert len(own) == 1


def test_a_picture_makes_its_variants_and_the_pages_that_show_it(root: Path) -> None:
    tiny.put(root, "content/projects/juice/view.png", tiny.picture("blue"))
    report = tiny.built(root)
    assert {p for p in tiny.made(report) if not p.startswith("media/")} == {"projects/juice.html"}
    assert len([p for p in tiny.made(report) if p.startswith("media/projects/juice/view")]) == 4
    assert report.totals is not None and len(report.totals.removed) == 4


def test_an_attachment_makes_itself_and_the_pages_that_say_its_size(root: Path) -> None:
    record = "title: {zh: 表, en: Form}\nfile: form.pdf\nlanguage: [中文]\ndate: 2026-01-01\n"
    tiny.put(root, "content/downloads/form/download.yaml", record)
    tiny.put(root, "content/downloads/form/form.pdf", b"1")
    tiny.built(root)
    tiny.put(root, "content/downloads/form/form.pdf", b"22")
    made = tiny.made(tiny.built(root))
    assert made == in_both("downloads/index.html", "downloads/form.html", "sitemap.html") | {
        "files/downloads/form/form.pdf"
    }
    assert "(PDF) 2</p>" in tiny.page(root, "downloads/index.html")


def test_a_new_entry_makes_its_pages_and_those_that_list_it(root: Path) -> None:
    tiny.put(root, "content/news/second.yaml", tiny.news("二", "Second", "2026-10-02 08:00"))
    made = tiny.made(tiny.built(root))
    lists = ("index.html", "sitemap.html", "news/index.html", "news/second.html", "news/feed.xml")
    assert made == in_both(*lists) | {"sitemap.xml"}


def test_a_removed_entry_leaves_nothing(root: Path) -> None:
    (root / "content/news/opening.yaml").unlink()
    for language in ("zh", "en"):
        (root / f"content/news/opening.{language}.md").unlink()
    report = tiny.built(root)
    assert report.totals is not None
    gone = in_both("news/index.html", "news/opening.html", "news/feed.xml")
    assert set(report.totals.removed) == gone
    assert not gone & tiny.output(root).keys()
    assert not (root / "output/news").exists()


def test_a_day_makes_only_what_shows_the_status(root: Path) -> None:
    """A date is no input, only what follows from it."""
    assert tiny.made(tiny.built(root, "2026-12-30")) == set()
    made = tiny.made(tiny.built(root, "2027-01-01"))
    assert made == in_both("policies/growth.html", "policies/index.html", "sitemap.html")
    assert "失效" in tiny.page(root, "policies/growth.html")


def test_internal_records_make_nothing(root: Path) -> None:
    tiny.put(root, "internal/projects/juice.yaml", "investor: 另一家\n")
    assert tiny.made(tiny.built(root)) == set()


def test_explain_names_what_differs(root: Path) -> None:
    tiny.put(root, "content/parks/east/body.en.md", "Moved.\n")
    report = tiny.built(root, explain=True)
    assert report.totals is not None
    assert list(report.totals.made) == [("en/parks/east.html", "page", ("body",))]


def test_a_second_build_makes_and_touches_nothing(root: Path) -> None:
    stood = tiny.untouched(root / "output")
    for explain in (False, True):
        report = tiny.built(root, explain=explain)
        assert report.totals is not None
        assert (list(report.totals.made), list(report.totals.removed)) == ([], [])
        assert report.totals.kept == len(stood)
    assert tiny.untouched(root / "output") == stood


def test_records_are_read_anew_when_the_languages_are_called_otherwise(root: Path) -> None:
    """What was understood with other names of the languages is not taken for granted."""
    tiny.put(root, "content/pages/about.yaml", "title: {漢語: 甲, en: A}\n")
    assert "unknown-language" in tiny.ids(tiny.build(root), "error")
    languages = (
        "languages:\n  zh: {tag: zh-Hans, path: '', label: 漢語}\n"
        "  en: {tag: en, path: en, label: English}\n"
    )
    tiny.put(root, "zsite.yaml", tiny.CONFIGURATION + languages)
    tiny.built(root)
    assert "<h1>甲</h1>" in tiny.page(root, "about.html")


def test_a_text_that_is_written_once_is_in_the_default_language(root: Path) -> None:
    tiny.put(root, "content/pages/about.yaml", "title: Once\n")
    tiny.built(root)
    assert "<h1>Once</h1>" in tiny.page(root, "about.html")
    tiny.put(root, "zsite.yaml", tiny.CONFIGURATION + "default_language: en\n")
    tiny.built(root)
    assert "<h1>Once</h1>" in tiny.page(root, "en/about.html")
    assert "<h1><span lang=en>Once</span></h1>" in tiny.page(root, "about.html")
