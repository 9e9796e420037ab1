"""An archive as it would be if its nights had been earlier: for what depends on days, without touching any clock."""

import gzip
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.archive.ledger import LEDGER, delete
from pipeline.archive.captures import archive_files
from pipeline.archive.warc import members

DATE = re.compile(rb"(?<=\r\nWARC-Date: )[^\r]+")


def age(data: Path, by: timedelta) -> None:
    """Move every record of the archive back in time; the ledger is made again from it."""
    for path in archive_files(data):
        records = [
            gzip.compress(DATE.sub(lambda date: _earlier(date[0], by), m.content), 6) for m in members(path)
        ]
        path.write_bytes(b"".join(records))
    delete(data / LEDGER)


def _earlier(date: bytes, by: timedelta) -> bytes:
    moment = datetime.fromisoformat(date.decode()) - by
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").encode()
