"""Fields and values -> the controls of a form, as plain data that templates draw."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from zsite.content.declarations import COVER
from zsite.content.documents import Document, Node
from zsite.content.fields import read_value
from zsite.content.kinds import QUANTITIES, Field, Kind, Labels, parts_of
from zsite.content.languages import Languages
from zsite.content.reading import Reading
from zsite.ship.edit.emission import Item
from zsite.ship.edit.values import NOT_SHOWN, Value
from zsite.ship.edit.words import say
from zsite.ship.examples import types
from zsite.site.i18n import Edition

GROUPS = ("required", "pictures", "recommended", "further", "site")
LONG = frozenset({"prose"})
_NATIVE = {"date": "date", "month": "month", "phone": "tel", "email": "email", "url": "url"}
_COMMON = ("aliases", "draft", "visibility", "languages")
_CHECKED = (
    *("date", "month", "year", "datetime", "phone", "email", "url", "integer", "number"),
    "string",
)
_DATES = ("date", "month", "year", "datetime")
_SHAPES = ("image", "file", "record", "ref", "choice", "flag")

Option = tuple[str, str]  # what is sent, and what is read


@dataclass(frozen=True, slots=True)
class Control:
    """One control: the name under which it is sent, what it is about, and what it shows."""

    name: str
    about: Field
    shape: str
    label: str
    help: str = ""
    value: Any = None
    unit: str = ""
    example: str = ""
    native: str = "text"
    options: Sequence[Option] = ()
    parts: Sequence["Control"] = ()
    rows: Sequence[tuple["Control", str]] = ()
    errors: Sequence[Any] = ()
    renderings: Sequence[Option] = ()
    required: bool = False
    limits: Mapping[str, int] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The id of its element."""
        return self.name.replace(".", "-")

    @property
    def checked(self) -> bool:
        """True when its value is looked at as it is typed."""
        return self.about.type in QUANTITIES or self.about.type in _CHECKED

    @property
    def simple(self) -> bool:
        """True for a list whose members are single values."""
        return self.about.type not in ("record", "image", "file")

    @property
    def summary(self) -> str:
        """What tells a group from others: its first words."""
        for part in self.parts:
            if isinstance(part.value, Mapping) and not part.parts:
                return str(next(iter(part.value.values()), ""))
            if isinstance(part.value, str) and part.about.type not in ("string", "flag"):
                return dict(part.options).get(part.value, part.value)
        return ""

    @property
    def wrong(self) -> bool:
        """True when something is wrong with it, or with a part of it."""
        inner = [*self.parts, *(row for row, _ in self.rows)]
        return bool(self.errors) or any(each.wrong for each in inner)

    @property
    def empty(self) -> bool:
        """True when nothing is filled in."""
        return self.value in (None, "", {}, [])


@dataclass(frozen=True, slots=True)
class Around:
    """What controls are made from beside a field and its value."""

    language: str
    languages: Languages
    editions: Mapping[str, Edition]
    options: Callable[[Field, Mapping[str, Any]], Sequence[Option]]
    errors: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)


def worded(labels: Labels, language: str, otherwise: str = "") -> str:
    """A declared text in the language of the editor, else in any."""
    return labels.get(language) or labels.get("zh") or labels.get("en") or otherwise


def said(about: Field, value: str, language: str) -> str:
    """A value as it is read: of one that was chosen, its label."""
    if about.type == "flag" and value in ("true", "false"):
        return say("yes" if value == "true" else "no", language)
    return worded(about.choices.get(value, {}), language, value)


def controls(
    top: str, fields: Iterable[Field], values: Mapping[str, Value], around: Around
) -> list[Control]:
    """A control for each field, below the name `top`."""
    return [
        control(f"{top}.{about.name}", about, values.get(about.name), around) for about in fields
    ]


