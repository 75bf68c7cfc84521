"""Zip archives that are the same bytes for the same content."""

import zipfile
from collections.abc import Iterable
from pathlib import Path

_PACKED = (
    *(".webp", ".avif", ".jpg", ".jpeg", ".png", ".gif", ".pdf", ".zip", ".woff2"),
    *(".docx", ".xlsx", ".pptx", ".mp4"),
)
_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that the format knows


def write_zip(target: Path, members: Iterable[tuple[str, bytes]]) -> None:
    """Write beside, and move into place: the whole archive or none. Raises OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(target.name + ".part~")
    with zipfile.ZipFile(fresh, "w") as archive:
        for name, data in members:
            about = zipfile.ZipInfo(name, _DAY)
            about.create_system = 3
            about.external_attr = 0o100644 << 16
            stored = name.endswith(_PACKED)
            about.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(about, data, compresslevel=9)
    fresh.replace(target)
