"""The printed guides that a site declares -> every document that there will be, and what is in it.

A guide is one PDF: of one language, or of several side by side. What is declared once may be many
documents: a flyer for every project, a booklet for every park.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zsite.content.entries import Entry
from zsite.content.languages import Languages
from zsite.problems import Place, Problem, problem
from zsite.site.catalog import Catalog
from zsite.site.products import PAPERS, PRODUCTS
from zsite.site.selection import BY_ID, chosen, concerning, taken

FOLDER = "downloads"
CONTENTS = "contents.json"  # beside the pages of a document as pictures: where its headings stand
_ASIDE = ("contacts", "county", "costs", "industries")


@dataclass(frozen=True, slots=True)
class Guide:
    """One document: what it is called and holds. `languages` are one, or all that it is in.

    `held` are its entries by kind, in the order in which they stand; `subject` is the one that a
    flyer or a booklet is about. `about` is the rest of the declaration, with the site's defaults.
    """

    name: str
    product: str
    path: str
    languages: tuple[str, ...]
    held: Mapping[str, tuple[Entry, ...]]
    subject: Entry | None = None
    about: Mapping[str, Any] = field(default_factory=dict)

    @property
    def stem(self) -> str:
        """The path without its folder and name, where it has more: `glass`, `handbook.zh`."""
        inside = self.path.removeprefix(f"{FOLDER}/").removesuffix(".pdf")
        return inside.removeprefix(f"{self.name}/")

    @property
    def sections(self) -> tuple[str, ...]:
        """What it consists of, in order."""
        return tuple(self.about.get("sections") or PRODUCTS[self.product].sections)

    @property
    def paper(self) -> tuple[float, float]:
        """The trimmed size in mm."""
        return PAPERS[self.about.get("paper") or PRODUCTS[self.product].paper]

    @property
    def entries(self) -> Iterator[Entry]:
        """All entries, the subject first."""
        if self.subject:
            yield self.subject
        for found in self.held.values():
            yield from found

    def is_brief(self, entry: Entry) -> bool:
        """True for what a guide only quotes: all its facts, but no body and not who refers to it.

        So a flyer depends on its project, and not on every project with the same contact.
        """
        aside = _ASIDE if self.subject else _ASIDE[:1]
        return entry.kind.name in aside and entry is not self.subject

    @property
    def date(self) -> str:
        """The day in ISO form of the newest update of what is in it; empty when nothing has one."""
        return max((_updated(entry) for entry in self.entries), default="")


def _updated(entry: Entry) -> str:
    days = (str(entry.kept.get(name) or "") for name in entry.kind.updated)
    return next((day for day in days if day), "")[:10]


def guides(
    declared: Sequence[Mapping[str, Any]],
    defaults: Mapping[str, Any],
    catalog: Catalog,
    languages: Languages,
    place: Place,
) -> tuple[list[Guide], list[Problem]]:
    """Every document of the declared guides, and what of the declarations cannot be understood."""
    found: list[Guide] = []
    problems: list[Problem] = []
    names: set[str] = set()
    for about in declared:
        wrong = list(_wrong(about, names, catalog, languages, place))
        problems += wrong
        names.add(about.get("name", ""))
        if not wrong:
            press = {**(defaults.get("press") or {}), **(about.get("press") or {})}
            whole = {**defaults, **about, "press": press}
            made = list(_documents(whole, catalog, languages))
            problems += [] if made else [problem("guide-empty", place, name=about["name"])]
            found += made
    return found, problems


def _wrong(
    about: Mapping[str, Any],
    names: set[str],
    catalog: Catalog,
    languages: Languages,
    place: Place,
) -> Iterator[Problem]:
    name = about.get("name")
    if not name or not about.get("product"):
        yield problem("guide-incomplete", place, name=name or "?")
        return
    if name in names:
        yield problem("guide-twice", place, name=name)
    for key in about.get("languages") or ():
        if key not in languages.keys:
            known = ", ".join(languages.keys)
            yield problem("guide-language", place, name=name, language=key, known=known)
    for kind in BY_ID:
        for id in about.get(kind) or ():
            if f"{kind}/{id}" not in catalog.entries:
                yield problem("guide-unknown", place, name=name, entry=f"{kind}/{id}")
    for entry in about.get("entries") or ():
        if entry not in catalog.entries:
            yield problem("guide-unknown", place, name=name, entry=entry)


def _documents(about: Mapping[str, Any], catalog: Catalog, languages: Languages) -> Iterator[Guide]:
    product = PRODUCTS[about["product"]]
    spoken = tuple(about.get("languages") or languages.keys)
    held = taken(about, product, catalog)
    subjects: Sequence[Entry | None] = (None,)
    if product.each:
        kinds = about.get("kinds") or (product.each,)
        subjects = [entry for kind in kinds for entry in chosen(about, kind, catalog)]
    elif not any(held.values()):
        subjects = ()
    for subject in subjects:
        own = concerning(held, subject) if subject else held
        for tongues in [spoken] if product.together else [(key,) for key in spoken]:
            path = _path(about["name"], subject, () if product.together else tongues)
            yield Guide(about["name"], about["product"], path, tongues, own, subject, about)


def _path(name: str, subject: Entry | None, tongues: Sequence[str]) -> str:
    """`downloads/guide.zh.pdf`, `downloads/flyers/glass.pdf`."""
    stem = f"{name}/{subject.id}" if subject else name
    return f"{FOLDER}/{'.'.join([stem, *tongues])}.pdf"
