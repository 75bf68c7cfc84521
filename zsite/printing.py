"""The stages of printed guides: declared, finished before pages, offered among the downloads."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from zsite import config as configuration
from zsite.build.offering import Finished, Known, finished
from zsite.build.plan import Planning
from zsite.build.printing import printed
from zsite.build.reach import Reach
from zsite.content.entries import Entry, entry_from
from zsite.content.kinds import Field
from zsite.content.records import Task, read_entry
from zsite.digest import digest
from zsite.problems import Place, Problem, problem
from zsite.report import Wishes
from zsite.site import offers
from zsite.site.catalog import with_documents
from zsite.site.guides import Guide, guides
from zsite.site.urls import list_path
from zsite.stages import Understood, localized

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
        return planning, Finished(), []
    kind = planning.catalog.kinds[offers.KIND]
    columns = [list_path(edition.tongue.path, kind) for edition in planning.editions]
    if not wishes.guides or not sound:
        return planning, Finished(columns=columns), []
    documents, problems = declared(understood)
    problems += _taken(planning, documents)
    artifacts = [] if problems else printed(planning, documents)
    project = understood.project
    made = finished(artifacts, project.store, project.code, wishes.progress, wishes.workers)
    made.columns = columns
    planning = _offering(understood, documents, made)
    return planning, made, problems + made.problems


def declared(understood: Understood) -> tuple[list[Guide], list[Problem]]:
    """The documents that `guides:` in the settings ask for."""
    values, catalog = understood.config.values, understood.planning.catalog
    wanted, defaults = values.get("guides") or (), values.get("print") or {}
    return guides(wanted, defaults, catalog, understood.config.spoken, _PLACE)


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
