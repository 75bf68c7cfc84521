"""The pages of the editor: what their templates are given, and the answers that they become."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlsplit

from zsite.content.entries import Entry
from zsite.content.kinds import Kind
from zsite.problems import Problem
from zsite.ship.edit.controls import worded
from zsite.ship.edit.desk import Desk
from zsite.ship.edit.words import say
from zsite.ship.serve.wire import GUARDS, Response, data, page
from zsite.theme.templates import environment, render

BASE = "/_edit/"
_POLICY = GUARDS["Content-Security-Policy"].replace("form-action 'none'", "form-action 'self'")


@dataclass(frozen=True, slots=True)
class Talk:
    """Whom a page speaks to: the language, the token of this run, and the address asked for."""

    language: str
    token: str
    path: str = ""
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def say(self) -> Callable[..., str]:
        """A sentence by its name, in the language of the editor."""
        return lambda name, **facts: say(name, self.language, **facts)


@cache
def _templates() -> Any:
    folder = files("zsite") / "ship" / "edit" / "templates"
    texts = {item.name: item.read_text("utf-8") for item in folder.iterdir()}
    return environment(texts, {})


def show(talk: Talk, template: str, status: int = 200, **context: Any) -> Response:
    """The page that a template makes."""
    other = "en" if talk.language == "zh" else "zh"
    given = {
        "say": talk.say,
        "language": talk.language,
        "tag": {"zh": "zh-Hans", "en": "en"}[talk.language],
        "other": other,
        "token": talk.token,
        "base": BASE,
        "path": talk.path,
        "url": url,
        "worded": partial(_worded, talk.language),
        **context,
    }
    made = render(_templates(), template, given)
    if isinstance(made, Problem):
        raise ValueError(made)
    answer = page(made.decode(), status)
    headers = {**answer.headers, "Content-Security-Policy": _POLICY}
    return Response(status, headers, answer.body, wrote=False)


def told(value: object, status: int = 200) -> Response:
    """A JSON-able answer to a script; nothing was written."""
    return replace(data(value, status), wrote=False)


def gone_to(address: str) -> Response:
    """Where the browser goes after a save."""
    return data({"go": address})


def gone(made: Response) -> str:
    """The address to which an answer leads; empty for one that does not."""
    if not made.headers.get("Content-Type", "").startswith("application/json"):
        return ""
    return str(json.loads(made.body).get("go", ""))


def _worded(language: str, labels: Mapping[str, str]) -> str:
    return worded(labels, language)


def url(*parts: str) -> str:
    """An address of the editor."""
    return BASE + "/".join(quote(part, safe="") for part in parts)


@dataclass(frozen=True, slots=True)
class Row:
    """A record in a list: its name, title, and what there is to say of its state."""

    kind: Kind
    id: str
    title: str
    draft: bool
    archived: bool
    inside: bool
    errors: int
    lacking: Sequence[str]
    advised: bool
    words: str

    @property
    def complete(self) -> bool:
        """True when nothing is wrong or missing."""
        return not (self.errors or self.lacking or self.advised)


def rows(desk: Desk, entries: Sequence[Entry], language: str) -> list[Row]:
    """The rows of records, titles in the language of the editor."""
    edition = desk.edition(language)
    return [_row(desk, entry, edition.title(entry)[0]) for entry in entries]


def _row(desk: Desk, entry: Entry, title: str) -> Row:
    labels = {each.key: each.label for each in desk.config.languages}
    found = desk.judged(entry.problems)
    missing = [
        key
        for p, _ in found
        if p.id in ("missing-translation", "missing-body")
        for key in dict(p.facts).get("languages", "").split(", ")
    ]
    texts = entry.kept.get(entry.kind.title)
    names = list(texts.values()) if isinstance(texts, dict) else [str(texts or "")]
    number = str(entry.kept.get(entry.kind.number) or "")
    return Row(
        entry.kind,
        entry.id,
        title,
        entry.flag("draft"),
        entry.kept.get("visibility") == "archived",
        entry.kept.get("visibility") == "internal",
        sum(each.severity == "error" for each in found),
        [labels.get(key, key) for key in dict.fromkeys(missing)],
        any(p.id == "missing-recommended" for p, _ in found),
        " ".join([title, *names, number, entry.id]).lower(),
    )


def public_pages(desk: Desk, name: str) -> list[tuple[str, str]]:
    """The pages of a record in the preview: the language's own name, and the address."""
    below = urlsplit(desk.config.url).path.rstrip("/")
    found = []
    for language in desk.config.languages:
        edition = desk.edition(language.key)
        entry = edition.catalog.entries.get(name)
        if entry and entry.kind.path is not None:
            found.append((language.label, f"{below}/{quote(edition.path(entry))}"))
    return found
