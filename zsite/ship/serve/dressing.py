"""A page as it is served: the site's own bytes, with serve's scripts and the leave to call home."""

import re
from html import escape
from typing import NamedTuple

from zsite.digest import Digest, digest

_HEAD_END = re.compile(rb"</head\s*>", re.I)
_POLICY = re.compile(
    rb"""(<meta\s[^>]*http-equiv=["']?content-security-policy["']?[^>]*?content=")([^"]*)(")""",
    re.I,
)
# A file's name with eight hexadecimal digits of its content, of a kind that can be exchanged alone.
_HASHED = re.compile(rb"\.[0-9a-f]{8}(?=\.(?:css|webp|avif|jpe?g|png|gif|svg)\b)")
_CONNECT = b"connect-src"


class Look(NamedTuple):
    """What a page is: `digest` of its bytes, `frame` of the same without the versions of its
    stylesheets and pictures. Pages of one frame differ in nothing else.
    """

    digest: Digest
    frame: Digest


def look(page: bytes) -> Look:
    """The two digests of a page's bytes."""
    return Look(digest(page), digest(_HASHED.sub(b"", page)))


def dressed(page: bytes, scripts: str) -> bytes:
    """The page with scripts at the end of its head, which its policy lets speak to this server."""
    allowed = _POLICY.sub(lambda found: found[1] + _with_connect(found[2]) + found[3], page)
    found = _HEAD_END.search(allowed)
    place = found.start() if found else 0
    return allowed[:place] + scripts.encode() + allowed[place:]


def _with_connect(policy: bytes) -> bytes:
    """The policy with exactly `connect-src 'self'` added, where that is not allowed already."""
    rules = [rule.strip() for rule in policy.split(b";") if rule.strip()]
    for number, rule in enumerate(rules):
        name, *sources = rule.split()
        if name.lower() == _CONNECT:
            sources = [source for source in sources if source.lower() != b"'none'"]
            own = [] if b"'self'" in sources or b"*" in sources else [b"'self'"]
            rules[number] = b" ".join([_CONNECT, *sources, *own])
            return b"; ".join(rules)
    return b"; ".join([*rules, _CONNECT + b" 'self'"])


def scripts(seen: Look | None, host: str, language: str) -> str:
    """The two script elements of a served page: ours, and livereload's which speaks to it."""
    about = f' data-page="{seen.digest}" data-frame="{seen.frame}"' if seen else ""
    name, _, port = host.rpartition(":")
    query = escape(f"host={name}&port={port}") if name else f"host={port}&amp;port=80"
    return (
        f'<script src="/_zsite/preview.js" data-lang="{language}"{about} defer></script>'
        f'<script src="/_zsite/livereload.js?{query}" defer></script>'
    )
