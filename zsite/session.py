"""One build of a project: locked, and skipped when nothing at all has changed since the last.

This module stays light: where nothing changed, nothing heavy is imported.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from zsite.build.code import code_digest, package
from zsite.build.lock import acquire
from zsite.build.stamp import Stamp, settled_stamp, stamp
from zsite.build.store import Store
from zsite.digest import Digest, digest_of
from zsite.problems import Problem
from zsite.report import Report, Wishes

_INPUTS = ("zsite.yaml", "urls.yaml", "content", "internal", "themes")
_NOTE = "last"


def build(root: Path, wishes: Wishes, wait_seconds: float = 600) -> Report:
    """The report of a build of the project in `root`; waits for another one that is under way."""
    state = root / wishes.state
    if not (root / "zsite.yaml").is_file():
        from zsite import pipeline

        return pipeline.build(root, wishes, Store(state), "")
    try:
        state.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return _failed(wishes, [_cannot_write(error, wishes.state)])
    lock = acquire(state, "build", wait_seconds)
    if isinstance(lock, Problem):
        return _failed(wishes, [lock])
    with lock:
        return _build(root, state, wishes)


def _build(root: Path, state: Path, wishes: Wishes) -> Report:
    store = Store(state)
    try:
        code = code_digest()
        before = stamp(_inputs(root), state)
        last = _last(store, root, before, code, wishes)
        if last and not wishes.explain:
            return last.unchanged()
        from zsite import pipeline

        report = pipeline.build(root, wishes, store, code)
        _remember(store, root, before, code, wishes, report)
        return report
    finally:
        store.close()


def _inputs(root: Path) -> list[Path]:
    home = package()
    shipped = [home / "themes", home.parent / "themes"]
    return [*(root / name for name in _INPUTS), *shipped]


def _outputs(root: Path, wishes: Wishes) -> list[Path]:
    return [root / wishes.output, root / wishes.state / "spare"]


def _key(before: Stamp, after: Stamp, code: Digest, wishes: Wishes) -> Digest:
    plain = replace(wishes, as_of="", progress=None, workers=0, explain=False, adopt=False)
    return digest_of([before.digest, after.digest, code, repr(plain)])


def _last(store: Store, root: Path, before: Stamp, code: Digest, wishes: Wishes) -> Report | None:
    """The last report, if everything stands as it stood then and no status has changed since."""
    note = store.note(_NOTE)
    if note is None or not before.settled:
        return None
    data = json.loads(note)
    report = Report.from_json(data["report"])
    if wishes.as_of < data["as_of"] or (report.next_change and wishes.as_of >= report.next_change):
        return None
    after = stamp(_outputs(root, wishes), root / wishes.state)
    return report if data["key"] == _key(before, after, code, wishes) else None


def _remember(
    store: Store, root: Path, before: Stamp, code: Digest, wishes: Wishes, report: Report
) -> None:
    if report.totals is None or not before.settled:
        return
    after = settled_stamp(_outputs(root, wishes), root / wishes.state)
    data = {
        "key": _key(before, after, code, wishes),
        "as_of": wishes.as_of,
        "report": report.to_json(),
    }
    if after.settled:
        store.put_note(_NOTE, json.dumps(data, ensure_ascii=False).encode())


def _failed(wishes: Wishes, problems: Sequence[Problem]) -> Report:
    return Report.of(problems, {}, (), wishes.as_of)


def _cannot_write(error: OSError, folder: str) -> Problem:
    from zsite.build.faults import fault

    return fault(error, Path(folder))
