"""Who may come in: by Host, Origin, method, token and, in a network, a key."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

from zsite.ship.serve.wire import Response, text, token_shown

READING = ("GET", "HEAD")
EDIT = "/_edit/"
COOKIE = "zsite_key"
_ELSEWHERE = ("cross-site", "same-site")
_LOCAL = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class Doors:
    """What is let in: the names under which this server is known, this run's secrets.

    `hosts` are written as in a Host header; `token` is sent with whatever writes; `key` is shown
    by clients from other machines, which without one are refused.
    """

    hosts: frozenset[str]
    token: str
    key: str = ""
    origins: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "origins", frozenset(f"http://{host}" for host in self.hosts))

    def refusal(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        client: str,
        key: str,
        body: bytes = b"",
    ) -> Response | None:
        """Why a request is not answered; None when it may come in. Names of headers are small."""
        if headers.get("host", "").lower() not in self.hosts:
            return text("This name is not served here.", 421)
        if not self.is_ours(headers.get("origin")):
            return text("Not from another site.", 403)
        if (
            headers.get("sec-fetch-site") in _ELSEWHERE
            and headers.get("sec-fetch-mode") != "navigate"
        ):
            return text("Not for another site's pages.", 403)
        if not is_near(client) and not (self.key and hmac.compare_digest(key, self.key)):
            return text("Open the address with its key: scan the QR code again.", 403)
        if path.startswith(EDIT):
            return self._at_the_desk(method, headers, client, body)
        if method not in READING:
            return Response(405, {"Allow": ", ".join(READING)})
        return None

    def is_ours(self, origin: str | None) -> bool:
        """True for our own pages, and for a browser that names no origin."""
        return origin is None or origin.lower() in self.origins

    def _at_the_desk(
        self, method: str, headers: Mapping[str, str], client: str, body: bytes
    ) -> Response | None:
        """The editor works on this machine only, and what writes shows the token and its origin."""
        if not is_near(client):
            return text("Editing is possible only where zsite serve runs.", 403)
        if method in READING:
            return None
        if method not in ("POST", "PUT", "DELETE"):
            return Response(405, {"Allow": "GET, HEAD, POST, PUT, DELETE"})
        shown = token_shown(headers, body)
        if "origin" not in headers or not hmac.compare_digest(shown.encode(), self.token.encode()):
            return text("The page is from an earlier run: reload it.", 403)
        return None


def is_near(client: str) -> bool:
    """True for an address of this machine itself."""
    try:
        address = ip_address(client.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


def local_hosts(port: int, others: tuple[str, ...] = ()) -> frozenset[str]:
    """The Host headers of a server at a port: this machine's names and the given ones."""
    names = [*_LOCAL, *others]
    bare = names if port == 80 else []
    return frozenset([*(f"{name}:{port}" for name in names), *bare])


def key_in(query: str) -> str:
    """The key in a query that is nothing else, as in the QR code's address."""
    name, _, value = query.partition("=")
    return value if name == "key" else ""


def host_of(origin: str) -> str:
    """The host and port of an origin."""
    return urlsplit(origin).netloc
