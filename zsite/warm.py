"""What a process that builds a project again and again keeps of its last build."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from zsite.build.artifact import Artifact
from zsite.build.planning import Planning
from zsite.content.layout import EntryFiles
from zsite.content.sources import Source
from zsite.digest import Digest
from zsite.problems import Problem
from zsite.report import Report, Wishes
from zsite.stages import Understood

LATELY = 2_000_000_000  # ns; a file changed this lately may change again without its times telling


@dataclass(slots=True)
class Planned:
    """Everything that will exist, before any of it is made: `report` judges what is wrong."""

    project: Understood
    planning: Planning
    artifacts: Sequence[Artifact]
    problems: list[Problem]
    report: Callable[..., Report]


@dataclass(slots=True)
class Warm:
    """The last plan that was carried out, and what it was made from; nothing before the first.

    `sound` is True when nothing had to be left out; `sources` are the files as they stood, but for
    those changed too lately; `around` is the digest of all else that a plan depends on.
    """

    planned: Planned | None = None
    sound: bool = False
    around: Digest = ""
    wishes: Wishes | None = None
    sources: dict[str, Source] = field(default_factory=dict)
    bodies: dict[str, EntryFiles] = field(default_factory=dict)

    def keep(self, planned: Planned, *, sound: bool) -> None:
        """Remember a plan that has been carried out."""
        self.planned, self.sound = planned, sound
        self.bodies = {
            source.path: files
            for files in planned.project.gathered.arranged
            for source in files.bodies.values()
        }

    def note(self, around: Digest, wishes: Wishes, content: Sequence[Source], began: int) -> None:
        """Remember what it was made from; `content` was scanned when the clock showed `began`."""
        self.around, self.wishes = around, wishes
        settled = began - LATELY
        self.sources = {
            each.path: each for each in content if max(each.modified, each.changed) < settled
        }
