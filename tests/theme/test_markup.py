"""What holds for the markup of every page of the demo county, in both languages."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from outline import Element, Outline, outlines

POLICY = "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; font-src 'self'"
HAN = re.compile("[\u3400-\u9fff]")
Rule = Callable[[str, Outline], Iterator[str]]


@pytest.fixture(scope="module")
def pages(site: Path) -> list[tuple[str, Outline]]:
    found = list(outlines(site))
    assert len(found) > 200
    return found


def one_title_and_one_heading(path: str, page: Outline) -> Iterator[str]:
    for tag in ("title", "h1", "main"):
        found = page.of(tag)
        if len(found) != 1 or not found[0].text:
            yield f"{len(found)} × <{tag}>"


def headings_go_down_one_by_one(path: str, page: Outline) -> Iterator[str]:
    level = 0
    for heading in page.of("h1", "h2", "h3", "h4", "h5", "h6"):
        if heading.inside("footer", "aside"):
            continue
        if int(heading.tag[1]) > level + 1:
            yield f"{heading.tag} “{heading.text}” after h{level}"
        level = int(heading.tag[1])


def pictures_have_words_and_sizes(path: str, page: Outline) -> Iterator[str]:
    for image in page.of("img"):
        if not {"alt", "width", "height"} <= image.attributes.keys():
            yield f"img {image.attributes.get('src')}"
    for drawing in page.of("svg"):
        named = drawing.attributes.get("role") == "img" and drawing.attributes.get("aria-label")
        if not named and drawing.attributes.get("aria-hidden") != "true":
            yield f"svg {drawing.attributes}"


def tables_have_headers(path: str, page: Outline) -> Iterator[str]:
    for header in page.of("th"):
        if "scope" not in header.attributes and not _is_prose(header):
            yield f"th “{header.text}” has no scope"
    for table in page.of("table"):
        if not any(table in header.parents for header in page.of("th")):
            yield "a table without th"


def _is_prose(element: Element) -> bool:
    return any("prose" in e.attributes.get("class", "").split() for e in element.parents)


def inputs_have_labels(path: str, page: Outline) -> Iterator[str]:
    named = {label.attributes.get("for") for label in page.of("label")}
    for field in page.of("input", "select", "textarea"):
        if not field.inside("label") and field.attributes.get("id") not in named:
            yield f"{field.tag} {field.attributes}"


def landmarks_are_named(path: str, page: Outline) -> Iterator[str]:
    for landmark in page.of("nav", "aside"):
        if not landmark.attributes.keys() & {"aria-label", "aria-labelledby"}:
            yield f"<{landmark.tag}> has no name"
    labels = Counter(nav.attributes.get("aria-label") for nav in page.of("nav"))
    yield from (f"two navs are called {name}" for name, count in labels.items() if count > 1)
    if not page.of("header") or not page.of("footer"):
        yield "no header or no footer"


def ids_are_single_and_anchors_lead_somewhere(path: str, page: Outline) -> Iterator[str]:
    ids = Counter(e.attributes["id"] for e in page.elements if "id" in e.attributes)
    yield from (f"id {name} twice" for name, count in ids.items() if count > 1)
    for link in page.of("a", "use"):
        target = link.attributes.get("href", "")
        if target.startswith("#") and target[1:] not in ids:
            yield f"{target} leads nowhere"


def nothing_is_inline(path: str, page: Outline) -> Iterator[str]:
    for element in page.elements:
        handlers = [name for name in element.attributes if name.startswith("on")]
        if "style" in element.attributes or handlers or element.tag == "style":
            yield f"<{element.tag} {element.attributes}>"
    yield from ("inline script" for s in page.of("script") if "src" not in s.attributes)


def the_policy_allows_the_site_and_nothing_else(path: str, page: Outline) -> Iterator[str]:
    metas = [m.attributes for m in page.of("meta") if "http-equiv" in m.attributes]
    content = "; ".join(meta.get("content", "") for meta in metas)
    named = [part.split()[0] for part in content.split("; ") if part]
    if not content.startswith(POLICY) or "unsafe" in content or "http" in content:
        yield content or "no policy"
    if len(set(named)) < len(named) or {"base-uri", "form-action"} - set(named):
        yield f"not one whole policy: {content}"
    for element in page.of("img", "script", "source"):
        where = element.attributes.get("src", "") + element.attributes.get("srcset", "")
        if "//" in where:
            yield f"foreign {where}"


def foreign_runs_carry_their_language(path: str, page: Outline) -> Iterator[str]:
    if not path.startswith("en/"):
        return
    for element, run in page.runs:
        if HAN.search(run) and element.tag != "title" and not element.lang().startswith("zh"):
            yield f"“{run.strip()}” in <{element.tag}>"


def languages_switch_to_the_same_page(path: str, page: Outline) -> Iterator[str]:
    links = [a for a in page.of("a") if "hreflang" in a.attributes]
    if len(links) != 1:
        yield f"{len(links)} links to other languages"
    here = path.removeprefix("en/")
    for link in links:
        target = link.attributes["href"]
        if path != "404.html" and not target.endswith(here):
            yield f"{target} is another page than {here}"


def empty_things_are_left_out(path: str, page: Outline) -> Iterator[str]:
    for element in page.of("dd", "dt", "h1", "h2", "h3", "ul", "ol", "dl"):
        if not element.text and not any(element in e.parents for e in page.of("img", "svg")):
            yield f"an empty <{element.tag}>"


RULES: tuple[Rule, ...] = (
    one_title_and_one_heading,
    headings_go_down_one_by_one,
    pictures_have_words_and_sizes,
    tables_have_headers,
    inputs_have_labels,
    landmarks_are_named,
    ids_are_single_and_anchors_lead_somewhere,
    nothing_is_inline,
    the_policy_allows_the_site_and_nothing_else,
    foreign_runs_carry_their_language,
    languages_switch_to_the_same_page,
    empty_things_are_left_out,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_page(rule: Rule, pages: list[tuple[str, Outline]]) -> None:
    faults = [f"{path}: {fault}" for path, page in pages for fault in rule(path, page)]
    assert not faults, "\n".join(faults[:12])


GOVERNMENT = {
    "index.html": {"SiteName"},
    "projects/index.html": {"SiteName", "ColumnName", "ColumnType", "ColumnDescription"},
    "news/substation.html": {"SiteName", "ColumnName", "ArticleTitle", "PubDate", "ContentSource"},
    "en/policies/industrial-growth.html": {"SiteName", "ArticleTitle", "PubDate", "Url"},
}


@pytest.mark.parametrize("path", GOVERNMENT)
def test_pages_carry_the_tags_that_government_sites_must(site: Path, path: str) -> None:
    page = Outline((site / path).read_text("utf-8"))
    tags = {
        m.attributes["name"]: m.attributes["content"]
        for m in page.of("meta")
        if "name" in m.attributes
    }
    assert GOVERNMENT[path] <= tags.keys()
    assert all(tags[name] for name in GOVERNMENT[path])
    if "PubDate" in tags:
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", tags["PubDate"])


def test_a_page_names_itself_in_every_language(site: Path) -> None:
    page = Outline((site / "en/projects/food-processing.html").read_text("utf-8"))
    links = [e.attributes for e in page.of("link")]
    alternates = {
        e["hreflang"]: e["href"] for e in links if e.get("rel") == "alternate" and "hreflang" in e
    }
    (canonical,) = [e["href"] for e in links if e.get("rel") == "canonical"]
    assert alternates["en"] == canonical
    assert alternates["zh-Hans"] == alternates["x-default"] == canonical.replace("/en/", "/")
    assert any(e.get("type") == "application/atom+xml" for e in links)


@pytest.mark.parametrize("path", ["index.html", "news/index.html", "en/events/index.html"])
def test_lists_say_the_day_and_articles_the_hour_too(site: Path, path: str) -> None:
    days = [one.text for one in Outline((site / path).read_text("utf-8")).of("time")]
    assert days and not [day for day in days if ":" in day]
    article = (site / "en/news/substation.html").read_text("utf-8")
    assert "6 November 2026, 09:30" in article and "15 October 2026<" in article


def test_an_enquiry_quotes_the_number(site: Path) -> None:
    page = Outline((site / "projects/food-processing.html").read_text("utf-8"))
    mails = [
        a.attributes["href"]
        for a in page.of("a")
        if a.attributes.get("href", "").startswith("mailto")
    ]
    assert mails and all("subject=YZ-0107" in mail for mail in mails)
    assert any(a.attributes.get("href", "").startswith("tel:") for a in page.of("a"))
