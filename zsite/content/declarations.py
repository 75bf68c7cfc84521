"""Kinds as they are declared, in `kinds/*.yaml` and in a site's `zsite.yaml`.

A site's own kinds and fields are declared in the same words as the built-in ones, so there is one
reader for both.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from zsite.content.documents import parse, plain
from zsite.content.kinds import TYPES, Field, Kind, Kinds, Labels, key_of, keyed
from zsite.content.shapes import FIELD, KIND, misshapen
from zsite.problems import Place, Problem, problem

COVER = "cover"  # the picture that cards and the head of a page show


@cache
def built_in() -> Kinds:
    """The kinds that zsite knows, with the common fields."""
    folder = files("zsite") / "content" / "kinds"
    declared = {
        item.name[:-5]: plain(parse(item.name, item.read_text("utf-8")).root)
        for item in sorted(folder.iterdir(), key=lambda item: item.name)
        if item.name.endswith(".yaml")
    }
    common = declared.pop("common")
    problems: list[Problem] = []
    shared = declared_fields(common["fields"])
    kinds = {name: _kind(name, about, shared, problems) for name, about in declared.items()}
    if problems:
        raise ValueError(problems)
    return kinds


def with_declared(declared: Mapping[str, Any], place: Place) -> tuple[Kinds, list[Problem]]:
    """The built-in kinds with a site's own kinds added and its own fields appended."""
    kinds = dict(built_in())
    problems: list[Problem] = []
    shared = tuple(f for f in next(iter(kinds.values())).fields if f.name in _common_names())
    for name, about in declared.items():
        wrong = misshapen(about, KIND) if isinstance(about, dict) else ""
        if not isinstance(about, dict) or not name:
            problems.append(problem("kind-malformed", place, name=name))
        elif wrong:
            problems.append(problem("declaration-malformed", place, name=name, key=wrong))
        elif name in kinds:
            extra = _fields(about.get("fields") or {}, place, problems)
            kinds[name] = _extended(kinds[name], extra)
        else:
            kinds[name] = _kind(name, about, shared, problems, place)
    for name, kind in kinds.items():
        problems.extend(_dangling_references(name, kind.fields, kinds, place))
    return kinds, problems


@cache
def _common_names() -> frozenset[str]:
    text = (files("zsite") / "content" / "kinds" / "common.yaml").read_text("utf-8")
    return frozenset(plain(parse("common.yaml", text).root)["fields"])


def _extended(kind: Kind, extra: tuple[Field, ...]) -> Kind:
    names = {f.name for f in extra}
    fields = tuple(f for f in kind.fields if f.name not in names) + extra
    return _indexed(replace(kind, fields=fields))


def _indexed(kind: Kind) -> Kind:
    """The kind with its fields found by key and by name."""
    by_name = {each.name: each for each in kind.fields}
    named = (kind.title, kind.summary, kind.number, kind.group, kind.stage, kind.parent)
    dates = (kind.valid_from, kind.valid_until, *kind.updated)
    ordered = (name.lstrip("-") for name in kind.order)
    cards = (each.name for each in kind.fields if _on_card(each) or each.key_of)
    wanted = {*named, *dates, *ordered, *cards, COVER}
    if kind.single:  # one record that every page may show the facts of
        wanted |= {each.name for each in kind.fields if each.type != "prose" and not each.internal}
    kept = {name: each for name, each in by_name.items() if name in wanted}
    return replace(kind, by_key=keyed(kind.fields), by_name=by_name, kept=kept)


def _on_card(about: Field) -> bool:
    return about.card or any(map(_on_card, about.fields))


