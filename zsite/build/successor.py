"""The site that will stand: grown in the spare tree, then put in the place of the old one."""

from collections.abc import Collection
from contextlib import suppress

from zsite.build import clock
from zsite.build.draft import Draft
from zsite.build.facts import RACY, Fact, content_digest, row
from zsite.build.places import Places, claim
from zsite.build.standing import Standing
from zsite.build.swap import swap
from zsite.build.trees import Signature, Tree, changed_at, exists, same_file, surplus
from zsite.digest import digest


class Successor:
    """The files of the site to be, as facts by path. The spare tree is touched at the first file
    that differs from what stands, the output only by `replace`.
    """

    def __init__(self, places: Places, standing: Standing, planned: Collection[str]) -> None:
        self.facts: dict[str, Fact] = {}
        self._surplus = surplus(standing.tree, planned)
        self.removed = sorted({*self._surplus}.difference(standing.tree.folders))
        self._places = places
        self._standing = standing
        self._planned = planned
        self._draft: Draft | None = None
        self._twin: dict[str, Signature] | None = None  # the spare's files, when caught up

    def keep(self, path: str, fact: Fact) -> None:
        """Take a file over as it stands."""
        self.facts[path] = fact

    def put(self, path: str, key: str, data: bytes) -> bool:
        """Take bytes for a file; the one that stands is kept if it holds the same.

        False, and nothing done, when the one that stands is somebody else's.
        """
        content = digest(data)
        fact = self._equal(path, key, content)
        if fact is None:
            if self._is_strange(path):
                return False
            if self._draft is None:
                self._draft = Draft(self._places.spare, self._planned)
            fact = Fact(key, content, self._draft.write(path, data))
        self.facts[path] = self._standing.learned(path, fact)
        return True

    def differs(self) -> bool:
        """True when the output is not yet what it should be."""
        return bool(self._draft or self._surplus or not exists(self._places.output))

    def replace(self) -> None:
        """Put the new site in the place of the old one. On OSError the old one stands."""
        output, spare = self._places.output, self._places.spare
        old = self._standing.tree if exists(output) else None
        draft = self._draft or Draft(spare, self._planned)
        self.facts = self._filled(draft)
        draft.sync()
        claim(self._places)
        swap(output, spare)
        with suppress(OSError):  # the new site stands; the next build mends the spare tree
            self._catch_up(old)

    def rows(self) -> dict[str, bytes]:
        """What to remember of both trees, for the store."""
        newest = max((changed_at(fact.signature) for fact in self.facts.values()), default=0)
        now = clock.settle(self._places.near, newest)
        return {path: self._row(path, now) for path in self.facts}

    def _catch_up(self, old: Tree | None) -> None:
        """Bring the old tree to the same state, so that the next build finds a twin."""
        twin = Draft(self._places.spare, self._planned, old)
        claim(self._places)
        for path, fact in self._filled(twin).items():
            if same_file(fact.signature, self.facts[path].signature):
                self.facts[path] = fact
        self._twin = twin.files

    def _filled(self, draft: Draft) -> dict[str, Fact]:
        """Complete a draft from the output; what is then known of the draft's files."""
        return {
            path: self._present(draft, path, fact) or self._linked(draft, path, fact)
            for path, fact in self.facts.items()
        }

    def _present(self, draft: Draft, path: str, fact: Fact) -> Fact | None:
        seen = draft.files.get(path)
        if seen == fact.signature:
            return fact
        for other in self._standing.known.get(path, ()):
            if other.signature == seen and other.digest == fact.digest:
                return fact._replace(signature=other.signature)
        return None

    def _linked(self, draft: Draft, path: str, fact: Fact) -> Fact:
        linked = draft.link(path, self._places.output / path, fact)
        if same_file(linked.signature, fact.signature):  # and not a copy: changes both trees
            self._standing.tree.files[path] = linked.signature
        return self._standing.learned(path, linked)

    def _equal(self, path: str, key: str, content: str) -> Fact | None:
        seen = self._standing.tree.files.get(path)
        if seen is None:
            return None
        fact = self._standing.recognised(path, key)
        standing = fact.digest if fact else content_digest(self._places.output / path)
        return Fact(key, content, seen) if standing == content else None

    def _is_strange(self, path: str) -> bool:
        standing = self._standing
        return not standing.ours and path in standing.tree.files and path not in standing.known

    def _row(self, path: str, now: int) -> bytes:
        """The file's fact and its twin's. What changed too lately to be trusted is marked."""
        fact, known, twin = self.facts[path], self._standing.known[path], self._twin
        same = known == [fact] and (twin is None or twin.get(path) == fact.signature)
        if same and path in self._standing.rows:
            return self._standing.rows[path]
        others = [
            other
            for other in known
            if other.signature != fact.signature
            and (twin is None or twin.get(path) == other.signature)
        ]
        return row(
            seen if changed_at(seen.signature) < now else seen._replace(signature=RACY)
            for seen in [fact, *others[:1]]
        )
