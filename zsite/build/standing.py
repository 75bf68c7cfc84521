"""The site that stands: what is in the output folder, and what is known of it."""

from dataclasses import dataclass
from pathlib import Path

from zsite.build.facts import Fact, content_digest, read
from zsite.build.places import Places, is_ours
from zsite.build.store import Store
from zsite.build.trees import Tree, exists, scan


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known at the start: `tree` is the folder as it was found, `known` all facts by path,
    also of the spare tree, `rows` the facts as they are stored.
    """

    output: Path
    tree: Tree
    known: dict[str, list[Fact]]
    rows: dict[str, bytes]
    ours: bool

    def recognised(self, path: str, key: str) -> Fact | None:
        """What is known of a file, by its signature or else by reading it. Of several facts with
        the same content, the one under `key` is preferred.
        """
        seen = self.tree.files.get(path)
        known = self.known.get(path)
        if seen is None or not known:
            return None
        for fact in known:
            if fact.signature == seen:
                return fact
        content = content_digest(self.output / path)
        same = sorted((f for f in known if f.digest == content), key=lambda f: f.key != key)
        return self.learned(path, same[0]._replace(signature=seen)) if same else None

    def learned(self, path: str, fact: Fact) -> Fact:
        """Add a fact to the known ones."""
        self.known.setdefault(path, []).insert(0, fact)
        return fact

    def strangers(self, planned: set[str]) -> list[str]:
        """Files that neither we nor the plan know, in a folder that is not known to be ours."""
        if self.ours:
            return []
        mine = planned | self.known.keys()
        return sorted([*self.tree.others, *(path for path in self.tree.files if path not in mine)])


def look(places: Places, store: Store, adopt: bool) -> Standing:
    """The site as it stands now; `adopt` declares the folder ours, whoever made it."""
    rows = store.facts(places.scope)
    tree = scan(places.output)
    ours = adopt or not exists(places.output) or is_ours(places)
    return Standing(places.output, tree, read(rows), rows, ours)
