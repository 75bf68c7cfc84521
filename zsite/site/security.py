"""`security.txt` (RFC 9116): whom to tell of a weakness of the site, and until when that holds."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from zsite.problems import Place, Problem, problem

PATH = ".well-known/security.txt"


def lines(values: Mapping[str, Any], languages: Sequence[str], address: str) -> list[str]:
    """The lines of the file; none when the settings name no contact or no last day.

    `address` is the file's own URL, or nothing.
    """
    about = values.get("security") or {}
    if not about.get("contact") or not about.get("expires_on"):
        return []
    found = [f"Contact: {_uri(each)}" for each in about["contact"]]
    found.append(f"Expires: {about['expires_on']}T23:59:59+08:00")
    found.append(f"Preferred-Languages: {', '.join(languages)}")
    if address:
        found.append(f"Canonical: {address}")
    if about.get("policy"):
        found.append(f"Policy: {about['policy']}")
    return found


def change(values: Mapping[str, Any], as_of: str) -> str:
    """The day on which `overdue` will begin to complain; nothing when it does, or never will."""
    last = str((values.get("security") or {}).get("expires_on") or "")
    return str(date.fromisoformat(last) + timedelta(days=1)) if last and last >= as_of else ""


def overdue(values: Mapping[str, Any], as_of: str, place: Place) -> list[Problem]:
    """A last day that has passed: whoever finds a weakness may take the contact for a dead one."""
    last = str((values.get("security") or {}).get("expires_on") or "")
    return [problem("security-expired", place, date=last)] if last and last < as_of else []


def _uri(contact: str) -> str:
    return contact if ":" in contact else f"mailto:{contact}"
