"""An SFTP connection for callers who do not wait in a loop, and its errors as problems."""

import asyncio
import threading
from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import asyncssh

from zsite.problems import Place, Problem, problem
from zsite.ship.publish.secrets import Secrets
from zsite.ship.publish.stopped import StoppedError
from zsite.ship.publish.targets import Target

_PATIENCE = 20  # seconds until a server that does not answer counts as gone
_KEY_ERRORS = (asyncssh.KeyImportError, asyncssh.KeyEncryptionError)
_T = TypeVar("_T")


class Session:
    """An open connection; `sftp` is the client, for work that `run` runs.

    Host keys are checked against known_hosts; keys come from the SSH agent or a file, a password
    or passphrase from the environment.
    """

    sftp: asyncssh.SFTPClient

    def __init__(self, target: Target, secrets: Secrets) -> None:
        self._target = target
        self._secrets = secrets
        self._loop = asyncio.new_event_loop()
        # Of many requests that a broken connection ends, the one waited for tells of it.
        self._loop.set_exception_handler(lambda loop, context: None)
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        try:
            self.run(self._connect())
        except StoppedError:
            self._end()
            raise

    def close(self) -> None:
        """Leave."""
        with suppress(StoppedError):
            self.run(self._disconnect())
        self._end()

    def _end(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def run(self, work: Coroutine[Any, Any, _T]) -> _T:
        """What the work gives, or a stop that says what failed."""
        try:
            return asyncio.run_coroutine_threadsafe(work, self._loop).result()
        except (OSError, asyncssh.Error, *_KEY_ERRORS) as error:
            raise StoppedError(self._refusal(error)) from None

    def _refusal(self, error: Exception) -> Problem:
        host = f"{self._target.host}:{self._target.port}"
        if isinstance(error, asyncssh.HostKeyNotVerifiable):
            return problem("publish-host-key", host=host)
        if isinstance(error, asyncssh.PermissionDenied):
            return problem("publish-login-refused", user=self._target.user, host=host)
        reason = self._secrets.hide(getattr(error, "reason", "") or str(error) or "?")
        if isinstance(error, asyncssh.SFTPError) and not isinstance(
            error, asyncssh.SFTPConnectionLost | asyncssh.SFTPNoConnection
        ):
            return problem("publish-refused", reason=reason, host=host)
        if isinstance(error, _KEY_ERRORS):
            return problem("publish-no-credentials", Place(self._target.key))
        return problem("publish-unreachable", reason=reason, host=host)

    async def _connect(self) -> None:
        target, secrets = self._target, self._secrets
        options: dict[str, Any] = {"username": target.user} if target.user else {}
        if target.key:
            options["client_keys"] = [str(Path(target.key).expanduser())]
        if target.known_hosts:
            options["known_hosts"] = str(Path(target.known_hosts).expanduser())
        for name in ("password", "passphrase"):
            if secrets.get(name):
                options[name] = secrets.get(name)
        self._connection = await asyncssh.connect(
            target.host,
            target.port,
            connect_timeout=_PATIENCE,
            login_timeout=_PATIENCE,
            keepalive_interval=_PATIENCE // 2,
            **options,
        )
        self.sftp = await self._connection.start_sftp_client()

    async def _disconnect(self) -> None:
        self.sftp.exit()
        self._connection.close()
        await self._connection.wait_closed()
