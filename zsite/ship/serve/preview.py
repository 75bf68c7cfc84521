"""What stands in the preview, and what a browser is told of a page: its file, faults, languages,
whether the site will show it, and the printed guides that do.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname
from typing import Any

from zsite.report import Report
from zsite.ship.guidebook import Book, Leaf, showing, standing
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
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    drafts: frozenset[str] = frozenset()
    upcoming: Mapping[str, str] = field(default_factory=dict)
    guides: Sequence[Book] = ()

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
        if "guides" in answer:
            self.drafts, self.upcoming = frozenset(answer["drafts"]), answer["upcoming"]
            self.titles, self.guides = answer["titles"], standing(answer["guides"])

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
            "draft": source in self.drafts,
            "upcoming": self.upcoming.get(source, ""),
            "guides": [[book.name, book.titles] for book in self.guides],
            "shown": [[book.name, leaf.subject] for book, leaf in showing(self.guides, source)],
            "problems": self.problems,
            "own": [self.problems.index(row) for row in own],
            "lacking": [self.problems.index(row) for row in lacking if row in own],
            "lacking_everywhere": len(lacking),
            "language": spoken[0],
            "titles": self.titles.get(source, {}),
            "languages": self._alternates(path),
        }

    def page_of(self, file: str, language: str) -> str:
        """The path of the page of a record, in a language where there is one; empty for none."""
        found = [path for path, source in self.pages.items() if source == file]
        return next((p for p in found if self._spoken(p)[0] == language), found[0] if found else "")

    def guide(self, name: str, subject: str) -> list[Leaf]:
        """The documents of a guide, or the one about a record; none when there is no such guide."""
        found = [leaf for book in self.guides if book.name == name for leaf in book.leaves]
        return [leaf for leaf in found if leaf.subject == subject] if subject else found

    def sections(
        self, leaves: Sequence[Leaf], documents: Mapping[str, Mapping[str, Any]], file: str
    ) -> list[dict[str, Any]]:
        """Documents that were set, in the order of the guide, each with its name and its pages.

        `at` is the page of a document about many that shows the record of a file; 0 for none.
        """
        spoken = {each[0]: each[3] for each in self.languages}
        wanted = self.titles.get(file, {}).values()
        return [
            {
                "id": stem,
                "titles": self.titles.get(leaf.file, {}),
                "languages": [spoken.get(key, key) for key in languages],
                "images": documents[stem]["images"],
                "at": 0 if leaf.file == file else _page(documents[stem]["contents"], wanted),
            }
            for leaf in leaves
            for stem, languages in leaf.stems.items()
            if stem in documents
        ]

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


def _page(contents: Iterable[tuple[str, int]], wanted: Collection[str]) -> int:
    return next((page for title, page in contents if title in wanted), 0)


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
