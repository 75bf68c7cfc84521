"""What a link in a body means: an entry's page, a file, an anchor, or an address elsewhere."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from posixpath import dirname, join, normpath
from typing import NamedTuple
from urllib.parse import unquote

from zsite.content.entries import BodyLink, Entry
from zsite.problems import Place, Problem, problem

OUTWARD = frozenset({"http", "https", "mailto", "tel"})
_RECORDS = (".yaml", ".yml", ".html", ".md")
_SOURCES = (".yaml", ".yml", ".md")  # never offered as files: drafts and remarks stay inside


class Target(NamedTuple):
    """Where a link leads: `entry`, `column` or `guide` (a name), `file` (a path), `anchor`,
    `outward`.
    """

    kind: str
    path: str
    anchor: str = ""


@dataclass(slots=True)
class Directory:
    """What can be linked to: entries by the paths people write for them, files, and printed guides
    by the names of `offers.addresses`.
    """

    top: str
    names: dict[str, str] = field(default_factory=dict)
    public: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    columns: frozenset[str] = frozenset()
    guides: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    _resolved: dict[str, Mapping[str, Sequence[Target | None]]] = field(default_factory=dict)

    def targets(self, entry: Entry) -> Mapping[str, Sequence[Target | None]]:
        """What each link of an entry means, by where the links stand; None for nothing."""
        found = self._resolved.get(entry.name)
        if found is None:
            found = {
                where: [self._target(dirname(link.file), link.target) for link in links]
                for where, links in entry.links.items()
            }
            self._resolved[entry.name] = found
        return found

    def _target(self, here: str, written: str) -> Target | None:
        plain = unquote(written) if "%" in written else written
        path, _, anchor = plain.strip().partition("#")
        scheme, colon, _ = path.partition(":")
        if colon and "/" not in scheme:
            outward = scheme.lower() in OUTWARD
            return Target("outward", written.strip()) if outward else None
        if path.startswith("//"):
            return None
        if not path:
            return Target("anchor", "", anchor) if anchor else None
        path = path.partition("?")[0]
        return self._inside(f"{here}/{path}", anchor) or self._inside(f"{self.top}/{path}", anchor)

    def _inside(self, path: str, anchor: str) -> Target | None:
        whole = _normal(path)
        if whole in self.files:
            return Target("file", whole)
        stem = _stem(whole)
        if stem in self.names:
            return Target("entry", self.names[stem], anchor)
        column = stem.removeprefix(self.top + "/")
        if column in self.guides:
            return Target("guide", column)
        return Target("column", column, anchor) if column in self.columns else None

    def check(self, entry: Entry) -> list[Problem]:
        """Links and pictures of an entry that lead to nothing, and pictures without a text."""
        found = []
        for where, targets in self.targets(entry).items():
            for link, target in zip(entry.links[where], targets, strict=True):
                if target is None:
                    found.append(self._broken(link))
                elif target.kind == "entry" and target.path not in self.public:
                    found.append(problem("link-to-unpublished", link.place, target=link.target))
                if link.kind == "image":
                    found += self._check_picture(link, target)
        found += [p for p in map(self._missing_file(entry), entry.files) if p]
        return found

    def _check_picture(self, link: BodyLink, target: Target | None) -> Iterable[Problem]:
        if target and target.kind != "file":
            yield problem("picture-from-outside", link.place, target=link.target)
        if not link.alt.strip():
            yield problem("image-without-alt", link.place, file=link.target)

    def _broken(self, link: BodyLink) -> Problem:
        near = get_close_matches(
            link.target, [*self.names, *self.files, *self.guides], n=1, cutoff=0.4
        )
        facts = {
            "target": link.target,
            "near": near[0].removeprefix(self.top + "/") if near else "—",
        }
        return problem("broken-link", link.place, **facts)

    def _missing_file(self, entry: Entry) -> Callable[[tuple[str, str, Place]], Problem | None]:
        def check(named: tuple[str, str, Place]) -> Problem | None:
            _, name, place = named
            if self.file(entry, name):
                return None
            siblings = [f.removeprefix(dirname(entry.file) + "/") for f in entry.others]
            near = get_close_matches(name, siblings, n=1, cutoff=0.3)
            return problem("missing-file", place, name=name, near=near[0] if near else "—")

        return check

    def file(self, entry: Entry, name: str) -> str:
        """The source path of a file that a record names; nothing when there is none."""
        whole = normpath(join(dirname(entry.file), name))
        return whole if whole in self.files else ""


def directory(
    entries: Sequence[Entry],
    public: Iterable[str],
    files: Iterable[str],
    top: str,
    guides: Mapping[str, Mapping[str, str]] | None = None,
) -> Directory:
    """The directory of a site's entries and files below the folder `top`, and of its guides."""
    shown = frozenset(path for path in files if not path.endswith(_SOURCES))
    made = Directory(top, public=frozenset(public), files=shown, guides=guides or {})
    for entry in entries:
        made.names[f"{top}/{entry.name}"] = entry.name
        made.names[_stem(entry.file)] = entry.name
        made.names[dirname(entry.file)] = entry.name
    for kind in {entry.kind.name: entry.kind for entry in entries}.values():
        made.names.pop(f"{top}/{kind.name}", None)
        if kind.single:
            made.names[f"{top}/{kind.name}"] = f"{kind.name}/{kind.name}"
    made.names.pop(top, None)
    made.columns = frozenset(e.kind.name for e in entries if not e.kind.single and e.kind.path)
    return made


def _normal(path: str) -> str:
    """The path without `.` and `..`; one that leads out of the project matches nothing."""
    return normpath(path) if "./" in path or "//" in path or path[-1] in "./" else path


def _stem(path: str) -> str:
    for ending in _RECORDS:
        if path.endswith(ending):
            return path[: -len(ending)]
    return path
