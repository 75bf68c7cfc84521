"""What a check costs, and what a second one of the unchanged site costs.

python bench/check.py [--entries 5000] [--folder FOLDER]
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from measure import Cost, timed
from portal import write_zsite

ZSITE = Path(sys.executable).with_name("zsite")


def main() -> None:
    asked = _asked()
    folder = asked.folder or Path(tempfile.mkdtemp(prefix="zsite-check-"))
    shutil.rmtree(folder, ignore_errors=True)
    write_zsite(folder, asked.entries)
    day = ["--as-of", "2026-11-10"]
    build = timed([ZSITE, "build", "-q", *day], folder)
    first, second = (_checked(day, folder) for _ in range(2))
    body = next((folder / "content" / "projects").rglob("body.zh.md"))
    body.write_text(body.read_text("utf-8") + "\n投资××万元。\n", "utf-8")
    third = _checked(day, folder)
    for name, cost in zip(
        ("build", "first", "second", "one body"), (build, first, second, third), strict=True
    ):
        print(f"{name:>10}: {cost.wall:7.2f} s wall, {cost.cpu:7.2f} s CPU")
    print(f"second / first: {second.wall / first.wall:.3f} wall, {second.cpu / first.cpu:.3f} CPU")
    print(f"one body / first: {third.wall / first.wall:.3f} wall")


def _checked(day: list[str], folder: Path) -> Cost:
    # Any finding is well: what is timed is the looking.
    return timed(["sh", "-c", f"{ZSITE} check {' '.join(day)} || true"], folder)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", type=int, default=5000)
    parser.add_argument("--folder", type=Path, help="where to build; a temporary folder if unset")
    return parser.parse_args()


if __name__ == "__main__":
    main()
