"""The archive's writer: every attempt to fetch becomes one WARC record on disk before anything else knows of it.

A run writes files of its own, ``gongkai-<UTC time>-<process>-<number>.warc.gz``, and never appends to those of
another run, so that a record torn by a kill stays the last of its file. Times in file names only ever rise, so
that the order of the names is the order of writing even when the clock is set back. Bodies are stored as they
came, before content decoding; transfer coding (chunks) is transport and gone by then.
"""

import hashlib
import io
import json
import os
import re
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO

from warcio.warcwriter import WARCWriter

from crawler.archive.packing import Packing
from crawler.archive.records import Answer, Visit, described, http_headers, refers_to, warc_date
from crawler.finding.site_code import site_id_code
from pipeline.archive.captures import (
    ARCHIVE,
    FACTS_HEADER,
    FOLLOWS,
    SUFFIX,
    Capture,
    archive_files,
    capture_of,
)
from pipeline.archive.warc import Member
from pipeline.durable import sync
from pipeline.states import Outcome

VERSION = "WARC/1.1"
SOFTWARE = "gongkai"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
RENDERED_TYPE = "text/html; charset=utf-8"
ROTATE_AT = 512 * 2**20
"""Bytes of a file after which the next record opens a new one: small enough to copy, few enough to list."""
STAMP = "%Y%m%dT%H%M%SZ"
STAMP_IN_NAME = re.compile(r"gongkai-(\d{8}T\d{6}Z)-")


class ArchiveWriter:
    """Writes the records of one run. Each method returns the capture once its record is on disk, whole."""

    def __init__(self, data: Path, rotate_at: int = ROTATE_AT):
        self._folder = data / ARCHIVE
        self._folder.mkdir(parents=True, exist_ok=True)
        self._run = f"gongkai-{_stamp_after(archive_files(data))}-{os.getpid()}"
        self._rotate_at = rotate_at
        self._opened = 0
        self._last = datetime.now(UTC)
        self._file: BinaryIO | None = None

    def response(
        self,
        url: str,
        visit: Visit,
        answer: Answer,
        payload: bytes | None,
        outcome: Outcome,
        message: str | None,
    ) -> Capture:
        """A response with its body as it came; ``payload``: decoded, None where it cannot be."""
        digest = None if payload is None else hashlib.sha256(payload).hexdigest()
        code = site_id_code(payload)
        facts = described(visit, outcome, message, digest, answer.truncated, answer.tls, code)
        return self._append("response", url, facts, answer.body, answer)

    def revisit(self, url: str, visit: Visit, answer: Answer, stored: Capture) -> Capture:
        """A response whose body is the one of ``stored``: the server said so (304), or sent it again."""
        digest, code = stored.payload_sha256, stored.site_id_code
        facts = described(visit, Outcome.UNCHANGED, None, digest, tls=answer.tls, site_id_code=code)
        profile = NOT_MODIFIED if answer.status == HTTPStatus.NOT_MODIFIED else IDENTICAL
        return self._append("revisit", url, facts, b"", answer, refers_to(stored, profile))

    def rendered(
        self, address: str, visit: Visit, page: bytes, stored: Capture | None, lacks: str | None
    ) -> Capture:
        """What a browser showed of a page, as UTF-8: no answer of a server, but made of those before it.

        ``stored``: what it showed the last time. ``lacks``: what it wanted and was not asked for, in words.
        """
        digest, code = hashlib.sha256(page).hexdigest(), site_id_code(page)
        if stored and stored.payload_sha256 == digest:
            facts = described(visit, Outcome.UNCHANGED, lacks, digest, site_id_code=code)
            return self._append("revisit", address, facts, b"", more=refers_to(stored, IDENTICAL))
        facts = described(visit, Outcome.OK, lacks, digest, site_id_code=code)
        return self._append("resource", address, facts, page, more={"Content-Type": RENDERED_TYPE})

    def failure(
        self, url: str, visit: Visit, outcome: Outcome, message: str, tls: str | None = None
    ) -> Capture:
        """An attempt that brought no response."""
        facts = described(visit, outcome, message, tls=tls)
        return self._append("metadata", url, facts, f"outcome: {outcome}\r\n".encode())

    def close(self) -> None:
        if self._file:
            self._file.close()
            self._file = None

    def _append(
        self,
        kind: str,
        url: str,
        facts: dict,
        payload: bytes,
        answer: Answer | None = None,
        more: dict[str, str] | None = None,
    ) -> Capture:
        headers = {
            "WARC-Date": warc_date(self._now()),
            FACTS_HEADER: json.dumps(facts),
            **(more or {}),
        }
        if answer and answer.ip_address:
            headers["WARC-IP-Address"] = answer.ip_address
        if answer and answer.truncated:
            headers["WARC-Truncated"] = answer.truncated
        packing = Packing()
        writer = WARCWriter(packing, gzip=False, warc_version=VERSION)
        record = writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(payload),
            warc_headers_dict=headers,
            http_headers=answer and http_headers(answer),
        )
        writer.write_record(record)
        return capture_of(self._write(packing), Path(self._file.name).name, bodies=False)

    def _now(self) -> datetime:
        """Never before the record ahead, even where the clock is set back in the middle of a run."""
        self._last = max(datetime.now(UTC), self._last)
        return self._last

    def _write(self, packing: Packing) -> Member:
        """One gzip member on disk for good; if the disk refuses, none of it."""
        if self._file is None or self._file.tell() >= self._rotate_at:
            self._open_next()
        offset = self._file.tell()
        try:
            for part in packing.parts():
                rest = memoryview(part)
                while rest:
                    rest = rest[self._file.write(rest) :]
            os.fsync(self._file.fileno())
        except OSError:
            self._file.seek(offset)
            self._file.truncate()
            raise
        return Member(offset, self._file.tell() - offset, packing.head)

    def _open_next(self) -> None:
        self.close()
        before = archive_files(self._folder.parent)[-1:]
        facts = {"software": SOFTWARE, "format": VERSION}
        if before:
            facts[FOLLOWS] = f"{before[0].name} {before[0].stat().st_size}"
        name = f"{self._run}-{self._opened:05d}{SUFFIX}"
        self._opened += 1
        self._file = (self._folder / name).open("xb", buffering=0)
        sync(self._folder)
        packing = Packing()
        writer = WARCWriter(packing, gzip=False, warc_version=VERSION)
        writer.write_record(writer.create_warcinfo_record(name, facts))
        self._write(packing)


def _stamp_after(files: list[Path]) -> str:
    """Now, or a second after the last file of the archive where the clock has not passed it."""
    stamps = [match.group(1) for path in files if (match := STAMP_IN_NAME.match(path.name))]
    now = datetime.now(UTC)
    if stamps:
        last = datetime.strptime(max(stamps), STAMP).replace(tzinfo=UTC)
        now = max(now, last + timedelta(seconds=1))
    return now.strftime(STAMP)
