"""Whatever is edited, an incremental build gives what a clean one gives, and then rests."""

import shutil
import tempfile
from pathlib import Path
from unittest import mock

import tiny
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

import zsite.warm
from zsite import session
from zsite.report import Report, Wishes
from zsite.warm import Warm

PROJECTS = st.sampled_from(["juice", "wine", "beer", "果醋"])
FIELDS = st.sampled_from(
    [
        {"total_investment": "5亿元"},
        {"total_investment": "3.5亿元"},
        {"land_area": "80亩"},
        {"key": "是"},
        {"key": "否"},
        {"industry": "tea"},
        {"industry": "food"},
        {"stage": "储备"},
        {"summary": '{zh: "园区可供[=parks/east.available_land]", en: Beside the park}'},
        {"summary": '{zh: "用[=contacts/bureau.org]", en: "By [=contacts/bureau.org]"}'},
        {"name": '{zh: "投[=total_investment]", en: "In [=location.park]"}'},
        {"name": "只有中文"},
        {"name": "{中文: 果, English: Fruit}"},
        {"name": "{漢語: 果, EN: Fruit}"},
        {"location": "{park: west}"},
        {"location": "{park: east}"},
        {"aliases": "[old, older]"},
        {"images": "[{file: view.png, alt: {zh: 图, en: View}}]"},
        {"draft": "是"},
        {"stage": "坏"},
        {"attachments": "[{file: form.pdf, title: {zh: 表, en: Form}}]"},
        {"content_scale": "{zh: 见[果汁](projects/juice), en: See [juice](projects/juice)}"},
    ]
)
BODIES = st.sampled_from(
    [
        "",
        "一段。\n",
        "见[东区](parks/east)和[=land_area]。\n",
        "![图](view.png)\n",
        "[=parks/east.summary]，[新闻](../../news/opening.yaml)。\n",
        "[表](form.pdf)\n",
        "[栏目](/projects/)\n",
        "[=parks/east.leading_industries]\n",
        "[无](nowhere.pdf)\n",
    ]
)
LANGUAGES = st.sampled_from(["zh", "en"])
NAMES = st.sampled_from(
    [
        "{zh: 甲, en: A}",
        "{zh: 乙, en: B}",
        "{zh: 丙}",
        '{zh: "[=summary]", en: C}',
    ]
)
SETTINGS = st.sampled_from(
    [
        "page_size: 1\n",
        "page_size: 2\n",
        "menu: [projects, news]\n",
        "contact: hotline\n",
        "tokens: {main: red}\n",
        "default_language: en\n",
        "theme: child\n",
        "url: https://b.example/sub\n",
        "problems: {missing-field: ignore, missing-recommended: ignore, missing-body: error}\n",
        "kinds: {projects: {fields: {gate: {type: length, label: {zh: 门, en: Gate}}}}}\n",
        "kinds: {projects: {fields: {cover: {type: image, card: true, label: {en: Cover}}}}}\n",
        "languages:\n  zh: {tag: zh-Hans, path: '', label: 中文}\n"
        "  en: {tag: en, path: en, label: English}\n  ja: {tag: ja, path: ja, label: 日本語}\n",
        "languages:\n  zh: {tag: zh-Hant, path: zh, label: 漢語}\n"
        "  en: {tag: en-GB, path: en, label: EN}\n",
        "",
    ]
)
THEME = st.sampled_from(
    [
        ("theme.yaml", "widths: [20, 40]", "widths: [10, 30]"),
        ("theme.yaml", "limit: 2", "limit: 1"),
        ("card.html", "{{ each.validity }}", "{{ each.column.label }}"),
        ("detail.html", "<h1>{{ entry.title }}</h1>", "<h1 id=t>{{ entry.title }}</h1>"),
        ("projects/detail.html", "{{ each.industry }}", "{{ each.location.park }}"),
        ("list.html", "{{ page.column.label }}", "{{ page.column.one }}"),
        ("strings/en.toml", "Related", "Also"),
        ("strings/zh.toml", '"、"', '"，"'),
        ("static/site.css", "margin:0", "margin:1px"),
    ]
)
DAYS = st.sampled_from(
    ["2025-12-31", "2026-01-01", "2026-10-01", tiny.DAY, "2026-12-31", "2027-01-01"]
)
WINE = {
    "code": "YZ-002",
    "name": '{zh: "[=industry]酒", en: "Wine at [=location.park]"}',
    "summary": '{zh: "园区可供[=parks/east.available_land]", en: "By [=contacts/bureau.org]"}',
    "remarks": '{zh: "[=parks/west.summary]", en: "[=parks/west.available_land]"}',
}
PLACES = st.sampled_from(["output", ".zsite/output.spare"])
TITLED = ["parks/west", "industries/food", "industries/tea"]
MORE = {
    "content/downloads/form/download.yaml": "title: {zh: 表, en: Form}\nfile: form.pdf\n"
    "language: [中文]\ndate: 2026-01-01\n",
    "content/downloads/form/form.pdf": b"%PDF",
    "content/industries/tea.yaml": tiny.FOOD.replace("食品", "茶").replace("Food", "Tea"),
    "content/parks/west.yaml": tiny.EAST.replace("东区", "西区")
    .replace("East", "West")
    .replace("cover: {file: gate.png, alt: {zh: 大门, en: The gate}}\n", ""),
    "content/contacts/hotline.yaml": tiny.BUREAU.replace("招商局", "服务热线", 1).replace(
        "org: {zh: 招商局, en: Investment bureau}", "org: {zh: 热线, en: Hotline}"
    ),
    "themes/child/theme.yaml": "name: child\napi: 1\nparent: plain\n",
    "themes/child/home.html": '{% extends "plain:home.html" %}{% block title %}C{% endblock %}',
}


