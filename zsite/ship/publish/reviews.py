"""Who has read the content before it goes online: a record against its hash, not a signature."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from zsite import config as configuration
from zsite.config import Config
from zsite.content.sources import TOP, read, scan
from zsite.digest import Digest, canonical, digest
from zsite.problems import problem
from zsite.ship.publish.records import now, rows, write_rows
from zsite.ship.publish.stopped import StoppedError
from zsite.ship.publish.targets import targets

FILE = "reviews.json"
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
    names = {each.name for each in fields(Review)}
    return [Review(**{n: str(row.get(n, "")) for n in names}) for row in rows(root, FILE)]


def reviewed(root: Path, role: str, by: str, note: str) -> Review:
    """Record that the content as it is now has been read; the record."""
    config = _config(root)
    known = roles(config)
    if role not in known:
        raise StoppedError(problem("publish-unknown-role", role=role, known=", ".join(known)))
    review = Review(role, by, now(), content_digest(root, config), note)
    problems = write_rows(root, FILE, [*rows(root, FILE), asdict(review)])
    if problems:
        raise StoppedError(*problems)
    return review


def reviews_now(root: Path) -> tuple[Digest, list[Review]]:
    """The digest of the content as it is, and its reviews."""
    content = content_digest(root, _config(root))
    return content, of_content(recorded(root), content)


def of_content(reviews: Sequence[Review], content: Digest) -> list[Review]:
    """The reviews of exactly this content."""
    return [each for each in reviews if each.content == content]


def _config(root: Path) -> Config:
    config, problems = configuration.load(root)
    if config is None:
        raise StoppedError(*problems)
    return config
