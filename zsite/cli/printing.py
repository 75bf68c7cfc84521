"""`zsite guide`: the printed guides, for the site and for the printer."""

import json
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from zsite.cli import present
from zsite.cli.building import day_of, progress_bar
from zsite.cli.language import spoken
from zsite.cli.options import help_text, lang_option, root_option
from zsite.cli.words import say
from zsite.report import Pressing, Report, Wishes


@click.command(help=help_text("guide"))
@click.argument("names", nargs=-1)
@root_option
@lang_option
@click.option("--as-of", default=None, help=help_text("as_of"))
@click.option("--press", is_flag=True, help=help_text("press"))
@click.option("--cover", is_flag=True, help=help_text("cover"))
@click.option("--booklet", is_flag=True, help=help_text("booklet"))
@click.option("--preview", is_flag=True, help=help_text("preview"))
@click.option("--json", "as_json", is_flag=True, help=help_text("json"))
@click.option("--all", "everything", is_flag=True, help=help_text("all"))
@click.option("--workers", type=click.IntRange(0, 64), default=0, help=help_text("workers"))
def guide(
    names: Sequence[str],
    root: Path,
    lang: str | None,
    as_of: str | None,
    press: bool,
    cover: bool,
    booklet: bool,
    preview: bool,
    as_json: bool,
    everything: bool,
    workers: int,
) -> None:
    """Make the printed guides; exit status 1 when there are errors."""
    from zsite import session

    language = spoken(lang)
    began = time.perf_counter()
    wanted = Pressing(names, press, cover, booklet, preview)
    with progress_bar(language, as_json) as progress:
        day = day_of(as_of, language)
        wishes = Wishes(day, named=tuple(names), workers=workers, progress=progress)
        if press or cover or booklet or preview:
            report = session.press(root.absolute(), wishes, wanted)
        else:
            report = session.build(root.absolute(), wishes)
    seconds = time.perf_counter() - began
    language = spoken(lang, report.messages)
    if as_json:
        data = present.as_json(report, root, language, seconds)
        data = {**data, "preflight": _figures(report, root)}
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        for line in present.lines(report, root, language, everything=everything):
            click.echo(line, err=True)
        for line in _lines(report, root, language, seconds):
            click.echo(line)
    sys.exit(0 if report.totals is not None and not report.errors else 1)


def _lines(report: Report, root: Path, language: str, seconds: float) -> Iterator[str]:
    """What was made, what a preflight says of it, and how many guides stand."""
    totals = report.totals
    if totals is None:
        yield say("guides_stand", language)
        return
    made = [path for path, group, _ in totals.made if group in ("guide", "press")]
    for path in _shortened(made):
        yield say("guide_made", language, path=path)
    for path, about in _figures(report, root).items():
        yield from _preflight(path, about, language)
    files, size = _standing(report)
    facts = {"files": files, "size": f"{size / 1e6:.1f}", "made": len(made)}
    yield say("guides_done", language, seconds=f"{seconds:.2f}", **facts)


def _shortened(paths: Sequence[str]) -> Iterator[str]:
    """The paths; of page images only their folder."""
    yield from dict.fromkeys(
        f"{path.rpartition('/')[0]}/" if path.endswith(".png") else path for path in paths
    )


def _standing(report: Report) -> tuple[int, int]:
    """How many files of guides there are, and their size in bytes."""
    groups = report.totals.groups if report.totals else {}
    found = [size for name, size in groups.items() if name == "guide" or name.startswith("press/")]
    return sum(files for files, _ in found), sum(size for _, size in found)


def _figures(report: Report, root: Path) -> dict[str, Any]:
    """The preflights in the folders that this run was about, by their files."""
    folders = [name for name in (report.totals.groups if report.totals else {}) if "/" in name]
    found = [path for name in folders for path in sorted((root / name).rglob("*.preflight.json"))]
    return {path.relative_to(root).as_posix(): json.loads(path.read_bytes()) for path in found}


def _preflight(path: str, about: dict[str, Any], language: str) -> Iterator[str]:
    width, height = about["size_mm"]
    pages, stitched = about["pages"], ""
    if about["binding"] == "saddle":
        stitched = say("preflight_stitched", language, pages=-(-pages // 4) * 4)
    yield say(
        "preflight",
        language,
        path=path.replace(".preflight.json", ".pdf"),
        pages=pages,
        stitched=stitched,
        size=f"{width:g} × {height:g} mm",
        fonts=", ".join(about["fonts"]) or "—",
        pictures=about["pictures"],
        dpi=round(about["dpi"]) if about["dpi"] else "—",
        ink=round(about["ink"] * 100),
        problems=len(about["problems"]),
    )