def _kind(
    name: str,
    about: Mapping[str, Any],
    shared: tuple[Field, ...],
    problems: list[Problem],
    place: Place | None = None,
) -> Kind:
    place = place or Place(f"{name}.yaml")
    own = _fields(about.get("fields") or {}, place, problems)
    declared = {f.name for f in own}
    fields = own + tuple(f for f in shared if f.name not in declared)
    stage = about.get("status") or {}
    life = about.get("lifecycle") or {}
    label = about.get("label") or {"en": name}
    kind = Kind(
        name=name,
        label=label,
        one=about.get("one") or label,
        fields=fields,
        layout=about.get("layout") or name,
        single=flag(about.get("single")),
        body=flag(about.get("body", "true")),
        title=about.get("title") or "name",
        summary=about.get("summary") or "",
        number=about.get("number") or "",
        order=tuple(about.get("order") or ()),
        group=about.get("group") or "",
        updated=tuple(about.get("updated") or ()),
        stage=stage.get("field") or "",
        public_stages=tuple(stage.get("public") or ()),
        valid_from=life.get("from") or "",
        valid_until=life.get("until") or "",
        parent=about.get("parent") or "",
        path=about.get("path", name) or "",
    )
    return _indexed(kind)


def declared_fields(declared: Mapping[str, Any]) -> tuple[Field, ...]:
    """Fields from a declaration that ships with zsite; a fault in it is a bug."""
    problems: list[Problem] = []
    made = _fields(declared, Place(), problems)
    if problems:
        raise ValueError(problems)
    return made


def flag(text: object) -> bool:
    """How a yes or no is written in a declaration."""
    return str(text).lower() in ("true", "yes", "on", "1", "是")


def _fields(
    declared: Mapping[str, Any], place: Place, problems: list[Problem]
) -> tuple[Field, ...]:
    made = []
    for name, about in declared.items():
        wrong = misshapen(about, FIELD) if isinstance(about, dict) else "type"
        if wrong == "type":
            problems.append(
                problem("field-malformed", place, name=name, types=", ".join(sorted(TYPES)))
            )
        elif wrong:
            problems.append(problem("declaration-malformed", place, name=name, key=wrong))
        else:
            made.append(_field(name, about, place, problems))
    return tuple(made)


def _field(name: str, about: dict[str, Any], place: Place, problems: list[Problem]) -> Field:
    label = about.get("label") or {"en": name.replace("_", " ").capitalize()}
    names = [name, *label.values(), *(about.get("aliases") or ())]
    plausible = about.get("plausible")
    choices, spellings = _choices(about.get("choices") or {})
    return Field(
        name=name,
        type=about.get("type") or "text",
        label=label,
        help=about.get("help") or {},
        **{key: flag(about.get(key)) for key in _FLAGS},
        visible=flag(about.get("visible", "true")),
        to=about.get("to") or "",
        or_text=about.get("or") == "text",
        choices=choices,
        spellings=spellings,
        fields=_fields(about.get("fields") or {}, place, problems),
        unit=about.get("unit") or "",
        plausible=(plausible[0], plausible[1]) if plausible else None,
        limit={lang: int(most) for lang, most in (about.get("limit") or {}).items()},
        pattern=about.get("pattern") or "",
        computed=tuple(about.get("computed") or ()),
        key_of=about.get("key_of") or "",
        consent=about.get("consent") or "",
        spelled=tuple(about.get("aliases") or ()),
        keys=tuple(dict.fromkeys(key_of(each) for each in names)),
    )


_FLAGS = ("required", "recommended", "many", "card", "internal", "forecast")


def _choices(declared: Mapping[str, Any]) -> tuple[dict[str, Labels], dict[str, str]]:
    """Labels by choice, and every accepted spelling by choice."""
    labels: dict[str, Labels] = {}
    spellings: dict[str, str] = {}
    for key, about in declared.items():
        words = about if isinstance(about, dict) else {"en": about or key}
        labels[key] = {lang: text for lang, text in words.items() if isinstance(text, str)}
        for text in (key, *labels[key].values(), *(words.get("also") or ())):
            spellings.setdefault(key_of(text), key)
    return labels, spellings


def _dangling_references(
    name: str, fields: tuple[Field, ...], kinds: Kinds, place: Place
) -> Iterable[Problem]:
    for each in fields:
        if each.type == "ref" and each.to not in kinds:
            yield problem(
                "field-refers-to-unknown-kind", place, name=f"{name}.{each.name}", to=each.to
            )
        yield from _dangling_references(f"{name}.{each.name}", each.fields, kinds, place)
