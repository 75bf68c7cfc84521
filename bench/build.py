"""Measure zsite and Hugo on the same portal, in turns.

python bench/build.py [--entries 500 5000] [--runs 3] [--write]
"""

import argparse
import tempfile
from pathlib import Path

from contest import Entrant, contest, entrants
from report import report

RESULTS = Path(__file__).parent / "results.md"


def main() -> None:
    """Run the contest for each size and print the table."""
    options = _options()
    sections = []
    for entries in options.entries:
        with tempfile.TemporaryDirectory(prefix="bench-", dir=options.folder) as folder:
            figures = contest(_chosen(options.only), Path(folder), entries, options.runs)
        sections.append(report(entries, options.runs, figures))
        print(sections[-1], flush=True)
    if options.write:
        RESULTS.write_text("\n".join(["# Results", "", *sections]), encoding="utf-8")


def _chosen(only: str | None) -> list[Entrant]:
    return [entrant for entrant in entrants() if only in (None, entrant.name)]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, nargs="+", default=[500, 5000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", choices=["zsite", "hugo"], help="measure one of the two")
    parser.add_argument("--folder", type=Path, help="where to build; a temporary folder if unset")
    parser.add_argument("--write", action="store_true", help=f"also write {RESULTS.name}")
    return parser.parse_args()


if __name__ == "__main__":
    main()
