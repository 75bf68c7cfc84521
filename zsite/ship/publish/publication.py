"""One publication from beginning to end: the order of steps, and what each needs of the others."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path

from zsite import config as configuration
from zsite.build.lock import acquire
from zsite.config import Config
from zsite.problems import Found, Problem, problem
from zsite.ship.publish import journal
from zsite.ship.publish.gate import objections
from zsite.ship.publish.lease import Pace, lease, myself
from zsite.ship.publish.manifest import Manifest
from zsite.ship.publish.plan import Page, Plan, difference
from zsite.ship.publish.proof import Proof, prove
from zsite.ship.publish.purge import purge
from zsite.ship.publish.records import now
from zsite.ship.publish.reviews import Review, content_digest, of_content, recorded
from zsite.ship.publish.secrets import Secrets
from zsite.ship.publish.snapshot import Snapshot, take
from zsite.ship.publish.standing import Standing
from zsite.ship.publish.stopped import StoppedError
from zsite.ship.publish.targets import Target, chosen, faults
from zsite.ship.publish.telling import Check
from zsite.ship.publish.ways import Way, opened

STATE = ".zsite/publish"
Tell = Callable[[str, int, int], None]  # the step, how much is done, of how much


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to publish: in whose name; over files of others; however many pages go."""

    by: str
    adopt: bool = False
    allow_removals: bool = False
    pace: Pace = field(default_factory=Pace)
    waiting: Callable[[Mapping[str, str]], None] = lambda holder: None


