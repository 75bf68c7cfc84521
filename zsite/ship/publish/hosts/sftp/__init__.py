"""A folder of a server, over SFTP."""

import posixpath
from collections.abc import Collection
from contextlib import suppress

import asyncssh

from zsite.ship.publish.hosts import Filling
from zsite.ship.publish.hosts.sftp.session import Session
from zsite.ship.publish.hosts.sftp.transfer import Transfer
from zsite.ship.publish.secrets import Secrets
from zsite.ship.publish.targets import Target
from zsite.ship.publish.telling import Tell


class Sftp:
    """`Host` for a folder behind SFTP."""

    def __init__(self, target: Target, secrets: Secrets) -> None:
        self._session = Session(target, secrets)
        self._transfer = Transfer(self._session.sftp, target.path.rstrip("/") or "/")

    def claim(self, name: str, text: str) -> bool:
        async def claim() -> bool:
            await self._above(name)
            try:
                await self._session.sftp.symlink(text, self._transfer.at(name))
            except asyncssh.SFTPError:
                if await self._session.sftp.lexists(self._transfer.at(name)):
                    return False
                raise
            return True

        return self._session.run(claim())

    def point(self, name: str, text: str) -> None:
        async def point() -> None:
            fresh = self._transfer.at(name) + ".new"
            await self._above(name)
            with suppress(asyncssh.SFTPNoSuchFile):
                await self._session.sftp.remove(fresh)
            await self._session.sftp.symlink(text, fresh)
            await self._session.sftp.posix_rename(fresh, self._transfer.at(name))

        self._session.run(point())

    def pointed(self, name: str) -> str:
        async def pointed() -> str:
            try:
                return str(await self._session.sftp.readlink(self._transfer.at(name)))
            except asyncssh.SFTPNoSuchFile:
                return ""
            except asyncssh.SFTPError:
                if await self._session.sftp.islink(self._transfer.at(name)):
                    raise
                return ""

        return self._session.run(pointed())

    def remove(self, name: str) -> None:
        async def remove() -> None:
            with suppress(asyncssh.SFTPNoSuchFile):
                await self._session.sftp.remove(self._transfer.at(name))

        self._session.run(remove())

    def read(self, path: str) -> bytes | None:
        async def read() -> bytes | None:
            try:
                async with self._session.sftp.open(self._transfer.at(path), "rb") as file:
                    data: bytes = await file.read()
                    return data
            except asyncssh.SFTPNoSuchFile:
                return None

        return self._session.run(read())

    def write(self, path: str, data: bytes) -> None:
        async def write() -> None:
            await self._above(path)
            await self._transfer.put(self._transfer.at(path), data, lambda count: None)

        self._session.run(write())

    def names(self, folder: str) -> list[str]:
        async def names() -> list[str]:
            try:
                found = await self._session.sftp.listdir(self._transfer.at(folder))
            except asyncssh.SFTPNoSuchFile:
                return []
            return sorted(name for name in found if name not in (".", ".."))

        return self._session.run(names())

    def rename(self, old: str, new: str) -> None:
        self._session.run(self._session.sftp.rename(self._transfer.at(old), self._transfer.at(new)))

    def clear(self, folder: str) -> None:
        async def clear() -> None:
            if await self._session.sftp.lexists(self._transfer.at(folder)):
                await self._session.sftp.rmtree(self._transfer.at(folder))

        self._session.run(clear())

    def fill(self, job: Filling, tell: Tell) -> int:
        return self._session.run(self._transfer.fill(job, tell))

    def link(self, base: str, folder: str, paths: Collection[str]) -> None:
        async def link() -> None:
            await self._transfer.folders(folder, paths)
            await self._transfer.each(paths, lambda path: self._transfer.linked(base, folder, path))

        if paths:
            self._session.run(link())

    def close(self) -> None:
        self._session.close()

    async def _above(self, path: str) -> None:
        await self._session.sftp.makedirs(posixpath.dirname(self._transfer.at(path)), exist_ok=True)
