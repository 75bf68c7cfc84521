"""A county to begin with, and a record to begin with: files that are still to be filled in.

Nothing here overwrites: what is there stays, and a file is only ever created.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path

from zsite import config as configuration
from zsite.build.faults import fault
from zsite.config import Config
from zsite.content import layout, memory
from zsite.content.kinds import Field, Kind, Kinds, key_of
from zsite.content.layout import propose
from zsite.content.reading import ID
from zsite.content.sources import TOP, scan
from zsite.problems import Problem
from zsite.ship import specimen
from zsite.ship.examples import Surroundings, by_language, types, unfilled

_HARMLESS = frozenset({".git", ".gitkeep", ".DS_Store"})
_RENAMED = {"gitignore": ".gitignore"}


@dataclass(frozen=True, slots=True)
class Scaffold:
    """Files to make, by path below the project; those of them that are `standing` already.

    `occupied` is true when the folder holds anything at all; `id` is the id of a new record.
    """

    new: Mapping[str, bytes]
    standing: tuple[str, ...] = ()
    occupied: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing is made: a sentence of the command line with its facts, or problems."""

    sentence: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def county(root: Path) -> Scaffold:
    """An empty county in a folder, as far as it is not there yet."""
    made = dict(_county_files())
    standing = tuple(path for path in made if _stands(root, path))
    new = {path: data for path, data in made.items() if path not in standing}
    occupied = root.is_dir() and any(each.name not in _HARMLESS for each in root.iterdir())
    return Scaffold(new, standing, occupied)


def record(root: Path, wanted: str, name: str) -> Scaffold | Refusal:
    """A new record of a kind (its name or label); `name` is its id, or one is made from it."""
    config, problems = configuration.load(root)
    if config is None:
        return Refusal(problems=tuple(problems))
    kind = _kind(config.kinds, wanted)
    if kind is None:
        return _unknown(config.kinds, wanted)
    name = kind.name if kind.single else name
    if not name:
        return Refusal("new_without_id", {"kind": kind.name})
    id = propose(name)
    if id in config.spoken.keys:
        return Refusal("new_reserved", {"id": id})
    ids = _ids(root, config.kinds)
    if id in ids.get(kind.name, ()) or _single(root, kind):
        return Refusal("new_exists", {"kind": kind.name, "id": id})
    known = {to: _chosen(to, found, config) for to, found in ids.items() if found}
    lacking = next((each for each in _needed(kind.fields) if each.to not in known), None)
    if lacking:
        label = "/".join(dict.fromkeys(lacking.label.values())) or lacking.name
        return Refusal("new_needs", {"label": label, "field": lacking.name, "to": lacking.to})
    return Scaffold(_files(kind, id, name, Surroundings(config.spoken.keys, known)), id=id)


def write(root: Path, new: Mapping[str, bytes]) -> list[Problem]:
    """Create the files and their folders; a problem for the first that could not be made."""
    for path, data in new.items():
        target = root / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:
                file.write(data)
        except OSError as error:
            return [fault(error, root)]
    return []


def _county_files() -> Iterator[tuple[str, bytes]]:
    """The files of an empty county by their paths, in order."""
    top = Path(str(files("zsite"))) / "ship" / "county"
    for path in sorted(path for path in top.rglob("*") if path.is_file()):
        name = path.relative_to(top).as_posix()
        yield _RENAMED.get(name, name), path.read_bytes()


def _stands(root: Path, path: str) -> bool:
    """True when the file is there, or its entry has a record under another name."""
    if (root / path).exists() or not path.startswith(f"{TOP}/"):
        return (root / path).exists()
    folder = (root / path).parent
    beside = [folder.with_name(folder.name + ending) for ending in (".yaml", ".yml")]
    inside = folder.glob("*.y*ml") if path.endswith(".yaml") else ()
    return any(each.exists() for each in (*beside, *inside))


def _kind(kinds: Kinds, wanted: str) -> Kind | None:
    """The kind with that name or label, in any language."""
    for kind in kinds.values():
        if key_of(wanted) in map(key_of, (kind.name, *kind.label.values(), *kind.one.values())):
            return kind
    return None


def _unknown(kinds: Kinds, wanted: str) -> Refusal:
    words = {key_of(word): k for k in kinds.values() for word in (k.name, *k.label.values())}
    near = get_close_matches(key_of(wanted), words, n=1, cutoff=0.5)
    known = ", ".join(kinds)
    if near:
        facts = {"kind": wanted, "near": words[near[0]].name, "known": known}
        return Refusal("new_kind_near", facts)
    return Refusal("new_kind_unknown", {"kind": wanted, "known": known})


def _ids(root: Path, kinds: Kinds) -> dict[str, list[str]]:
    """The ids of the records that there are, by kind."""
    sources, _ = scan(root, TOP)
    stored, _ = memory.load(root)
    found: dict[str, list[str]] = {}
    for name in dict.fromkeys(layout.named(sources, TOP, kinds)):
        kind, _, own = name.partition("/")
        id = stored.ids.get(name) or (own if ID.fullmatch(own) else propose(own))
        found.setdefault(kind, []).append(id)
    return found


def _single(root: Path, kind: Kind) -> bool:
    """True when the one record of a kind that has only one is there."""
    top = root / TOP
    places = [top / f"{kind.name}.yaml", top / f"{kind.name}.yml"]
    return kind.single and any([*(p.exists() for p in places), *(top / kind.name).glob("*.y*ml")])


def _chosen(kind: str, ids: list[str], config: Config) -> str:
    """The record that an example refers to: the site's own contact, else the first."""
    contact = str(config.values.get("contact") or "")
    return contact if kind == "contacts" and contact in ids else min(ids)


def _needed(fields: Iterable[Field]) -> Iterator[Field]:
    """The references that a record of these fields cannot do without."""
    return (each for each in _filled(fields) if each.type == "ref" and not each.or_text)


def _filled(fields: Iterable[Field]) -> Iterator[Field]:
    """The fields that a new record fills in, down to the parts of groups."""
    for each in fields:
        if each.required and not each.internal:
            yield each
            if each.type == "record":
                parts = specimen.wanted_parts(each)
                yield from (part for part in parts if not part.required)
                yield from _filled(parts)


def _files(kind: Kind, id: str, name: str, around: Surroundings) -> dict[str, bytes]:
    """The record, a body in each language, and the example files that the record names."""
    folder = f"{TOP}/{kind.name}" if kind.single else f"{TOP}/{kind.name}/{id}"
    made = {
        f"{folder}/{called(kind)}.yaml": specimen.record(kind, around, _given(kind, name, around))
    }
    if kind.body:
        made |= {f"{folder}/body.{key}.md": specimen.body(key) for key in around.languages}
    found = {path: text.encode() for path, text in made.items()}
    for each in _filled(kind.fields):
        if each.type in ("image", "file"):
            example = types()[each.type]["example"]
            found[f"{folder}/{example}"] = (
                files("zsite") / "ship" / "files" / example
            ).read_bytes()
    return found


def called(kind: Kind) -> str:
    """What the record's file is called: `project` for a project."""
    one = kind.one.get("en", "").lower()
    return one if one.isascii() and one.isalpha() else kind.name


def _given(kind: Kind, name: str, around: Surroundings) -> dict[str, str]:
    """The title, when the record was named in Chinese."""
    title = kind.field(kind.title)
    if name.isascii() or title is None or not title.localised or "zh" not in around.languages:
        return {}
    return {title.name: by_language(unfilled(title.label, around) | {"zh": name})}