@dataclass(frozen=True, slots=True)
class Prepared:
    """What would be done, and what forbids it. Nothing at the target has been touched."""

    snapshot: Snapshot
    standing: Standing
    plan: Plan
    objections: tuple[Problem, ...]
    reviews: tuple[Review, ...]
    content: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done: files sent, releases pruned, the proof, and what went wrong after the site
    was up.
    """

    release: str
    sent: int
    pruned: Sequence[str]
    proof: Proof | None
    problems: tuple[Problem, ...]


class Publication:
    """A project and one of its targets, reached and logged in to."""

    def __init__(
        self, root: Path, config: Config, target: Target, way: Way, secrets: Secrets, wishes: Wishes
    ) -> None:
        self.root = root
        self.config = config
        self.target = target
        self._way = way
        self._secrets = secrets
        self._wishes = wishes

    def standing(self) -> Standing:
        """What is at the target."""
        return self._way.standing()

    def archive(self, release: str) -> Path:
        """Where the archive of a release lies, for ways that make one."""
        return self.target.folder(self.root) / f"{self.target.name}-{release}.zip"

    def prepared(self, findings: Sequence[Found], output: Path) -> Prepared:
        """The plan for the site in `output`, and what forbids it."""
        target, root = self.target, self.root
        compress = target.compress and target.is_switched
        snapshot = take(root, output, root / STATE / target.name, compress)
        standing = self._way.standing()
        plan = difference(standing.manifest, snapshot.manifest)
        content = content_digest(root, self.config)
        reviews = of_content(recorded(root), content)
        found = objections(
            target, self.config, plan, findings, reviews, self._wishes.allow_removals
        )
        return Prepared(snapshot, standing, plan, tuple(found), tuple(reviews), content)

    def publish(self, prepared: Prepared, tell: Tell) -> Outcome:
        """Carry the plan out; the site is up afterwards, or what stood stands."""
        manifest, tree = prepared.snapshot.manifest, prepared.snapshot.tree
        with self._alone("publish") as check:
            before = self._way.standing()
            if before.current != prepared.standing.current:
                raise StoppedError(problem("publish-changed-meanwhile", name=self.target.name))
            sent = self._way.publish(prepared.snapshot, before, check, partial(tell, "sending"))
            pruned = self._way.prune(self.target.keep)
        done = Done("publish", prepared.plan, manifest, tree, sent, tuple(pruned))
        return self._concluded(done, prepared, tell)

    def rollback(self, release: str, tell: Tell) -> Outcome:
        """Show an earlier release again: the last one before the current one, or the one that is
        named by the beginning of its id.
        """
        with self._alone("rollback") as check:
            before = self._way.standing()
            manifest = self._way.rollback(self.wanted(release, before), before, check)
        plan = difference(before.manifest, manifest)
        return self._concluded(Done("rollback", plan, manifest, None, 0, ()), None, tell)

    def wanted(self, release: str, standing: Standing) -> str:
        """The release that a rollback would show, or a stop."""
        if self.target.is_package:
            raise StoppedError(problem("publish-no-way-back", name=self.target.name))
        earlier = [each for each in standing.releases if each != standing.current]
        found = [each for each in earlier if each.startswith(release)]
        if not release and not earlier:
            raise StoppedError(problem("publish-nothing-earlier", name=self.target.name))
        if not found or (release and len(found) > 1):
            raise _unknown(release, earlier)
        return found[-1]

    def difference_to(self, release: str, standing: Standing) -> Plan:
        """What a rollback to a release would change."""
        manifest = self._way.manifest(release)
        if manifest is None:
            raise _unknown(release, standing.releases)
        return difference(standing.manifest, manifest)

    @contextmanager
    def _alone(self, what: str) -> Iterator[Check]:
        """Nobody else publishes to the target; gives what stops when that is over."""
        if self._way.slots is None:
            yield lambda: None
            return
        me = myself(self._wishes.by, what)
        with lease(self._way.slots, me, self._wishes.pace, self._wishes.waiting) as held:
            yield held.check

    def _concluded(self, done: "Done", prepared: Prepared | None, tell: Tell) -> Outcome:
        """Purge, prove, and write it down. The site is up already, so nothing here stops."""
        url, problems, proof = self.target.url.rstrip("/"), [], None
        if url and not self.target.is_package:
            changed = [*done.plan.pages, *done.plan.removed]
            failed = purge(self.target, [f"{url}/{page.path}" for page in changed], self._secrets)
            problems += [failed] if failed else []
            host = self.config.values.get("host") or {}
            framed = bool(host.get("header") or host.get("footer"))
            step = partial(tell, "proving")
            proof = prove(url, done.manifest, done.plan, done.tree, step, framed)
            problems += proof.problems
        problems += self._noted(done, prepared, proof)
        return Outcome(done.plan.release, done.sent, done.pruned, proof, tuple(problems))

    def _noted(
        self, done: "Done", prepared: Prepared | None, proof: Proof | None
    ) -> Sequence[Problem]:
        plan = done.plan
        lists = {"new": plan.new, "changed": plan.changed, "removed": plan.removed}
        entry = {
            "at": now(),
            "action": done.action,
            "release": plan.release,
            "before": plan.current,
            "by": self._wishes.by,
            "where": self.target.where,
            "content": prepared.content if prepared else "",
            "reviews": [asdict(each) for each in prepared.reviews] if prepared else [],
            "files_sent": done.sent,
            "pages": {kind: list(map(_named, pages)) for kind, pages in lists.items()},
            "proof": {"fetched": proof.fetched, "wrong": len(proof.problems)} if proof else None,
        }
        titles = self.config.values.get("title") or {}
        title = titles.get(self.config.default.key) or next(iter(titles.values()), "")
        return journal.note(self.root, self.target.name, entry, title)


@dataclass(frozen=True, slots=True)
class Done:
    """What has been done at the target; `tree` is the release's files, where they are here."""

    action: str
    plan: Plan
    manifest: Manifest
    tree: Path | None
    sent: int
    pruned: tuple[str, ...]


@contextmanager
def publication(root: Path, name: str, wishes: Wishes, alone: bool = True) -> Iterator[Publication]:
    """The target of that name (without one: the only one), reached and logged in to, and nobody
    else in this project publishing to it; that does not matter to one who only looks.
    """
    config, problems = configuration.load(root)
    target = chosen(config, name) if config else None
    if config is None or not isinstance(target, Target):
        raise StoppedError(*([target] if target else problems))
    if found := list(faults(target, root)):
        raise StoppedError(*found)
    state = root / STATE / target.name
    wait = wishes.pace.wait
    lock = acquire(state, f"publish {target.name}", wait) if alone else nullcontext()
    if isinstance(lock, Problem):
        raise StoppedError(lock)
    with lock:
        secrets = Secrets(target)
        way = opened(target, root, secrets, wishes.adopt)
        try:
            yield Publication(root, config, target, way, secrets, wishes)
        finally:
            way.close()


def _unknown(release: str, known: Sequence[str]) -> StoppedError:
    known_ones = ", ".join(known) or "—"
    return StoppedError(problem("publish-no-release", release=release, known=known_ones))


def _named(page: Page) -> Mapping[str, str]:
    return {"path": page.path, "title": page.title, "language": page.language}
