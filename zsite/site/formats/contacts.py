"""Phones, addresses and names in a language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zsite.site.formats.locales import Locale


@dataclass(frozen=True, slots=True)
class Phone:
    """A number to read and to dial. `abroad` is False for 400 and 12345 numbers."""

    text: str
    uri: str
    abroad: bool


def phone(stored: str, locale: Locale) -> Phone:
    """A Chinese number, typed as `0512-12345678`, `+86 512 12345678`, `400-…` or `12345`.

    Other countries' numbers (`+…`) are shown as they are. An extension follows 转, ext. or #.
    """
    number, extension = _split_extension(stored)
    digits = re.sub(r"[^\d+]", "", number)
    if digits.startswith("+") and not digits.startswith("+86"):
        return Phone(_extended(number.strip(), extension, locale), "tel:" + digits, True)
    bare = digits[2:] if digits.startswith("86") and len(digits) > 11 else digits
    national = bare.removeprefix("+86").removeprefix("0")
    if _INLAND.fullmatch(national):
        text = _extended(_inland(national), extension, locale)
        return Phone(locale.phones["inland"].format(text), f"tel:{national}", False)
    area, local = _area(number, national)
    shown = _national(area, local) if locale.phones["style"] == "national" else ""
    text = shown or f"+86 {area} {local}".replace("  ", " ")
    uri = f"tel:+86{national}" + (f";ext={extension}" if extension else "")
    return Phone(_extended(text, extension, locale), uri, True)


def person(name: str, title: str, locale: Locale) -> str:
    """A person with the office: 张三 局长, Director Zhang San. The name comes surname first."""
    if not title:
        return name
    return locale.people["person"].format(name=name, title=title)


def address(text: str, postcode: str, locale: Locale) -> str:
    """An address that is already in the language, with its postcode."""
    if not postcode:
        return text
    return text + locale.people["postcode"].format(postcode)


def address_of(places: Sequence[str], postcode: str, locale: Locale) -> str:
    """An address from its places, the largest first: zh keeps that order, en turns it round."""
    ordered = places if locale.people["order"] == "large-first" else tuple(reversed(places))
    text = locale.people["comma"].join(ordered)
    return address(text, postcode, locale) + locale.people["country"]


def _split_extension(stored: str) -> tuple[str, str]:
    number, _, extension = _EXTENSION.sub("#", stored, count=1).partition("#")
    return number, re.sub(r"\D", "", extension)


def _extended(text: str, extension: str, locale: Locale) -> str:
    if not extension:
        return text
    return locale.phones["extension"].format(number=text, extension=extension)


def _area(number: str, national: str) -> tuple[str, str]:
    """The area code without its trunk 0, and the rest; a mobile number has no area code."""
    if _MOBILE.fullmatch(national):
        return "", f"{national[:3]} {national[3:7]} {national[7:]}"
    typed = re.match(r"\s*(?:\+?86[\s-]*)?\(?0?(\d{2,3})\)?[\s-]", number)
    length = len(typed[1]) if typed else 2 if national[:1] == "1" or national[:1] == "2" else 3
    return national[:length], national[length:]


def _national(area: str, local: str) -> str:
    return f"0{area}-{local}" if area else local


def _inland(national: str) -> str:
    if len(national) < 10:
        return national
    return f"{national[:3]}-{national[3:6]}-{national[6:]}"


_EXTENSION = re.compile(r"\s*(?:转|轉|ext\.?|x|#)\s*", re.IGNORECASE)
_INLAND = re.compile(r"[48]00\d{7}|1\d{2,4}|9\d{4,5}")
_MOBILE = re.compile(r"1[3-9]\d{9}")
