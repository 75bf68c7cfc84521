"""A project, understood and ready to be checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from zsite import config as configuration
from zsite import pipeline
from zsite.build.code import code_digest
from zsite.build.store import Store
from zsite.check.inspection import Asked
from zsite.check.sites import Site
from zsite.check.subjects import Measure, title_of
from zsite.config import Config
from zsite.content.documents import parse, plain
from zsite.content.entries import Entry
from zsite.content.quantities import from_json
from zsite.content.sources import TOP, scan
from zsite.digest import Digest
from zsite.problems import Problem
from zsite.report import Report, Wishes
from zsite.stages import Understood, judged

_PROPER = ("parks", "townships")  # kinds whose titles are names


@dataclass(frozen=True, slots=True)
class Checking:
    """What stays the same through a check."""

    root: Path
    asked: Asked
    project: Understood
    store: Store
    code: Digest

    problems: list[Problem]

    @property
    def entries(self) -> list[Entry]:
        """Every public entry."""
        return list(self.project.linked.entries.values())

    @property
    def config(self) -> Config:
        """The site's settings."""
        return self.project.config

    @property
    def site(self) -> Site:
        """The site as a whole."""
        linked, gathered = self.project.linked, self.project.gathered
        return Site(self.config, linked, gathered.entries, self.asked.as_of, self.store)


def opened(root: Path, asked: Asked, store: Store) -> Checking | Report:
    """The project in a folder, or the report that says why it cannot be checked."""
    wishes, code = Wishes(asked.as_of, output=asked.output, state=asked.state), code_digest()
    content, refused = scan(root, TOP)
    config, problems = configuration.load(root)
    if config is None:
        return judged(None, wishes, problems)
    project, problems = pipeline.understand(
        root, config, wishes, store, code, content, [*problems, *refused]
    )
    if project is None:
        return judged(config, wishes, problems)
    return Checking(root, asked, project, store, code, problems)


def measure_of(site: Site) -> Measure:
    """What the site asks of its texts and records, and what it knows to be right."""
    words = site.setting("words", {})
    contacts = [site.facts(each) for each in site.of("contacts")]
    return Measure(
        words if isinstance(words, dict) else {},
        site.setting("completeness", Measure().least),
        {each.key: each.tag for each in site.config.languages},
        site.config.default.key,
        tuple(sorted(_digits(each["mobile"]) for each in contacts if "mobile" in each)),
        tuple(_names(site)),
        _glossary(site),
        hosts=tuple(site.setting("hosts", ())),
        site_code=str(site.identity.get("site_code") or ""),
        is_column=site.is_column,
        county_area=_area(site),
    )


def _area(site: Site) -> int:
    """The county's own area in square metres, as its record has it."""
    for entry in site.of("county"):
        row = site.facts(entry).get("area")
        if row and row[0]:
            return int(from_json(row).base[1])
    return 0


def _digits(phone: str) -> str:
    """A mobile number without its country and its spaces."""
    return "".join(filter(str.isdigit, phone))[-11:]


def _names(site: Site) -> list[tuple[str, str, str]]:
    """Names of places in the site's own language, with those in the others."""
    own = site.config.default.key
    others = [each.key for each in site.config.languages if each.key != own]
    return [
        (title_of(entry, own), lang, title_of(entry, lang))
        for kind in _PROPER
        for entry in site.of(kind)
        for lang in others
    ]


def _glossary(site: Site) -> Mapping[str, Sequence[str]]:
    """The terms that ship, with the site's own."""
    own = site.setting("glossary", {})
    made = {
        term: [said] if isinstance(said, str) else list(said)
        for term, said in (own.items() if isinstance(own, dict) else ())
    }
    return {**_terms(), **made}


@cache
def _terms() -> Mapping[str, Sequence[str]]:
    text = (files("zsite") / "check" / "terms.yaml").read_text("utf-8")
    found: Any = plain(parse("terms.yaml", text).root)
    return {term: list(said) for term, said in found.items()}
