"""Many files over SFTP: some at once, linked where the server has them, resumed where cut."""

import asyncio
import posixpath
import stat
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import asyncssh

from zsite.build.paths import folders_of
from zsite.ship.publish.hosts import Filling
from zsite.ship.publish.telling import Tell

_AT_ONCE = 24  # requests under way; more gains nothing, and servers have limits
_BLOCK = 1 << 18  # bytes written in one go; a file larger than this is resumed


class Transfer:
    """What is done below the folder `top` of an open SFTP session."""

    def __init__(self, sftp: asyncssh.SFTPClient, top: str) -> None:
        self._sftp = sftp
        self._top = top

    def at(self, path: str) -> str:
        """The path as the server wants it."""
        return posixpath.join(self._top, path) if path else self._top

    async def fill(self, job: Filling, tell: Tell) -> int:
        """`Host.fill`."""
        there = await self._sizes(job.folder)
        base = await self._sizes(job.base) if job.base else {}
        stray = [path for path in there if path not in job.sizes]
        await self.each(stray, lambda path: self._sftp.remove(self.at(f"{job.folder}/{path}")))
        await self.folders(job.folder, job.sizes)
        wanted = [path for path in job.sizes if there.get(path) != job.sizes[path]]
        linkable = {p for p in job.unchanged if base.get(p) == job.sizes[p]}.intersection(wanted)
        linked: set[str] = set()

        async def link(path: str) -> None:
            if await self.linked(job.base, job.folder, path):
                linked.add(path)

        await self.each(linkable, link)
        return await self._send(job, [path for path in wanted if path not in linked], tell)

    async def _send(self, job: Filling, paths: list[str], tell: Tell) -> int:
        done, total = 0, sum(job.sizes[path] for path in paths)

        def note(count: int) -> None:
            nonlocal done
            done += count
            tell(done, total)

        async def send(path: str) -> None:
            data = (job.tree / path).read_bytes()
            await self.put(self.at(f"{job.folder}/{path}"), data, note)

        await self.each(paths, send)
        return len(paths)

    async def put(self, path: str, data: bytes, note: Callable[[int], None]) -> None:
        """Write beside, going on where an earlier try ended, and move into place."""
        fresh = path + ".part~"
        start = await self._resumed(fresh, len(data))
        note(start)
        mode = "r+b" if start else "wb"
        attributes = asyncssh.SFTPAttrs(permissions=0o644)
        async with self._sftp.open(fresh, mode, attributes) as file:
            for at in range(start, len(data), _BLOCK):
                piece = data[at : at + _BLOCK]
                await file.write(piece, at)
                note(len(piece))
        await self._sftp.posix_rename(fresh, path)

    async def _resumed(self, fresh: str, size: int) -> int:
        """How many bytes of an earlier try are surely there: whole blocks but for the last."""
        if size <= _BLOCK:
            return 0
        try:
            there = await self._sftp.getsize(fresh) or 0
        except asyncssh.SFTPNoSuchFile:
            return 0
        return max(0, min(there, size) // _BLOCK - 1) * _BLOCK

    async def linked(self, base: str, folder: str, path: str) -> bool:
        """Link a file, or have it copied; False when neither went."""
        old, new = self.at(f"{base}/{path}"), self.at(f"{folder}/{path}")
        try:
            await self._sftp.link(old, new)
        except asyncssh.SFTPNoSuchFile:
            return False
        except asyncssh.SFTPError:
            if await self._sftp.lexists(new):
                return False
            return await self._copied(old, new)
        return True

    async def _copied(self, old: str, new: str) -> bool:
        """A copy made by the server, where it can do that but cannot link."""
        try:
            await self._sftp.copy(old, new + ".part~", remote_only=True)
            await self._sftp.posix_rename(new + ".part~", new)
        except asyncssh.SFTPError:
            return False
        return True

    async def _sizes(self, folder: str) -> dict[str, int]:
        """The files below a folder with their sizes; links count as nothing."""
        found: dict[str, int] = {}
        waiting = [""]
        while waiting:
            below = waiting.pop()
            try:
                entries = await self._sftp.readdir(self.at(folder + below))
            except asyncssh.SFTPNoSuchFile:
                return found
            for entry in entries:
                name, about = str(entry.filename), entry.attrs
                if stat.S_ISDIR(about.permissions or 0) and name not in (".", ".."):
                    waiting.append(f"{below}/{name}")
                elif stat.S_ISREG(about.permissions or 0):
                    found[f"{below}/{name}"[1:]] = about.size or 0
        return found

    async def folders(self, top: str, paths: Iterable[str]) -> None:
        """Make a folder and those below it in which the paths lie."""
        await self._sftp.makedirs(self.at(top), exist_ok=True)
        by_depth: dict[int, list[str]] = {}
        for folder in folders_of(paths):
            by_depth.setdefault(folder.count("/"), []).append(folder)

        async def make(folder: str) -> None:
            await self._sftp.makedirs(self.at(f"{top}/{folder}"), exist_ok=True)

        for depth in sorted(by_depth):
            await self.each(by_depth[depth], make)

    async def each(self, paths: Iterable[str], work: Callable[[str], Awaitable[Any]]) -> None:
        """Some at once; the first that fails ends all."""
        gate = asyncio.Semaphore(_AT_ONCE)

        async def one(path: str) -> None:
            async with gate:
                await work(path)

        try:
            async with asyncio.TaskGroup() as group:
                for path in paths:
                    group.create_task(one(path))
        except BaseExceptionGroup as several:
            raise several.exceptions[0] from None
