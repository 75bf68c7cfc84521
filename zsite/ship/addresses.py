"""What has been published, as far as `urls.yaml` remembers it."""

from pathlib import Path

from zsite.build.replace import replace_file
from zsite.content import memory
from zsite.report import Report


def addresses(root: Path, *, record: bool, output: str = "output") -> tuple[list[str], Report]:
    """Pages in the output that `urls.yaml` does not remember; remembers them when asked."""
    stored, problems = memory.load(root)
    top = root / output
    pages = sorted(path.relative_to(top).as_posix() for path in top.rglob("*.html"))
    wider = memory.with_published(stored, (page for page in pages if page != "404.html"))
    new = [path for path in wider.published if path not in frozenset(stored.published)]
    if record and new and not problems:
        problems += replace_file(root, memory.FILE, memory.text(wider).encode())
    return new, Report.of(problems, {}, (), "")
