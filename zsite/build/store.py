"""The only cache: one file that may be lost, damaged or read-only without any harm.

Every row says something that stays true (this key has this value; the file with this signature has
this content), so a lost row costs time and nothing else.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Self

from zsite.build.database import Database, Rows
from zsite.problems import Problem


class Store:
    """Named bytes in a few tables. Nothing here raises: what cannot be read is not there."""

    def __init__(self, folder: Path, patience: float = 5) -> None:
        """The store in a folder; `patience` in seconds with another program that holds it."""
        self._database = Database(folder / "store.sqlite", patience)

    @property
    def path(self) -> Path:
        """The file."""
        return self._database.path

    @property
    def problems(self) -> list[Problem]:
        """At most one: that nothing could be written."""
        return self._database.problems

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def memo(self, keys: Collection[str]) -> Rows:
        """The remembered bytes for those of the keys that are known."""
        return self._database.get("memo", keys)

    def remember(self, rows: Mapping[str, bytes]) -> None:
        """Remember bytes by key, for later `memo` calls."""
        self._database.put("memo", rows)

    def sweep(self, used: Collection[str], family: str = "") -> None:
        """Tell which memo keys a plan used; those that no plan used twice in a row go.

        A `family` is what keys begin with up to a `/`: each is swept by those who use it.
        """
        self._database.sweep(used, family)

    def sources(self) -> Rows:
        """Everything that was noted about source files, by path."""
        return self._database.all("sources")

    def replace_sources(self, before: Mapping[str, bytes], now: Mapping[str, bytes]) -> None:
        """Store what of `now` differs from `before` (what `sources` gave); drop the rest."""
        self._replace("sources", before, now)

    def facts(self, scope: str) -> Rows:
        """What is known of the files in one output folder, by path."""
        return self._all("facts", scope + "\t")

    def replace_facts(
        self, scope: str, before: Mapping[str, bytes], now: Mapping[str, bytes]
    ) -> None:
        """Like `replace_sources`, for the files of one output folder."""
        self._replace("facts", before, now, scope + "\t")

    def recipes(self, scope: str, paths: Collection[str]) -> dict[str, dict[str, int]]:
        """The digests of the inputs from which files were last made, for `--explain`."""
        rows = self._database.get("recipes", [f"{scope}\t{path}" for path in paths])
        return {key.partition("\t")[2]: json.loads(value) for key, value in rows.items()}

    def replace_recipes(
        self, scope: str, now: Mapping[str, Mapping[str, int]], gone: Iterable[str]
    ) -> None:
        """Store what some files were made from, and forget it of others."""
        rows = {f"{scope}\t{path}": json.dumps(parts).encode() for path, parts in now.items()}
        keys = [f"{scope}\t{path}" for path in gone]
        if rows or keys:
            self._database.put("recipes", rows, keys)

    def note(self, name: str) -> bytes | None:
        """A single remembered thing, such as the last report."""
        return self._database.get("notes", [name]).get(name)

    def put_note(self, name: str, value: bytes) -> None:
        """Remember a single thing."""
        self._database.put("notes", {name: value})

    def close(self) -> None:
        """Close the file; the next call opens it again."""
        self._database.close()

    def _all(self, table: str, prefix: str) -> Rows:
        # All rows of the table: behind a damaged key, a search for the prefix would miss some.
        rows, start = self._database.all(table), len(prefix)
        return {key[start:]: value for key, value in rows.items() if key.startswith(prefix)}

    def _replace(
        self, table: str, before: Mapping[str, bytes], now: Mapping[str, bytes], prefix: str = ""
    ) -> None:
        rows = {prefix + key: value for key, value in now.items() if before.get(key) != value}
        gone = [prefix + key for key in before if key not in now]
        if rows or gone:
            self._database.put(table, rows, gone)
