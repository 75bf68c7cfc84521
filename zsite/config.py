"""`zsite.yaml` -> Config; its settings are declared in `settings.yaml`, like a kind's fields."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from zsite.content.declarations import declared_fields, with_declared
from zsite.content.documents import Document, Node, parse, plain
from zsite.content.fields import read_mapping
from zsite.content.kinds import Field, Kinds, key_of, keyed
from zsite.content.languages import Languages
from zsite.content.reading import Reading
from zsite.content.sources import decode, read
from zsite.problems import SEVERITIES, Place, Problem, Severity, Waiver, catalogue, problem

FILE = "zsite.yaml"
_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")  # BCP 47, as far as we need it
_LANGUAGES = {
    "zh": {"tag": "zh-Hans", "path": "", "label": "中文"},
    "en": {"tag": "en", "path": "en", "label": "English"},
}


@dataclass(frozen=True, slots=True)
class Language:
    """An edition's language: its key in content, its BCP 47 tag, its folder, its own name."""

    key: str
    tag: str
    path: str
    label: str


@dataclass(frozen=True, slots=True)
class Config:
    """What a site says about itself; `values` holds every setting by its English name."""

    values: Mapping[str, Any]
    languages: tuple[Language, ...]
    default: Language
    kinds: Kinds
    severities: Mapping[str, Severity] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()

    @property
    def spoken(self) -> Languages:
        """The languages as the reader of fields wants them."""
        spellings = {}
        for language in self.languages:
            spellings[key_of(language.tag)] = language.key
            spellings[key_of(language.label)] = language.key
        spellings |= {key_of(language.key): language.key for language in self.languages}
        keys = tuple(language.key for language in self.languages)
        tags = {language.key: language.tag for language in self.languages}
        return Languages(keys, self.default.key, spellings, tags)

    @property
    def theme(self) -> str:
        """The theme's name."""
        return str(self.values.get("theme") or "default")

    @property
    def messages(self) -> str:
        """The language in which zsite speaks to this site's editors, if the site says so."""
        return str(self.values.get("messages") or "")

    @property
    def url(self) -> str:
        """The site's public address without a slash at its end, or nothing."""
        return str(self.values.get("url") or "").rstrip("/")


@cache
def settings() -> tuple[Field, ...]:
    """Every setting with its type, labels and sentence."""
    text = (files("zsite") / "settings.yaml").read_text("utf-8")
    return declared_fields(plain(parse("settings.yaml", text).root)["fields"])


def load(root: Path) -> tuple[Config | None, list[Problem]]:
    """The configuration of the project in a folder; None when it cannot be used at all."""
    data = read(root, FILE)
    if isinstance(data, Problem):
        return None, [problem("no-config", Place(FILE), folder=root.name)]
    text, problems = decode(FILE, data)
    document = parse(FILE, text)
    if document.root is None or not isinstance(document.root.value, dict):
        empty = [] if document.problems else [problem("no-config", Place(FILE), folder=root.name)]
        return None, problems + document.problems + empty
    config = _config(document)
    return config, problems + document.problems


def _config(document: Document) -> Config:
    languages = _languages(document)
    asked = _raw(document, "default_language")
    wanted = asked if asked and isinstance(asked, str) else languages[0].key
    default = next((lang for lang in languages if lang.key == wanted), None)
    if default is None:
        _report(document, "default_language", "unknown-default-language", language=wanted)
        default = languages[0]
    bare = Config({}, languages, default, {})
    reading = Reading(document, bare.spoken)
    assert document.root is not None
    values = read_mapping(reading, document.root, keyed(settings()))
    for each in settings():
        if each.required and each.name not in values:
            document.problems.append(
                problem(
                    "missing-setting", Place(document.file), name=each.name, label=each.label["zh"]
                )
            )
    _drop_texts(document, values, "kinds", "tokens")
    kinds, problems = with_declared(values.get("kinds") or {}, _place(document, "kinds"))
    document.problems += problems
    severities = _severities(document, values.get("problems") or {})
    return Config(values, languages, default, kinds, severities, _waivers(values, document))


def _drop_texts(document: Document, values: dict[str, Any], *names: str) -> None:
    """Settings that only make sense as a mapping, and are none, are named and left out."""
    for name in names:
        if not isinstance(values.get(name, {}), dict):
            del values[name]
            _report(document, name, "declaration-malformed", name=FILE, key=name)


def _languages(document: Document) -> tuple[Language, ...]:
    declared = _raw(document, "languages")
    if declared is not None and not isinstance(declared, dict):
        _report(document, "languages", "declaration-malformed", name=FILE, key="languages")
    wanted = declared if declared and isinstance(declared, dict) else _LANGUAGES
    found = [_language(document, key, about) for key, about in wanted.items()]
    paths = [language.path for language in found]
    if len(set(paths)) < len(paths):
        _report(document, "languages", "languages-share-a-path")
    return tuple(found)


def _language(document: Document, key: str, about: Any) -> Language:
    about = about if isinstance(about, dict) else {}
    missing = [name for name in ("tag", "path", "label") if name not in about]
    tag = str(about.get("tag") or key)
    if not _TAG.fullmatch(tag):
        missing, tag = [*missing, "tag"], "und"
    if missing:
        names = ", ".join(dict.fromkeys(missing))
        _report(document, "languages", "language-incomplete", language=key, missing=names)
    path = str(about.get("path", key) or "").strip("/")
    return Language(key, tag, path, str(about.get("label") or key))


def _severities(document: Document, declared: Any) -> dict[str, Severity]:
    found: dict[str, Severity] = {}
    for id, severity in declared.items() if isinstance(declared, dict) else ():
        if id not in catalogue():
            _report(document, "problems", "unknown-problem-id", name=id)
        elif severity not in SEVERITIES:
            known = ", ".join(SEVERITIES)
            _report(document, "problems", "unknown-severity", name=id, text=severity, known=known)
        else:
            found[id] = severity
    return found


def _waivers(values: Mapping[str, Any], document: Document) -> tuple[Waiver, ...]:
    found = []
    for row in values.get("waivers") or ():
        if row.get("problem") not in catalogue():
            _report(document, "waivers", "unknown-problem-id", name=row.get("problem", ""))
        elif row.get("reason") and row.get("until"):
            file, field = row.get("file", "*"), row.get("field", "*")
            found.append(Waiver(row["problem"], file, field, row["reason"], row["until"]))
    return tuple(found)


def _pair(document: Document, name: str) -> tuple[Node, Node] | None:
    field = next(each for each in settings() if each.name == name)
    assert document.root is not None
    assert isinstance(document.root.value, dict)
    for key, pair in document.root.value.items():
        if key_of(key) in field.keys:
            return pair.key, pair.node
    return None


def _raw(document: Document, name: str) -> Any:
    pair = _pair(document, name)
    return plain(pair[1]) if pair else None


def _place(document: Document, name: str) -> Place:
    pair = _pair(document, name)
    return document.place(pair[0], name) if pair else Place(document.file, field=name)


def _report(document: Document, setting: str, id: str, **facts: object) -> None:
    document.problems.append(problem(id, _place(document, setting), **facts))
