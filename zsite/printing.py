"""The stages of printed guides: declared, finished before pages, offered among the downloads."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path

from zsite import config as configuration
from zsite.build.artifact import Artifact
from zsite.build.offering import Finished, Known, finished
from zsite.build.planning import Planning
from zsite.build.pressing import PREFLIGHT, Printer, Printing, pressed
from zsite.build.printing import Shop, printed, spine
from zsite.build.prints import Prints
from zsite.build.reach import Reach
from zsite.content.entries import Entry, entry_from
from zsite.content.kinds import Field
from zsite.content.records import Task, read_entry
from zsite.digest import digest
from zsite.printers import printer_of
from zsite.problems import Place, Problem, problem
from zsite.render.fonts import look
from zsite.report import Pressing, Wishes
from zsite.site import offers
from zsite.site.catalog import with_documents
from zsite.site.guides import Guide
from zsite.site.urls import list_path
from zsite.stages import Understood, declared, localized

_PLACE = Place(configuration.FILE, field="guides")


def with_guides(
    understood: Understood, wishes: Wishes, *, sound: bool = True
) -> tuple[Planning, Finished, list[Problem]]:
    """The planning of a site that offers its guides, the guides, and what keeps some from being.

    Where the site declares none, none are wished for, or the content is not `sound`, none is made;
    the addresses of the column that would offer them then stand in `columns`.
    """
    planning = understood.planning
    if not understood.config.values.get("guides"):
        return planning, Finished(), _unknown(wishes.named, [])
    kind = planning.catalog.kinds[offers.KIND]
    columns = [list_path(edition.tongue.path, kind) for edition in planning.editions]
    if not wishes.guides or not sound:
        return planning, Finished(columns=columns), []
    documents, problems = declared(understood.config, understood.planning.catalog)
    problems += [*_taken(planning, documents), *_unknown(wishes.named, documents)]
    shop, found = shop_of(understood, documents)
    problems += found
    made = _finished(understood, wishes, [] if problems else documents, shop, every=True)
    made.columns = columns
    planning = _offering(understood, documents, made)
    return planning, made, problems + made.problems


def for_press(
    understood: Understood, wishes: Wishes, wanted: Pressing
) -> tuple[dict[str, list[Artifact]], list[Problem]]:
    """What goes to the printer, by the name of the declared guide: the plans of `press/NAME`."""
    documents, problems = declared(understood.config, understood.planning.catalog)
    problems += _unknown(wanted.names, documents)
    chosen = [each for each in documents if _chosen(each, wanted)]
    shop, found = shop_of(understood, chosen)
    problems += found
    printers, remarks = _printers(understood, chosen, wanted)
    if problems or not all(each.name in printers for each in chosen):
        return {}, problems + remarks
    planning = understood.planning
    made = _finished(understood, wishes, chosen, shop, every=len(chosen) == len(documents))
    standing = {each.path: each for each in made.artifacts}
    bleeding = {each.path: each for each in printed(planning, chosen, shop, press=True)}
    plans: dict[str, list[Artifact]] = {}
    for guide in chosen:
        if guide.path in standing:
            printer, pages = printers[guide.name], made.known[guide.path].pages
            width, files = printer.spine_mm(pages), (standing[guide.path], bleeding[guide.path])
            printing = Printing(guide, pages, *files, spine(planning, guide, shop, width), width)
            plans.setdefault(guide.name, []).extend(pressed(printing, printer, wanted))
    return plans, made.problems + remarks


def _finished(
    understood: Understood, wishes: Wishes, guides: Sequence[Guide], shop: Shop, *, every: bool
) -> Finished:
    """The guides for the archive, and what is known of each; `every` when these are all."""
    artifacts, project = printed(understood.planning, guides, shop), understood.project
    return finished(
        artifacts, project.store, project.code, wishes.progress, wishes.workers, every=every
    )


def _printers(
    understood: Understood, documents: Sequence[Guide], wanted: Pressing
) -> tuple[dict[str, Printer], list[Problem]]:
    """The printer of each guide by name, of those that there can be one for, and what is wrong."""
    told = {each.name: printer_of(understood, each, wanted) for each in documents}
    problems = chain.from_iterable(found for _, found in told.values())
    printers = {name: printer for name, (printer, _) in told.items() if printer}
    return printers, list(dict.fromkeys(problems))


def _chosen(guide: Guide, wanted: Pressing) -> bool:
    if wanted.names and guide.name not in wanted.names:
        return False
    return not wanted.subject or (guide.subject is not None and guide.subject.id == wanted.subject)


def preflights(root: Path, folder: str, artifacts: Sequence[Artifact]) -> list[Problem]:
    """What is wrong with the files for the printer, from the preflights that stand in a folder."""
    found = []
    for each in artifacts:
        if each.path.endswith(PREFLIGHT):
            about = json.loads((root / folder / each.path).read_bytes())
            place = Place(f"{folder}/{each.path.removesuffix(PREFLIGHT)}.pdf")
            found += [problem(id, place, **facts) for id, facts in about["problems"]]
    return found


def _unknown(names: Sequence[str], documents: Sequence[Guide]) -> list[Problem]:
    known = list(dict.fromkeys(guide.name for guide in documents))
    return [
        problem("guide-name-unknown", _PLACE, name=name, known=", ".join(known) or "—")
        for name in names
        if name not in known
    ]


def shop_of(understood: Understood, documents: Sequence[Guide]) -> tuple[Shop, list[Problem]]:
    """What guides are printed with: prepared pictures and fonts; and which fonts cannot be used."""
    project, planning, gathered = understood.project, understood.planning, understood.gathered
    seen, read = planning.reach.pictures.seen, planning.read
    prints = Prints(seen, gathered.digests, read, project.store, project.code)
    prints.keep(seen)
    names = {name for guide in documents for name in guide.about.get("fonts") or ()}
    problems = [p for p in (_font(project.root, name) for name in sorted(names)) if p]
    return Shop(prints, partial(_fonts, project.root)), problems


def _font(root: Path, name: str) -> Problem | None:
    """What is wrong with a font that the settings name; it must lie in `fonts/`."""
    if not name.startswith("fonts/") or ".." in name or (root / name).is_symlink():
        return problem("font-elsewhere", Place(configuration.FILE, field="fonts"), name=name)
    found = look(root / name, name)
    return found if isinstance(found, Problem) else None


def _fonts(root: Path, guide: Guide) -> list[Path]:
    return [root / name for name in guide.about.get("fonts") or ()]


def _taken(planning: Planning, documents: Sequence[Guide]) -> list[Problem]:
    """Guides whose records would have the ids of records in `content/`."""
    ids = (offers.offer_id(guide) for guide in documents)
    entries = planning.catalog.entries
    taken = [id for id in ids if f"{offers.KIND}/{id}" in entries]
    return [problem("guide-id-taken", _PLACE, name=id) for id in taken]


def _offering(understood: Understood, documents: Sequence[Guide], made: Finished) -> Planning:
    """The planning with a record for every guide that there is."""
    planning, gathered = understood.planning, understood.gathered
    entries: dict[str, Entry] = {}
    for guide in documents:
        if guide.path in made.known:
            entry, rows = _record(planning, guide, made.known[guide.path])
            gathered.fresh |= rows
            entries[guide.path] = entry
    linked = with_documents(planning.catalog, entries)
    reach = _reaching(planning.reach, made.known)
    return localized(understood.project, gathered, linked, reach)[0]


def _record(planning: Planning, guide: Guide, known: Known) -> tuple[Entry, dict[str, bytes]]:
    """A guide's entry, read from the record that offers it, and the rows of its facts."""
    kind = planning.catalog.kinds[offers.KIND]
    id = offers.offer_id(guide)
    text = offers.offer(guide, known.pages, kind, _products(), planning.editions)
    task = Task(kind, id, (configuration.FILE, text), [], [], "", planning.editions[0].languages)
    rows = read_entry(task)
    key = digest(kind.name, id, text)
    entry = entry_from(kind, id, configuration.FILE, key, rows["head"])
    return entry, {f"{key}:{name}": row for name, row in rows.items()}


def _products() -> Field:
    """The setting whose choices name the products."""
    setting = next(each for each in configuration.settings() if each.name == "guides")
    return next(part for part in setting.fields if part.name == "product")


def _reaching(reach: Reach, known: Mapping[str, Known]) -> Reach:
    """What can be linked to, with the guides' files among it."""
    directory = replace(reach.directory, files=reach.directory.files | known.keys())
    marks = {path: f"{about.pages} {about.bytes}" for path, about in known.items()}
    sizes = {path: about.bytes for path, about in known.items()}
    return replace(
        reach,
        directory=directory,
        digests={**reach.digests, **marks},
        sizes={**reach.sizes, **sizes},
    )
