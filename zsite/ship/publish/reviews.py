"""Who has read the content before it goes online: a record against its hash, not a signature."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from zsite.build.replace import replace_file
from zsite.config import Config
from zsite.content.sources import TOP, read, scan
from zsite.digest import Digest, canonical, digest
from zsite.problems import Problem
from zsite.ship.publish.targets import targets

FILE = "publishing/reviews.json"
ROLES = ("初审", "复审", "终审", "校对")  # what every site knows; targets may name others
_NOT_CONTENT = ("publish", "problems", "waivers", "messages")


@dataclass(frozen=True, slots=True)
class Review:
    """One reading: in which role, by whom, when (ISO, local), of which content."""

    role: str
    by: str
    at: str
    content: Digest
    note: str = ""


def content_digest(root: Path, config: Config) -> Digest:
    """The digest of what editors write: everything in `content/`, and the settings that pages
    show. Other themes, versions of zsite or days do not change it.
    """
    sources, _ = scan(root, TOP)
    parts: list[bytes | str] = []
    for path in sorted(source.path for source in sources):
        data = read(root, path)
        parts += [path, data if isinstance(data, bytes) else b""]
    shown = {name: value for name, value in config.values.items() if name not in _NOT_CONTENT}
    return digest(canonical(shown), *parts)


def roles(config: Config) -> tuple[str, ...]:
    """The roles that this site knows."""
    asked = (role for target in targets(config) for role in target.reviews)
    return tuple(dict.fromkeys([*asked, *ROLES]))


def recorded(root: Path) -> list[Review]:
    """All reviews on record, oldest first."""
    data = read(root, FILE)
    try:
        return [Review(**row) for row in json.loads(data)] if isinstance(data, bytes) else []
    except (ValueError, TypeError):
        return []


def record(root: Path, review: Review) -> list[Problem]:
    """Add a review to the record."""
    (root / FILE).parent.mkdir(exist_ok=True)
    rows = [asdict(each) for each in (*recorded(root), review)]
    text = json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    return replace_file(root, FILE, text.encode())


def of_content(reviews: Sequence[Review], content: Digest) -> list[Review]:
    """The reviews of exactly this content."""
    return [each for each in reviews if each.content == content]
