"""What a link in a body means: an entry's page, a file, an anchor, or an address elsewhere."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from posixpath import dirname, join, normpath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from zsite.content.entries import BodyLink, Entry
from zsite.problems import Place, Problem, problem

OUTWARD = frozenset({"http", "https", "mailto", "tel"})
_RECORDS = (".yaml", ".yml", ".html", ".md")


class Target(NamedTuple):
    """Where a link leads: `entry` or `column` (a name), `file` (a path), `anchor`, `outward`."""

    kind: str
    path: str
    anchor: str = ""


@dataclass(slots=True)
class Directory:
    """What can be linked to: entries by the paths people write for them, and files."""

    top: str
    names: dict[str, str] = field(default_factory=dict)
    public: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    columns: frozenset[str] = frozenset()

    def target(self, entry: Entry, link: BodyLink) -> Target | None:
        """What a link written in an entry means; None when there is no such thing."""
        written = unquote(link.target.strip())
        parts = urlsplit(written)
        if parts.scheme.lower() in OUTWARD:
            return Target("outward", link.target.strip())
        if parts.scheme or parts.netloc:
            return None
        if not parts.path:
            return Target("anchor", "", parts.fragment) if parts.fragment else None
        return self._inside(entry, link, parts.path, parts.fragment)

    def _inside(self, entry: Entry, link: BodyLink, path: str, anchor: str) -> Target | None:
        here = dirname(link.place.file or entry.file)
        for base in (here, self.top):
            whole = normpath(join(base, path.lstrip("/") if base == self.top else path))
            if not whole.startswith(self.top + "/"):
                continue
            if whole in self.files:
                return Target("file", whole)
            stem = _stem(whole)
            if stem in self.names:
                return Target("entry", self.names[stem], anchor)
            if stem.removeprefix(self.top + "/") in self.columns:
                return Target("column", stem.removeprefix(self.top + "/"), anchor)
        return None

    def check(self, entry: Entry) -> list[Problem]:
        """Links and pictures of an entry that lead to nothing, and pictures without a text."""
        found = []
        for links in entry.links.values():
            for link in links:
                target = self.target(entry, link)
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
        near = get_close_matches(link.target, [*self.names, *self.files], n=1, cutoff=0.4)
        facts = {"target": link.target, "near": near[0].removeprefix(self.top + "/") if near else "—"}
        return problem("broken-link", link.place, **facts)

    def _missing_file(
        self, entry: Entry
    ) -> Callable[[tuple[str, str, Place]], Problem | None]:
        def check(named: tuple[str, str, Place]) -> Problem | None:
            _, name, place = named
            if self.file(entry, name):
                return None
            siblings = [f.removeprefix(dirname(entry.file) + "/") for f in entry.others]
            near = get_close_matches(name, siblings, n=1, cutoff=0.3)
            return problem("missing-file", place, name=name, near=near[0] if near else "—")

        return check

    def named(self, entries: Mapping[str, Entry]) -> frozenset[str]:
        """The source paths of all files that public entries name or show."""
        found = set()
        for entry in entries.values():
            found.update(self.file(entry, name) for _, name, _ in entry.files)
            for links in entry.links.values():
                targets = (self.target(entry, link) for link in links)
                found.update(t.path for t in targets if t and t.kind == "file")
        return frozenset(found - {""})

    def file(self, entry: Entry, name: str) -> str:
        """The source path of a file that a record names; nothing when there is none."""
        whole = normpath(join(dirname(entry.file), name))
        return whole if whole in self.files else ""


def directory(
    entries: Sequence[Entry], public: Iterable[str], files: Iterable[str], top: str
) -> Directory:
    """The directory of a site's entries and files below the folder `top`."""
    made = Directory(top, public=frozenset(public), files=frozenset(files))
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


def _stem(path: str) -> str:
    for ending in _RECORDS:
        if path.endswith(ending):
            return path[: -len(ending)]
    return path

