"""One file of the project, replaced in one step: the old text or the new one, never half."""

import contextlib
import os
from pathlib import Path

from zsite.build.faults import fault
from zsite.problems import Problem


def replace_file(root: Path, path: str, data: bytes) -> list[Problem]:
    """Write `root/path` beside itself and move it into place; a problem when that fails."""
    target = root / path
    beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        return [fault(error, root)]
    return []
