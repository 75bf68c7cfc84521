"""Object storage: at every moment each page's files exist; what is not ours stays; the way back."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import portal
import pytest
from portal import files, load
from strict_store import BUCKET, HOST, Store

from zsite.ship.publish import bucket as buckets
from zsite.ship.publish.bucket import Bucket
from zsite.ship.publish.objects import Objects
from zsite.ship.publish.secrets import Secrets
from zsite.ship.publish.snapshot import Snapshot
from zsite.ship.publish.stopped import StoppedError
from zsite.ship.publish.targets import Target

KEYS = {"ZSITE_KEY_ID": "AKIDEXAMPLE", "ZSITE_SECRET": "canary-of-the-bucket"}


def nothing(*_: object) -> None:
    """Tells nobody, stops nothing."""


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A strict store, whose host names lead to loopback."""
    look_up = socket.getaddrinfo

    def local(host: Any, *more: Any, **named: Any) -> Any:
        loop = isinstance(host, str) and host.endswith(HOST)
        return look_up("127.0.0.1" if loop else host, *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", local)
    monkeypatch.setattr(buckets, "TRIES", 1)
    monkeypatch.setattr(buckets, "_SETTLE", 0.01)
    with Store(page=50) as running:
        yield running
        assert running.refused == []


def objects(store: Store, prefix: str = "", adopt: bool = False) -> Objects:
    settings: dict[str, Any] = {"bucket": BUCKET, "endpoint": store.endpoint, "prefix": prefix}
    target = Target(name="live", to="s3", **settings)
    return Objects(Bucket(target, Secrets(target, KEYS)), adopt)


def publish(way: Objects, snapshot: Snapshot) -> int:
    sent = way.publish(snapshot, way.standing(), nothing, nothing)
    way.prune(3)
    return sent


def reader(store: Store, prefix: str = "") -> portal.Fetch:
    return lambda path: store.objects.get(prefix + path)


def pages(store: Store) -> list[str]:
    return [p for p in store.objects if p.endswith(".html") and p != "404.html"]


def test_publish_change_and_go_back(store: Store, tmp_path: Path) -> None:
    way = objects(store)
    one = portal.snapshot(tmp_path, files("one"))
    assert publish(way, one) == len(one.manifest.files)
    store.forget()
    changed = portal.snapshot(tmp_path, files("one", p0003="A new text."))
    assert publish(way, changed) == 1
    assert len(store.sent()) <= 5
    assert b"A new text." in store.objects["p0003.html"]
    store.forget()
    standing = way.standing()
    assert standing.releases == (one.manifest.release, changed.manifest.release)
    way.rollback(one.manifest.release, standing, nothing)
    assert b"This is p0003." in store.objects["p0003.html"]
    assert {load(reader(store), path) for path in pages(store)} == {"one"}
    assert not [path for path in store.sent() if not path.startswith(".zsite/")]
    assert way.standing().current == one.manifest.release
    assert publish(way, changed) == 1


def test_what_a_reader_gets(store: Store, tmp_path: Path) -> None:
    publish(objects(store), portal.snapshot(tmp_path, files("one", 2)))
    (css,) = (path for path in store.objects if path.endswith(".css"))
    assert store.types["index.html"] == ("text/html; charset=utf-8", "no-cache")
    assert store.types[css][0] == "text/css; charset=utf-8"
    assert "immutable" in store.types[css][1]


def test_the_files_of_every_page_exist_after_every_single_change(
    store: Store, tmp_path: Path
) -> None:
    """Also while pages are new or go, and while a release is taken back."""
    way, checked = objects(store), []

    def watch() -> None:
        """Everything to which links lead, and nothing else, is what readers come to."""
        waiting, known = ["index.html"], {"index.html"}
        while waiting:
            path = waiting.pop()
            load(reader(store), path)
            found = re.findall(r'href="([^"]+\.html)"', store.objects[path].decode())
            waiting += [link for link in found if link not in known]
            known.update(found)
        assert len(known) >= 50
        checked.append(1)

    publish(way, portal.snapshot(tmp_path, files("one", 60)))
    store.watch = watch
    publish(way, portal.snapshot(tmp_path, files("two", 70)))
    publish(way, portal.snapshot(tmp_path, files("three", 50)))
    publish(way, portal.snapshot(tmp_path, files("four", 50)))
    standing = way.standing()
    way.rollback(standing.releases[0], standing, nothing)
    assert len(checked) > 400
    assert {load(reader(store), path) for path in pages(store)} == {"two"}
    assert len(pages(store)) == 70


@pytest.mark.parametrize("after", [False, True], ids=["refused", "answer-lost"])
def test_cut_at_every_kind_of_request(store: Store, tmp_path: Path, after: bool) -> None:
    """And the next run sends only the rest."""
    way = objects(store)
    one, two = (portal.snapshot(tmp_path / mark, files(mark)) for mark in ("one", "two"))
    publish(way, one)
    kept, types = dict(store.objects), dict(store.types)
    store.forget()
    publish(way, two)
    total, whole = len(store.requests), dict(store.objects)
    for last in [*range(2, total - 8, 37), *range(total - 8, total)]:
        store.objects, store.types = dict(kept), dict(types)
        store.forget()
        store.last, store.after = last, after
        with pytest.raises(StoppedError, match="publish-unreachable"):
            publish(way, two)
        for path in pages(store):
            load(reader(store), path)
        here = {path for path in two.manifest.files if store.objects.get(path) == whole[path]}
        store.forget()
        publish(way, two)
        rest = {path for path in store.sent() if not path.startswith(".zsite/")}
        assert rest == two.manifest.files.keys() - here
        assert store.objects == whole


def test_a_rollback_cut_anywhere_completes(store: Store, tmp_path: Path) -> None:
    way = objects(store)
    one, two = (portal.snapshot(tmp_path / mark, files(mark, 20)) for mark in ("one", "two"))
    publish(way, one)
    publish(way, two)
    kept, types = dict(store.objects), dict(store.types)
    store.forget()
    way.rollback(one.manifest.release, way.standing(), nothing)
    for last in range(1, len(store.requests), 9):
        store.objects, store.types = dict(kept), dict(types)
        store.forget()
        store.last = last
        with pytest.raises(StoppedError):
            way.rollback(one.manifest.release, way.standing(), nothing)
        for path in pages(store):
            load(reader(store), path)
        store.forget()
        way.rollback(one.manifest.release, way.standing(), nothing)
        assert {load(reader(store), path) for path in pages(store)} == {"one"}


def test_a_cut_publication_can_be_taken_back(store: Store, tmp_path: Path) -> None:
    """Half of two lies over one; going back to one makes it whole."""
    way = objects(store)
    one, two = (portal.snapshot(tmp_path / mark, files(mark, 20)) for mark in ("one", "two"))
    publish(way, one)
    store.forget()
    store.last = 60
    with pytest.raises(StoppedError):
        publish(way, two)
    assert {load(reader(store), path) for path in pages(store)} == {"one", "two"}
    store.forget()
    way.rollback(one.manifest.release, way.standing(), nothing)
    assert {load(reader(store), path) for path in pages(store)} == {"one"}


def test_publishing_the_same_again_mends_what_a_cut_left(store: Store, tmp_path: Path) -> None:
    """The content was set back instead: the plan sees no difference, but the bucket has one."""
    way = objects(store)
    one, two = (portal.snapshot(tmp_path / mark, files(mark, 20)) for mark in ("one", "two"))
    publish(way, one)
    assert way.standing().is_whole
    store.forget()
    store.last = 60
    with pytest.raises(StoppedError):
        publish(way, two)
    store.forget()
    assert not way.standing().is_whole
    publish(way, one)
    assert way.standing().is_whole
    assert {load(reader(store), path) for path in pages(store)} == {"one"}
    assert not [path for path, data in store.objects.items() if b"two" in data]


def test_only_files_of_ours_go(store: Store, tmp_path: Path) -> None:
    way = objects(store)
    publish(way, portal.snapshot(tmp_path, files("one", 20)))
    store.objects["theirs.html"] = store.objects["media/theirs.12345678.webp"] = b"theirs"
    for mark in ("two", "three", "four", "five"):
        publish(way, portal.snapshot(tmp_path, files(mark, 5)))
    assert store.objects["theirs.html"] == store.objects["media/theirs.12345678.webp"] == b"theirs"
    assert "p0010.html" not in store.objects
    assert not [path for path in store.objects if "p0010" in path]


def test_a_bucket_of_others_is_not_overwritten(store: Store, tmp_path: Path) -> None:
    store.objects["index.html"] = b"theirs"
    store.types["index.html"] = ("", "")
    one = portal.snapshot(tmp_path, files("one", 3))
    with pytest.raises(StoppedError, match="publish-not-ours"):
        publish(objects(store), one)
    assert store.objects == {"index.html": b"theirs"}
    publish(objects(store, adopt=True), one)
    assert load(reader(store), "index.html") == "one"


def test_a_prefix_is_a_site_of_its_own(store: Store, tmp_path: Path) -> None:
    for prefix in ("a", "b/c"):
        publish(objects(store, prefix), portal.snapshot(tmp_path, files(prefix[0], 3)))
    assert load(reader(store, "a/"), "index.html") == "a"
    assert load(reader(store, "b/c/"), "index.html") == "b"
    assert all(path.startswith(("a/", "b/c/")) for path in store.objects)


def test_a_cut_release_that_never_came_is_cleaned_up(store: Store, tmp_path: Path) -> None:
    """Files that were sent for a release that was given up are known as ours, and go."""
    way = objects(store)
    publish(way, portal.snapshot(tmp_path, files("one", 5)))
    store.forget()
    store.last = 12
    with pytest.raises(StoppedError):
        publish(way, portal.snapshot(tmp_path, files("lost", 30)))
    store.forget()
    three = portal.snapshot(tmp_path, files("three", 5))
    publish(way, three)
    publish(way, portal.snapshot(tmp_path, files("four", 5)))
    assert not [path for path, data in store.objects.items() if b"lost" in data]


def test_moto_understands_the_same(tmp_path: Path) -> None:
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        endpoint = f"http://{host}:{port}"
        client = boto3.client(
            "s3",
            endpoint_url=endpoint,
            region_name="us-east-1",
            aws_access_key_id="x",
            aws_secret_access_key="y",
        )
        client.create_bucket(Bucket=BUCKET)
        settings: dict[str, Any] = {"bucket": BUCKET, "endpoint": endpoint, "addressing": "path"}
        target = Target(name="live", to="s3", **settings)
        way = Objects(Bucket(target, Secrets(target, KEYS)))
        one = portal.snapshot(tmp_path, files("one", 6))
        publish(way, one)
        publish(way, portal.snapshot(tmp_path, files("two", 6)))

        def fetch(path: str) -> bytes:
            return bytes(client.get_object(Bucket=BUCKET, Key=path)["Body"].read())

        assert load(fetch, "index.html") == "two"
        way.rollback(one.manifest.release, way.standing(), nothing)
        assert load(fetch, "index.html") == "one"
    finally:
        server.stop()
