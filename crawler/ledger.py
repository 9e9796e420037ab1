"""The ledger: what the archive says of each URL, in SQLite, so that a crawl can ask in no time.

It is an index. A row is committed after its record is on disk; on opening, records that it has not seen are read
from the archive; a ledger that is missing, damaged, or ahead of the archive is made again from it. The one thing
that the archive does not hold is when a night that has not ended began: lost, it costs some conditional requests.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipeline.archive import Capture, archive_files, scan
from pipeline.states import Outcome
from pipeline.warc import Problem

LEDGER = "ledger.sqlite"
LAYOUT = 1
NIGHT = timedelta(hours=20)
"""A night that has not ended is gone on with for this long; then a new one begins."""
SCHEMA = """
CREATE TABLE pages (
    url TEXT PRIMARY KEY, site TEXT NOT NULL, role TEXT NOT NULL, via TEXT, link_text TEXT,
    outcome TEXT NOT NULL, attempted_at TEXT NOT NULL, location TEXT,
    checked_at TEXT, warc_file TEXT, warc_offset INTEGER, etag TEXT, last_modified TEXT
) STRICT;
CREATE TABLE files (warc_file TEXT PRIMARY KEY, read_to INTEGER NOT NULL) STRICT;
CREATE TABLE night (opened_at TEXT NOT NULL) STRICT;
"""
ATTEMPT = """
INSERT INTO pages (url, site, role, via, link_text, outcome, attempted_at, location)
VALUES (:url, :site, :role, :via, :link_text, :outcome, :attempted_at, :location)
ON CONFLICT (url) DO UPDATE SET site = excluded.site, role = excluded.role, via = excluded.via,
    link_text = excluded.link_text, outcome = excluded.outcome, attempted_at = excluded.attempted_at,
    location = excluded.location
"""
BODY = """
UPDATE pages SET checked_at = attempted_at, warc_file = :warc_file, warc_offset = :warc_offset,
    etag = :etag, last_modified = :last_modified WHERE url = :url
"""
CONFIRMED = """
UPDATE pages SET checked_at = attempted_at, etag = coalesce(:etag, etag),
    last_modified = coalesce(:last_modified, last_modified) WHERE url = :url
"""
READ_TO = """
INSERT INTO files (warc_file, read_to) VALUES (?, ?)
ON CONFLICT (warc_file) DO UPDATE SET read_to = max(read_to, excluded.read_to)
"""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a URL. ``warc_file`` and ``warc_offset``: where its last body lies, or None.

    ``checked_at``: when the server last gave or confirmed that body. ``location``: where a redirect led.
    """

    url: str
    role: str
    via: str | None
    link_text: str | None
    outcome: Outcome
    attempted_at: datetime
    location: str | None
    checked_at: datetime | None
    warc_file: str | None
    warc_offset: int | None
    etag: str | None
    last_modified: str | None


class Ledger:
    """The index of one DATA's archive. ``problems``: what of the archive could not be read on opening."""

    def __init__(self, data: Path):
        self._data = data
        self.problems: list[Problem] = []
        try:
            self._open()
            self._catch_up()
        except sqlite3.OperationalError:
            raise  # the disk or the folder, not what the file holds
        except sqlite3.DatabaseError:
            self._start_again()

    def known(self, url: str) -> Known | None:
        """What is known of ``url``; None if it was never asked for."""
        row = self._rows.execute(
            "SELECT url, role, via, link_text, outcome, attempted_at, location, checked_at, warc_file, warc_offset,"
            " etag, last_modified FROM pages WHERE url = ?",
            (url,),
        ).fetchone()
        if row is None:
            return None
        known = dict(zip(Known.__slots__, row, strict=True))
        for name in ("attempted_at", "checked_at"):
            known[name] = known[name] and datetime.fromisoformat(known[name])
        return Known(**known | {"outcome": Outcome(known["outcome"])})

    def record(self, capture: Capture) -> None:
        """Enter a capture whose record is on disk."""
        with self._rows:
            self._enter(capture)

    def open_night(self) -> datetime:
        """When the night began: now, or before, where the last one was broken off and is gone on with."""
        row = self._rows.execute("SELECT opened_at FROM night").fetchone()
        now = datetime.now(UTC)
        if row and timedelta() <= now - datetime.fromisoformat(row[0]) < NIGHT:
            return datetime.fromisoformat(row[0])
        with self._rows:
            self._rows.execute("DELETE FROM night")
            self._rows.execute("INSERT INTO night VALUES (?)", (now.isoformat(),))
        return now

    def end_night(self) -> None:
        """The night is over: on the next one every page is asked for again when its time comes."""
        with self._rows:
            self._rows.execute("DELETE FROM night")

    def close(self) -> None:
        self._rows.close()

    def _open(self) -> None:
        self._rows = sqlite3.connect(self._data / LEDGER)
        self._rows.execute("PRAGMA journal_mode = WAL")
        self._rows.execute("PRAGMA synchronous = NORMAL")
        if self._rows.execute("PRAGMA user_version").fetchone()[0] != LAYOUT:
            self._rows.executescript(_dropping(self._rows) + SCHEMA + f"PRAGMA user_version = {LAYOUT};")

    def _catch_up(self) -> None:
        files = archive_files(self._data)
        read_to = dict(self._rows.execute("SELECT warc_file, read_to FROM files"))
        sizes = {path.name: path.stat().st_size for path in files}
        if any(sizes.get(name, -1) < end for name, end in read_to.items()):
            self._rows.execute("PRAGMA user_version = 0")
            self._rows.close()
            self._open()
            read_to = {}
        with self._rows:
            for path in files:
                if sizes[path.name] > read_to.get(path.name, 0):
                    for found in scan(path, read_to.get(path.name, 0)):
                        self._enter(found) if isinstance(found, Capture) else self.problems.append(found)
                    self._rows.execute(READ_TO, (path.name, sizes[path.name]))

    def _start_again(self) -> None:
        self._rows.close()
        for name in (LEDGER, f"{LEDGER}-wal", f"{LEDGER}-shm"):
            (self._data / name).unlink(missing_ok=True)
        self._open()
        self._catch_up()

    def _enter(self, capture: Capture) -> None:
        values = {
            "url": capture.url,
            "site": capture.site,
            "role": capture.role,
            "via": capture.via,
            "link_text": capture.link_text,
            "outcome": capture.outcome,
            "attempted_at": capture.fetched_at.isoformat(),
            "location": capture.message if capture.outcome is Outcome.REDIRECT else None,
            "warc_file": capture.warc_file,
            "warc_offset": capture.warc_offset,
            "etag": capture.header("ETag"),
            "last_modified": capture.header("Last-Modified"),
        }
        self._rows.execute(ATTEMPT, values)
        if capture.outcome is Outcome.OK:
            self._rows.execute(BODY, values)
        elif capture.outcome is Outcome.UNCHANGED:
            self._rows.execute(CONFIRMED, values)
        self._rows.execute(READ_TO, (capture.warc_file, capture.warc_offset + capture.warc_length))


def _dropping(rows: sqlite3.Connection) -> str:
    names: Iterator[tuple[str]] = rows.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return "".join(f"DROP TABLE {name};" for (name,) in names)