def control(name: str, about: Field, value: Value, around: Around) -> Control:
    """The control of a field."""
    path = name.partition(".")[2]
    made = Control(
        name=name,
        about=about,
        shape=_shape(about),
        label=worded(about.label, around.language, about.name),
        help=worded(about.help, around.language),
        value=value,
        unit=around.units.get(path, ""),
        example=_example(about),
        native=_native(about, value),
        errors=around.errors.get(path, ()),
        required=about.required,
        limits=about.limit,
    )
    if value is NOT_SHOWN or about.type == "raw":
        return replace(made, shape="fixed", value=None)
    if about.many:
        return _many(made, value, around)
    if about.type in ("record", "image", "file"):
        below = value if isinstance(value, Mapping) else {}
        return replace(made, parts=controls(name, parts_of(about), below, around))
    options = around.options(about, around.values) if made.shape in ("ref", "choice", "key") else ()
    if made.shape == "key" and not options:
        made = replace(made, shape="line")
    return replace(made, options=options, renderings=rendered(about, value, around, made.unit))


def _many(made: Control, value: Value, around: Around) -> Control:
    about = made.about
    if about.type == "choice":
        chosen = [item.value for item in value or ()]
        return replace(
            made, shape="choices", value=chosen, options=around.options(about, around.values)
        )
    single = replace(about, many=False, required=False, help={})
    items: list[Item] = list(value or ()) or ([Item(None)] if about.required else [])
    rows = []
    for number, item in enumerate(items):
        row = control(f"{made.name}.{number}", single, item.value, around)
        rows.append((row, "" if item.origin is None else str(item.origin)))
    return replace(made, shape="list", rows=rows)


def _shape(about: Field) -> str:
    if about.localised:
        return "long" if about.type in LONG else "texts"
    if about.key_of:
        return "key"
    return about.type if about.type in _SHAPES else "line"


def _native(about: Field, value: Value) -> str:
    """The browser's own kind of input; a date that is no date yet is a text."""
    if about.type in ("date", "month"):
        length = 10 if about.type == "date" else 7
        fits = not value or (isinstance(value, str) and len(value) == length and value[4] == "-")
        return _NATIVE[about.type] if fits else "text"
    return _NATIVE.get(about.type, "text")


def _example(about: Field) -> str:
    if about.unit:
        return f"100{about.unit}"
    if about.type in QUANTITIES or about.type in ("phone", "email", "url", "datetime", "year"):
        return str(types()[about.type]["example"])
    return ""


def rendered(about: Field, value: Value, around: Around, unit: str = "") -> list[Option]:
    """How pages will show a quantity or date: the language's own name, and the text."""
    if not (about.type in QUANTITIES or about.type in _DATES) or not isinstance(value, str):
        return []
    reading = read(about, value, around.languages, unit)[1]
    if reading is None:
        return []
    return [
        (edition.tongue.label, edition.plain(about, reading))
        for edition in around.editions.values()
    ]


def read(about: Field, text: str, languages: Languages, unit: str = "") -> tuple[Document, Any]:
    """A text as the reader of content takes it: what is wrong, and the typed value or None."""
    document = Document("", text)
    if not text.strip():
        return document, None
    node = Node(text, 1, 1, 0, len(text))
    single = replace(about, many=False)
    reading = Reading(document, languages, dict.fromkeys(about.keys, about))
    return document, read_value(reading, single, node, about.name, unit)


def groups(kind: Kind, made: Sequence[Control]) -> list[tuple[str, list[Control]]]:
    """Controls in the order in which they are filled in: needed, pictures, advised, …."""
    found: dict[str, list[Control]] = {name: [] for name in GROUPS}
    for each in made:
        found[_group(each.about)].append(each)
    first = (kind.title, kind.summary)
    found["required"].sort(key=lambda c: c.about.name not in first)
    return [(name, each) for name, each in found.items() if each]


def _group(about: Field) -> str:
    hidden = not about.visible and not about.required and about.type != "image"
    if hidden or about.name in _COMMON:
        return "site"
    if about.required:
        return "required"
    if about.name in (COVER, "images"):
        return "pictures"
    return "recommended" if about.recommended else "further"
