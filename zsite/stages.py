"""The stages of the pipeline in which several rooms have a part."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from zsite import config as configuration
from zsite.build.artifact import Artifact
from zsite.build.planning import Planning
from zsite.build.reach import Reach
from zsite.build.replace import replace_file
from zsite.build.seeing import seeing
from zsite.build.store import Store
from zsite.build.writer import Written
from zsite.config import Config
from zsite.content import layout, memory
from zsite.content.entries import Entry, facts_from
from zsite.content.gather import Gathered, read_again
from zsite.content.kinds import Kinds
from zsite.content.memory import Memory
from zsite.content.sources import TOP, Source, read
from zsite.digest import Digest, digest
from zsite.problems import Place, Problem
from zsite.render import images
from zsite.report import Report, Totals, Wishes
from zsite.site import editions, framing, links, offers
from zsite.site.catalog import Catalog
from zsite.site.cuts import Seen
from zsite.site.guides import Guide, guides
from zsite.site.i18n import Tongue
from zsite.site.marks import marks
from zsite.site.pictures import Pictures
from zsite.site.showing import showing
from zsite.site.uses import uses
from zsite.theme import manifest
from zsite.theme.kept import Kept
from zsite.theme.manifest import Theme


@dataclass(frozen=True, slots=True)
class Project:
    """What stays the same through a build: the folder, its settings and theme, the store."""

    root: Path
    config: Config
    theme: Theme
    store: Store
    code: Digest


@dataclass(frozen=True, slots=True)
class Understood:
    """What a project says, before anything is made of it."""

    config: Config
    project: Project
    published: Memory
    gathered: Gathered
    linked: Catalog
    planning: Planning


def judged(
    config: Config | None,
    wishes: Wishes,
    problems: Iterable[Problem],
    *,
    totals: Totals | None = None,
    next_change: str = "",
) -> Report:
    """The report of problems as the site judges them."""
    severities, waivers = (config.severities, config.waivers) if config else ({}, ())
    return Report.of(
        problems,
        severities,
        waivers,
        wishes.as_of,
        totals=totals,
        next_change=next_change,
        messages=config.messages if config else "",
    )


def remembered(root: Path, sources: Sequence[Source], kinds: Kinds) -> tuple[Memory, list[Problem]]:
    """What `urls.yaml` remembers, with ids for new entries that have none in their names."""
    stored, problems = memory.load(root)
    names = layout.unnamed(sources, TOP, kinds)
    taken = layout.named(sources, TOP, kinds)
    return memory.with_ids(stored, names, taken), problems


def kept(root: Path, published: Memory) -> list[Problem]:
    """Write `urls.yaml` when there is something new to remember."""
    if published.stored:
        return []
    return replace_file(root, memory.FILE, memory.text(published).encode())


def reached(project: Project, gathered: Gathered, linked: Catalog) -> tuple[Reach, list[Problem]]:
    """What entries link to and show: pages, attachments, pictures with their sizes."""
    files = [path for path in gathered.digests if path.startswith(TOP + "/")]
    made = addresses(project.config, linked)
    directory = links.directory(gathered.entries, linked.entries, files, TOP, made)
    problems = [p for entry in linked.entries.values() for p in directory.check(entry)]
    pictures, found = _pictures(project, gathered, linked, directory)
    reach = Reach(directory, pictures, gathered.digests, gathered.sizes)
    return reach, problems + found


def declared(config: Config, linked: Catalog) -> tuple[list[Guide], list[Problem]]:
    """The documents that `guides:` in the settings ask for, and what is wrong with the asking."""
    values, place = config.values, Place(configuration.FILE, field="guides")
    wanted, defaults = values.get("guides") or (), values.get("print") or {}
    return guides(wanted, defaults, linked, config.spoken, place)


def addresses(config: Config, linked: Catalog) -> dict[str, dict[str, str]]:
    """The names of the printed guides that a text may link to, with their paths."""
    return offers.addresses(declared(config, linked)[0])


def text_problems(project: "Understood", entry: Entry) -> list[Problem]:
    """What is wrong with an entry's links, pictures and facts of others."""
    reach, records = project.planning.reach, partial(_record, project.project.store)
    directory = reach.directory
    _, found = showing([entry], directory, partial(records, project.gathered))
    facts = editions.fact_problems(project.planning.editions[0], [entry])
    return [*directory.check(entry), *found, *facts]


