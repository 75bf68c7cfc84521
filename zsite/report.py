"""What is asked of a build, and what it answers."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from zsite.problems import Found, Place, Problem, Severity, Waiver, judge

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to build: for which day (ISO), with drafts and guides or not, into which folder.

    `named` are guides that somebody asked for, which must be declared; all are made anyway.
    `forgiving` leaves out what has an error and builds the rest, for a preview; the project's own
    files stay as they are.
    """

    as_of: str
    drafts: bool = False
    guides: bool = True
    named: Sequence[str] = ()
    forgiving: bool = False
    output: str = "output"
    state: str = ".zsite"
    adopt: bool = False
    explain: bool = False
    workers: int = 0
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class Pressing:
    """What is wanted for the printer, and of which guides; none named means all.

    `subject` is the id of a record, if only documents about that are wanted; `folder` is where it
    will stand, below the project's.
    """

    names: Sequence[str] = ()
    press: bool = False
    cover: bool = False
    booklet: bool = False
    preview: bool = False
    contents: bool = False
    subject: str = ""
    folder: str = "press"  # never published


@dataclass(frozen=True, slots=True)
class Totals:
    """What stands in the output now, and what this build did to get there.

    `withheld` names the files that a forgiving build left out, with the file that has the error.
    """

    made: Sequence[tuple[str, str, tuple[str, ...]]] = ()
    kept: int = 0
    removed: Sequence[str] = ()
    groups: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    withheld: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """The answer: problems, gravest first; what was written; when a status changes next.

    `totals` is None when the site was not built and the old one stands; `messages` is the language
    that the site wants to be spoken to, or nothing.
    """

    problems: tuple[Found, ...] = ()
    totals: Totals | None = None
    next_change: str = ""
    messages: str = ""

    @classmethod
    def of(
        cls,
        problems: Iterable[Problem],
        severities: Mapping[str, Severity],
        waivers: Iterable[Waiver],
        as_of: str,
        *,
        totals: Totals | None = None,
        next_change: str = "",
        messages: str = "",
    ) -> "Report":
        """A report of problems as a site judges them."""
        found = tuple(judge(problems, severities, waivers, as_of))
        ends = [w.until for w in waivers if w.until >= as_of]
        changes = [day for day in (next_change, *map(_day_after, ends)) if day]
        return cls(found, totals, min(changes, default=""), messages)

    @property
    def errors(self) -> int:
        """How many problems keep the site from being built."""
        return sum(found.severity == "error" for found in self.problems)

    def to_json(self) -> dict[str, Any]:
        """The report as plain data; `from_json` gives an equal one."""
        totals = self.totals
        return {
            "problems": [
                {
                    "id": p.id,
                    "severity": severity,
                    "file": p.place.file,
                    "line": p.place.line,
                    "column": p.place.column,
                    "length": p.place.length,
                    "field": p.place.field,
                    "facts": dict(p.facts),
                }
                for p, severity in self.problems
            ],
            "built": totals is not None,
            "made": [list(made) for made in totals.made] if totals else [],
            "kept": totals.kept if totals else 0,
            "removed": list(totals.removed) if totals else [],
            "withheld": dict(totals.withheld) if totals else {},
            "groups": {name: list(size) for name, size in totals.groups.items()} if totals else {},
            "next_change": self.next_change,
            "messages": self.messages,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Report":
        """The report that `to_json` gave."""
        problems = tuple(
            Found(Problem(row["id"], _place(row), tuple(row["facts"].items())), row["severity"])
            for row in data["problems"]
        )
        groups = {name: (size[0], size[1]) for name, size in data["groups"].items()}
        made = [(path, group, tuple(reasons)) for path, group, reasons in data["made"]]
        counts = data["kept"], data["removed"], groups, data["withheld"]
        totals = Totals(made, *counts) if data["built"] else None
        return cls(problems, totals, data["next_change"], data["messages"])

    def unchanged(self) -> "Report":
        """The same site, found as it was left: nothing made, everything kept."""
        if self.totals is None:
            return self
        kept = sum(files for files, _ in self.totals.groups.values())
        totals = replace(self.totals, made=(), kept=kept, removed=())
        return replace(self, totals=totals)


def _place(row: Mapping[str, Any]) -> Place:
    return Place(row["file"], row["line"], row["column"], row["length"], row["field"])


def today() -> str:
    """The day to build for when nobody names one: SOURCE_DATE_EPOCH's, else today's, at +08:00."""
    from datetime import UTC, datetime, timedelta

    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return (now + timedelta(hours=8)).date().isoformat()


def _day_after(day: str) -> str:
    from datetime import date, timedelta

    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
