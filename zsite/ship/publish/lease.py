"""One publisher at a target at a time, whichever machine he works on.

The lease is a link at the target whose text says who holds it. Its holder renews the text; one
that nobody renews belongs to a dead program and is taken over. No two clocks are compared.
"""

import json
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Protocol

from zsite.problems import problem
from zsite.ship.publish.stopped import StoppedError

NAME = ".zsite/lock"


class Slots(Protocol):
    """Named texts at a target."""

    def claim(self, name: str, text: str) -> bool:
        """Set a text where there is none; False when there is one."""

    def point(self, name: str, text: str) -> None:
        """Set a text, in one step."""

    def pointed(self, name: str) -> str:
        """The text; nothing also when the name is something else."""

    def remove(self, name: str) -> None:
        """Take a text away; it may be gone already."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds: between two looks at another's lease, between renewals, until an unrenewed one
    counts as dead, how long to wait for a living one, and until an overwritten one has settled.
    """

    look: float = 1.0
    renew: float = 5.0
    dead: float = 30.0
    wait: float = 45.0
    settle: float = 0.5


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lease; `beat` counts renewals, `token` is unique."""

    who: str
    what: str
    host: str
    pid: int
    since: str
    token: str
    beat: int = 0

    @property
    def text(self) -> str:
        """The holder as the lease says it."""
        row = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(row, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def read(cls, text: str) -> "Holder | None":
        """The holder that a text names; None when it makes no sense."""
        try:
            return cls(**json.loads(text))
        except (ValueError, TypeError):
            return None


def myself(who: str, what: str) -> Holder:
    """This program as a holder."""
    since = datetime.now(UTC).isoformat(timespec="seconds")
    return Holder(who, what, socket.gethostname(), os.getpid(), since, secrets.token_hex(8))


class Lease:
    """A held lease, renewed until the end of a `with`."""

    def __init__(self, slots: Slots, holder: Holder, pace: Pace) -> None:
        self._slots = slots
        self._holder = holder
        self._pace = pace
        self._over = threading.Event()
        self._turn = threading.Lock()
        self._thread = threading.Thread(target=self._renew, daemon=True)
        self._thread.start()

    def check(self) -> None:
        """Stop when somebody has taken the lease over, for example while this machine slept."""
        with self._turn:
            found = Holder.read(self._slots.pointed(NAME))
        if found is None or found.token != self._holder.token:
            raise StoppedError(problem("publish-lease-lost", **_facts(found)))

    def __enter__(self) -> "Lease":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()
        with suppress(StoppedError):  # a connection that is gone: others find it dead
            found = Holder.read(self._slots.pointed(NAME))
            if found and found.token == self._holder.token:
                self._slots.remove(NAME)

    def _renew(self) -> None:
        while not self._over.wait(self._pace.renew):
            with self._turn, suppress(StoppedError):
                found = Holder.read(self._slots.pointed(NAME))
                if found is None or found.token != self._holder.token:
                    return
                self._holder = replace(self._holder, beat=self._holder.beat + 1)
                self._slots.point(NAME, self._holder.text)


def lease(
    slots: Slots, me: Holder, pace: Pace, waiting: Callable[[Mapping[str, str]], None]
) -> Lease:
    """The lease, or a stop that names its holder. `waiting` is told once who is waited for."""
    if slots.claim(NAME, me.text):
        return Lease(slots, me, pace)
    began = seen_at = time.monotonic()
    seen = slots.pointed(NAME)
    if seen:
        waiting(_facts(Holder.read(seen)))
    while not slots.claim(NAME, me.text):
        now, text = time.monotonic(), slots.pointed(NAME)
        if text != seen:
            seen, seen_at = text, now
        if text and (_is_gone(text) or now - seen_at >= pace.dead):
            if _taken_over(slots, text, me, pace):
                break
        elif now - began >= pace.wait:
            raise StoppedError(problem("publish-locked", **_facts(Holder.read(text))))
        time.sleep(pace.look)
    return Lease(slots, me, pace)


def _taken_over(slots: Slots, dead: str, me: Holder, pace: Pace) -> bool:
    """Overwrite a dead lease; of several who try, the last one to write has it."""
    if slots.pointed(NAME) != dead:
        return False
    slots.point(NAME, me.text)
    time.sleep(pace.settle)
    return slots.pointed(NAME) == me.text


def _is_gone(text: str) -> bool:
    """True when the holder ran on this machine and does no more."""
    holder = Holder.read(text)
    if holder is None or holder.host != socket.gethostname() or os.name == "nt":
        return False
    try:
        os.kill(holder.pid, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _facts(holder: Holder | None) -> dict[str, Any]:
    names = ("who", "what", "host", "since")
    return {name: getattr(holder, name) if holder else "?" for name in names}
