"""What stands in the preview, and what a browser is told of a page: its file, faults, languages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname
from typing import Any

from zsite.report import Report
from zsite.ship.serve.dressing import look

Shown = Callable[[Report], Sequence[Mapping[str, Any]]]
UNTRANSLATED = ("missing-translation", "missing-body")
Row = Mapping[str, Any]


@dataclass(slots=True)
class Preview:
    """The last build's answer, taken apart. `number` counts the builds; 0: none has ended yet."""

    folder: Path
    shown: Shown
    number: int = 0
    as_of: str = ""
    report: Report = field(default_factory=Report)
    problems: Sequence[Row] = ()
    pages: dict[str, str] = field(default_factory=dict)
    withheld: Mapping[str, str] = field(default_factory=dict)
    base: str = ""
    languages: Sequence[Sequence[str]] = ()
    guides: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def take(self, answer: Mapping[str, Any]) -> None:
        """Know what a build has answered."""
        self.report = Report.from_json(answer["report"])
        self.problems = self.shown(self.report)
        self.number += 1
        self.as_of = answer.get("as_of", self.as_of)
        self.pages |= answer["pages"]
        for path in answer["gone"]:
            self.pages.pop(path, None)
        if self.report.totals:
            self.withheld = self.report.totals.withheld
        self.base = answer.get("base", self.base)
        self.languages = answer.get("languages", self.languages)
        self.guides = answer.get("guides", self.guides)

    def about(self, path: str) -> dict[str, Any]:
        """All that the bar and the overlay show on a page, whose path is below the preview."""
        source = self.pages.get(path, "")
        own = [row for row in self.problems if source and _belongs(row["file"], source)]
        spoken = self._spoken(path)
        lacking = [row for row in self.problems if _lacks(row, spoken[0])]
        return {
            "build": self.number,
            "built": self.report.totals is not None,
            "page": self._look(path),
            "source": source,
            "guides": self.guides,
            "problems": self.problems,
            "own": [self.problems.index(row) for row in own],
            "lacking": [self.problems.index(row) for row in lacking if row in own],
            "lacking_everywhere": len(lacking),
            "language": spoken[0],
            "languages": self._alternates(path),
        }

    def faults(self, path: str) -> list[Row]:
        """The errors for which a page is not shown."""
        source = self.withheld.get(path, "")
        errors = [row for row in self.problems if row["severity"] == "error"]
        return [row for row in errors if _belongs(row["file"], source)] or errors

    def _look(self, path: str) -> Mapping[str, str] | None:
        if path in self.withheld:
            return {"digest": f"withheld {self.number}", "frame": ""}
        try:
            seen = look((self.folder / path).read_bytes())
        except OSError:
            return None
        return seen._asdict()

    def _spoken(self, path: str) -> Sequence[str]:
        """The language of a page: the one with the longest folder that it is in."""
        found = [each for each in self.languages if _below(each[2], path)]
        return max(found, key=lambda each: len(each[2]), default=("", "", "", ""))

    def _alternates(self, path: str) -> list[dict[str, Any]]:
        spoken = self._spoken(path)
        place = path[len(spoken[2]) + 1 :] if spoken[2] else path
        found = []
        for key, tag, folder, label in self.languages:
            other = f"{folder}/{place}" if folder else place
            found.append(
                {
                    "key": key,
                    "tag": tag,
                    "label": label,
                    "current": key == spoken[0],
                    "href": f"{self.base}/{other}" if other in self.pages else "",
                }
            )
        return found


def _below(folder: str, path: str) -> bool:
    return not folder or path.startswith(folder + "/")


def _belongs(file: str, source: str) -> bool:
    """True for an entry's record, and for its texts beside it."""
    if file == source or file.startswith(source.rpartition(".")[0] + "."):
        return True
    in_own_folder = source.count("/") % 2 == 1  # content/kind/id/record.yaml
    name = file.rpartition("/")[2]
    return dirname(file) == dirname(source) and (in_own_folder or name.startswith("body."))


def _lacks(row: Row, language: str) -> bool:
    wanted = row["facts"].get("languages", "").split(", ")
    return row["id"] in UNTRANSLATED and language in wanted
