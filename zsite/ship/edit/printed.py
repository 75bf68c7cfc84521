"""Where a record is printed, and why it has no flyer or booklet of its own."""

from urllib.parse import urlencode

from zsite.content.kinds import Field
from zsite.ship import guidebook
from zsite.ship.edit.controls import said, worded
from zsite.ship.edit.desk import Desk
from zsite.ship.edit.pages import Talk


def printed_pages(desk: Desk, name: str, language: str) -> list[tuple[str, str, bool]]:
    """Where a record is printed: what that is called, its address in the preview, and whether it
    is about this record alone.
    """
    entry, catalog = desk.entries[name], desk.edition(language).catalog
    found = []
    for book, leaf in guidebook.showing(guidebook.books(desk.config, catalog), entry.file):
        asked = {"name": book.name, "only": leaf.subject, "of": entry.file}
        query = urlencode({key: text for key, text in asked.items() if text})
        label = worded(book.titles, language, book.name)
        found.append((label, f"/_zsite/guide?{query}", leaf.file == entry.file))
    return found


def unprinted(desk: Desk, name: str, talk: Talk) -> list[tuple[str, Field | None]]:
    """Why there is no flyer or booklet about a record where others of its kind have one: a
    sentence, and the field that decides it, if it is one of the record.
    """
    entry, catalog = desk.entries[name], desk.edition(talk.language).catalog
    found: list[tuple[str, Field | None]] = []
    for lack in guidebook.lacking(desk.config, catalog, entry):
        label = worded(lack.titles, talk.language)
        about = entry.kind.by_name.get("stage") if lack.reason == "stage" else None
        if about is None:
            found.append((talk.say(f"unprinted_{lack.reason}", label=label), None))
            continue
        wanted = " / ".join(said(about, each, talk.language) for each in lack.stages)
        stage = said(about, str(entry.kept.get("stage") or ""), talk.language)
        told = talk.say("unprinted_stage", label=label, stages=wanted, stage=stage or "—")
        found.append((told, about))
    return found
