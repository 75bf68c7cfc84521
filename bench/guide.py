"""Measure the printed guide of the demo county: against Typst alone on the same document, and
against WeasyPrint on the same content, in turns.

python bench/guide.py [--pages 100] [--runs 3] [--weasyprint PYTHON]

WeasyPrint needs the system library pango (on Debian: libpango-1.0-0 libpangoft2-1.0-0
libharfbuzz-subset0); PYTHON is an interpreter that has it. It is given the same records as the
pages of the site, without their pictures and scripts, and no design.
"""

import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from statistics import median
from typing import NamedTuple

from zsite import session
from zsite.build import offering
from zsite.render import guide, press
from zsite.render.fonts import SHIPPED
from zsite.render.guide import runner
from zsite.render.guide.compositor import shop
from zsite.report import Wishes

ROOT = Path(__file__).resolve().parents[1]
BOOK = "downloads/investment-guide.zh.pdf"
DAY = "2026-11-22"
TARGETS = {"typst": 1.3, "weasyprint": 0.2, "one figure": 5.0}
FIGURE = ("content/projects/food-processing/project.yaml", "3.5亿元", "3.6亿元")
WEASY = "import sys, weasyprint; weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2])"


class Spent(NamedTuple):
    """Seconds on the clock, and of CPU with all processes: the latter can be trusted under load."""

    wall: float
    cpu: float


def _clock() -> Spent:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Spent(time.perf_counter(), time.process_time() + used.ru_utime + used.ru_stime)


def _since(began: Spent) -> Spent:
    ended = time.perf_counter()
    shop(os.getpid()).close()  # its CPU is known only then
    now = _clock()
    return Spent(ended - began.wall, now.cpu - began.cpu)


def _middle(spent: Sequence[Spent]) -> Spent:
    return Spent(median(s.wall for s in spent), median(s.cpu for s in spent))


