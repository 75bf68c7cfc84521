"""A canary in every internal field of every kind is nowhere in what zsite writes or says."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import tiny
from click.testing import CliRunner, Result

from zsite.cli.commands import cli
from zsite.content.declarations import built_in
from zsite.content.kinds import Field, Kind

CANARY = "canaryq7zx"
FIGURES = "7319482605"
VALUES = {
    "money": f"{FIGURES}元",
    "price": f"{FIGURES}元/亩",
    "area": f"{FIGURES}平方米",
    "percent": "73.19482605%",
    "count": f"{FIGURES}人",
    "phone": f"1{FIGURES}",
    "date": "2031-07-19",
    "month": "2031-07",
    "year": "2031",
    "integer": FIGURES,
    "number": FIGURES,
    "flag": "是",
    "email": f"{CANARY}@a.example",
    "url": f"https://{CANARY}.example/",
}
FIELDS = [(kind, field) for kind in built_in().values() for field in kind.fields if field.internal]
INTERNAL = [pytest.param(*each, id=f"{each[0].name}.{each[1].name}") for each in FIELDS]
WRONG = [
    "[[x, {0}]]",
    "{{a: {0}}}",
    "{{zh: {{a: {0}}}}}",
    "{0} {0}",
    "*{0}",
    "!{0} x",
    '"{0}',
    "[{0}",
]


def value(field: Field) -> str:
    """YAML of a value of the field's type that holds the canary or the canary's figures."""
    if field.type == "record":
        parts = ", ".join(f"{part.name}: {value(part)}" for part in field.fields)
        made = f"{{{parts}}}"
    elif field.type == "choice":
        made = next(iter(field.choices))
    else:
        made = VALUES.get(field.type, CANARY)
    return f"[{made}]" if field.many else made


def public(kind: Kind) -> str:
    """The content record beside which the internal one lies."""
    lines = {kind.title: "{zh: 甲, en: A}"}
    if kind.stage:
        about = kind.field(kind.stage)
        assert about is not None
        lines[kind.stage] = kind.public_stages[0]
    return tiny.record(lines)


def project(tmp_path: Path, kind: Kind, internal: str) -> Path:
    name = kind.name if kind.single else f"{kind.name}/one"
    root = tiny.write(
        tmp_path, {"zsite.yaml": tiny.CONFIGURATION, f"content/{name}.yaml": public(kind)}
    )
    tiny.put(root, f"internal/{name}.yaml", internal)
    return root


def runs(root: Path) -> Iterator[Result]:
    for more in (
        ["--lang=en", "--all"],
        ["--lang=zh", "--all"],
        ["--json"],
        ["--explain", "--quiet"],
    ):
        yield CliRunner().invoke(cli, ["build", "--root", str(root), "--as-of", tiny.DAY, *more])


def everything(root: Path) -> Iterator[tuple[str, bytes]]:
    """All that zsite has written, by where."""
    for path in root.rglob("*"):
        name = path.relative_to(root).as_posix()
        if path.is_file() and not name.startswith(("internal/", "content/", "themes/")):
            yield name, path.read_bytes()
            yield "names", name.encode()


def assert_inside(root: Path) -> None:
    said = [result.output.encode() for result in runs(root)]
    for text in (CANARY, FIGURES, f"{int(FIGURES):,}", "7319482605"[:8], "731948"):
        for place, data in [*everything(root), *(("said", each) for each in said)]:
            assert text.encode() not in data, (place, text)


def test_there_are_internal_fields_and_their_values_hold_the_canary() -> None:
    marked = [field for _, field in FIELDS if any(x in value(field) for x in (CANARY, FIGURES))]
    assert len(marked) > 10


@pytest.mark.parametrize(("kind", "field"), INTERNAL)
def test_a_sound_internal_field_is_checked_and_forgotten(
    tmp_path: Path, kind: Kind, field: Field
) -> None:
    root = project(tmp_path, kind, f"{field.name}: {value(field)}\n")
    report = tiny.built(root)
    assert not [p for p, _ in report.problems if p.place.file.startswith("internal/")]
    assert_inside(root)


def slips(name: str) -> Iterator[str]:
    """Internal fields as they come out wrong, with the canary in the wrong place."""
    for wrong in WRONG:
        yield f"{name}: {wrong.format(CANARY)}\n"
    yield f"{name}: {CANARY}\n{name}: {CANARY}\n"
    yield f"{CANARY}: {CANARY}\n"
    yield f"{name}: {{{CANARY}: {CANARY}}}\n"
    yield f"{name}：{CANARY}\n"
    yield f"{name}:\n\t{CANARY}: 1\n"
    yield f"{name} {CANARY}: x\n"
    yield f"{name}（{CANARY}）: 3\n"
    yield f"{name}: &{CANARY} x\n"
    yield f"{name}: {FIGURES}{CANARY}\n"
    yield f"{name}: {FIGURES}\n---\n{CANARY}\n"
    yield f"? [{CANARY}]\n: x\n"
    yield f"- {CANARY}\n"
    yield CANARY


@pytest.mark.parametrize(
    "kind", {kind.name: kind for kind, _ in FIELDS}.values(), ids=lambda kind: kind.name
)
def test_broken_internal_fields_are_named_without_their_values(tmp_path: Path, kind: Kind) -> None:
    names = [field.name for each, field in FIELDS if each is kind]
    root = project(tmp_path, kind, "")
    for texts in zip(*map(slips, names), strict=True):
        tiny.put(root, f"internal/{kind.name}/one.yaml", "".join(texts))
        assert_inside(root)
        tiny.put(root, f"internal/{kind.name}/one.yaml", texts[0])
        assert_inside(root)


def test_internal_files_of_every_sort_stay_inside(tmp_path: Path) -> None:
    root = tiny.write(tmp_path, tiny.TINY)
    for name in (
        "projects/juice/note.txt",
        "projects/juice/body.zh.md",
        "projects/juice/view.png",
        "note.txt",
        "projects/nobody.yaml",
        "unheard/of.yaml",
        "zsite.yaml",
    ):
        tiny.put(root, f"internal/{name}", f"investor: {CANARY}\n")
    body = (
        f"[a](../../../internal/projects/juice.yaml) ![b](../../../internal/{CANARY}.png) {{#x}}\n"
    )
    tiny.put(root, "content/projects/juice/body.en.md", body.replace(CANARY, "b"))
    assert_inside(root)


def test_an_internal_field_in_content_is_refused_and_kept_out(tmp_path: Path) -> None:
    root = tiny.write(tmp_path, tiny.TINY)
    tiny.built(root)
    record = tiny.project("果汁", "Juice", investor=CANARY, agreed_investment=f"{FIGURES}元")
    tiny.put(root, "content/projects/juice/project.yaml", record)
    report = tiny.build(root)
    fields = {p.place.field for p, _ in report.problems if p.id == "internal-in-content"}
    assert fields == {"investor", "agreed_investment"}
    for place, data in everything(root):
        assert CANARY.encode() not in data and FIGURES.encode() not in data, place


def test_no_setting_makes_an_internal_field_public(tmp_path: Path) -> None:
    """Not even when the problem is waved through."""
    root = tiny.write(tmp_path, tiny.TINY)
    text = tiny.CONFIGURATION.replace(
        "missing-field: ignore", "missing-field: ignore, internal-in-content: ignore"
    )
    tiny.put(root, "zsite.yaml", text)
    record = tiny.project("果汁", "Juice", investor=CANARY, summary='{zh: "[=investor]", en: x}')
    tiny.put(root, "content/projects/juice/project.yaml", record)
    tiny.build(root)
    tiny.put(
        root, "content/projects/juice/project.yaml", tiny.project("果汁", "Juice", investor=CANARY)
    )
    tiny.built(root)
    assert not [path for path, data in tiny.output(root).items() if CANARY.encode() in data]


def test_json_names_the_place_of_an_internal_problem(tmp_path: Path) -> None:
    root = tiny.write(tmp_path, tiny.TINY)
    tiny.put(root, "internal/projects/juice.yaml", f"leader: 张三\nofficer_mobile: {CANARY}\n")
    result = CliRunner().invoke(cli, ["build", "--root", str(root), "--json"])
    (row,) = [r for r in json.loads(result.stdout)["problems"] if r["file"].startswith("internal/")]
    assert (row["file"], row["line"], row["field"]) == (
        "internal/projects/juice.yaml",
        2,
        "officer_mobile",
    )
    assert row["excerpt"] == ""
