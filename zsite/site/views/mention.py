"""An entry by its name alone."""

from zsite.content.entries import Entry
from zsite.site.views.values import Text, safe
from zsite.site.views.viewpoint import Viewpoint


class Named:
    """What every view of an entry has: its id, its title and its link."""

    __slots__ = ()
    _entry: Entry
    _page: Viewpoint

    @property
    def id(self) -> str:
        """The entry's id."""
        return self._entry.id

    @property
    def title(self) -> Text:
        """What the entry is called."""
        known = self._page.edition.shown
        found: Text | None = known.get((1, self._entry.name))
        if found is None:
            text, lang = self._page.edition.title(self._entry)
            found = known[1, self._entry.name] = self._page.text(text, lang)
        return found

    @property
    def href(self) -> str:
        """The relative link to the entry's page."""
        return self._page.href(self._page.edition.path(self._entry))

    def __str__(self) -> str:
        return str(self.title)

    def __html__(self) -> str:
        return f'<a href="{safe(self.href)}">{self.title.__html__()}</a>'


class Mention(Named):
    """An entry that a card names: its title and its link, no more.

    So a page depends on its cards, and through them only on the titles of what they name.
    """

    __slots__ = ("_entry", "_page")

    def __init__(self, page: Viewpoint, entry: Entry) -> None:
        self._page = page
        self._entry = entry