class AnyEdits(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.home = Path(tempfile.mkdtemp())
        self.root = tiny.write(self.home / "project", {**tiny.TINY, **MORE})
        self.lines = {"juice": {"key": "是"}, "wine": WINE}
        tiny.put(self.root, self._record("wine"), tiny.project("果酒", "Wine", **WINE))
        self.day = tiny.DAY
        self.code = "1" * 32
        self.warm = self.keeps()
        self.stands: dict[str, bytes] = {}
        self.check()
        assert self.stands

    def teardown(self) -> None:
        if hasattr(self, "home"):
            shutil.rmtree(self.home)

    @rule(name=PROJECTS, changed=FIELDS)
    def edit_facts(self, name: str, changed: dict[str, str]) -> None:
        """A fact is changed; the entry is added when there is none."""
        self.lines[name] = {**self.lines.get(name, {"code": f"YZ-{len(self.lines)}9"}), **changed}
        tiny.put(self.root, self._record(name), tiny.project("果", "Fruit", **self.lines[name]))
        self.check()

    @rule(name=PROJECTS, language=LANGUAGES, text=BODIES)
    def edit_body(self, name: str, language: str, text: str) -> None:
        if name not in self.lines:
            return
        path = Path(self._record(name)).parent / f"{name}.{language}.md"
        if name == "juice":
            path = path.parent / f"body.{language}.md"
        if text:
            tiny.put(self.root, path.as_posix(), text)
        else:
            (self.root / path).unlink(missing_ok=True)
        self.check()

    @rule(name=PROJECTS)
    def delete(self, name: str) -> None:
        record = self.root / self._record(name)
        record.unlink(missing_ok=True)
        if name == "juice":
            shutil.rmtree(record.parent, ignore_errors=True)
        for body in record.parent.glob(f"{name}.*.md"):
            body.unlink()
        self.lines.pop(name, None)
        self.check()

    @rule(old=PROJECTS, new=PROJECTS, alias=st.booleans())
    def rename(self, old: str, new: str, alias: bool) -> None:
        """A single-file entry gets another name, perhaps with an alias."""
        if old in self.lines and new not in self.lines and "juice" not in (old, new):
            lines = self.lines.pop(old)
            self.lines[new] = {**lines, "aliases": f"[{old}]"} if alias and old.isascii() else lines
            text = tiny.project("果", "Fruit", **self.lines[new])
            (self.root / self._record(old)).unlink(missing_ok=True)
            tiny.put(self.root, self._record(new), text)
            self.check()

    @rule(where=st.sampled_from(TITLED), name=NAMES)
    def edit_title(self, where: str, name: str) -> None:
        path = self.root / f"content/{where}.yaml"
        rest = path.read_text("utf-8").partition("\n")[2]
        path.write_text(f"name: {name}\n{rest}", "utf-8")
        self.check()

    @rule(area=st.sampled_from(["900亩", "不少于1,200亩", "待定"]))
    def edit_a_fact_that_others_print(self, area: str) -> None:
        path = self.root / "content/parks/east/park.yaml"
        lines = path.read_text("utf-8").splitlines()
        lines = [f"available_land: {area}" if x.startswith("available_land") else x for x in lines]
        path.write_text("\n".join(lines) + "\n", "utf-8")
        self.check()

    @rule(colour=st.sampled_from(["red", "blue"]), width=st.sampled_from([16, 30, 48]))
    def edit_a_picture(self, colour: str, width: int) -> None:
        tiny.put(self.root, "content/projects/juice/view.png", tiny.picture(colour, width))
        tiny.put(self.root, "content/parks/east/gate.png", tiny.picture(colour, width))
        self.check()

    @rule(data=st.sampled_from([b"%PDF-1", b"%PDF-2", b"%PDF-longer"]))
    def edit_an_attachment(self, data: bytes) -> None:
        tiny.put(self.root, "content/projects/juice/form.pdf", data)
        tiny.put(self.root, "content/downloads/form/form.pdf", data)
        self.check()

    @rule(day=st.sampled_from(["2026-10-01", "2026-11-23", "2026-12-31 08:00"]))
    def edit_news(self, day: str) -> None:
        tiny.put(self.root, "content/news/second.yaml", tiny.news("二", "Second", day))
        self.check()

    @rule(end=st.sampled_from(["2026-11-21", "2026-12-31", "2028-01-01"]), replaces=st.booleans())
    def edit_a_policy(self, end: str, replaces: bool) -> None:
        text = tiny.policy(2, "新办法", "New rules", "2026-01-01", end)
        tiny.put(self.root, "content/policies/new.yaml", text + "supersedes: [growth]\n" * replaces)
        self.check()

    @rule(line=SETTINGS, keep=st.booleans())
    def configure(self, line: str, keep: bool) -> None:
        name = line.partition(":")[0]
        base = tiny.CONFIGURATION.splitlines(keepends=True)
        text = "".join(each for each in base if not each.startswith(name + ":") or not name) + line
        if (self.root / "themes/plain").exists():
            tiny.put(self.root, "zsite.yaml", text)
        self.check()

    @rule(edit=THEME)
    def edit_theme(self, edit: tuple[str, str, str]) -> None:
        """There and back again, so that earlier states come back, too."""
        file, one, other = edit
        path = self.root / "themes/plain" / file
        text = path.read_text("utf-8")
        path.write_text(
            text.replace(one, other) if one in text else text.replace(other, one), "utf-8"
        )
        self.check()

    @rule(day=DAYS)
    def another_day(self, day: str) -> None:
        self.day = day
        self.check()

    @rule(digit=st.sampled_from("12"))
    def another_program(self, digit: str) -> None:
        self.code = digit * 32
        self.check()

    @rule(place=PLACES, at=st.integers(0, 60), how=st.sampled_from(["delete", "change", "swap"]))
    def tamper(self, place: str, at: int, how: str) -> None:
        files = sorted(path for path in (self.root / place).rglob("*") if path.is_file())
        if files:
            path = files[at % len(files)]
            size = path.stat().st_size
            if how == "change":
                path.write_bytes(b"#" * size)
            else:
                path.unlink()
            if how == "swap":
                path.write_bytes(b"?" * size)
        self.check()

    def check(self) -> None:
        """The incremental build equals a clean one, and a second one writes nothing."""
        report = self.build(self.root, self.warm)
        clean = self.clean()
        fresh = self.build(clean)
        assert report.problems == fresh.problems
        if fresh.totals is not None:
            self.stands = tiny.output(clean)
            assert (clean / "urls.yaml").exists() == (self.root / "urls.yaml").exists()
        assert tiny.output(self.root) == self.stands or fresh.totals is None
        shutil.rmtree(clean)
        self.rests(report)

    def rests(self, before: Report) -> None:
        stood = tiny.untouched(self.root / "output")
        again = self.build(self.root, self.warm)
        assert again.problems == before.problems
        assert tiny.untouched(self.root / "output") == stood
        if again.totals is not None:
            assert (list(again.totals.made), list(again.totals.removed)) == ([], [])

    def clean(self) -> Path:
        """The project as somebody else would check it out."""
        copy = self.home / "clean"
        shutil.copytree(self.root, copy, ignore=shutil.ignore_patterns("output", ".zsite"))
        return copy

    def build(self, root: Path, warm: Warm | None = None) -> Report:
        with mock.patch.object(session, "code_digest", lambda: self.code):
            return session.build(root, Wishes(self.day, workers=1), warm=warm)

    def keeps(self) -> Warm | None:
        """What the process remembers from one build to the next: nothing."""
        return None

    def _record(self, name: str) -> str:
        return f"content/projects/{'juice/project' if name == 'juice' else name}.yaml"


AnyEdits.TestCase.settings = settings(
    max_examples=40,
    stateful_step_count=8,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestAnyEdits = AnyEdits.TestCase


class AnyEditsWarm(AnyEdits):
    """The same in one process that stays, as `zsite serve` has one."""

    def keeps(self) -> Warm:
        return Warm()

    def build(self, root: Path, warm: Warm | None = None) -> Report:
        with mock.patch.object(zsite.warm, "LATELY", 0):  # files here are all of this moment
            return super().build(root, warm)


AnyEditsWarm.TestCase.settings = settings(AnyEdits.TestCase.settings, max_examples=12)
TestAnyEditsWarm = AnyEditsWarm.TestCase
