"""How a publication tells of its progress, and is told to stop."""

from collections.abc import Callable

Tell = Callable[[int, int], None]  # bytes done, of how many
Check = Callable[[], None]  # stops what may not go on
