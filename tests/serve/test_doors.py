"""Who may come in, which paths name a file, and what is added to a page."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zsite.ship.serve.doors import Doors, is_near, local_hosts
from zsite.ship.serve.dressing import dressed, look
from zsite.ship.serve.paths import decoded, inside

DOORS = Doors(local_hosts(8000, ("192.168.1.5",)), "token", "key")
HOST = {"host": "127.0.0.1:8000"}
OURS = {**HOST, "origin": "http://127.0.0.1:8000", "x-zsite-token": "token"}


def status(method: str, path: str, headers: dict[str, str], client: str = "127.0.0.1") -> int:
    refusal = DOORS.refusal(method, path, headers, client, "")
    return refusal.status if refusal else 200


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "LOCALHOST:8000"])
def test_own_names_come_in(host: str) -> None:
    assert status("GET", "/", {"host": host}) == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1", "127.0.0.1:8001", "", "localhost."]
)
def test_other_names_do_not(host: str) -> None:
    assert status("GET", "/", {"host": host}) == 421


def test_other_origins_do_not() -> None:
    for origin in ("http://evil.example", "null", "http://127.0.0.1:9", "https://127.0.0.1:8000"):
        assert status("GET", "/", {**HOST, "origin": origin}) == 403


def test_other_sites_pages_fetch_nothing_but_may_link_here() -> None:
    for site in ("cross-site", "same-site"):
        assert (
            status("GET", "/", {**HOST, "sec-fetch-site": site, "sec-fetch-mode": "no-cors"}) == 403
        )
        there = {**HOST, "sec-fetch-site": site, "sec-fetch-mode": "navigate"}
        assert status("GET", "/", there) == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_pages_are_only_read(method: str) -> None:
    assert status(method, "/", OURS) == 405
    assert status(method, "/_zsite/page", OURS) == 405


@pytest.mark.parametrize("lacking", ["origin", "x-zsite-token"])
def test_who_writes_shows_origin_and_token(lacking: str) -> None:
    assert status("POST", "/_edit/save", OURS) == 200
    assert status("POST", "/_edit/save", {k: v for k, v in OURS.items() if k != lacking}) == 403
    assert status("POST", "/_edit/save", {**OURS, "x-zsite-token": "other"}) == 403
    assert status("POST", "/_edit/save", {**OURS, "x-zsite-token": "тоken"}) == 403


def test_a_form_without_a_script_shows_the_token_as_its_first_value() -> None:
    form = {**HOST, "origin": OURS["origin"], "content-type": "application/x-www-form-urlencoded"}

    def told(body: bytes, headers: dict[str, str] = form) -> int:
        refusal = DOORS.refusal("POST", "/_edit/projects/x", headers, "127.0.0.1", "", body)
        return refusal.status if refusal else 200

    assert told(b"_token=token&f.name.zh=x") == 200
    for body in (b"", b"_token=other&a=b", b"_token=", b"a=b&_token=token", b"_token=token\xff"):
        assert told(body) == 403
    assert told(b"_token=token", {**form, "content-type": "text/plain"}) == 403
    assert told(b"_token=token", {**form, "origin": "http://evil.example"}) == 403
    assert told(b"_token=token", {**form, "x-zsite-token": "other"}) == 403


def test_other_machines_need_the_key_and_never_edit() -> None:
    far = "192.168.1.9"
    assert status("GET", "/", HOST, far) == 403
    assert DOORS.refusal("GET", "/", HOST, far, "key") is None
    for method in ("GET", "POST"):
        refusal = DOORS.refusal(method, "/_edit/", OURS, far, "key")
        assert refusal
        assert refusal.status == 403
    assert Doors(local_hosts(8000), "token").refusal("GET", "/", HOST, far, "")


def test_near() -> None:
    assert all(map(is_near, ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"]))
    assert not any(map(is_near, ["192.168.0.1", "::2", "", "x", "::ffff:10.0.0.1"]))


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/", "index.html"),
        ("/projects/", "projects/index.html"),
        ("/projects/p1.html", "projects/p1.html"),
        ("/%E8%B5%84%E6%96%99.pdf", "资料.pdf"),
    ],
)
def test_plain_paths(path: str, place: str) -> None:
    assert inside(decoded(path) or "", "") == place
    assert inside(decoded("/tzcj" + path) or "", "/tzcj") == place


HOSTILE = [
    *("/../zsite.yaml", "/..%2fzsite.yaml", "/%2e%2e/zsite.yaml", "/a/../../zsite.yaml"),
    *("/.git/config", "/a/.hidden", "/%2ezsite", "/..", "/.", "/a/./b", "/a//b", "//etc/passwd"),
    *("/..\\zsite.yaml", "/..%5czsite.yaml", "/a%00.html", "/a%0a", "/C:/x", "/c%3a/x"),
    *("/con", "/NUL.html", "/a/com1", "/lpt9.txt", "/aux.", "/x.", "/x%20", "/%ff", "/%c0%ae"),
    *("/" + "a" * 300, "/" + "a/" * 700, "/%e2%80%ae", "/a*", "/a|b", "/a?b".replace("?", "%3f")),
    *("zsite.yaml", "", "http://evil/", "/~%00", "/%u002e"),
]


@pytest.mark.parametrize("path", HOSTILE)
def test_paths_that_name_no_file(path: str) -> None:
    found = decoded(path)
    place = inside(found, "") if found is not None else None
    assert place is None or (".." not in place and "/." not in "/" + place)


@given(st.text(max_size=40))
def test_no_path_leads_out(text: str) -> None:
    found = decoded("/" + text)
    place = inside(found, "") if found is not None else None
    if place is not None:
        parts = place.split("/")
        assert not any(part in ("", ".", "..") or part[0] == "." for part in parts)
        assert not re.search(r"[\\:\x00-\x1f]", place)


PAGE = (
    b'<html><head><meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    b"script-src 'self'\"><link rel=stylesheet href=assets/site.12345678.css></head>"
)


def test_exactly_one_rule_is_added_to_the_policy() -> None:
    served = dressed(PAGE, "<script src=x></script>")
    added = b"; connect-src 'self'"
    assert served.replace(added, b"", 1).replace(b"<script src=x></script>", b"") == PAGE
    assert served.endswith(b"<script src=x></script></head>")


@pytest.mark.parametrize(
    ("rule", "becomes"),
    [
        ("connect-src 'none'", "connect-src 'self'"),
        ("connect-src 'self'", "connect-src 'self'"),
        ("connect-src https://a.example", "connect-src https://a.example 'self'"),
    ],
)
def test_a_rule_that_is_there_is_kept(rule: str, becomes: str) -> None:
    page = PAGE.replace(b"script-src 'self'", rule.encode())
    served = dressed(page, "").decode()
    assert f"default-src 'none'; {becomes}\"" in served
    assert served.count("connect-src") == 1


def test_a_page_without_a_policy_gets_none() -> None:
    assert dressed(b"<head></head>", "<script></script>") == b"<head><script></script></head>"


def test_a_page_with_another_stylesheet_has_the_same_frame() -> None:
    other = PAGE.replace(b"12345678", b"87654321")
    assert look(PAGE).digest != look(other).digest
    assert look(PAGE).frame == look(other).frame
    assert look(PAGE + b"x").frame != look(PAGE).frame
