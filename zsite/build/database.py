"""One SQLite file whose damage counts as emptiness: named bytes in tables, each with a checksum.

Nothing is forced to the disk (`synchronous=OFF`): a killed process leaves a journal that the next
one rolls back, and what a power cut may damage is found out and counts as empty. A journal beside
the file exists only during a change; a write-ahead log would stay and would matter.
"""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import TypeVar
from zlib import crc32

from zsite.build.faults import fault
from zsite.problems import Place, Problem, problem

FORMAT = 1  # of the rows; a store of another format is empty
KEPT_PLANS = 2  # a row that so many plans did not use goes

_SMALL = "CREATE TABLE {} (key TEXT PRIMARY KEY, crc INTEGER, value BLOB) WITHOUT ROWID"
_SCHEMA = (
    "CREATE TABLE memo (key TEXT PRIMARY KEY, age INTEGER DEFAULT 0, crc INTEGER, value BLOB)",
    "CREATE INDEX memo_age ON memo (age, key)",
    *(_SMALL.format(table) for table in ("sources", "facts", "recipes", "notes")),
)
_SETTINGS = (
    "page_size=16384",
    "cache_size=-32000",
    "journal_mode=DELETE",
    "synchronous=OFF",
    "trusted_schema=OFF",
    "cell_size_check=ON",
)
# What says nothing about the file. All else counts as damage: a bit in the header is enough to
# make a healthy disk look read-only or full, and an empty store does no harm.
_PASSING = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM)
T = TypeVar("T")
Rows = dict[str, bytes]


