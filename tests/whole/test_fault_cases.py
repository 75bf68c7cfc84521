"""Faults and attacks on a whole project, by the numbers of the catalogue of fault cases."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import tiny

from zsite.content import gather, sources
from zsite.problems import Problem
from zsite.report import Report

SECRET = "a secret that nobody may see"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.yaml").write_text(f"title: {SECRET}\n", "utf-8")
    (tmp_path / "outside/secret.png").write_bytes(tiny.picture("black"))
    return tiny.write(tmp_path / "project", tiny.TINY)


def bounded(root: Path, megabytes: int = 1500, seconds: int = 60) -> str:
    """What a build of the project says, within bounds of memory and processor time."""
    resource = pytest.importorskip("resource", reason="only Unix can bound a process")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))

    command = [sys.executable, "-m", "zsite", "build", "--root", str(root), "--lang=en", "--all"]
    done = subprocess.run(
        [*command, "--as-of", tiny.DAY, "--workers", "1"],
        preexec_fn=limit,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    return done.stderr


def found(report: Report) -> set[tuple[str, str]]:
    return {(p.id, p.place.file) for p, _ in report.problems}


def nothing_leaked(root: Path) -> None:
    """Nothing was written outside the project's own places, and no secret inside."""
    beside = {path.name for path in root.parent.iterdir()}
    assert beside == {"outside", root.name}
    assert {path.name for path in root.iterdir()} <= {
        "zsite.yaml",
        "urls.yaml",
        "content",
        "internal",
        "themes",
        "output",
        ".zsite",
        "more",
    }
    black = tiny.picture("black")
    for data in tiny.output(root).values():
        assert SECRET.encode() not in data
        assert data != black


# 10: one bad file in 1,000


def test_10_one_bad_file_in_a_thousand_is_named_with_all_the_others(root: Path) -> None:
    for number in range(1000):
        text = f"question: {{zh: 问{number}, en: Question {number}}}\nanswer: {{zh: 答, en: Yes}}\n"
        tiny.put(root, f"content/faqs/q{number}.yaml", text + "topic: 土地\n" * (number == 7))
    tiny.put(root, "content/faqs/q500.yaml", "question: [\nanswer\n")
    tiny.put(root, "content/pages/about.zh.md", "[=nothing]\n")
    report = tiny.build(root)
    assert report.totals is None
    errors = [(p.id, str(p.place)) for p, severity in report.problems if severity == "error"]
    assert ("unknown-choice-near", "content/faqs/q7.yaml:3:8") in errors
    assert ("unknown-fact", "content/pages/about.zh.md:1:1") in errors
    assert len(errors) == 3 and any("q500.yaml:" in place for _, place in errors)


# 11: files that change while they are read


@pytest.fixture
def restless(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path, int], None]:
    """Makes a file grow after each of the first looks at an open file."""

    def start(path: Path, times: int) -> None:
        real, left = os.fstat, [times]

        def fstat(descriptor: int) -> os.stat_result:
            seen = real(descriptor)
            if left[0] > 0:
                left[0] -= 1
                with path.open("a") as file:
                    file.write("more\n")
            return seen

        monkeypatch.setattr(os, "fstat", fstat)

    return start


