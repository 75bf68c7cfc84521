"""One build of a project: locked, and skipped when nothing at all has changed since the last.

This module stays light: where nothing changed, nothing heavy is imported.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from zsite.build import clock
from zsite.build.code import code_digest, package
from zsite.build.lock import acquire
from zsite.build.stamp import Stamp, settled_stamp, stamp
from zsite.build.store import Store
from zsite.content.sources import TOP, Source, scan
from zsite.digest import Digest, digest
from zsite.problems import Place, Problem, problem
from zsite.report import Pressing, Report, Wishes

if TYPE_CHECKING:
    from zsite.warm import Warm

INPUTS = ("zsite.yaml", "urls.yaml", "internal", "marks", "themes", "fonts")
_NOTE = "last "  # and the output


def build(
    root: Path, wishes: Wishes, wait_seconds: float = 600, warm: "Warm | None" = None
) -> Report:
    """The report of a build of the project in `root`; waits for another one that is under way.

    `warm` is what a process keeps that builds again and again; a warm one has a plan after the
    first build, even if nothing had changed.
    """
    return _locked(root, wishes, wait_seconds, partial(_build, warm))


def press(root: Path, wishes: Wishes, wanted: Pressing, wait_seconds: float = 600) -> Report:
    """The report of making files for the printer in `press/`."""
    return _locked(root, wishes, wait_seconds, partial(_press, wanted))


def _locked(
    root: Path, wishes: Wishes, wait_seconds: float, do: Callable[[Path, Path, Wishes], Report]
) -> Report:
    state = root / wishes.state
    if not (root / "zsite.yaml").is_file():
        return _failed(wishes, [problem("no-config", Place("zsite.yaml"), folder=root.name)])
    try:
        state.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return _failed(wishes, [_cannot_write(error, wishes.state)])
    lock = acquire(state, "build", wait_seconds)
    if isinstance(lock, Problem):
        return _failed(wishes, [lock])
    with lock:
        return do(root, state, wishes)


def _press(wanted: Pressing, root: Path, state: Path, wishes: Wishes) -> Report:
    from zsite import pipeline

    with Store(state) as store:
        content, refused = scan(root, TOP)
        return pipeline.press(root, wishes, store, code_digest(), content, refused, wanted)


def _build(warm: "Warm | None", root: Path, state: Path, wishes: Wishes) -> Report:
    with Store(state) as store:
        code = code_digest()
        began = clock.now(state)
        content, refused = scan(root, TOP)
        around = _around(root, state, refused, code, wishes)
        if warm and around.settled:
            from zsite.again import again

            report = again(warm, root, wishes, store, content, around.digest)
            if report:
                warm.note(around.digest, wishes, content, began)
                return report
        before = _before(around, began, content)
        last = _last(store, root, before, wishes)
        if last and not wishes.explain and (warm is None or warm.planned):
            return last
        from zsite import pipeline

        report = pipeline.build(root, wishes, store, code, content, refused, warm)
        if warm and report.totals is not None:  # else the last plan is still an earlier one
            warm.note(around.digest if around.settled else "", wishes, content, began)
        _remember(store, root, before, wishes, report)
        return report


def is_current(root: Path, wishes: Wishes, store: Store) -> bool:
    """Whether the output was built from the project as it stands; for a holder of the lock."""
    note = store.note(_NOTE + wishes.output)
    if not note:
        return False
    content, refused = scan(root, TOP)
    around = _around(root, root / wishes.state, refused, code_digest(), wishes)
    before = _before(around, 0, content)
    data: dict[str, str] = json.loads(note)
    return data.get("before") == before.digest


def _inputs(root: Path) -> list[Path]:
    home = package()
    shipped = [home / "themes", home.parent / "themes"]
    return [*(root / name for name in INPUTS), *shipped]


def _outputs(root: Path, wishes: Wishes) -> list[Path]:
    output = root / wishes.output
    return [output, root / wishes.state / f"{output.name}.spare"]


def _around(
    root: Path, state: Path, refused: Sequence[Problem], code: Digest, wishes: Wishes
) -> Stamp:
    """The stamp of all that a build depends on beside the content's files, but for the day."""
    others = stamp(_inputs(root), state)
    plain = replace(wishes, as_of="", progress=None, workers=0, explain=False, adopt=False)
    key = digest(others.digest, code, repr(plain), "\n".join(map(repr, refused)))
    return others._replace(digest=key)


def _before(around: Stamp, began: int, content: Sequence[Source]) -> Stamp:
    """The stamp with the content's files, whose scan began at a time of the file system's clock."""
    newest = max((max(each.modified, each.changed) for each in content), default=0)
    key = digest(around.digest, "\n".join(map(repr, content)))
    return Stamp(key, around.files + len(content), around.settled and newest < began)


def _last(store: Store, root: Path, before: Stamp, wishes: Wishes) -> Report | None:
    """The last report, if everything stands as it stood then and no status has changed since."""
    note = store.note(_NOTE + wishes.output)
    data = json.loads(note) if note else {}
    if not before.settled or data.get("before") != before.digest:
        return None
    report = Report.from_json(data["report"])
    if wishes.as_of < data["as_of"] or (report.next_change and wishes.as_of >= report.next_change):
        return None
    after = stamp(_outputs(root, wishes), root / wishes.state)
    return report if data["after"] == after.digest else None


def _remember(store: Store, root: Path, before: Stamp, wishes: Wishes, report: Report) -> None:
    if report.totals is None or not before.settled:
        return
    after = settled_stamp(_outputs(root, wishes), root / wishes.state)
    if after.settled:
        data = {
            "before": before.digest,
            "after": after.digest,
            "as_of": wishes.as_of,
            "report": report.unchanged().to_json(),
        }
        store.put_note(_NOTE + wishes.output, json.dumps(data, ensure_ascii=False).encode())


def _failed(wishes: Wishes, problems: Sequence[Problem]) -> Report:
    return Report.of(problems, {}, (), wishes.as_of)


def _cannot_write(error: OSError, folder: str) -> Problem:
    from zsite.build.faults import fault

    return fault(error, Path(folder))
