"""A page's inputs -> its HTML: the names that every template is given, and the error it may give.

Everything comes in as arguments; what is passed is what was hashed.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from zsite.content.entries import Entry
from zsite.content.kinds import Kinds
from zsite.problems import Problem
from zsite.site.frame import Frame, SiteView, Strings
from zsite.site.views import Card, Column, EntryView, Resolver, Viewpoint

Template = Callable[[Mapping[str, Any]], bytes | Problem]


def page(
    *,
    template: Template,
    frame: Frame,
    page: Mapping[str, Any],
    facts: tuple[Entry | None, Mapping[str, Any]],
    body: tuple[str, str],
    list: Sequence[Entry],
    slots: Mapping[str, Sequence[Entry]],
    reach: Resolver,
    cards: None,
    qr: str = "",
) -> bytes | Problem:
    """The page as UTF-8, or the problem of its template.

    `cards` stands for the entries that this one's views reach through the frame's edition; `qr` is
    the path of the page's QR code, if it has one.
    """
    here = Viewpoint(frame.edition, page["path"], reach, page.get("base", ""))
    entry, data = facts
    view = EntryView(here, entry, data, *body, qr) if entry else None
    context = {
        "site": SiteView(here, frame),
        "s": Strings(frame.edition.strings),
        "lang": frame.edition.tongue,
        "page": PageView(here, frame, page, view),
        "entry": view,
        "entries": tuple(Card(here, each) for each in list),
        "slots": {slot: tuple(Card(here, each) for each in found) for slot, found in slots.items()},
        "href": here.href,
        "asset": lambda name: here.href(frame.assets[name]),
    }
    return template(context)


class PageView:
    """What a template may know of the page itself."""

    __slots__ = ("_about", "_entry", "_frame", "_here")

    def __init__(
        self, here: Viewpoint, frame: Frame, about: Mapping[str, Any], entry: EntryView | None
    ) -> None:
        self._here = here
        self._frame = frame
        self._about = about
        self._entry = entry

    @property
    def layout(self) -> str:
        """The layout: `home`, `projects`, …"""
        return str(self._about["layout"])

    @property
    def view(self) -> str:
        """`home`, `list`, `detail`, `sitemap` or `404`."""
        return str(self._about["view"])

    @property
    def path(self) -> str:
        """The path below the site's root."""
        return self._here.path

    @property
    def column(self) -> Column | None:
        """The column that the page belongs to."""
        kind = self._kinds.get(self._about["kind"])
        return Column(self._here, kind) if kind else None

    @property
    def _kinds(self) -> Kinds:
        return self._here.edition.catalog.kinds

    @property
    def number(self) -> int:
        """Which page of its list this is, from 1."""
        return int(self._about["number"])

    @property
    def count(self) -> int:
        """How many pages its list has."""
        return int(self._about["count"])

    @property
    def siblings(self) -> Sequence[tuple[int, str]]:
        """(number, link) of every page of its list."""
        found = self._about.get("siblings") or ()
        return [(number, self._here.href(path)) for number, path in enumerate(found, 1)]

    @property
    def alternates(self) -> Sequence[Mapping[str, Any]]:
        """The same page in each language: `lang`, `label`, `href`, `url`, `current`.

        With `s`, its words, on the page that is one for all languages.
        """
        words = self._about.get("words") or [{} for _ in self._frame.tongues]
        return [
            {
                "lang": tongue.tag,
                "label": tongue.label,
                "href": self._here.href(path),
                "url": self._frame.absolute(path),
                "current": tongue.key == self._here.edition.key,
                "s": Strings(its),
            }
            for tongue, path, its in zip(
                self._frame.tongues, self._about["alternates"], words, strict=True
            )
        ]

    @property
    def default_url(self) -> str:
        """The absolute URL of the page in the site's default language, for `x-default`."""
        keys = [tongue.key for tongue in self._frame.tongues]
        default = keys.index(self._here.edition.languages.default)
        return self._frame.absolute(self._about["alternates"][default])

    @property
    def url(self) -> str:
        """The page's own absolute URL; empty when the site has no `url`."""
        return self._frame.absolute(self._here.path)


__all__ = ["page"]
