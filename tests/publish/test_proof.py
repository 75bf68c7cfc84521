"""Proof, purge and log: what a reader gets is compared; secrets go nowhere."""

import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import portal
import pytest
from portal import files

from zsite.problems import Problem
from zsite.ship.publish import journal, records
from zsite.ship.publish.plan import difference
from zsite.ship.publish.proof import Proof, prove
from zsite.ship.publish.purge import purge
from zsite.ship.publish.secrets import Secrets
from zsite.ship.publish.stopped import StoppedError
from zsite.ship.publish.targets import Target


def nothing(*_: object) -> None:
    """Tells nobody."""


class Served:
    """A server that serves files of a dictionary; `cached` ones only without a query."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.cached: dict[str, bytes] = {}
        self.posts: list[tuple[str, dict[str, str], bytes]] = []
        self.status = 200


@contextmanager
def served() -> Iterator[tuple[Served, str]]:
    state = Served()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            path, _, query = self.path[1:].partition("?")
            data = (state.cached.get(path) if not query else None) or state.files.get(path)
            self.send_response(200 if data is not None else 404)
            self.end_headers()
            self.wfile.write(data or b"")

        def do_POST(self) -> None:
            data = self.rfile.read(int(self.headers["Content-Length"]))
            state.posts.append((self.path, dict(self.headers.items()), data))
            self.send_response(state.status)
            self.end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield state, f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def proved(tmp_path: Path, change: dict[str, bytes | None], cached: bool = False) -> Proof:
    """The proof for a release of which the server has some files otherwise."""
    before = portal.snapshot(tmp_path / "before", {**files("one", 5), "old.html": b"old"})
    after = portal.snapshot(tmp_path / "after", files("two", 4))
    plan = difference(before.manifest, after.manifest)
    with served() as (state, url):
        whole = {path: (after.tree / path).read_bytes() for path in after.manifest.files}
        altered = {**whole, **change}
        state.files = whole if cached else {p: d for p, d in altered.items() if d is not None}
        state.cached = {p: d for p, d in change.items() if d is not None} if cached else {}
        return prove(url, after.manifest, plan, after.tree, nothing, pauses=(0, 0))


def ids(proof: Proof) -> list[str]:
    return [problem.id for problem in proof.problems]


def test_a_site_that_is_up_is_proved(tmp_path: Path) -> None:
    proof = proved(tmp_path, {})
    assert proof.problems == ()
    assert proof.fetched == 5 + 2  # the new pages and 404.html, the old page and p0004


@pytest.mark.parametrize("wrong", [b"something else", None])
def test_a_page_that_is_not_as_it_was_made_is_named(wrong: bytes | None, tmp_path: Path) -> None:
    proof = proved(tmp_path, {"p0002.html": wrong})
    assert ids(proof) == ["publish-not-up"]
    assert proof.problems[0].place.file == "p0002.html"


def test_a_page_that_should_be_gone_is_named(tmp_path: Path) -> None:
    assert ids(proved(tmp_path, {"old.html": b"old"})) == ["publish-still-there"]


def test_a_cache_is_told_from_a_server(tmp_path: Path) -> None:
    assert ids(proved(tmp_path, {"index.html": b"older"}, cached=True)) == ["publish-cache-stale"]


def test_pages_with_includes_are_compared_around_them(tmp_path: Path) -> None:
    frame = (
        b'<!--#include virtual="/head.html" --><main>words</main><!--#include virtual="/foot" -->'
    )
    taken = portal.snapshot(tmp_path, {"index.html": frame})
    plan = difference(None, taken.manifest)
    with served() as (state, url):
        for filled, good in (
            (b"<header>H</header><main>words</main><footer>F</footer>", True),
            (b"<header>H</header><main>other</main><footer>F</footer>", False),
        ):
            state.files = {"index.html": filled}
            proof = prove(url, taken.manifest, plan, taken.tree, nothing, pauses=(0,))
            assert (proof.problems == ()) == good


def test_nobody_there_is_a_problem_and_no_traceback(tmp_path: Path) -> None:
    taken = portal.snapshot(tmp_path, files("one", 2))
    plan = difference(None, taken.manifest)
    proof = prove("http://127.0.0.1:9", taken.manifest, plan, taken.tree, nothing, pauses=(0,))
    assert set(ids(proof)) == {"publish-not-up"}


CANARY = "canary-7b1f-of-the-cache"


def test_a_cache_gets_the_addresses_and_the_secret_from_the_environment() -> None:
    urls = ["https://x.example/a.html", "https://x.example/b.html"]
    with served() as (state, url):
        header = "Authorization: Bearer $CDN_TOKEN"
        target = Target("live", "folder", purge_url=f"{url}/purge", purge_header=header)
        secrets = Secrets(target, {"CDN_TOKEN": CANARY})
        assert purge(target, urls, secrets) is None
        path, headers, data = state.posts[0]
        assert (path, json.loads(data)) == ("/purge", {"urls": urls})
        assert headers["Authorization"] == f"Bearer {CANARY}"
        state.status = 500
        failed = purge(target, urls, secrets)
        assert isinstance(failed, Problem)
        assert CANARY not in repr(failed)


def test_a_command_reads_the_addresses(tmp_path: Path) -> None:
    out = tmp_path / "urls"
    code = f"import sys; open({str(out)!r}, 'w').write(sys.stdin.read())"
    target = Target("live", "folder", purge_command=(sys.executable, "-c", code))
    assert purge(target, ["https://x.example/a.html"], Secrets(target, {})) is None
    assert out.read_text() == "https://x.example/a.html\n"
    noisy = (sys.executable, "-c", f"print('{CANARY}'); raise SystemExit(3)")
    failed = purge(Target("live", "folder", purge_command=noisy), [], Secrets(target, {}))
    assert isinstance(failed, Problem)
    assert CANARY not in repr(failed)
    missing = Target("live", "folder", purge_command=("no-such-program-here",))
    assert isinstance(purge(missing, [], Secrets(target, {})), Problem)


def test_secrets_are_looked_for_in_order_and_struck_out(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text('key_id = AKID-of-a-file\nsecret: "from-the-file"\n')
    target = Target("live-2", "s3", credentials=str(file))
    secrets = Secrets(target, {"ZSITE_KEY_ID": "general", "ZSITE_LIVE_2_KEY_ID": "AKID-own"})
    assert (secrets.needed("key_id"), secrets.needed("secret")) == ("AKID-own", "from-the-file")
    assert secrets.hide("x from-the-file y AKID-own") == "x *** y ***"
    with pytest.raises(StoppedError, match="publish-no-secret"):
        Secrets(Target("live", "s3"), {}).needed("secret")
    with pytest.raises(StoppedError, match="publish-no-credentials"):
        Secrets(Target("live", "s3", credentials=str(tmp_path / "none")), {}).needed("secret")


def test_the_log_is_a_page_and_is_never_lost(tmp_path: Path) -> None:
    entry = {
        "at": "2026-11-24T10:00:00+08:00",
        "action": "publish",
        "release": "0123456789ab",
        "by": "张三 <b>",
        "reviews": [{"role": "终审", "by": "李四", "at": "2026-11-24T09:00:00+08:00"}],
        "pages": {"new": [], "changed": [{"title": "A & B", "path": "a.html"}], "removed": []},
        "proof": {"fetched": 2, "wrong": 0},
    }
    for _ in range(2):
        assert not journal.note(tmp_path, "live", entry, "投资甲县")
    page = (tmp_path / "publishing/live.html").read_text("utf-8")
    assert page.count("0123456789ab") == 2
    assert "张三 &lt;b&gt;" in page
    assert "A &amp; B" in page
    assert "终审 李四 2026-11-24" in page
    assert len(journal.entries(tmp_path, "live")) == 2
    (tmp_path / "publishing/live.json").write_text("{ cut")
    assert [p.id for p in journal.note(tmp_path, "live", entry, "")] == ["publish-record-broken"]
    assert (tmp_path / "publishing/live.json").read_text() == "{ cut"
    with pytest.raises(StoppedError, match="publish-record-broken"):
        records.rows(tmp_path, "live.json")
