"""What a record may say: kinds of records and their fields.

Every field has an English name and labels; each of them is accepted as its key. What kinds there
are is declared in `kinds/*.yaml` and in `zsite.yaml`; see `declarations`.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

QUANTITIES = frozenset(
    [
        "money",
        "area",
        "length",
        "mass",
        "volume",
        "power",
        "apparent-power",
        "energy",
        "voltage",
        "duration",
        "percent",
        "count",
        "price",
        "rate",
        "quantity",
    ]
)


LOCALISED = frozenset({"text", "prose", "address"})


PLAIN = frozenset(
    [
        "string",
        "integer",
        "number",
        "flag",
        "date",
        "month",
        "year",
        "datetime",
        "phone",
        "email",
        "url",
        "choice",
    ]
)


UNPRINTABLE = frozenset({"prose", "record", "image", "file", "raw"})


TYPES = QUANTITIES | LOCALISED | PLAIN | {"ref", "record", "image", "file", "raw"}


Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name, type and labels, and what is asked of its value."""

    name: str
    type: str = "text"
    label: Labels = field(default_factory=dict)
    help: Labels = field(default_factory=dict)
    required: bool = False
    recommended: bool = False
    many: bool = False
    card: bool = False
    internal: bool = False
    forecast: bool = False
    visible: bool = True
    to: str = ""
    or_text: bool = False
    choices: Mapping[str, Labels] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)
    fields: tuple["Field", ...] = ()
    unit: str = ""
    plausible: tuple[str, str] | None = None
    limit: Mapping[str, int] = field(default_factory=dict)
    pattern: str = ""
    computed: tuple[str, ...] = ()
    key_of: str = ""
    consent: str = ""
    spelled: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()

    @property
    def localised(self) -> bool:
        """True when the value differs from language to language."""
        return self.type in LOCALISED


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: a folder in `content/`, a column of the site, a list of fields.

    `kept` are the fields that lists, cards and statuses need, and that therefore stay at hand.
    """

    name: str
    label: Labels
    one: Labels
    fields: tuple[Field, ...]
    layout: str = ""
    single: bool = False
    body: bool = True
    title: str = "name"
    summary: str = ""
    number: str = ""
    order: tuple[str, ...] = ()
    group: str = ""
    updated: tuple[str, ...] = ()
    stage: str = ""
    public_stages: tuple[str, ...] = ()
    valid_from: str = ""
    valid_until: str = ""
    parent: str = ""
    path: str = ""
    by_key: Mapping[str, Field] = field(default_factory=dict, repr=False)
    by_name: Mapping[str, Field] = field(default_factory=dict, repr=False)
    kept: Mapping[str, Field] = field(default_factory=dict, repr=False)

    def field(self, name: str) -> Field | None:
        """The field of that English name."""
        return self.by_name.get(name)

    def fact(self, path: str) -> Field | None:
        """The field whose value `[=path]` prints; None where that is no single fact."""
        first, *rest = path.split(".")
        about = self.by_key.get(key_of(first))
        for part in rest:
            about = _below(about, part) if about else None
        return None if about is None or about.type in UNPRINTABLE else about

    def english(self, path: str) -> str:
        """The path with every field by its English name: `效益分析.年税收` as well."""
        first, *rest = path.split(".")
        about = self.by_key.get(key_of(first))
        names = [about.name if about else first]
        for part in rest:
            about = _below(about, part) if about else None
            names.append(part if about is None or part.isdigit() else about.name)
        return ".".join(names)


Kinds = Mapping[str, Kind]


def _below(about: Field, part: str) -> Field | None:
    """One of many values, or a part of a record."""
    if about.many:
        return replace(about, many=False) if part.isdigit() else None
    return next((each for each in about.fields if key_of(part) in each.keys), None)


def label_of(by_key: Mapping[str, Field], path: str, language: str = "zh") -> str:
    """What the field at a path is called: `效益分析·年税收`; nothing for an unknown one."""
    labels = []
    for part in path.split("."):
        about = by_key.get(key_of(part))
        if about:
            labels.append(about.label.get(language) or about.name)
            by_key = keyed(parts_of(about))
        elif not part.isdigit():
            break
    return "·".join(labels)


def key_of(text: str) -> str:
    """How keys are compared: full-width forms, case, spaces, `-` and `_` do not matter."""
    folded = unicodedata.normalize("NFKC", text).strip().lower()
    return folded.replace(" ", "_").replace("-", "_")


def keyed(fields: Iterable[Field]) -> dict[str, Field]:
    """Every accepted key of the fields: name, labels and further spellings."""
    found: dict[str, Field] = {}
    for each in fields:
        for key in each.keys:
            found.setdefault(key, each)
    return found


def _part(name: str, type: str, zh: str, en: str, required: bool = False) -> Field:
    keys = tuple(dict.fromkeys(key_of(key) for key in (name, zh, en)))
    return Field(name, type, {"zh": zh, "en": en}, required=required, keys=keys)


_FILE_RECORDS = {
    "image": Field(
        "image",
        "record",
        fields=(
            _part("file", "string", "文件", "File", required=True),
            _part("alt", "text", "替代文字", "Alternative text"),
            _part("caption", "text", "图说", "Caption"),
            _part("credit", "text", "作者", "Credit"),
            _part("taken", "date", "拍摄日期", "Taken"),
            _part("focus", "string", "焦点", "Focus"),
            _part("map_approval_no", "string", "审图号", "Map approval number"),
        ),
    ),
    "file": Field(
        "file",
        "record",
        fields=(
            _part("file", "string", "文件", "File", required=True),
            _part("title", "text", "标题", "Title"),
            _part("language", "string", "语种", "Language"),
        ),
    ),
}


def parts_of(about: Field) -> tuple[Field, ...]:
    """The fields of a record, and of the built-in records `image` and `file`."""
    return _FILE_RECORDS[about.type].fields if about.type in _FILE_RECORDS else about.fields