def test_11_a_file_that_changes_while_it_is_read_is_read_again(
    tmp_path: Path, restless: Callable[[Path, int], None]
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\n")
    restless(path, 3)
    assert sources.read(tmp_path, "a.yaml") == b"a: 1\nmore\nmore\nmore\n" == path.read_bytes()


def test_11_a_file_that_never_holds_still_is_named(
    tmp_path: Path, restless: Callable[[Path, int], None]
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\n")
    restless(path, 1000)
    answer = sources.read(tmp_path, "a.yaml")
    assert isinstance(answer, Problem)
    assert (answer.id, answer.place.file) == ("file-changing", "a.yaml")


RACES = {
    "content/projects/wine.yaml": tiny.project("果酒", "Plum wine", code="YZ-003").encode(),
    "content/parks/east/body.zh.md": "换了。\n".encode(),
    "content/projects/juice/view.png": tiny.picture("blue", 30),
    "content/projects/juice/form.pdf": b"%PDF-1.4 another",
}


@pytest.mark.parametrize("name", RACES)
@pytest.mark.parametrize("reads", [1, 2, 3])
@pytest.mark.parametrize("known", [False, True])
def test_11_a_file_that_changes_between_two_looks_spoils_no_later_build(
    root: Path, monkeypatch: pytest.MonkeyPatch, name: str, reads: int, known: bool
) -> None:
    """Whatever that build did, with the old file back in place the site is the old one."""
    before = (root / name).read_bytes()
    if known:
        tiny.built(root)
        (root / ".zsite/store.sqlite").unlink()
    with monkeypatch.context() as patch:
        patch.setattr(gather, "read", changing(root / name, name, RACES[name], reads))
        tiny.build(root)
    (root / name).write_bytes(before)
    tiny.built(root)
    clean = tiny.write(root.parent / "clean", tiny.TINY)
    tiny.built(clean)
    assert tiny.output(root) == tiny.output(clean)


def changing(path: Path, name: str, data: bytes, reads: int) -> Callable[..., Any]:
    """`read`, after whose given number of calls the file is another one."""
    calls: Iterator[int] = iter(range(1, 1000))

    def read(root: Path, wanted: str) -> bytes | Problem:
        answer = sources.read(root, wanted)
        if wanted == name and next(calls) == reads:
            path.write_bytes(data)
        return answer

    return read


LEFT_OVERS = [
    "~$project.yaml",
    ".project.yaml.swp",
    "project.yaml~",
    ".DS_Store",
    "Thumbs.db",
    "project.yaml.bak",
    "project.tmp",
    ".#project.yaml",
    "project.yaml.crdownload",
]


def test_11_what_editors_leave_lying_about_is_passed_over(root: Path) -> None:
    tiny.built(root)
    stood = tiny.output(root)
    for name in LEFT_OVERS:
        tiny.put(root, f"content/projects/juice/{name}", b"\0 nonsense")
        tiny.put(root, f"content/projects/{name}", b"\0 nonsense")
    report = tiny.built(root)
    assert (tiny.made(report), tiny.output(root)) == (set(), stood)


# 12: YAML bombs


def bombs() -> Iterator[tuple[str, str]]:
    rows = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    rows += [
        f"{c}: &{c} [{', '.join(['*' + b] * 10)}]"
        for b, c in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    yield "laughs", "\n".join(rows) + "\n"
    yield "self", "a: &a [*a]\n"
    yield "merge", "a: &a {b: 1}\nc:\n  <<: *a\n"
    yield "lists", "title: " + "[" * 100_000
    yield "closed-lists", "title: " + "[" * 50_000 + "]" * 50_000
    yield "mappings", "title: " + "{a: " * 100_000
    yield "indents", "\n".join(" " * n + "a:" for n in range(1200))
    yield "dashes", "- " * 200_000
    yield "keys", "? " * 200_000
    yield "object", "title: !!python/object/apply:os.system ['touch more']\n"
    yield "binary", "title: !!binary aGVsbG8=\n"
    yield "tag", "!<tag:yaml.org,2002:python/name:os.system> x\n"
    yield "nonsense", "\x85%@`!" * 2_000_000
    yield "spaces", " " * 10_000_000
    yield "long-line", "title: " + "x" * 10_000_000
    yield "many-keys", "".join(f"k{n}: 1\n" for n in range(80_000))
    yield "quote", 'title: "' + "\\u4e2d" * 150_000
    yield "controls", "title: \x00\x01\x02\n"
    yield "surrogate", "title: \ud800\n"
    yield "directives", "%YAML 9.9\n%TAG ! tag:x\n--- a\n"
    yield "documents", "---\n" * 200_000


def test_12_yaml_bombs_are_refused_within_bounds(root: Path) -> None:
    names = []
    for name, text in bombs():
        names.append(f"content/pages/bomb-{name}.yaml")
        tiny.put(root, names[-1], text.encode("utf-8", "surrogatepass"))
    said = bounded(root, megabytes=600, seconds=40)
    for name in names:
        assert f"{name}:" in said, name
    assert not (root / "more").exists()
    assert not (root / "output").exists()


@pytest.mark.parametrize(
    "name", ["zsite.yaml", "urls.yaml", "themes/plain/theme.yaml", "internal/projects/juice.yaml"]
)
def test_12_bombs_elsewhere_are_refused_too(root: Path, name: str) -> None:
    for kind, text in bombs():
        if kind in ("laughs", "lists", "object", "nonsense", "many-keys"):
            tiny.put(root, name, text.encode("utf-8", "surrogatepass"))
            report = tiny.build(root)
            assert any(p.place.file == name for p, _ in report.problems), kind
            assert report.totals is None, kind


# 13: YAML traps


@pytest.mark.parametrize(
    "text",
    [
        "NO",
        "no",
        "off",
        "0571",
        "12:30",
        "010020",
        "1e3",
        "0x1F",
        "1_000",
        "2026-01-01",
        "null",
        ".inf",
        "=",
        "1.10",
        "+86",
        "是",
        "~x",
    ],
)
def test_13_a_text_stays_what_was_typed(root: Path, text: str) -> None:
    tiny.put(root, "content/pages/about.yaml", f"title: {text}\nlanguages: [zh]\n")
    if text == "null":
        assert "missing-field" not in tiny.ids(tiny.build(root))
        return
    tiny.built(root)
    assert f"<h1>{text}</h1>" in tiny.page(root, "about.html")


TRAPS = {
    "title: 一\ntitle: 二\n": "yaml-duplicate-key",
    "title：关于\n": "yaml-full-width-colon",
    "title: 关于\nsummary：简介\n": "yaml-full-width-colon",
    "title:\n\tzh: 关于\n": "yaml-tab",
    "title: 关于\n---\ntitle: 又\n": "yaml-second-document",
    "title: {zh: 关于, en: About\n": "yaml-syntax",
    "title: *a\n": "yaml-alias",
    "title: &a 关于\n": "yaml-anchor",
    "title: !!str 关于\n": "yaml-tag",
    "[a]: 关于\n": "yaml-key",
    "": "empty-record",
    "# 只有注释\n": "empty-record",
    "- 关于\n": "not-a-record",
    "关于\n": "not-a-record",
    "title: {zh: [关于]}\n": "not-a-text",
    "title: {fr: A propos}\n": "unknown-language",
    "titel: 关于\n": "unknown-field-near",
    "title: 关于\n标题: 又\n": "field-twice",
    "title: \x07\n": "yaml-character",
}


@pytest.mark.parametrize(("text", "id"), TRAPS.items())
def test_13_the_cause_is_named(root: Path, text: str, id: str) -> None:
    tiny.put(root, "content/pages/about.yaml", text)
    report = tiny.build(root)
    assert (id, "content/pages/about.yaml") in found(report)
    assert report.totals is None


def test_13_a_comma_in_a_number_of_a_flow_mapping_is_named(root: Path) -> None:
    record = tiny.project("果汁", "Juice", benefits="{annual_revenue: 1,200万元, jobs: 5}")
    tiny.put(root, "content/projects/juice/project.yaml", record)
    report = tiny.build(root)
    (trap,) = [p for p, _ in report.problems if p.id == "yaml-comma-in-number"]
    assert dict(trap.facts)["text"] == "1,200万元"


ENCODINGS = {
    "gb18030": "encoding-converted",
    "utf-8-sig": "byte-order-mark",
    "utf-16": "encoding-converted",
}


@pytest.mark.parametrize(("encoding", "id"), ENCODINGS.items())
def test_13_files_in_other_encodings_are_read_with_a_warning(
    root: Path, encoding: str, id: str
) -> None:
    tiny.put(
        root, "content/pages/about.yaml", "title: {zh: 关于我们, en: About}\n".encode(encoding)
    )
    tiny.put(root, "content/pages/about.zh.md", "镕镕。\r\n第二行。\r\n".encode(encoding))
    report = tiny.built(root)
    wanted = {(id, f"content/pages/about{ending}") for ending in (".yaml", ".zh.md")}
    assert wanted <= found(report)
    page = tiny.page(root, "about.html")
    assert "<h1>关于我们</h1>" in page and "镕镕。第二行。" in page


# 14: hostile names

ALIASES = [
    "../../evil",
    "/etc/evil",
    "..%2f..%2fevil",
    "%2e%2e/evil",
    "..\\\\evil",
    "con",
    "a/../../b",
    "e" * 300,
    "a\u202eb",
    "a\u0000b",
    "a:b",
    "a|b",
    ".",
    "..",
    "a.",
    "index",
    "https://x.example/",
    "a/b/c",
    "?x",
    "#x",
    "a\\nb",
]


@pytest.mark.parametrize("alias", ALIASES)
def test_14_an_alias_never_leads_out_of_the_output(root: Path, alias: str) -> None:
    tiny.put(root, "content/pages/about.yaml", f'title: {{zh: 关, en: A}}\naliases: ["{alias}"]\n')
    report = tiny.build(root)
    assert report.totals is None
    assert "content/pages/about.yaml" in {p.place.file for p, _ in report.problems}
    nothing_leaked(root)


SLUGS = [
    "con",
    "aux",
    "COM1",
    "nul",
    "index",
    "zh",
    "en",
    "Glass",
    "a b",
    "a_b",
    "a.b",
    "-a",
    "a%2fb",
    "a\u202egnp",
    "x" * 65,
    "玻" * 70,
    "？",
    "a\u200bb",
]


@pytest.mark.parametrize("slug", SLUGS)
def test_14_a_name_that_is_no_id_is_refused_or_gets_one(root: Path, slug: str) -> None:
    tiny.put(
        root, f"content/faqs/{slug}.yaml", "question: {zh: 问, en: Q}\nanswer: {zh: 答, en: A}\n"
    )
    report = tiny.build(root)
    nothing_leaked(root)
    if report.totals is None:
        assert {"id-malformed", "id-reserved"} & set(tiny.ids(report, "error"))
        return
    (page,) = [
        path for path in tiny.output(root) if path.startswith("faqs/") and "index" not in path
    ]
    assert page.removeprefix("faqs/").removesuffix(".html").replace("-", "").isalnum()
    assert page.isascii()


@pytest.mark.parametrize("id", ["404", "sitemap"])
def test_14_an_id_that_would_take_a_page_of_the_site_is_named(root: Path, id: str) -> None:
    tiny.put(root, f"content/pages/{id}.yaml", "title: {zh: 关, en: A}\n")
    report = tiny.build(root)
    assert "path-collision" in tiny.ids(report, "error")


FILES = [
    "../../../outside/secret.png",
    "/etc/passwd",
    "%2e%2e/%2e%2e/outside/secret.png",
    "..\\\\..\\\\outside\\\\secret.png",
    "file:///etc/passwd",
    "https://x.example/a.png",
    "../../internal/projects/juice.yaml",
    "../../zsite.yaml",
    "project.yaml",
    "../wine.yaml",
    "con.png",
    "a\u202egnp.png",
    "x" * 300,
    ".",
    "..",
    "",
    "body.zh.md",
    "//x.example/a.png",
    "C:/secret.png",
    "\\\\\\\\server\\\\share",
]


@pytest.mark.parametrize("name", FILES)
def test_14_a_file_is_taken_from_content_only(root: Path, name: str) -> None:
    record = tiny.project(
        "果汁",
        "Juice",
        cover=f'{{file: "{name}", alt: {{zh: 图, en: A}}}}',
        attachments=f'["{name}"]',
    )
    tiny.put(root, "content/projects/juice/project.yaml", record)
    report = tiny.build(root)
    place = "content/projects/juice/project.yaml"
    assert place in {p.place.file for p, severity in report.problems if severity == "error"}
    nothing_leaked(root)


LINKS = [
    *FILES,
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "java\tscript:alert(1)",
    "&#106;avascript:alert(1)",
    "%6aavascript:alert(1)",
    "//x.example",
]


@pytest.mark.parametrize("kind", ["", "!"])
@pytest.mark.parametrize("target", LINKS)
def test_14_a_link_leads_to_nothing_hidden(root: Path, target: str, kind: str) -> None:
    plain = target.replace("\\\\", "\\")
    tiny.put(root, "content/projects/juice/body.en.md", f"{kind}[text](<{plain}>)\n\nEnd.\n")
    tiny.build(root)
    nothing_leaked(root)
    if (root / "output").exists():
        page = Page.read(root / "output/en/projects/juice.html")
        page.assert_harmless()
        hrefs = [value for tag, value in page.addresses if tag == "a"]
        assert not any("secret" in value or ".yaml" in value for value in hrefs)


TEMPLATE_FAULTS = {
    "template-missing",
    "template-failed",
    "template-syntax",
    "template-unknown-name",
}


@pytest.mark.parametrize(
    "tag",
    [
        "{% include '../../../../outside/secret.yaml' %}",
        "{% include '/etc/passwd' %}",
        "{% include '%2e%2e/x' %}",
        "{% include '../../zsite.yaml' %}",
        "{% import 'os' as os %}",
        "{{ nothing }}",
        "{{ entry.nothing }}",
        "{% if %}",
        "{{ open('/etc/passwd') }}",
    ],
)
def test_14_a_template_reaches_the_theme_only(root: Path, tag: str) -> None:
    text = (root / "themes/plain/detail.html").read_text("utf-8")
    tiny.put(root, "themes/plain/detail.html", text.replace("<h1>", f"{tag}<h1>"))
    report = tiny.build(root)
    assert report.totals is None
    assert set(tiny.ids(report, "error")) <= TEMPLATE_FAULTS
    assert any(p.place.file == "themes/plain/detail.html" for p, _ in report.problems)
    nothing_leaked(root)


@pytest.mark.parametrize(
    "line",
    [
        "theme: ../../outside",
        "theme: /etc",
        "theme: plain/../plain",
        "languages: {zh: {tag: zh, path: ../../evil, label: 中}}",
        "languages: {zh: {tag: zh, path: /etc, label: 中}, en: {tag: en, path: ../en, label: E}}",
        "kinds: {farms: {path: ../../evil, fields: {name: {type: text}}}}",
        "kinds: {../evil: {fields: {name: {type: text}}}}",
        "url: javascript:alert(1)",
        'url: https://x.example/"><script>',
    ],
)
def test_14_a_configuration_never_leads_out_of_the_output(root: Path, line: str) -> None:
    name = line.partition(":")[0]
    kept = [x for x in tiny.CONFIGURATION.splitlines() if not x.startswith(f"{name}:")]
    tiny.put(root, "zsite.yaml", "\n".join([*kept, line]) + "\n")
    tiny.put(root, "content/farms/one.yaml", "name: x\n")
    report = tiny.build(root)
    nothing_leaked(root)
    if report.totals is not None:
        assert all(not path.startswith(("/", "..")) for path in tiny.output(root))
        assert b"<script>" not in b"".join(tiny.output(root).values())


# 15: links of the file system


def test_15_links_are_never_followed(root: Path) -> None:
    tiny.built(root)
    stood = tiny.output(root)
    content = root / "content"
    links = {
        "faqs/secret.yaml": root.parent / "outside/secret.yaml",
        "pages/secret.yaml": root.parent / "outside/secret.yaml",
        "projects/juice/secret.png": root.parent / "outside/secret.png",
        "cases": root.parent / "outside",
        "parks/loop": content,
        "parks/self": content / "parks/self",
        "events": Path("/nowhere/at/all"),
    }
    for name, target in links.items():
        (content / name).parent.mkdir(exist_ok=True)
        (content / name).symlink_to(target)
    report = tiny.built(root)
    assert {("link-refused", f"content/{name}") for name in links} <= found(report)
    assert tiny.output(root) == stood
    nothing_leaked(root)


@pytest.mark.parametrize("name", ["content", "themes/plain", "internal", "zsite.yaml", "urls.yaml"])
def test_15_a_link_in_the_place_of_an_input_is_not_followed(root: Path, name: str) -> None:
    (root / "urls.yaml").write_text("ids: {}\n")
    moved = root.parent / "outside" / name.replace("/", "-")
    (root / name).rename(moved)
    (root / name).symlink_to(moved)
    report = tiny.build(root)
    assert "Traceback" not in str(report.problems)
    if name in ("content", "zsite.yaml", "themes/plain"):
        assert report.totals is None or not any(
            p.startswith("projects/") for p in tiny.output(root)
        )


@pytest.mark.parametrize("folder", ["output", ".zsite"])
def test_15_a_link_in_the_place_of_the_output_is_not_written_through(
    root: Path, folder: str
) -> None:
    (root / folder).symlink_to(root.parent / "outside")
    tiny.build(root)
    assert {path.name for path in (root.parent / "outside").iterdir()} == {
        "secret.yaml",
        "secret.png",
    }


# 16: hostile Markdown and HTML


ACTIVE = frozenset(
    re.findall(
        r"\w+",
        "script style iframe object embed form input button base svg math template audio "
        "video frame frameset applet noscript marquee textarea select portal dialog",
    )
)


class Page(HTMLParser):
    """What a browser would make of a page, as far as safety goes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.ended: list[str] = []

    @classmethod
    def read(cls, path: Path) -> "Page":
        page = cls()
        page.feed(path.read_text("utf-8"))
        return page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.ended.append(tag)

    @property
    def addresses(self) -> list[tuple[str, str]]:
        names = ("href", "src", "srcset", "action", "formaction", "poster", "data", "background")
        return [
            (tag, about[name] or "") for tag, about in self.tags for name in names if name in about
        ]

    def assert_harmless(self) -> None:
        assert not {tag for tag, _ in self.tags} & ACTIVE
        assert [tag for tag, _ in self.tags if tag in ("link", "meta")][:1] == ["meta"]
        for _, about in self.tags:
            assert not [name for name in about if name.startswith("on") or name == "style"]
        for tag, address in self.addresses:
            scheme = "".join(address.split()).lower().partition(":")[0]
            assert scheme not in ("javascript", "data", "vbscript", "file")
            if tag in ("img", "source", "link"):
                assert not address.startswith(("http:", "//")) or tag == "link"
        for tag in ("html", "head", "body", "main", "footer", "title", "nav"):
            assert [name for name, _ in self.tags].count(tag) == self.ended.count(tag) == 1, tag


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</main></body></html>",
    "<!-- ",
    "<svg><script>alert(1)</script></svg>",
    "<iframe src=//x.example></iframe>",
    "]]>",
    "<plaintext>",
    "<a href=javascript:alert(1)>x</a>",
    "<style>*{display:none}</style>",
    "<textarea>",
    "<title>x",
    "<base href=//x.example>",
    "<meta http-equiv=refresh content=0;url=//x.example>",
    "<xmp>",
    "<form action=//x.example><input name=q></form>",
    "<math><mi//xlink:href=javascript:alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "<img src=//x.example/pixel.gif>",
    "[x](javascript:alert(1))",
    "![x](https://x.example/pixel.gif)",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "# x {onclick=alert(1)}",
    "[x](a){: onclick=alert(1) style=color:red }",
    "<details open ontoggle=alert(1)>",
    "<a href='data:text/html,<script>1</script>'>x</a>",
    "<div style='position:fixed;inset:0'>x</div>",
    "<!DOCTYPE x>",
    "<?php x ?>",
    "<![CDATA[x",
    "&#0;",
    "<b><i><u>",
    "</div></div></div>",
    "<table><tr><td>",
    "<select><option>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "`<script>`",
    "```\n</code></pre><script>1</script>\n```",
    "<a\u0000 href=x>",
    "<ſcript>1</ſcript>",
    "|a|\n|-|\n|<script>|",
    "[^1]\n\n[^1]: <script>1</script>",
    '<p id="main" class="x" name="y">x</p>',
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_16_nothing_active_comes_out_of_a_body(root: Path, hostile: str) -> None:
    quiet = "".join(
        f", {id}: warning"
        for id in (
            "broken-link",
            "picture-from-outside",
            "markdown-muddled",
            "markdown-control",
            "markdown-link-dropped",
            "markdown-html-dropped",
            "image-without-alt",
        )
    )
    text = tiny.CONFIGURATION.replace("missing-field: ignore", f"missing-field: ignore{quiet}")
    tiny.put(root, "zsite.yaml", text)
    tiny.put(root, "content/pages/about.en.md", f"Before.\n\n{hostile}\n\nAfter it.\n")
    tiny.put(root, "content/parks/east/body.en.md", f"Before {hostile} after it.\n")
    tiny.built(root)
    for path in ("en/about.html", "en/parks/east.html"):
        Page.read(root / "output" / path).assert_harmless()
    assert tiny.page(root, "en/about.html").rstrip().endswith("</body></html>")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_16_nothing_active_comes_out_of_a_field(root: Path, hostile: str) -> None:
    import json

    text = json.dumps(hostile.replace("\0", "").replace("\n", " "), ensure_ascii=False)
    both = f"{{zh: {text}, en: {text}}}"
    record = tiny.project(
        "果汁",
        "Juice",
        name=both,
        summary=both,
        owner=both,
        advantages=f"[{both}]",
        key="是",
        batch=text,
    )
    tiny.put(root, "content/projects/juice/project.yaml", record)
    tiny.put(
        root,
        "content/news/opening.yaml",
        tiny.news("开", "O", "2026-10-01").replace("title: {zh: 开, en: O}", f"title: {both}"),
    )
    configuration = tiny.CONFIGURATION.replace(
        "title: {zh: 投资云泽, en: Invest in Yunze}", f"title: {both}"
    )
    tiny.put(
        root,
        "zsite.yaml",
        configuration.replace(
            "missing-field: ignore", "missing-field: ignore, pattern-mismatch: ignore"
        ),
    )
    tiny.built(root)
    for path in ("projects/juice.html", "en/projects/index.html", "index.html", "404.html"):
        Page.read(root / "output" / path).assert_harmless()
    assert_well_formed(root / "output/news/feed.xml")


def assert_well_formed(path: Path) -> None:
    from xml.etree import ElementTree

    ElementTree.parse(path)


# 17: template signs are text

SIGNS = [
    "{{ 7*7 }}",
    "{% raise %}",
    "{# gone #}",
    "{{ site._class }}",
    "{%",
    "}}",
    "{{'",
    "${7*7}",
    "{0}",
    "%s",
    "\\{{ x }}",
    "{{ entry.investor }}",
]


@pytest.mark.parametrize("signs", SIGNS)
def test_17_template_signs_in_content_are_text(root: Path, signs: str) -> None:
    import html
    import json

    text = json.dumps(signs)
    tiny.put(
        root, "content/pages/about.yaml", f"title: {{zh: {text}, en: {text}}}\nsummary: {text}\n"
    )
    tiny.put(root, "content/pages/about.zh.md", f"正文 {signs} 完。\n\n`{signs}`\n")
    tiny.put(root, "zsite.yaml", tiny.CONFIGURATION.replace("zh: 投资云泽", f"zh: {text}"))
    tiny.built(root)
    page = html.unescape(tiny.page(root, "about.html"))
    assert f"<h1>{signs}</h1>" in page
    assert f"<title>{signs}</title>" in page
    assert f"<code>{signs}</code>" in page
    shown = signs.replace("\\{", "{")
    assert f"正文 {shown} 完。" in page or f"正文 {signs} 完。" in page
    assert "49" not in page.replace(signs, "")


# 18: slow Markdown


def slow() -> Iterator[tuple[str, str]]:
    yield "brackets", "[" * 40_000
    yield "images", "![" * 20_000
    yield "pairs", "[](" * 13_000
    yield "lists", "".join(" " * (4 * n) + "- x\n" for n in range(400))
    yield "quotes", "> " * 400 + "x\n"
    yield "stars", "*a **b " * 6_000
    yield "underscores", "_" * 40_000
    yield "backticks", "".join("`" * n + "x" for n in range(1, 280))
    yield "entities", "&" * 40_000
    yield "tags", "<a " * 13_000
    yield "comments", "<!--" * 10_000
    yield "tables", "|".join(["a"] * 2_000) + "\n" + "|".join(["-"] * 2_000) + "\n"
    yield "footnotes", "".join(f"[^{n}]" for n in range(5_000))
    yield "references", "".join(f"[a{n}]: b\n" for n in range(4_000)) + "[x]" * 4_000
    yield "attributes", "{: " * 13_000
    yield "facts", "[=" * 20_000
    yield "definitions", ":   x\n" * 8_000
    yield "headings", "# x\n" * 8_000
    yield "megabytes", "text " * 400_000
    yield "one-line", "中" * 80_000
    yield "blank-lines", "\n" * 200_000
    yield "rules", "* " * 20_000


def test_18_slow_markdown_is_bounded_and_the_other_pages_build(root: Path) -> None:
    lowered = "".join(
        f", markdown-{id}: warning"
        for id in ("too-large", "too-deep", "too-intricate", "unreadable", "muddled", "control")
    )
    lowered += ", broken-link: warning, unknown-fact: warning, image-without-alt: warning"
    text = tiny.CONFIGURATION.replace("missing-field: ignore", f"missing-field: ignore{lowered}")
    tiny.put(root, "zsite.yaml", text)
    for name, body in slow():
        tiny.put(root, f"content/pages/slow-{name}.yaml", "title: {zh: 慢, en: Slow}\n")
        tiny.put(root, f"content/pages/slow-{name}.zh.md", body)
        tiny.put(root, f"content/pages/slow-{name}.en.md", "x\n")
    said = bounded(root, megabytes=1200, seconds=90)
    assert "content/pages/slow-brackets.zh.md" in said
    output = tiny.output(root)
    for name, _ in slow():
        assert f"slow-{name}.html" in output
    assert "projects/juice.html" in output


# 25: a project never runs code

PLANTED = [
    "sitecustomize.py",
    "usercustomize.py",
    "conftest.py",
    "yaml.py",
    "zsite.py",
    "jinja2.py",
    "content/__init__.py",
    "content/projects/__init__.py",
    "themes/plain/__init__.py",
    "themes/plain/filters.py",
    "themes/__init__.py",
    "content/zsite_plugin.py",
    "setup.py",
]


def test_25_nothing_in_a_project_is_executed(root: Path) -> None:
    for name in PLANTED:
        tiny.put(root, name, "import pathlib\npathlib.Path('ran').touch()\n")
    tiny.put(
        root, "content/pages/run.zh.md", "<?python open('ran', 'w') ?>\n\n{{ ''.__class__ }}\n"
    )
    tiny.put(root, "content/pages/run.en.md", "`!touch ran`\n")
    tiny.put(root, "content/pages/run.yaml", "title: {zh: 跑, en: Run}\nsummary: $(touch ran)\n")
    command = [sys.executable, "-I", "-m", "zsite", "build", "--as-of", tiny.DAY]
    done = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert not list(root.rglob("ran"))
    assert not list(root.rglob("*.pyc"))
    assert not [path for path in tiny.output(root) if path.endswith(".py")]


def test_25_what_lies_in_the_state_folder_is_data(root: Path) -> None:
    """A cloned project may bring its own .zsite: whatever is in it can only be a miss."""
    import pickle

    tiny.built(root)
    stood = tiny.output(root)

    class Evil:
        def __reduce__(self) -> tuple[Any, tuple[str]]:
            return os.system, (f"touch {root}/ran",)

    for path in (root / ".zsite").rglob("*"):
        if path.is_file() and "spare" not in path.as_posix():
            path.write_bytes(pickle.dumps(Evil()))
    tiny.built(root)
    assert tiny.output(root) == stood
    assert not (root / "ran").exists()
