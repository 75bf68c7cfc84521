"""`publish:` in zsite.yaml -> Target: where a site is put, each with what its way needs."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from zsite.config import FILE, Config, settings
from zsite.problems import Place, Problem, problem

NEEDS = {
    "folder": ("path",),
    "rsync": ("host", "path"),
    "sftp": ("host", "path"),
    "s3": ("bucket", "endpoint"),
    "bundle": ("path",),
    "handover": ("path",),
}
SWITCHED = frozenset({"folder", "rsync", "sftp"})  # whole releases, and one step between them
PACKED = frozenset({"bundle", "handover"})
_ADDRESSES = ("url", "endpoint", "purge_url")
_OUTSIDE = ("key", "credentials")


@dataclass(frozen=True, slots=True)
class Target:
    """A declared target; `to` is its way, the rest as `settings.yaml` describes it."""

    name: str
    to: str
    live: bool = False
    url: str = ""
    path: str = ""
    host: str = ""
    port: int = 22
    user: str = ""
    key: str = ""
    known_hosts: str = ""
    endpoint: str = ""
    region: str = ""
    bucket: str = ""
    prefix: str = ""
    addressing: str = "virtual"
    credentials: str = ""
    keep: int = 5
    max_removed: int = 20
    compress: bool = True
    reviews: tuple[str, ...] = ()
    purge_url: str = ""
    purge_header: str = ""
    purge_command: tuple[str, ...] = field(default=())

    @property
    def where(self) -> str:
        """The place in one line, as a person would name it; never a secret."""
        if self.to == "s3":
            folder = f"{self.bucket}/{self.prefix}".rstrip("/")
            return f"{folder} @ {urlsplit(self.endpoint).netloc}"
        return f"{self.user}@{self.host}:{self.path}".lstrip("@:") if self.host else self.path

    @property
    def is_package(self) -> bool:
        """True for ways that make an archive and put nothing online."""
        return self.to in PACKED

    @property
    def is_switched(self) -> bool:
        """True for ways that hold whole releases, with one step between them."""
        return self.to in SWITCHED

    def label(self, language: str) -> str:
        """The way's name in a language."""
        setting = next(each for each in settings() if each.name == "publish")
        ways = next(each for each in setting.fields if each.name == "to").choices
        return ways[self.to].get(language) or self.to

    def folder(self, root: Path) -> Path:
        """`path` as a folder of this machine; a relative one is meant from the project."""
        return Path(os.path.normpath(root / Path(self.path).expanduser()))


def targets(config: Config) -> list[Target]:
    """The targets that can be understood, in the order of the file."""
    rows = config.values.get("publish") or ()
    return [_target(row) for row in rows if row.get("name") and row.get("to")]


def chosen(config: Config, name: str) -> Target | Problem:
    """The target of that name; without a name the only one there is."""
    known = targets(config)
    found = [each for each in known if name in ("", each.name)]
    if len(found) == 1:
        return found[0]
    names = ", ".join(each.name for each in known)
    place = Place(FILE, field="publish")
    if not known:
        return problem("publish-no-target", place)
    if not name:
        return problem("publish-which-target", place, known=names)
    twice = "publish-target-twice" if found else "publish-unknown-target"
    return problem(twice, place, name=name, known=names)


def faults(target: Target, root: Path) -> Iterator[Problem]:
    """What a target lacks, and secrets that would lie where everybody reads them."""
    place = Place(FILE, field="publish")
    for name in NEEDS[target.to]:
        if not getattr(target, name):
            yield problem("publish-target-lacks", place, name=target.name, setting=name)
    for name in _OUTSIDE:
        path = getattr(target, name)
        if path and (root / Path(path).expanduser()).resolve().is_relative_to(root.resolve()):
            yield problem("publish-secret-inside", place, name=target.name, setting=name)
    for name in _ADDRESSES:
        if "@" in urlsplit(getattr(target, name)).netloc:
            yield problem("publish-secret-written", place, name=target.name, setting=name)
    header = target.purge_header
    if header and not re.search(r"\$\w", header) and re.search(r"\S{16}", header):
        yield problem("publish-secret-written", place, name=target.name, setting="purge_header")


def _target(row: Mapping[str, Any]) -> Target:
    known = {each.name for each in fields(Target)}
    values = {name: value for name, value in row.items() if name in known}
    lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    return Target(**{**values, **lists})
