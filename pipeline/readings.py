"""The reading cache: what was read off each archived body, so that a build reads only what is new.

``DATA/readings.sqlite``, keyed by (payload_sha256, member, reader_version). It holds nothing that the archive and
the reader do not give again: it can be deleted at any time.
"""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable
from dataclasses import fields
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Self

from pipeline.report import Check, Figure, PlacedCell, Report, Section, Unplaced
from pipeline.states import CellState, DocumentStatus

SOURCES = ("checks.py", "documents", "forms", "reading", "report.py")
"""What decides how a document is read, below this package."""

LIBRARIES = ("lxml", "trafilatura")

Key = tuple[str, str | None]
"""(payload_sha256, member); member is None where the document is the body itself."""


@cache
def reader_version() -> str:
    """Digest of the reader's sources and of the libraries it reads with: a changed reader reads everything again."""
    return sources_digest(SOURCES, LIBRARIES)


@cache
def sources_digest(sources: tuple[str, ...], libraries: tuple[str, ...]) -> str:
    """12 hex digits that change with these modules and packages below this one, or with a library's version."""
    package = Path(__file__).parent
    digest = hashlib.sha256()
    for source in sources:
        path = package / source
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            if file.suffix in {".py", ".toml"}:
                digest.update(f"{file.relative_to(package).as_posix()}\0".encode() + file.read_bytes())
    for library in libraries:
        digest.update(f"{library}=={version(library)}\0".encode())
    return digest.hexdigest()[:12]


class Damaged(RuntimeError):
    """The cache cannot be used; the message says what to do."""


class Readings:
    """Reports by key, for the present reader version. Use as a context manager. A file that is not a
    database is made anew."""

    def __init__(self, path: Path):
        self._path = path
        self._reader = reader_version()

    def __enter__(self) -> Self:
        try:
            self._open()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            self._db.close()
            self._path.unlink()
            self._open()
        return self

    def __exit__(self, *_) -> None:
        self._db.close()

    def _open(self) -> None:
        self._db = sqlite3.connect(self._path)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS readings (payload_sha256 TEXT, member TEXT, reader_version TEXT, report BLOB, "
            "PRIMARY KEY (payload_sha256, member, reader_version)) WITHOUT ROWID"
        )

    def missing(self, keys: Iterable[Key]) -> list[Key]:
        """The keys that nothing is stored for, in the order given."""
        stored = set(
            self._db.execute(
                "SELECT payload_sha256, member FROM readings WHERE reader_version = ?", [self._reader]
            )
        )
        return [key for key in keys if (key[0], key[1] or "") not in stored]

    def put(self, key: Key, packed: bytes) -> None:
        """Keeps a report that :func:`pack` gave, or what another reading of the body came to."""
        row = [key[0], key[1] or "", self._reader, packed]
        with self._db:
            self._db.execute("INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?)", row)

    def content(self, key: Key) -> bytes | None:
        """What was packed under the key; raises :class:`Damaged` where its bytes are not those that were written."""
        row = self._db.execute(
            "SELECT report FROM readings WHERE payload_sha256 = ? AND member = ? AND reader_version = ?",
            [key[0], key[1] or "", self._reader],
        ).fetchone()
        try:
            return row and zlib.decompress(row[0])
        except zlib.error as error:
            raise Damaged(
                f"{self._path} is damaged ({error}); delete it, the next build makes it anew"
            ) from error

    def get(self, key: Key) -> Report | None:
        """The report under the key; raises :class:`Damaged`."""
        content = self.content(key)
        return content and _report(content)

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
