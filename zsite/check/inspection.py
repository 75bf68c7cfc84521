"""What is asked of a check, and what it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from zsite.check.outside import Visit
from zsite.check.registry import group_of
from zsite.check.sites import Forecast
from zsite.problems import SEVERITIES, Found
from zsite.report import Progress, Report


@dataclass(frozen=True, slots=True)
class Asked:
    """How to check: for which day, which groups or ids only, and what else to look at.

    `changed` leaves out what stands in files that did not change since the last full check;
    `external` visits the links that lead elsewhere, by `visit` if that is given.
    """

    as_of: str
    only: tuple[str, ...] = ()
    changed: bool = False
    external: bool = False
    visit: Visit | None = None
    output: str = "output"
    state: str = ".zsite"
    workers: int = 0
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class Inspection:
    """The answer: every problem, gravest first, and what else can be said.

    `scores` is the completeness of records by `kind/id`, `offices` who is to answer by file,
    `notes` what was not looked at (ids of sentences), `site` the site's title by language.
    """

    report: Report
    as_of: str
    forecast: Forecast | None = None
    scores: Mapping[str, int] = field(default_factory=dict)
    offices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    site: Mapping[str, str] = field(default_factory=dict)

    @property
    def problems(self) -> Sequence[Found]:
        """The problems with their severities."""
        return self.report.problems

    def worst(self) -> str:
        """The gravest severity that was found; nothing for a clean site."""
        return next((s for s in SEVERITIES if any(f.severity == s for f in self.problems)), "")

    def only(self, wanted: Sequence[str]) -> "Inspection":
        """The same with only the problems of some groups or ids."""
        if not wanted:
            return self
        kept = tuple(f for f in self.problems if {f.problem.id, group_of(f.problem.id)} & {*wanted})
        return replace(self, report=replace(self.report, problems=kept))

    def within(self, files: frozenset[str]) -> "Inspection":
        """The same with only the problems that stand in some files."""
        kept = tuple(f for f in self.problems if f.problem.place.file in files)
        return replace(self, report=replace(self.report, problems=kept))

    def to_json(self) -> dict[str, Any]:
        """The answer as plain data, but for the problems (see `Report.to_json`)."""
        forecast = self.forecast
        return {
            "as_of": self.as_of,
            "forecast": {
                "vetoes": list(forecast.vetoes),
                "due": forecast.due,
                "column": dict(forecast.column),
                "veto_due": forecast.veto_due,
            }
            if forecast
            else None,
            "scores": dict(self.scores),
            "not_checked": list(self.notes),
        }
