"""A contact as a vCard 4.0 (RFC 6350), in one language, for the reader's address book."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from zsite.content.entries import Entry
from zsite.site import formats
from zsite.site.i18n import Edition

_OCTETS = 75
_TELEPHONES = (("office_phone", "work,voice"), ("mobile", "work,cell"), ("fax", "work,fax"))


def card(*, edition: Edition, facts: tuple[Entry, Mapping[str, Any]], url: str) -> bytes:
    """The card in UTF-8 with folded lines; `url` is the page's address, if the site has one.

    A mobile number is on it only with the person's consent. A name has its parts only if the
    record has fields `surname` and `given_name`: nothing is guessed.
    """
    entry, data = facts
    lines = [
        "BEGIN:VCARD",
        "VERSION:4.0",
        *_who(_Texts(edition, entry, data)),
        *_where(_Texts(edition, entry, data), data),
        *(f"LANG:{language}" for language in data.get("spoken") or ()),
        *([f"URL:{url}"] if url else ()),
        "END:VCARD",
    ]
    return "".join(map(_folded, lines)).encode()


class _Texts:
    """A record's texts in an edition's language; empty where it has none."""

    def __init__(self, edition: Edition, entry: Entry, data: Mapping[str, Any]) -> None:
        self.edition = edition
        self._entry = entry
        self._data = data

    def __call__(self, name: str) -> str:
        value = self._data.get(name) or ""
        text = self.edition.chosen(value)[0] if isinstance(value, dict) else str(value)
        return _escaped(self.edition.with_facts(text, self._data, self._entry.kind))

    def labelled(self, name: str) -> str:
        """The text with the name of its field before it."""
        about, text = self._entry.kind.field(name), self(name)
        if not text or about is None:
            return ""
        label, _ = self.edition.label(about.label, f"{self._entry.kind.name}.{name}")
        return _escaped(label + str(self.edition.strings.get("colon", ": "))) + text


def _who(text: _Texts) -> Iterator[str]:
    """The person, if there is one, and the organisation."""
    person, surname, given = text("person"), text("surname"), text("given_name")
    yield f"KIND:{'individual' if person else 'org'}"
    yield f"FN:{person or text('org')}"
    if surname and given:
        yield f"N:{surname};{given};;;"
    yield f"ORG:{text('org')}"
    if text("title"):
        yield f"TITLE:{text('title')}"


def _where(text: _Texts, data: Mapping[str, Any]) -> Iterator[str]:
    """Telephones, e-mail, address and office hours."""
    for name, kinds in _TELEPHONES:
        if name in data and (name != "mobile" or data.get("mobile_consent")):
            extension = data.get("extension") if name == "office_phone" else None
            number = _dialled(data[name], extension, text.edition)
            yield f'TEL;VALUE=uri;TYPE="{kinds}":{number}'
    if text("email"):
        yield f"EMAIL;TYPE=work:{text('email')}"
    if text("address"):
        yield f"ADR;TYPE=work:;;{text('address')};;;{text('postcode')};"
    if text("hours"):
        yield f"NOTE:{text.labelled('hours')}"


def _dialled(stored: str, extension: str | None, edition: Edition) -> str:
    """A `tel:` URI (RFC 3966); numbers that only work inside China say so."""
    phone = formats.phone(stored, edition.locale)
    if not phone.abroad:
        return f"{phone.uri};phone-context=+86"
    return f"{phone.uri};ext={extension}" if extension and ";ext=" not in phone.uri else phone.uri


def _escaped(text: str) -> str:
    """A text whose commas, semicolons, backslashes and line ends mean themselves."""
    plain = re.sub(r"[\x00-\x09\x0b-\x1f\x7f]+", " ", text.replace("\r\n", "\n"))
    return re.sub(r"([\\,;])", r"\\\1", plain).replace("\n", "\\n")


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets, no character broken, each but the first indented."""
    pieces, size = [""], 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _OCTETS:
            pieces.append(" ")
            size = 1
        pieces[-1] += character
        size += octets
    return "\r\n".join(pieces) + "\r\n"
