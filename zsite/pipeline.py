"""The whole program on one page: a project's folder in, `output/` and a report out."""

import time
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from zsite import config as configuration
from zsite.build import parallel
from zsite.build.plan import Planning, plan
from zsite.build.reach import Reach
from zsite.build.replace import replace_file
from zsite.build.seeing import seeing
from zsite.build.store import Store
from zsite.build.writer import Written, write
from zsite.config import Config
from zsite.content import internal, layout, memory
from zsite.content.entries import Entry, record_from
from zsite.content.gather import Gathered, gather, read_again
from zsite.content.kinds import Kinds
from zsite.content.memory import Memory
from zsite.content.sources import TOP, Source
from zsite.digest import Digest
from zsite.problems import Place, Problem, problem
from zsite.report import Report, Totals, Wishes
from zsite.site import catalog, editions, links, urls
from zsite.site.catalog import Catalog
from zsite.site.i18n import Tongue
from zsite.site.pictures import Pictures
from zsite.site.showing import showing
from zsite.site.uses import uses
from zsite.theme import manifest
from zsite.theme.manifest import Theme


def build(
    root: Path,
    wishes: Wishes,
    store: Store,
    code: Digest,
    content: Sequence[Source],
    refused: Sequence[Problem],
) -> Report:
    """Make `output/` equal to what the project says; on errors it stays as it was.

    `content` is the scan of `content/`, with what was `refused` in it.
    """
    began = time.time_ns()
    config, problems = configuration.load(root)
    if config is None:
        return Report.of(problems, {}, (), wishes.as_of)
    report = partial(
        Report.of,
        severities=config.severities,
        waivers=config.waivers,
        as_of=wishes.as_of,
        messages=config.messages,
    )
    if not config.url:
        problems.append(problem("no-url", Place(configuration.FILE, field="url")))
    theme, found = manifest.load(root, config.theme)
    problems += [*found, *refused]
    if theme is None:
        return report(problems)
    published, found = _published(root, content, config.kinds)
    problems += found

    gathered = gather(
        root, content, config.kinds, config.spoken, published.ids, store, parallel.run, code, began
    )
    if gathered.unsteady:
        return report(problems + gathered.unsteady)
    problems += gathered.problems
    names = [entry.name for entry in gathered.entries]
    problems += internal.check(root, config.kinds, config.spoken, published.ids, names)
    linked, found = catalog.link(gathered.entries, config.kinds, wishes.as_of, drafts=wishes.drafts)
    problems += found
    planning, found = _planning(root, config, theme, gathered, linked, store, code)
    problems += found
    artifacts = plan(planning)
    problems += urls.vanished(published, (each.path for each in artifacts))

    so_far = report(problems, next_change=linked.next_change)
    if so_far.errors:
        return so_far
    written = write(
        artifacts,
        output=root / wishes.output,
        state=root / wishes.state,
        store=store,
        code=code,
        adopt=wishes.adopt,
        progress=wishes.progress,
        workers=wishes.workers,
        explain=wishes.explain,
    )
    if isinstance(written, list):
        return report(problems + written)
    store.sweep(gathered.used)
    problems += _keep(root, published) + store.problems
    return report(problems, next_change=linked.next_change, totals=_totals(written))


def _published(root: Path, sources: Sequence[Source], kinds: Kinds) -> tuple[Memory, list[Problem]]:
    """What `urls.yaml` remembers, with ids for new entries that have none in their names."""
    stored, problems = memory.load(root)
    names = layout.unnamed(sources, TOP, kinds)
    taken = layout.named(sources, TOP, kinds)
    return memory.with_ids(stored, names, taken), problems


def _keep(root: Path, published: Memory) -> list[Problem]:
    if published.stored:
        return []
    return replace_file(root, memory.FILE, memory.text(published).encode())


def _planning(
    root: Path,
    config: Config,
    theme: Theme,
    gathered: Gathered,
    linked: Catalog,
    store: Store,
    code: Digest,
) -> tuple[Planning, list[Problem]]:
    """Everything that the plan is made from."""
    files = [path for path in gathered.digests if path.startswith(TOP + "/")]
    directory = links.directory(gathered.entries, linked.entries, files, TOP)
    problems = [p for entry in linked.entries.values() for p in directory.check(entry)]
    pictures, found = _pictures(root, theme, gathered, linked, directory, store, code)
    problems += found
    reach = Reach(directory, pictures, gathered.digests, gathered.sizes)
    tongues = [Tongue(each.key, each.tag, each.path, each.label) for each in config.languages]
    fetch = partial(_fetch, store, gathered)
    made, found = editions.editions(
        linked, tongues, config.spoken, theme.strings, config.values, fetch, reach.of_card
    )
    problems += found + editions.fact_problems(made[0])
    problems += theme.slot_problems(linked.kinds)
    problems += editions.menu_problems(
        linked, config.values.get("menu") or (), Place(configuration.FILE)
    )
    tokens = {**theme.tokens, **(config.values.get("tokens") or {})}
    framed = editions.frames(
        made, config.values, configuration.settings(), theme.assets(tokens), tokens, config.url
    )
    size = config.values.get("page_size") or theme.page_size
    read_bytes = partial(_bytes, root, gathered.digests)
    planning = Planning(linked, made, framed, theme, tokens, reach, read_bytes, config.url, size)
    return planning, problems


def _pictures(
    root: Path,
    theme: Theme,
    gathered: Gathered,
    linked: Catalog,
    directory: links.Directory,
    store: Store,
    code: Digest,
) -> tuple[Pictures, list[Problem]]:
    """The pictures that public entries show, in the theme's uses."""
    declared, problems = uses(
        theme.images, Place(f"{manifest.FOLDER}/{theme.name}/theme.yaml", field="images")
    )
    records = partial(_record, store, gathered)
    shown, found = showing(linked.entries.values(), directory, records)
    read = partial(_bytes, root, gathered.digests)
    seen, broken, keys = seeing(shown, gathered.digests, read, store, code)
    gathered.used += keys
    pictures = Pictures(TOP, seen, gathered.digests, declared, shown)
    return pictures, [*problems, *found, *broken, *pictures.problems()]


def _record(store: Store, gathered: Gathered, entry: Entry) -> Mapping[str, Any]:
    return record_from(_fetch(store, gathered, f"{entry.key}:record")).data


def _fetch(store: Store, gathered: Gathered, key: str) -> bytes:
    """A row of an entry: just made, or remembered."""
    return gathered.fresh.get(key) or store.memo([key])[key]


def _bytes(root: Path, digests: Mapping[str, Digest], path: str) -> bytes | Problem:
    return read_again(root, path, digests[path])


def _totals(written: Written) -> Totals:
    made = [(each.path, each.group, each.reasons) for each in written.made]
    groups = {name: (size.files, size.bytes) for name, size in written.sizes.items()}
    return Totals(made, written.kept, written.removed, groups)
