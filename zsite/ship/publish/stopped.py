"""Why a publication stops: raised deep in a transfer, a list of problems to everybody else."""

from zsite.problems import Problem


class StoppedError(Exception):
    """Nothing more can be done; what stood online stands. `problems` say why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(problem.id for problem in problems))
        self.problems = problems
