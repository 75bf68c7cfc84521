"""The settings of a web server for a target: what a person puts into nginx, Caddy or Apache.

The security headers say what the pages' meta tags say. The policy is the union of all pages', so
that it forbids nothing that a page allows itself; what only a header can say is added.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from zsite import config as configuration
from zsite.config import Config
from zsite.problems import Place, problem
from zsite.ship.publish.heads import POLICY, Head, head_of
from zsite.ship.publish.stopped import StoppedError
from zsite.ship.publish.targets import Target, chosen

Kind = Literal["nginx", "caddy", "apache"]
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
HASHED = r"\.[0-9a-f]{8,64}\.\w+$"  # as of `manifest.is_hashed`
_CURRENT = "current"


@dataclass(frozen=True, slots=True)
class Site:
    """What a server has to know: the host's name, the folder of the address (empty: the root),
    the folder on disk, the headers of every answer, and whether pages have includes to fill in.
    """

    host: str
    secure: bool
    below: str
    root: str
    headers: Mapping[str, str]
    includes: bool


def settings(kind: Kind, project: Path, name: str) -> str:
    """The text for the server's configuration."""
    from zsite.ship.publish.servers import apache, caddy, nginx

    config, problems = configuration.load(project)
    target = chosen(config, name) if config else None
    if config is None or not isinstance(target, Target):
        raise StoppedError(*([target] if target else problems))
    if not target.is_switched:
        raise StoppedError(problem("publish-no-server", name=target.name))
    site = described(config, target, project)
    write = {"nginx": nginx.settings, "caddy": caddy.settings, "apache": apache.settings}[kind]
    return write(site)


def described(config: Config, target: Target, project: Path) -> Site:
    """What the server of a target has to know, from the settings and the built pages."""
    pages = sorted((project / "output").rglob("*.html"))
    if not pages:
        raise StoppedError(problem("publish-no-site", Place("output")))
    heads = [head_of(page.read_bytes()) for page in pages]
    parts = urlsplit(target.url or config.url)
    path = target.path.rstrip("/") if target.host else target.folder(project).as_posix()
    host = config.values.get("host") or {}
    return Site(
        parts.hostname or "localhost",
        parts.scheme == "https",
        parts.path.rstrip("/"),
        f"{path}/{_CURRENT}",
        headers(heads),
        bool(host.get("header") or host.get("footer")),
    )


def headers(heads: Iterable[Head]) -> dict[str, str]:
    """The headers that say what the pages say of themselves, and what only headers can say."""
    heads = list(heads)
    policies = (head.metas.get(POLICY, "") for head in heads)
    policy = union(policies) | {"frame-ancestors": ["'self'"]}
    rows = (f"{name} {' '.join(sources)}" for name, sources in policy.items())
    referrers = {head.metas.get("referrer", "") for head in heads} - {"", "no-referrer"}
    return {
        "Content-Security-Policy": "; ".join(row.strip() for row in rows),
        "Referrer-Policy": min(referrers, default="strict-origin-when-cross-origin"),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }


def union(policies: Iterable[str]) -> dict[str, list[str]]:
    """The strictest policy that allows all that any of these allows."""
    parsed = [_parsed(policy) for policy in dict.fromkeys(policies) if policy]
    allowed: dict[str, list[str]] = {}
    for name in dict.fromkeys(name for policy in parsed for name in policy):
        all_say = [_allowed(policy, name) for policy in parsed]
        if None not in all_say:
            sources = dict.fromkeys(source for each in all_say for source in each or ())
            allowed[name] = [each for each in sources if each != "'none'"] or list(sources)
    return allowed


def _allowed(policy: Mapping[str, list[str]], name: str) -> list[str] | None:
    """The sources that a policy allows for something; None when it allows all."""
    above = policy.get("default-src") if name.endswith("-src") else None
    return policy.get(name, above)


def _parsed(policy: str) -> dict[str, list[str]]:
    rows = (row.split() for row in policy.split(";") if row.strip())
    return {row[0].lower(): row[1:] for row in rows}
