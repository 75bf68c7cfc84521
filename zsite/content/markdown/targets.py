"""Where a link or an image may lead."""

import re

SCHEMES = {"http", "https", "mailto", "tel"}
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*(?=:)", re.IGNORECASE)
IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0]+")  # what a reader might skip inside a scheme


def is_harmless(target: str) -> bool:
    """Whether a target is relative or of a scheme that only leads somewhere."""
    scheme = SCHEME.match(IGNORED.sub("", target)) if ":" in target else None
    return scheme is None or scheme[0].lower() in SCHEMES
