"""Telling a cache in front of the site what has changed: a request or a program, as declared."""

import json
import os
import subprocess
import urllib.error
import urllib.request
from collections.abc import Sequence
from http.client import HTTPException

from zsite.problems import Problem, problem
from zsite.ship.publish.secrets import Secrets
from zsite.ship.publish.targets import Target

_PATIENCE = 60  # seconds


def purge(target: Target, urls: Sequence[str], secrets: Secrets) -> Problem | None:
    """Hand the addresses over; a problem when that failed."""
    try:
        if target.purge_url:
            _request(target, urls, secrets)
        if target.purge_command:
            _command(target, urls)
    except (OSError, ValueError, HTTPException, subprocess.SubprocessError) as error:
        reason = secrets.hide(str(getattr(error, "reason", "") or error))
        return problem("publish-purge-failed", name=target.name, reason=reason)
    return None


def _request(target: Target, urls: Sequence[str], secrets: Secrets) -> None:
    headers = {"Content-Type": "application/json", "User-Agent": "zsite"}
    name, _, value = target.purge_header.partition(":")
    if name.strip():
        headers[name.strip()] = secrets.filled(value.strip())
    data = json.dumps({"urls": list(urls)}).encode()
    request = urllib.request.Request(target.purge_url, data, headers)  # noqa: S310
    with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310
        answer.read()


def _command(target: Target, urls: Sequence[str]) -> None:
    """The program's own output may hold secrets: only its exit status is told."""
    done = subprocess.run(  # noqa: S603
        target.purge_command,
        input="".join(f"{url}\n" for url in urls).encode(),
        capture_output=True,
        timeout=_PATIENCE,
        check=False,
        env=dict(os.environ),
    )
    if done.returncode:
        raise OSError(f"{target.purge_command[0]}: {done.returncode}")
