"""The demonstration county: no error, and the warnings that it is meant to show."""

import shutil
from pathlib import Path

from sites import ids, inspected

from zsite import session
from zsite.check.registry import group_of
from zsite.report import Wishes

ROOT = Path(__file__).parents[2]
DAY = "2026-11-10"
INTENDED = {
    "gov-domain": "the county is invented, and so is its domain",
    "page-identity-placeholder": "zeros stand where a real county has its numbers",
    "policy-amount-missing": "the rent grant is settled in a document of its own",
    "pool-township-few": "six townships have no project of their own yet",
}


def test_the_demo_has_no_error_and_its_intended_warnings_only(tmp_path: Path) -> None:
    for name in ("content", "internal", "themes", "marks", "guide", "fonts"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("zsite.yaml", "urls.yaml", "translations.tsv"):
        if (ROOT / name).is_file():
            shutil.copy(ROOT / name, tmp_path / name)
    built = session.build(tmp_path, Wishes(DAY))
    assert built.totals is not None
    found = inspected(tmp_path, DAY)
    assert not found.notes and found.forecast and not found.forecast.vetoes
    graver = {each.problem.id for each in found.problems if each.severity != "note"}
    assert graver == INTENDED.keys()
    assert not [id for id in ids(found) if group_of(id) in ("text", "privacy")]
