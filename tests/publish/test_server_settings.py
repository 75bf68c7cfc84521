"""What `--server-config` prints, in the real servers: headers, copies, caching, 404, sub-path."""

import gzip
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import brotli
import daemons
import portal
import pytest

from zsite.ship.publish.heads import head_of
from zsite.ship.publish.hosts.folder import Folder
from zsite.ship.publish.releases import Releases
from zsite.ship.publish.servers import headers, settings, union

META = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self'; "
    "style-src 'self'\">\n"
    '<meta http-equiv="Content-Security-Policy" content="base-uri \'none\'">\n'
    '<meta name="referrer" content="same-origin">\n'
)
SERVERS = ["nginx", "caddy", "apache"]


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    data: bytes


def get(url: str, accept: str = "identity") -> Answer:
    request = urllib.request.Request(url, headers={"Accept-Encoding": accept})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return Answer(answer.status, _small(answer.headers), answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, _small(error.headers), error.read())


def _small(found: object) -> dict[str, str]:
    return {name.lower(): value for name, value in found.items()}  # type: ignore[attr-defined]


@contextmanager
def serving(server: str, below: str, tmp_path: Path, frame: str = "") -> Iterator[str]:
    """A published portal behind a server with exactly the printed settings, but for the port."""
    port = daemons.free_port()
    made = portal.files("one", 4)
    made = {
        path: data.replace(b"<title>", META.encode() + b"<title>")
        if path.endswith("html")
        else data
        for path, data in made.items()
    }
    made["head.html"] = b"<header>The portal</header>"
    if frame:
        made["framed.html"] = f'<!--#include virtual="{frame}" -->\n<main>Words</main>'.encode()
    made["contacts/centre.vcf"] = b"BEGIN:VCARD\r\nEND:VCARD\r\n"
    taken = portal.snapshot(tmp_path, made, compress=True)
    releases = Releases(Folder(tmp_path / "www"))
    releases.publish(taken, releases.standing(), lambda: None, lambda done, total: None)
    (tmp_path / "zsite.yaml").write_text(
        "title: {zh: 甲, en: A}\n"
        + (f"host: {{header: {frame}}}\n" if frame else "")
        + f"publish: [{{name: live, to: folder, path: www, url: 'http://localhost{below}'}}]\n"
    )
    text = settings(server, tmp_path, "live")  # type: ignore[arg-type]
    folder = tmp_path / server
    if server == "nginx":
        text = text.replace("listen 80;", f"listen 127.0.0.1:{port};").replace(
            "listen [::]:80;", ""
        )
        if below:
            text = f"server {{ listen 127.0.0.1:{port};\n{text}\n}}"
        started = daemons.nginx(folder, text, port)
    elif server == "caddy":
        text = text.replace("http://localhost {", f"http://127.0.0.1:{port} {{")
        if below:
            text = f"http://127.0.0.1:{port} {{\n{text}\n}}"
        started = daemons.caddy(folder, text, port)
    else:
        text = text.replace("<VirtualHost *:80>", f"<VirtualHost 127.0.0.1:{port}>")
        if below:
            text = (
                f"<VirtualHost 127.0.0.1:{port}>\nDocumentRoot /var/empty\n{text}\n</VirtualHost>"
            )
        started = daemons.apache(folder, text, port)
    with started as url:
        yield url + below


@pytest.mark.parametrize("below", ["", "/tzcj"], ids=["root", "sub-path"])
@pytest.mark.parametrize("server", SERVERS)
def test_a_real_server_with_the_printed_settings(server: str, below: str, tmp_path: Path) -> None:
    with serving(server, below, tmp_path) as url:
        home = get(f"{url}/")
        page = (tmp_path / "www/current/index.html").read_bytes()
        assert (home.status, home.data) == (200, page)
        assert home.headers["content-type"].replace(" ", "").lower() == "text/html;charset=utf-8"
        policy = head_of(page).metas["content-security-policy"]
        said = union([home.headers["content-security-policy"]])
        assert said.pop("frame-ancestors") == ["'self'"]
        assert said == union([policy])
        assert home.headers["referrer-policy"] == "same-origin"
        assert home.headers["x-content-type-options"] == "nosniff"
        assert home.headers["cache-control"] == "no-cache"

        css = next((tmp_path / "www/current/assets").glob("*.css")).name
        asset = get(f"{url}/assets/{css}")
        assert asset.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert asset.headers["content-security-policy"] == home.headers["content-security-policy"]
        assert asset.headers["content-type"].startswith("text/css")

        small = get(f"{url}/p0001.html", "gzip")
        assert small.headers["content-encoding"] == "gzip"
        assert small.headers["content-type"].startswith("text/html")
        assert "accept-encoding" in small.headers["vary"].lower()
        whole = (tmp_path / "www/current/p0001.html").read_bytes()
        assert gzip.decompress(small.data) == whole
        assert small.data == (tmp_path / "www/current/p0001.html.gz").read_bytes()
        if server != "nginx":
            smaller = get(f"{url}/p0001.html", "gzip, br")
            assert smaller.headers["content-encoding"] == "br"
            assert brotli.decompress(smaller.data) == whole

        missing = get(f"{url}/projects/none.html")
        assert missing.status == 404
        assert b"missing" in missing.data
        assert missing.headers["content-security-policy"] == home.headers["content-security-policy"]
        card = get(f"{url}/contacts/centre.vcf")
        assert card.headers["content-type"].startswith("text/vcard")
        outside = get(f"{url}/../.zsite/manifests")
        assert outside.status in (400, 404) or outside.data == b""
        if below:
            assert get(url).data == page  # led on to the address with the slash


@pytest.mark.parametrize("server", ["nginx", "apache"])
def test_a_portals_frame_is_filled_in(server: str, tmp_path: Path) -> None:
    with serving(server, "", tmp_path, "/head.html") as url:
        page = get(f"{url}/framed.html", "gzip, br")
        assert page.data.split() == b"<header>The portal</header> <main>Words</main>".split()
        assert "content-security-policy" in page.headers
        assert get(f"{url}/none.html").status == 404


def test_the_union_of_policies_forbids_nothing_that_a_page_allows() -> None:
    one = "default-src 'none'; img-src 'self'; base-uri 'none'"
    two = "default-src 'none'; img-src data:; connect-src 'self'; base-uri 'none'"
    assert union([one, two]) == {
        "default-src": ["'none'"],
        "img-src": ["'self'", "data:"],
        "base-uri": ["'none'"],
        "connect-src": ["'self'"],
    }
    assert "base-uri" not in union([one, "default-src 'none'"])
    assert union(["img-src 'self'", "default-src 'none'"]) == {"img-src": ["'self'"]}
    assert union([]) == {}


def test_headers_of_pages_without_a_policy() -> None:
    said = headers([head_of(b"<html><head><title>x</title></head></html>")])
    assert said["Content-Security-Policy"] == "frame-ancestors 'self'"
