"""Ports, this machine's address in its network, and the address as a QR code."""

import socket

from tornado.netutil import bind_sockets

from zsite.render import qr

TRIES = 100


def free(port: int, host: str) -> tuple[int, list[socket.socket]]:
    """The first port from `port` on that nobody has taken, opened; OSError when there is none.

    `host` is the address to listen at, empty for all.
    """
    for number in range(port, port + TRIES):
        try:
            return number, bind_sockets(number, host or None, socket.AF_INET, reuse_port=False)
        except OSError as error:
            last = error
    raise last


def own_address() -> str:
    """This machine's address in its network, empty when it has none; nothing is sent for that."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address of no machine, RFC 5737
            found: str = probe.getsockname()[0]
        except OSError:
            return ""
    return found


def drawn(url: str) -> bytes:
    """The address as an SVG of its QR code."""
    made = qr.svg(url=url)
    return made if isinstance(made, bytes) else b""


def blocks(url: str) -> str:
    """The address as a QR code for a terminal; nothing for no address."""
    return qr.blocks(url=url) if url else ""
