"""One publisher at a target: another waits, or stops with his name; a dead one is taken over."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from zsite.ship.publish.hosts.folder import Folder
from zsite.ship.publish.lease import NAME, Holder, Pace, lease, myself
from zsite.ship.publish.stopped import StoppedError

QUICK = Pace(look=0.01, renew=0.02, dead=0.3, wait=0.6, settle=0.02)


def nobody(_: Mapping[str, str]) -> None:
    raise AssertionError("nobody is waited for")


def test_a_living_holder_is_named(tmp_path: Path) -> None:
    host, told = Folder(tmp_path), []
    first = replace(myself("张三", "publish"), host="elsewhere")
    with lease(host, first, QUICK, nobody) as held:
        with pytest.raises(StoppedError) as stop:
            lease(host, myself("李四", "publish"), QUICK, told.append)
        held.check()
    facts = dict(stop.value.problems[0].facts)
    assert (facts["who"], facts["host"], facts["what"]) == ("张三", "elsewhere", "publish")
    assert [each["who"] for each in told] == ["张三"]
    with lease(host, myself("李四", "publish"), QUICK, nobody):
        pass
    assert host.pointed(NAME) == ""


def test_waiting_ends_when_the_holder_leaves(tmp_path: Path) -> None:
    host = Folder(tmp_path)
    held = lease(host, myself("张三", "publish"), QUICK, nobody)

    def leave(_: Mapping[str, str]) -> None:
        held.__exit__(None, None, None)

    with lease(host, myself("李四", "publish"), replace(QUICK, wait=60), leave) as second:
        second.check()


def test_a_holder_that_renews_nothing_is_dead(tmp_path: Path) -> None:
    host = Folder(tmp_path)
    dead = replace(myself("张三", "publish"), host="elsewhere")
    assert host.claim(NAME, dead.text)
    with lease(host, myself("李四", "publish"), replace(QUICK, wait=60), lambda _: None) as held:
        held.check()


@pytest.mark.skipif(os.name == "nt", reason="processes are not looked up there")
def test_a_dead_process_of_this_machine_is_taken_over_at_once(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    host = Folder(tmp_path)
    assert host.claim(NAME, replace(myself("张三", "publish"), pid=process.pid).text)
    slow = replace(QUICK, dead=3600, wait=3600)
    with lease(host, myself("李四", "publish"), slow, lambda _: None) as held:
        held.check()


def test_who_was_taken_over_stops_before_the_step(tmp_path: Path) -> None:
    """A machine that slept finds another's name, and leaves it there."""
    host = Folder(tmp_path)
    with lease(host, myself("张三", "publish"), replace(QUICK, renew=60), nobody) as held:
        other = replace(myself("李四", "publish"), host="elsewhere")
        host.point(NAME, other.text)
        with pytest.raises(StoppedError, match="publish-lease-lost") as stop:
            held.check()
    assert dict(stop.value.problems[0].facts)["who"] == "李四"
    assert Holder.read(host.pointed(NAME)) == other


@pytest.mark.parametrize("text", ["", "{}", "[]", "no json", '{"who": "x"}'])
def test_a_lease_that_makes_no_sense_is_nobodys(text: str, tmp_path: Path) -> None:
    assert Holder.read(text) is None


def test_a_holder_is_read_as_he_was_written() -> None:
    me = myself('O\'Neil 张三 "x"', "publish")
    assert Holder.read(me.text) == me
    assert json.loads(me.text)["who"] == me.who