def main() -> None:
    """Print the table."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="guide-bench-") as folder:
        root = _county(Path(folder) / "county", options.pages)
        staged: dict[str, bytes] = {}
        whole, alone, rival = [], [], []
        made = _made(root, staged)
        web = _web(root, Path(folder) / "web.html")
        for number in range(options.runs):
            turns: list[Callable[[], None]] = [
                lambda: whole.append(_made(root, staged)[0]),
                lambda: alone.append(_alone(staged)),
            ]
            if options.weasyprint:
                turns.append(lambda: rival.append(_rival(options.weasyprint, web)))
            for turn in turns[::-1] if number % 2 else turns:
                turn()
        figure = _figure(_county(Path(folder) / "plain", 0))
    pages = press.count(made[1])
    print(f"| {pages} pages, medians of {options.runs} | wall s | CPU s | ratios | target | |")
    print("|---|--:|--:|--:|--:|---|")
    ours = _middle(whole)
    print(f"| zsite: records to PDF/A-2a, UA-1 | {ours.wall:.2f} | {ours.cpu:.2f} | | | |")
    _row("Typst alone, same document", _middle(alone), ours, TARGETS["typst"])
    if rival:
        _row("WeasyPrint, same content", _middle(rival), ours, TARGETS["weasyprint"])
    met = "met" if figure.wall <= TARGETS["one figure"] else "missed"
    print(f"| one figure changed | {figure.wall:.2f} | {figure.cpu:.2f} | | 5.0 s | {met} |")


def _row(name: str, other: Spent, ours: Spent, target: float) -> None:
    wall, cpu = ours.wall / other.wall, ours.cpu / other.cpu
    met = "met" if wall <= target else "missed"
    ratios = f"{wall:.2f}, {cpu:.2f}"
    print(f"| {name} | {other.wall:.2f} | {other.cpu:.2f} | {ratios} | {target} | {met} |")


def _county(root: Path, pages: int) -> Path:
    """The demo county, with its projects again and again until its guide has so many pages."""
    for name in ("content", "marks", "themes"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "zsite.yaml", root)
    folders = sorted(path for path in (root / "content" / "projects").iterdir() if path.is_dir())
    for number in range(max(0, pages - 60)):
        source = folders[number % len(folders)]
        copy = source.with_name(f"{source.name}-{number}")
        shutil.copytree(source, copy)
        record = copy / "project.yaml"
        text = record.read_text("utf-8")
        record.write_text(re.sub(r"(?m)^(code: *\S+)", rf"\g<1>-{number}", text), "utf-8")
    return root


def _made(root: Path, staged: dict[str, bytes]) -> tuple[Spent, bytes]:
    """Seconds from the linked records to the one guide, and its bytes, after a figure changed: as
    a build makes it that is not the theme's first, whose compiled templates are remembered.
    """
    _changed(root)
    seconds: list[Spent] = []
    found: list[bytes] = []
    plain, stage = offering.set_one, guide.source

    def timed(memory, artifact):  # type: ignore[no-untyped-def]
        if artifact.path != BOOK:
            return []
        shop(os.getpid()).close()  # a process that has set it before would remember
        began = _clock()
        made = plain(memory, artifact)
        seconds.append(_since(began))
        found.append(made.data)
        return made

    def noted(*given):  # type: ignore[no-untyped-def]
        files = stage(*given)
        staged.update(files)
        return files

    offering.set_one, guide.source = timed, noted
    try:
        session.build(root, Wishes(DAY, workers=1))
    finally:
        offering.set_one, guide.source = plain, stage
    return seconds[0], found[0]


def _changed(root: Path) -> None:
    """Another amount in the record of `FIGURE`, each time."""
    record = root / FIGURE[0]
    text = record.read_text("utf-8")
    number = next(_NUMBERS)
    record.write_text(re.sub(r"3\.\d*亿元", f"3.5{number}亿元", text), "utf-8")


_NUMBERS = count(1)


def _alone(staged: dict[str, bytes]) -> Spent:
    """Seconds for Typst in a process of its own, on the same files and by the same standards."""
    shop(os.getpid()).close()
    began = _clock()
    made = runner.typeset(staged, [SHIPPED], 0)
    assert made.pdf, made.errors
    return _since(began)


def _web(root: Path, page: Path) -> Path:
    """All pages of records as one page, for a rival that prints HTML."""
    session.build(root, Wishes(DAY, guides=False))
    parts = []
    for kind in ("county", "industries", "parks", "costs", "projects", "policies", "contacts"):
        for path in sorted((root / "output" / kind).glob("*.html")):
            html = path.read_text("utf-8")
            found = re.search(r"<main.*?</main>", html, re.S)
            if found and path.name != "index.html":
                parts.append(
                    re.sub(r"<(img|source|script|svg).*?(/\1>|>)", "", found[0], flags=re.S)
                )
    style = f"@font-face{{font-family:S;src:url({SHIPPED.as_uri()})}}body{{font-family:S}}"
    page.write_text(f"<meta charset=utf-8><style>{style}</style>{''.join(parts)}", "utf-8")
    return page


def _rival(python: str, page: Path) -> Spent:
    began = _clock()
    out = page.with_suffix(".pdf")
    subprocess.run([python, "-c", WEASY, str(page), str(out)], check=True, capture_output=True)
    return _since(began)


def _figure(root: Path) -> Spent:
    """Seconds of a build in its own process after one figure changed in a complete county."""
    path, before, after = FIGURE
    command = [sys.executable, "-m", "zsite", "guide", "--root", str(root), "--json"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1795305600"}
    subprocess.run(command, env=environment, check=True, capture_output=True)
    record = root / path
    record.write_text(record.read_text("utf-8").replace(before, after), "utf-8")
    began = _clock()
    done = subprocess.run(command, env=environment, check=True, capture_output=True)
    seconds = _since(began)
    made = [path for path, group, _ in json.loads(done.stdout)["made"] if group == "guide"]
    print(f"guides made for one figure: {len(made)}", file=sys.stderr)
    return seconds


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--weasyprint", default="", help="a Python that has WeasyPrint")
    return parser.parse_args()


if __name__ == "__main__":
    main()
