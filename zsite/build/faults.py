"""What the operating system refused, as a problem in plain words."""

import errno
import os
from pathlib import Path

from zsite.problems import Place, Problem, problem

IDS = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EACCES: "no-permission",
    errno.EPERM: "no-permission",
    errno.EROFS: "disk-read-only",
    errno.EBUSY: "output-is-mount-point",
    errno.ENOENT: "file-vanished",
    errno.EMFILE: "too-many-open-files",
    errno.ENFILE: "too-many-open-files",
}


def fault(error: OSError, root: Path) -> Problem:
    """The one problem that an error of the operating system becomes; files relative to `root`."""
    id = IDS.get(error.errno or 0, "disk-error")
    return problem(id, Place(_file(error, root)), reason=error.strerror or type(error).__name__)


def _file(error: OSError, root: Path) -> str:
    name = error.filename
    if not isinstance(name, str | bytes):
        return ""
    path = Path(os.fsdecode(name))
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()
