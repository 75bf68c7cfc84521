"""Measure zsite, Hugo and sharp on the same photographs, in turns.

python bench/pictures.py [--photos 60] [--runs 3] [--sharp FOLDER]
"""

import argparse
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from importlib.metadata import distribution
from pathlib import Path

from measure import Cost, middle, timed
from photographs import names, write_photographs
from portal import CONFIG

HERE = Path(__file__).parent
WIDTHS = (480, 960, 1440, 1920)
TARGETS = {"hugo": 0.25, "sharp": 1.0}  # zsite's wall time by the other's, at most
USE = f'images:\n  body: {{widths: {list(WIDTHS)}, formats: [webp, jpeg], sizes: "100vw"}}\n'
HUGO = 'baseURL = "/"\ndisableKinds = ["taxonomy", "term", "rss", "sitemap", "section"]\n'
HUGO_PAGE = """\
{{ range $photo := .Resources.ByType "image" }}{{ range slice WIDTHS }}
{{ $webp := $photo.Resize (printf "%dx webp q80" .) }}
{{ $jpeg := $photo.Resize (printf "%dx jpg q80" .) }}
<img src="{{ $webp.RelPermalink }}" alt="" width="{{ $webp.Width }}" height="{{ $webp.Height }}">
<img src="{{ $jpeg.RelPermalink }}" alt="" width="{{ $jpeg.Width }}" height="{{ $jpeg.Height }}">
{{ end }}{{ end }}
"""


@dataclass(slots=True)
class Entrant:
    """Who scales pictures: in which folder, by which command, and what a cold run must not find."""

    name: str
    folder: Path
    command: tuple[str | Path, ...]
    made: tuple[str, ...]
    costs: list[Cost] = field(default_factory=list)


def main() -> None:
    """Run everybody `--runs` times in turns and print the table."""
    options = _options()
    if options.sharp:
        os.environ["SHARP"] = str(options.sharp.resolve())
    with tempfile.TemporaryDirectory(prefix="pictures-") as folder:
        photos = Path(folder) / "photos"
        write_photographs(photos, options.photos)
        makers = [_zsite, _hugo, *([_sharp] if options.sharp else [])]
        entrants = [make(Path(folder), photos, options.photos) for make in makers]
        for number in range(options.runs):
            for entrant in entrants[::-1] if number % 2 else entrants:
                for name in entrant.made:
                    shutil.rmtree(entrant.folder / name, ignore_errors=True)
                entrant.costs.append(timed(entrant.command, entrant.folder))
        print(_table(entrants, options.photos, options.runs))


def _zsite(folder: Path, photos: Path, count: int) -> Entrant:
    root = folder / "zsite"
    theme = root / "themes" / "portal"
    shutil.copytree(HERE / "zsite_theme", theme)
    with (theme / "theme.yaml").open("a", encoding="utf-8") as manifest:
        manifest.write(USE)
    entry = root / "content" / "pages" / "photos"
    shutil.copytree(photos, entry)
    (root / "zsite.yaml").write_text(CONFIG, encoding="utf-8")
    (entry / "page.yaml").write_text("title: {zh: 图片, en: Photos}\n", encoding="utf-8")
    body = "".join(f"![Photo]({name})\n\n" for name in names(count))
    for lang in ("zh", "en"):
        (entry / f"body.{lang}.md").write_text(body, encoding="utf-8")
    zsite = Path(sys.executable).parent / "zsite"
    return Entrant("zsite", root, (zsite, "build", "--quiet"), ("output", ".zsite"))


def _hugo(folder: Path, photos: Path, count: int) -> Entrant:
    root = folder / "hugo"
    shutil.copytree(photos, root / "content" / "photos")
    (root / "content" / "photos" / "index.md").write_text("+++\ntitle = 'Photos'\n+++\n")
    (root / "hugo.toml").write_text(HUGO, encoding="utf-8")
    layouts = root / "layouts"
    layouts.mkdir()
    page = HUGO_PAGE.replace("WIDTHS", " ".join(map(str, WIDTHS)))
    (layouts / "page.html").write_text(page, encoding="utf-8")
    (layouts / "home.html").write_text("home", encoding="utf-8")
    hugo = Path(str(distribution("hugo").locate_file("hugo/binaries/hugo")))
    return Entrant("hugo", root, (hugo, "--quiet"), ("public", "resources"))


def _sharp(folder: Path, photos: Path, count: int) -> Entrant:
    root = folder / "sharp"
    root.mkdir()
    widths = ",".join(map(str, WIDTHS))
    command = ("node", HERE / "pictures.mjs", photos, root / "output", widths)
    return Entrant("sharp", root, command, ("output",))


def _table(entrants: list[Entrant], photos: int, runs: int) -> str:
    rows = [
        f"| {photos} photographs × {len(WIDTHS)} widths × 2 formats, medians of {runs}"
        " | wall s | CPU s | files | MB | zsite's wall by this | target |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    own = middle(entrants[0].costs)
    for each in entrants:
        cost = middle(each.costs)
        sizes = _sizes(each.folder / each.made[0])
        ratio = f"{own.wall / cost.wall:.2f} | {TARGETS.get(each.name, 1):g}"
        figures = f"{cost.wall:.1f} | {cost.cpu:.1f} | {len(sizes)} | {sum(sizes) / 1e6:.1f}"
        rows.append(f"| {each.name} | {figures} | {ratio} |")
    return "\n".join(rows)


def _sizes(folder: Path) -> list[int]:
    """The sizes of the variants."""
    wanted = (".webp", ".jpg")
    variants = (p for p in folder.rglob("*") if p.suffix in wanted and p.is_file())
    return [path.stat().st_size for path in variants]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=60)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--sharp", type=Path, help="a folder in which npm has installed sharp")
    return parser.parse_args()


if __name__ == "__main__":
    main()
