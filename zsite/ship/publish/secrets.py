"""Secrets come from the environment or a file outside the project, and go nowhere else."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from zsite.problems import Place, problem
from zsite.ship.publish.stopped import StoppedError
from zsite.ship.publish.targets import Target

HIDDEN = "***"
_SHORTEST = 4  # characters of a secret that is worth hiding


class Secrets:
    """What a target is opened with. Whatever was handed out is struck from texts by `hide`."""

    def __init__(self, target: Target, environment: Mapping[str, str] | None = None) -> None:
        self._target = target
        self._environment = os.environ if environment is None else environment
        self._known: set[str] = set()

    def get(self, name: str) -> str:
        """A secret by its name, such as `secret`: from ZSITE_TARGET_SECRET, ZSITE_SECRET, or the
        target's credentials file; empty where there is none.
        """
        own = re.sub(r"\W", "_", self._target.name).upper()
        for variable in (f"ZSITE_{own}_{name.upper()}", f"ZSITE_{name.upper()}"):
            if self._environment.get(variable):
                return self._noted(self._environment[variable])
        return self._noted(self._file().get(name, ""))

    def needed(self, name: str) -> str:
        """The same, or a stop that says where it would have been looked for."""
        found = self.get(name)
        if not found:
            raise self._missing(f"ZSITE_{name.upper()}")
        return found

    def filled(self, text: str) -> str:
        """The text with $NAMES replaced from the environment; a name that is not set stops."""

        def value(match: re.Match[str]) -> str:
            found = self._environment.get(match[1], "")
            if not found:
                raise self._missing(match[1])
            return self._noted(found)

        return re.sub(r"\$(\w+)", value, text)

    def hide(self, text: str) -> str:
        """The text without any secret that was handed out."""
        for secret in sorted(self._known, key=len, reverse=True):
            text = text.replace(secret, HIDDEN)
        return text

    def _missing(self, variable: str) -> StoppedError:
        return StoppedError(problem("publish-no-secret", name=self._target.name, variable=variable))

    def _noted(self, secret: str) -> str:
        if len(secret) >= _SHORTEST:
            self._known.add(secret)
        return secret

    def _file(self) -> dict[str, str]:
        """`name = value` or `name: value` lines of the credentials file."""
        if not self._target.credentials:
            return {}
        path = Path(self._target.credentials).expanduser()
        try:
            lines = path.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            raise StoppedError(problem("publish-no-credentials", Place(str(path)))) from None
        rows = (re.fullmatch(r"\s*(\w+)\s*[=:]\s*\"?(.*?)\"?\s*", line) for line in lines)
        return {row[1].lower(): row[2] for row in rows if row}