def _pictures(
    project: Project, gathered: Gathered, linked: Catalog, directory: links.Directory
) -> tuple[Pictures, list[Problem]]:
    """The pictures that public entries show, in the theme's uses."""
    theme, store = project.theme, project.store
    place = Place(f"{manifest.FOLDER}/{theme.name}/theme.yaml", field="images")
    declared, problems = uses(theme.images, place)
    records = partial(_record, store, gathered)
    shown, found = showing(linked.entries.values(), directory, records)
    read = partial(_bytes, project.root, gathered.digests)
    seen, broken, keys = seeing(shown, gathered.digests, read, store, project.code)
    gathered.used += keys
    pictures = Pictures(TOP, seen, gathered.digests, declared, shown)
    return pictures, [*problems, *found, *broken, *pictures.problems()]


def localized(
    project: Project, gathered: Gathered, linked: Catalog, reach: Reach
) -> tuple[Planning, list[Problem]]:
    """The catalog in every language, framed: everything that the plan is made from."""
    config, theme = project.config, project.theme
    values = config.values
    tongues = [Tongue(each.key, each.tag, each.path, each.label) for each in config.languages]
    fetch = partial(_fetch, project.store, gathered)
    made, problems = editions.editions(
        linked, tongues, config.spoken, theme.strings, values, fetch, reach.of_card
    )
    problems += editions.fact_problems(made[0], linked.entries.values())
    problems += theme.slot_problems(linked.kinds)
    menu, place = values.get("menu") or (), Place(configuration.FILE)
    problems += framing.menu_problems(linked, menu, place)
    tokens = {**theme.tokens, **(values.get("tokens") or {})}
    shown, found = marks(values.get("marks") or (), partial(_look, project.root), place)
    problems += found
    framed = framing.frames(
        made, values, configuration.settings(), theme.assets(tokens), tokens, config.url, shown
    )
    size = values.get("page_size") or theme.page_size
    digests = {**gathered.digests, **{mark.source: mark.digest for mark in shown.values()}}
    read = partial(_bytes, project.root, digests)
    kept = Kept(project.store, project.code)
    planning = Planning(linked, made, framed, theme, kept, tokens, reach, read, config.url, size)
    return planning, problems


def _look(root: Path, path: str) -> tuple[Digest, Seen] | Problem | None:
    data = read(root, path) if (root / path).is_file() else None
    if data is None or isinstance(data, Problem):
        return data
    seen = images.look(path, data)
    return seen if isinstance(seen, Problem) else (digest(data), seen)


def _record(store: Store, gathered: Gathered, entry: Entry) -> Mapping[str, Any]:
    return facts_from(_fetch(store, gathered, f"{entry.key}:record"))


def _fetch(store: Store, gathered: Gathered, key: str) -> bytes:
    """A row of an entry: just made, or remembered."""
    return gathered.fresh.get(key) or store.memo([key])[key]


def _bytes(root: Path, digests: Mapping[str, Digest], path: str) -> bytes | Problem:
    return read_again(root, path, digests[path])


def parted(
    artifacts: Sequence[Artifact], gathered: Gathered, so_far: Report
) -> tuple[Sequence[Artifact], dict[str, str]]:
    """What can be made, and the paths of what comes from an entry with an error, with its file."""
    wrong = {found.problem.place.file for found in so_far.problems if found.severity == "error"}
    broken = {entry.file for entry in gathered.entries if wrong and wrong & _files(entry)}
    if not broken:
        return artifacts, {}
    withheld = {each.path: each.source for each in artifacts if each.source in broken}
    return [each for each in artifacts if each.path not in withheld], withheld


def _files(entry: Entry) -> set[str]:
    """The files of an entry that a problem may be in, as far as they have one or lead on."""
    linking = (link.file for links in entry.links.values() for link in links)
    return {entry.file, *(each.place.file for each in entry.problems), *linking}


def totals(written: Written, withheld: Mapping[str, str]) -> Totals:
    """What the writer did, for the report."""
    made = [(each.path, each.group, each.reasons) for each in written.made]
    groups = {name: (size.files, size.bytes) for name, size in written.sizes.items()}
    failed = {path: found[0].place.file for path, found in written.failed.items()}
    return Totals(made, written.kept, written.removed, groups, {**withheld, **failed})


def together(done: Sequence[tuple[str, Totals]]) -> Totals:
    """What was done in several folders, with paths from above them."""
    made = [
        (f"{folder}/{path}", group, reasons)
        for folder, about in done
        for path, group, reasons in about.made
    ]
    removed = [f"{folder}/{path}" for folder, about in done for path in about.removed]
    groups = {folder: _size(about) for folder, about in done}
    return Totals(made, sum(about.kept for _, about in done), removed, groups)


def _size(about: Totals) -> tuple[int, int]:
    sizes = about.groups.values()
    return sum(files for files, _ in sizes), sum(size for _, size in sizes)
