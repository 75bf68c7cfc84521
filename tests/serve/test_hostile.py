"""Two hundred hostile requests: none is answered with a file, none writes."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from running import Running, serving
from site_files import small
from test_doors import HOSTILE


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with serving(small(tmp_path_factory.mktemp("hostile") / "project")) as found:
        yield found


def requests(host: str) -> Iterator[bytes]:
    """More than two hundred requests as bytes."""
    ours = f"Host: {host}\r\n".encode()
    origin = f"Origin: http://{host}\r\n".encode()
    for path in HOSTILE:
        yield b"GET " + path.encode() + b" HTTP/1.1\r\n" + ours + b"Connection: close\r\n\r\n"
        yield (
            b"GET /projects/x"
            + path.encode()
            + b" HTTP/1.1\r\nConnection: close\r\n"
            + ours
            + b"\r\n"
        )
    hosts = ["evil.example", "evil.example:80", "127.0.0.1", "localhost", "[::1]", "0.0.0.0", "a b"]
    for name, path in product(hosts, ["/", "/projects/p1.html", "/_zsite/page?path=/", "/_edit/"]):
        yield f"GET {path} HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n".encode()
    yield b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n"
    yield b"GET / HTTP/1.0\r\n\r\n"
    for theirs in ["http://evil.example", "null", "http://127.0.0.1:1", "file://", "http://[::1]"]:
        for path in ["/", "/_zsite/page?path=/", "/_edit/", "/projects/p1.html"]:
            head = f"GET {path} HTTP/1.1\r\nOrigin: {theirs}\r\nConnection: close\r\n".encode()
            yield head + ours + b"\r\n"
    methods = ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "LINK"]
    for method, path in product(methods, ["/", "/projects/p1.html", "/_zsite/page", "/_edit/save"]):
        head = f"{method} {path} HTTP/1.1\r\nContent-Length: 2\r\nConnection: close\r\n".encode()
        yield head + ours + b"\r\n{}"
        yield head + ours + origin + b"X-Zsite-Token: guessed\r\n\r\n{}"
        form = b"Content-Type: application/x-www-form-urlencoded\r\n"
        yield (
            head.replace(b"Length: 2", b"Length: 14") + ours + origin + form + b"\r\n_token=guessed"
        )
    for path in [
        "/forcereload",
        "/forcereload?path=/",
        "/livereload.js",
        "/zsite.yaml",
        "/urls.yaml",
    ]:
        yield f"GET {path} HTTP/1.1\r\nConnection: close\r\n".encode() + ours + b"\r\n"
    for name in ["evil.example", "null", "http://evil.example"]:
        head = b"GET /livereload HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        key = b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        yield head + key + ours + f"Origin: {name}\r\n\r\n".encode()
        yield head + key + f"Host: {name}\r\n\r\n".encode()
    for path in [
        "preview.py",
        "../serve/server.py",
        "%2e%2e/wire.py",
        ".",
        "client/preview.js",
        "",
    ]:
        yield (
            b"GET /_zsite/" + path.encode() + b" HTTP/1.1\r\nConnection: close\r\n" + ours + b"\r\n"
        )
    for path in ["//evil.example/", "/\\evil.example", "http://evil.example/", "*", "/%0d%0aX: y"]:
        yield b"GET " + path.encode() + b" HTTP/1.1\r\nConnection: close\r\n" + ours + b"\r\n"
    yield b"GET / HTTP/1.1\r\n" + ours + b"X: " + b"y" * 70_000 + b"\r\n\r\n"
    yield b"POST /_edit/save HTTP/1.1\r\nContent-Length: 99999999999\r\n" + ours + b"\r\n"
    yield b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n" + ours + b"\r\n"
    yield b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"
    yield b"\x00" * 100 + b"\r\n\r\n"


def tree(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_none_is_answered_with_a_file_or_a_write(running: Running) -> None:
    before = tree(running.root)
    asked = list(requests(running.host))
    assert len(asked) >= 200
    for request in asked:
        status, answer = running.raw(request)
        assert status == 0 or status >= 400, request[:200]
        body = answer.partition(b"\r\n\r\n")[2]
        for secret in (b"<main", b"import ", b"investor", "机密".encode(), b"title:"):
            assert secret not in body or status == 404, request[:200]
        assert "机密".encode() not in answer
    after = tree(running.root)
    assert after.keys() == before.keys()
    changed = [path for path in after if after[path] != before[path] and "/.zsite/" not in path]
    assert changed == []
    assert running.get("/")[0] == 200


def test_it_listens_on_this_machine_only(running: Running) -> None:
    addresses = Path("/proc/net/tcp")
    if addresses.exists():
        port = f":{running.port:04X}"
        heard = [line.split()[1] for line in addresses.read_text().splitlines()[1:]]
        listening = {each for each in heard if each.endswith(port)}
        assert listening == {f"0100007F{port}"}


def test_head_has_no_body(running: Running) -> None:
    status, answer = running.raw(
        f"HEAD / HTTP/1.1\r\nHost: {running.host}\r\nConnection: close\r\n\r\n".encode()
    )
    assert status == 200
    assert answer.endswith(b"\r\n\r\n")
