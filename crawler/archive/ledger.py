"""The ledger: what the archive says of each URL, in SQLite, so that a crawl can ask in no time.

It is an index. A row is committed after its record is on disk; on opening, records that it has not seen are read
from the archive; a ledger that is missing, damaged, of another layout, or ahead of the archive is made again from
it. The one thing that the archive does not hold is when a night that has not ended began: lost, it costs some
conditional requests.
"""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.archive.ledger_sql import (
    ATTEMPT,
    BODY,
    CONFIRMED,
    HOST,
    KEPT_AS,
    LAYOUT,
    ORPHANED,
    READ_TO,
    SCHEMA,
    TABLES,
)
from crawler.fetching import cooldown
from crawler.fetching.cooldown import Rest
from crawler.fetching.hosts import slot_of
from pipeline.archive.captures import DOCUMENTS, Capture, archive_files, scan
from pipeline.archive.warc import Problem
from pipeline.states import Damage, Outcome

LEDGER = "ledger.sqlite"
NIGHT = timedelta(hours=20)
"""A night that has not ended is gone on with for this long; then a new one begins."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a URL. ``warc_file`` and ``warc_offset``: where its last body, ``capture_id``, lies, or None.

    ``checked_at``: when the server last gave or confirmed that body. ``location``: where a redirect led. ``kept``: the
    body that was last asked for as a report or attachment.
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
    capture_id: str | None
    etag: str | None
    last_modified: str | None
    kept: str | None


class Ledger:
    """The index of one DATA's archive, in the file ``at`` or in ``data``.

    ``problems``: what was found on opening: records that could not be read, files that are not there any more,
    a ledger that could not be read and was made again.
    """

    def __init__(self, data: Path, at: Path | None = None):
        self._data = data
        self._at = at or data / LEDGER
        self.problems: list[Problem] = []
        try:
            self._open()
            self._catch_up()
        except sqlite3.OperationalError:
            raise  # the disk or the folder, not what the file holds
        except sqlite3.DatabaseError as fault:
            self.problems = [Problem(LEDGER, 0, Damage.LEDGER, f"made again from the archive: {fault}")]
            self._start_again()

    def known(self, url: str) -> Known | None:
        """What is known of ``url``; None if it was never asked for."""
        row = self._rows.execute(
            "SELECT url, role, via, link_text, outcome, attempted_at, location, checked_at, warc_file, warc_offset,"
            " capture_id, etag, last_modified, kept FROM pages WHERE url = ?",
            (url,),
        ).fetchone()
        if row is None:
            return None
        known = dict(zip(Known.__slots__, row, strict=True))
        for name in ("attempted_at", "checked_at"):
            known[name] = known[name] and datetime.fromisoformat(known[name])
        return Known(**known | {"outcome": Outcome(known["outcome"])})

    def rest(self, host: str) -> Rest | None:
        """What is held against ``host``, as :func:`crawler.fetching.hosts.slot_of` names it."""
        row = self._rows.execute(
            "SELECT host, until, outcome, http_status, counted_at, refused FROM hosts WHERE host = ?", (host,)
        ).fetchone()
        if row is None:
            return None
        name, until, outcome, status, counted_at, refused = row
        counted_at = counted_at and datetime.fromisoformat(counted_at)
        return Rest(name, datetime.fromisoformat(until), Outcome(outcome), status, counted_at, refused)

    def last_asked(self) -> dict[str, str]:
        """When each site was last asked for anything: ISO times, which sort as they follow each other."""
        return dict(self._rows.execute("SELECT site, max(attempted_at) FROM pages GROUP BY site"))

    def contents(self) -> dict[str, set[tuple]]:
        """All that it says, by table: for comparison."""
        return {name: set(self._rows.execute(f"SELECT * FROM {name}")) for name in TABLES}

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
        self._rows = sqlite3.connect(self._at)
        self._rows.execute("PRAGMA journal_mode = WAL")
        self._rows.execute("PRAGMA synchronous = NORMAL")
        fault = self._rows.execute("PRAGMA quick_check(1)").fetchone()[0]
        if fault != "ok":
            raise sqlite3.DatabaseError(fault)
        layout = self._rows.execute("PRAGMA user_version").fetchone()[0]
        if layout != LAYOUT or not {*TABLES, "night"} <= _tables(self._rows):
            self._clear()

    def _catch_up(self) -> None:
        files = archive_files(self._data)
        read_to = dict(self._rows.execute("SELECT warc_file, read_to FROM files"))
        sizes = {path.name: path.stat().st_size for path in files}
        shorter = {name: end for name, end in read_to.items() if sizes.get(name, 0) < end}
        if shorter:
            self.problems += [
                Problem(
                    name,
                    sizes.get(name, 0),
                    Damage.MISSING,
                    f"read to byte {end} once, and not there any more",
                )
                for name, end in shorter.items()
            ]
            self._clear()
            read_to = {}
        with self._rows:
            for path in files:
                if sizes[path.name] > read_to.get(path.name, 0):
                    self._read(path, read_to.get(path.name, 0), sizes[path.name])

    def _read(self, path: Path, start: int, size: int) -> None:
        """Enter what a file holds from ``start`` on. A torn tail is read again, until it is cut off."""
        whole = size
        for found in scan(path, start):
            if isinstance(found, Capture):
                self._enter(found)
                continue
            self.problems.append(found)
            if found.kind is Damage.TORN:
                whole = found.offset
        if whole:
            self._rows.execute(READ_TO, (path.name, whole))

    def _clear(self) -> None:
        tables = "".join(f"DROP TABLE {name};" for name in _tables(self._rows))
        self._rows.executescript(f"{tables}{SCHEMA}PRAGMA user_version = {LAYOUT};")

    def _start_again(self) -> None:
        self._rows.close()
        delete(self._at)
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
            "capture_id": capture.capture_id,
            "refers_to": capture.refers_to,
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
            self._rows.execute(ORPHANED, values)
        if capture.role in DOCUMENTS and capture.outcome in (Outcome.OK, Outcome.UNCHANGED):
            self._rows.execute(KEPT_AS, values)
        self._enter_host(capture)
        self._rows.execute(READ_TO, (capture.warc_file, capture.warc_offset + capture.warc_length))

    def _enter_host(self, capture: Capture) -> None:
        host = slot_of(capture.url)
        before = self.rest(host)
        rest = cooldown.after(before, host, capture)
        if rest is not None and rest != before:
            values = {name: getattr(rest, name) for name in Rest.__slots__}
            values |= {
                "until": rest.until.isoformat(),
                "counted_at": rest.counted_at and rest.counted_at.isoformat(),
            }
            self._rows.execute(HOST, values)


def delete(ledger: Path) -> None:
    """Remove a ledger's files."""
    for ending in ("", "-wal", "-shm"):
        ledger.with_name(ledger.name + ending).unlink(missing_ok=True)


def _tables(rows: sqlite3.Connection) -> set[str]:
    return {name for (name,) in rows.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
