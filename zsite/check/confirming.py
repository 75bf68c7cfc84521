"""`zsite confirm`: a person has looked at translations, and the ledger says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from zsite.build.lock import acquire
from zsite.build.store import Store
from zsite.check import ledger
from zsite.check.inspection import Asked
from zsite.check.ledger import Unit
from zsite.check.opening import Checking, measure_of, opened
from zsite.check.survey import survey
from zsite.check.units import units_of
from zsite.problems import Problem
from zsite.report import Report, Wishes
from zsite.stages import judged


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What was, or would be, confirmed; names of no entry; and a report when that failed."""

    units: Sequence[Unit] = ()
    unknown: Sequence[str] = ()
    left: int = 0
    report: Report | None = None


def confirm(
    root: Path,
    asked: Asked,
    names: Sequence[str],
    *,
    everything: bool = False,
    languages: Sequence[str] = (),
    write: bool = True,
) -> Confirmation:
    """Note the translations of some entries (`kind/id`), or of all, as they stand now."""
    lock = acquire(root / asked.state, "confirm", 600)
    if isinstance(lock, Problem):
        return Confirmation(report=judged(None, Wishes(asked.as_of), [lock]))
    with lock, Store(root / asked.state) as store:
        of = opened(root, asked, store)
        if isinstance(of, Report):
            return Confirmation(report=of)
        return _confirm(of, names, everything, languages, write)


def _confirm(
    of: Checking, names: Sequence[str], everything: bool, languages: Sequence[str], write: bool
) -> Confirmation:
    unknown = [name for name in names if name not in of.project.linked.entries]
    if unknown:
        return Confirmation(unknown=unknown)
    seen, _ = survey(of.root, of.entries, measure_of(of.site), of.store, of.code)
    units, before = units_of(seen), ledger.load(of.root)
    wanted = [
        unit
        for unit in units
        if (everything or unit.entry in names) and (not languages or unit.lang in languages)
    ]
    after, news = ledger.confirmed(units, before, wanted)
    problems = ledger.save(of.root, after.values()) if write and after != before else []
    if problems:
        return Confirmation(report=judged(of.config, Wishes(of.asked.as_of), problems))
    left = sum(ledger.state(unit, after) != ledger.CURRENT for unit in units)
    return Confirmation(news, left=left)
