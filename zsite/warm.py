"""What a process that builds a project again and again keeps of its last build."""

from collections.abc import Sequence
from dataclasses import dataclass

from zsite.build.artifact import Artifact
from zsite.stages import Understood


@dataclass(slots=True)
class Warm:
    """The last plan of a process, and what it was made from; nothing before the first."""

    project: Understood | None = None
    artifacts: Sequence[Artifact] = ()

    def keep(self, project: Understood, artifacts: Sequence[Artifact]) -> None:
        """Remember a plan that has been carried out."""
        self.project, self.artifacts = project, artifacts
