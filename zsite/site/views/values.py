"""Single values as templates see them: each prints itself, with its language where it must."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from zsite.content.kinds import Field
from zsite.content.quantities import Quantity
from zsite.site import formats

_SPECIAL = re.compile("[&<>\"']")


def safe(text: str) -> str:
    """The text as HTML; most texts hold nothing that needs escaping."""
    return escape(text) if _SPECIAL.search(text) else text


class Nothing:
    """The value of a declared field that a record does not have."""

    __slots__ = ("_names",)

    def __init__(self, names: frozenset[str] = frozenset()) -> None:
        self._names = names

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        return ""

    __html__ = __str__

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __getitem__(self, at: object) -> "Nothing":
        if isinstance(at, int | slice):
            return self
        raise KeyError(at)

    def __call__(self, *given: object, **named: object) -> "Nothing":
        return self

    def __getattr__(self, name: str) -> "Nothing":
        if name in self._names:
            return self
        raise AttributeError(name)


NOTHING = Nothing()


class Text(str):
    """A text; on a page of another language it carries its own in `lang`."""

    __slots__ = ("foreign", "lang")
    lang: str
    foreign: bool

    def __new__(cls, text: str, lang: str = "", foreign: bool = False) -> "Text":
        made = super().__new__(cls, text)
        made.lang = lang
        made.foreign = foreign
        return made

    def __html__(self) -> str:
        text = safe(str(self))
        # Unquoted, so that even inside somebody's attribute it cannot end the attribute.
        return f"<span lang={self.lang}>{text}</span>" if self.foreign else text

    @property
    def plain(self) -> str:
        """The text without markup, for attributes and titles."""
        return str(self)


class Html(str):
    """Rendered Markdown."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


class Amount:
    """A quantity in words, and its pieces for large numerals."""

    __slots__ = ("_given", "_html", "_made", "state")

    def __init__(self, made: formats.Rendered, given: Quantity) -> None:
        self._made = made
        self._given = given
        self._html = safe(str(made))
        self.state = given.state

    @property
    def size(self) -> float:
        """The lower figure in its dimension's base unit, for drawings; 0 for a state."""
        return float(self._given.base[0]) if self._given.low else 0.0

    def __getattr__(self, name: str) -> Any:
        if name in ("text", "about", "lead", "number", "tail", "full"):
            return getattr(self._made, name)
        raise AttributeError(name)

    def __str__(self) -> str:
        return str(self._made)

    def __html__(self) -> str:
        return self._html


class Day(str):
    """A date in words, with its ISO form; a moment also knows its day alone."""

    __slots__ = ("_day", "iso")
    _day: str
    iso: str

    def __new__(cls, text: str, iso: str, day: str = "") -> "Day":
        made = super().__new__(cls, text)
        made._day = day
        made.iso = iso
        return made

    def __html__(self) -> str:
        return f'<time datetime="{safe(self.iso)}">{safe(str(self))}</time>'

    @property
    def day(self) -> "Day":
        """The day of a moment in China, for lists; of any other date itself."""
        return Day(self._day or str(self), self.iso)


class Phone(str):
    """A telephone number as dialled from the page's readers' side, with its `tel:` link."""

    __slots__ = ("abroad", "uri")
    uri: str
    abroad: bool

    def __new__(cls, number: formats.Phone) -> "Phone":
        made = super().__new__(cls, number.text)
        made.uri = number.uri
        made.abroad = number.abroad
        return made

    def __html__(self) -> str:
        return f'<a href="{safe(self.uri)}">{safe(str(self))}</a>'


class Choice(str):
    """The label of a choice, with its English key."""

    __slots__ = ("key", "label")
    key: str
    label: Text

    def __new__(cls, label: Text, key: str) -> "Choice":
        made = super().__new__(cls, label)
        made.key = key
        made.label = label
        return made

    def __html__(self) -> str:
        return self.label.__html__()


class Flag:
    """Yes or no: true or false to a template, a word to a reader."""

    __slots__ = ("_value", "_word")

    def __init__(self, value: bool, word: str) -> None:
        self._value = value
        self._word = word

    def __bool__(self) -> bool:
        return self._value

    def __str__(self) -> str:
        return self._word

    def __html__(self) -> str:
        return safe(self._word)


class Many(tuple[Any, ...]):
    """Several values; prints them as an enumeration."""

    separator = ", "

    @classmethod
    def joined_by(cls, separator: str, items: Sequence[Any]) -> "Many":
        """The values with the separator of the page's language."""
        made = cls(items)
        made.separator = separator
        return made

    def __str__(self) -> str:
        return self.separator.join(str(item) for item in self)

    def __html__(self) -> str:
        return safe(self.separator).join(html(item) for item in self)


class Fact:
    """A row of a fact table: the label, the value and what kind of value it is."""

    __slots__ = ("forecast", "label", "many", "name", "type", "value")

    def __init__(self, about: Field, label: Text, value: Any) -> None:
        self.name = about.name
        self.type = about.type
        self.many = about.many
        self.forecast = about.forecast
        self.label = label
        self.value = value


def html(value: Any) -> str:
    """A value as HTML: its own, or escaped."""
    own = getattr(value, "__html__", None)
    return str(own()) if own else safe(str(value))
