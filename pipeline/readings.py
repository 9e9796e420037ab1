"""The reading cache: what was read off each archived body, so that a build reads only what is new.

``DATA/readings.sqlite``, keyed by (payload_sha256, member, reader_version). It holds nothing that the archive and
the reader do not give again: it can be deleted at any time. A reading in which the reader failed is kept for one
build only: the next one tries again.
"""

import json
import os
import sqlite3
import zlib
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Self

from pipeline.report import Check, Figure, PlacedCell, Report, Section, Unplaced
from pipeline.sources import reader_version
from pipeline.states import CellState, DocumentStatus

Key = tuple[str, str | None]
"""(payload_sha256, member); member is None where the document is the body itself."""


class Damaged(RuntimeError):
    """The cache does not hold what was written to it: it is to be set aside and made anew."""


def set_aside(path: Path) -> Path:
    """Puts a damaged cache out of the way; gives where it lies, for whoever wants to know what happened to it."""
    aside = path.with_suffix(".damaged")
    os.replace(path, aside)
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    return aside


class Readings:
    """Reports by key, for the present reader version. Use as a context manager.

    Every method raises :class:`Damaged` for a file that is no database, of another layout, or has changed bytes;
    :class:`sqlite3.OperationalError` where the disk or the folder is at fault.
    """

    def __init__(self, path: Path):
        self._path = path
        self._reader = reader_version()

    def __enter__(self) -> Self:
        self._db = sqlite3.connect(self._path)
        try:
            self._open()
        except sqlite3.Error as fault:
            self.__exit__(type(fault), fault)
            raise
        return self

    def __exit__(self, kind: type | None, fault: BaseException | None, *_) -> None:
        self._db.close()
        if isinstance(fault, sqlite3.DatabaseError) and not isinstance(fault, sqlite3.OperationalError):
            raise Damaged(f"{self._path} is damaged ({fault})") from fault

    def _open(self) -> None:
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        with self._db:
            self._db.execute(
                "CREATE TABLE IF NOT EXISTS readings (payload_sha256 TEXT, member TEXT, reader_version TEXT, "
                "report BLOB, PRIMARY KEY (payload_sha256, member, reader_version)) WITHOUT ROWID"
            )
            if not {"payload_sha256", "member", "reader_version", "report"} <= self._columns():
                raise sqlite3.DatabaseError("its table is of another layout")
            self._db.execute(
                "CREATE TABLE IF NOT EXISTS failed (payload_sha256 TEXT PRIMARY KEY) WITHOUT ROWID"
            )
            self._db.execute(
                "DELETE FROM readings WHERE payload_sha256 IN (SELECT payload_sha256 FROM failed)"
            )
            self._db.execute("DELETE FROM failed")

    def _columns(self) -> set[str]:
        return {name for _, name, *_ in self._db.execute("PRAGMA table_info(readings)")}

    def missing(self, keys: Iterable[Key]) -> list[Key]:
        """The keys that nothing is stored for, in the order given."""
        stored = set(
            self._db.execute(
                "SELECT payload_sha256, member FROM readings WHERE reader_version = ?", [self._reader]
            )
        )
        return [key for key in keys if (key[0], key[1] or "") not in stored]

    def put(self, key: Key, packed: bytes, is_failed: bool = False) -> None:
        """Keeps a report that :func:`pack` gave, or what another reading of the body came to. ``is_failed``: only
        until the cache is opened again, with all else that was read off the body."""
        row = [key[0], key[1] or "", self._reader, packed]
        with self._db:
            self._db.execute("INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?)", row)
            if is_failed:
                self._db.execute("INSERT OR IGNORE INTO failed VALUES (?)", [key[0]])

    def content(self, key: Key) -> bytes | None:
        """What was packed under the key; raises :class:`Damaged` where its bytes are not those that were written."""
        row = self._db.execute(
            "SELECT report FROM readings WHERE payload_sha256 = ? AND member = ? AND reader_version = ?",
            [key[0], key[1] or "", self._reader],
        ).fetchone()
        try:
            return row and zlib.decompress(row[0])
        except zlib.error as error:
            raise Damaged(f"{self._path} is damaged ({error})") from error

    def get(self, key: Key) -> Report | None:
        """The report under the key; raises :class:`Damaged`."""
        content = self.content(key)
        return content and _report(content)

    def forget_other_readers(self) -> None:
        """What other versions of the reader read is of no use once the datasets of this one are published."""
        with self._db:
            self._db.execute("DELETE FROM readings WHERE reader_version != ?", [self._reader])

    def clear(self) -> None:
        with self._db:
            self._db.execute("DELETE FROM readings")


def pack(report: Report) -> bytes:
    """The report as the cache keeps it."""
    return zlib.compress(json.dumps(report, default=_fields).encode())


def _report(content: bytes) -> Report:
    data = json.loads(content)
    return Report(
        **data
        | {
            "status": DocumentStatus(data["status"]),
            "cells": tuple(
                PlacedCell(**cell | {"state": CellState(cell["state"])}) for cell in data["cells"]
            ),
            "unplaced": tuple(Unplaced(**figure) for figure in data["unplaced"]),
            "checks": tuple(
                Check(**check | {"missing": tuple(check["missing"])}) for check in data["checks"]
            ),
            "sections": tuple(Section(**section) for section in data["sections"]),
            "figures": tuple(Figure(**figure) for figure in data["figures"]),
            "notes": tuple(data["notes"]),
        }
    )


def _fields(item: object) -> dict:
    """A dataclass of :mod:`pipeline.report` for JSON; five times as fast as ``dataclasses.asdict``, which copies."""
    return {field.name: getattr(item, field.name) for field in fields(item)}