class Database:
    """The tables of a store. Nothing here raises: what cannot be read is not there."""

    def __init__(self, path: Path, patience: float) -> None:
        """The file at a path; `patience` in seconds with another program that holds it."""
        self.path = path
        self.patience = patience
        self.problems: list[Problem] = []  # at most one: that nothing could be written
        # A connection must not be used, nor closed, in a forked child: each process has its own.
        self._open: dict[int, sqlite3.Connection] = {}
        self._owner = os.getpid()

    def get(self, table: str, keys: Collection[str]) -> Rows:
        """The rows of a table that have one of the keys."""
        wanted = "SELECT value FROM json_each(?)"
        query = f"SELECT key, crc, value FROM {table} WHERE key IN ({wanted})"  # noqa: S608
        asked = json.dumps(list(keys))
        return self._try(lambda database: _sound(database.execute(query, (asked,))), {})

    def all(self, table: str) -> Rows:
        """Every row of a table."""
        query = f"SELECT key, crc, value FROM {table}"  # noqa: S608
        none: Rows = {}
        return self._try(lambda database: _sound(database.execute(query)), none)

    def put(self, table: str, rows: Mapping[str, bytes], gone: Iterable[str] = ()) -> None:
        """Write rows, and remove those with the keys `gone`."""
        self._change(lambda database: _put(database, table, rows, gone))

    def sweep(self, used: Collection[str], family: str) -> None:
        """See `Store.sweep`."""
        self._change(lambda database: _sweep(database, frozenset(used), family))

    def close(self) -> None:
        """Close the file; the next call opens it again."""
        if database := self._open.pop(os.getpid(), None):
            database.close()

    def _change(self, action: Callable[[sqlite3.Connection], None]) -> None:
        def whole(database: sqlite3.Connection) -> bool:
            with database:
                database.execute("BEGIN IMMEDIATE")
                action(database)
            return True

        if not self._try(whole, False) and not self.problems:
            self.problems.append(problem("store-not-written", Place(self.path.name)))

    def _try(self, action: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """Do it; once more on an empty file when this one is damaged; else nothing was there."""
        for again in (True, False):
            try:
                return action(self._database())
            except (sqlite3.Error, OSError, ValueError) as error:
                self.close()
                if not (again and _is_damage(error) and self._discard()):
                    break
        return otherwise

    def _database(self) -> sqlite3.Connection:
        process = os.getpid()
        if process not in self._open:
            self._open[process] = _opened(self.path, self.patience)
        return self._open[process]

    def _discard(self) -> bool:
        try:
            if os.getpid() != self._owner:  # a child reads only
                return False
            discard(self.path)
        except OSError as error:
            self.problems = self.problems or [fault(error, self.path.parent)]
            return False
        return True


def discard(path: Path) -> None:
    """Remove a store with everything that belongs to it, also a folder in its place."""
    for name in (path.name, path.name + "-journal", path.name + "-wal", path.name + "-shm"):
        there = path.with_name(name)
        if there.is_dir() and not there.is_symlink():
            shutil.rmtree(there)
        else:
            there.unlink(missing_ok=True)


def _opened(path: Path, patience: float) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_symlink() or path.is_dir():  # never write through a link into another place
        discard(path)
    database = sqlite3.connect(
        path, timeout=patience, isolation_level=None, check_same_thread=False
    )
    try:
        _prepare(database)
    except BaseException:
        database.close()
        raise
    return database


def _prepare(database: sqlite3.Connection) -> None:
    for setting in _SETTINGS:
        database.execute(f"PRAGMA {setting}").fetchall()
    if _format(database) == (FORMAT, _SCHEMA):
        return
    if _format(database) != (0, ()):
        raise sqlite3.DatabaseError("another format")
    with database:
        database.execute("BEGIN IMMEDIATE")
        if not _format(database)[1]:  # else another process was faster
            for statement in _SCHEMA:
                database.execute(statement)
            database.execute(f"PRAGMA user_version={FORMAT}")


def _format(database: sqlite3.Connection) -> tuple[int, tuple[str, ...]]:
    (version,) = database.execute("PRAGMA user_version").fetchone()
    found = database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid")
    return version, tuple(sql for (sql,) in found)


def _is_damage(error: Exception) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(error, sqlite3.Error) and (code is None or code & 0xFF not in _PASSING)


def _check(key: str, value: bytes) -> int:
    return crc32(value, crc32(key.encode()))


def _sound(rows: Iterable[tuple[object, object, object]]) -> Rows:
    """The rows; a wrong checksum counts as damage of the whole file."""
    found: Rows = {}
    for key, crc, value in rows:
        if not (isinstance(key, str) and isinstance(value, bytes) and _check(key, value) == crc):
            raise sqlite3.DatabaseError("a row's checksum is wrong")
        found[key] = value
    return found


def _put(
    database: sqlite3.Connection,
    table: str,
    rows: Mapping[str, bytes],
    gone: Iterable[str],
) -> None:
    database.executemany(f"DELETE FROM {table} WHERE key = ?", [(key,) for key in gone])  # noqa: S608
    database.executemany(
        f"INSERT OR REPLACE INTO {table} (key, crc, value) VALUES (?, ?, ?)",  # noqa: S608
        [(key, _check(key, value), value) for key, value in rows.items()],
    )


def _sweep(database: sqlite3.Connection, used: frozenset[str], family: str) -> None:
    """Age 0 is a row in use; only rows whose age changes are written."""
    rows = database.execute("SELECT key, age FROM memo INDEXED BY memo_age").fetchall()
    if not all(isinstance(key, str) and isinstance(age, int) for key, age in rows):
        raise sqlite3.DatabaseError("the index is not that of the rows")
    ages = [row for row in rows if row[0].rpartition("/")[0] == family]
    young = [(key,) for key, age in ages if age and key in used]
    old = [(key,) for key, age in ages if key not in used]
    database.executemany("UPDATE memo SET age = 0 WHERE key = ?", young)
    database.executemany("UPDATE memo SET age = age + 1 WHERE key = ?", old)
    gone = [(key,) for key, age in ages if key not in used and age + 1 >= KEPT_PLANS]
    database.executemany("DELETE FROM memo WHERE key = ?", gone)
