"""Captures out of the archive: every attempt to fetch, as the crawl recorded it in ``DATA/archive/*.warc.gz``.

The archive is the only truth: what this module returns is all that the ledger and the datasets are made from.
Files are read in the order of their names and records in the order in which they lie, which is the order of
fetching: only one run writes at a time, and each names its file later than the last. What the WARC standard has
no field for (site, role, how the URL was reached) rides in the header ``WARC-JSON-Metadata``, ASCII JSON.
"""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader

from pipeline.archive.content_coding import Undecodable, decode
from pipeline.archive.facts import HEADER as FACTS_HEADER
from pipeline.archive.facts import NotOurs, facts_of
from pipeline.archive.warc import Member, NotAMember, Problem, member_at, members
from pipeline.states import Damage, Outcome

ARCHIVE = "archive"
SUFFIX = ".warc.gz"
FOLLOWS = "follows"
"""Field of the ``warcinfo`` record that opens a file: name and length of the file before it."""
SET_ASIDE = "torn"
"""Folder beside the files, for the half records that were cut off them: ``{file}.{offset}``."""
DOCUMENTS = ("report", "attachment")
"""Roles that hold what is looked for. ``home``, ``column`` (a page on the way) and ``list`` (a report column, a folder
below it, a page of either) lead to them; ``robots`` and ``rendering`` (what the scripts of a list asked for while a
browser showed it) are asked for on the way."""
HOLDING = ("response", "resource")
"""Kinds of records that hold a body."""
RENDERED = "rendered:"
"""How the URL of a ``resource`` begins: the page behind it as a browser showed it, made of the responses before it."""


@dataclass(frozen=True, slots=True)
class Capture:
    """An attempt to fetch one URL.

    ``payload_sha256`` and ``body`` are of the body without content coding; ``body`` is empty unless asked for,
    and for ``revisit`` and ``metadata`` records, whose ``refers_to`` names the capture that holds it (or null).
    ``payload_digest`` is WARC's own, of the body as it came. ``site_id_code``: what the page says of the site it is of.
    ``sent_at``, ``took``: when the request left, and the seconds until the answer was there; null where none was sent.
    ``headers``: names as sent. ``via``: the page that the link stood on; null for an address from sites.csv. ``tls``:
    ``old`` where it took that.
    """

    capture_id: str
    url: str
    site: str
    role: str
    via: str | None
    link_text: str | None
    fetched_at: datetime
    http_status: int | None
    outcome: Outcome
    message: str | None
    media_type: str | None
    payload_sha256: str | None
    payload_digest: str | None
    refers_to: str | None
    truncated: str | None
    warc_file: str
    warc_offset: int
    warc_length: int
    adcode: str
    name: str
    province: str
    prefecture: str
    is_demo: bool
    tls: str | None = None
    site_id_code: str | None = None
    sent_at: datetime | None = None
    took: float | None = None
    ip_address: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    def header(self, name: str) -> str | None:
        """The first HTTP header of that name, whatever its case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


class Damaged(ValueError):
    """A record that cannot be used; ``problem`` says where and why."""

    def __init__(self, problem: Problem):
        super().__init__(str(problem))
        self.problem = problem


def archive_files(data: Path) -> list[Path]:
    """The WARC files of ``data``, in the order in which they were written."""
    return sorted((data / ARCHIVE).glob(f"*{SUFFIX}"))


def set_aside_bytes(data: Path, warc_file: str) -> int:
    """How many bytes were cut off the end of a file."""
    return sum(path.stat().st_size for path in (data / ARCHIVE / SET_ASIDE).glob(f"{warc_file}.*"))


def captures(data: Path, bodies: bool = True, problems: list[Problem] | None = None) -> Iterator[Capture]:
    """Every capture of the archive in the order of fetching.

    ``bodies=False`` is the light variant: nothing is decoded or verified beyond the checksum of each record.
    Torn, damaged and foreign records, and those that came before, are appended to ``problems`` if it is given, and
    left out.
    """
    seen: set[str] = set()
    for path in archive_files(data):
        for found in scan(path, bodies=bodies):
            if isinstance(found, Capture) and found.capture_id in seen:
                found = twice(found)
            if isinstance(found, Capture):
                seen.add(found.capture_id)
                yield found
            elif problems is not None:
                problems.append(found)


def twice(capture: Capture) -> Problem:
    message = f"the record {capture.capture_id} is in the archive twice"
    return Problem(capture.warc_file, capture.warc_offset, Damage.DISORDER, message)


def scan(path: Path, start: int = 0, bodies: bool = False) -> Iterator[Capture | Problem]:
    """Captures and problems of one WARC file from byte ``start`` on, which must be the start of a record."""
    for member in members(path, start):
        if isinstance(member, Problem):
            yield member
            continue
        try:
            capture = capture_of(member, path.name, bodies)
        except Damaged as fault:
            yield fault.problem
        else:
            if capture is not None:
                yield capture


def read_capture(data: Path, warc_file: str, offset: int) -> Capture:
    """The capture, with its body, whose record starts at ``offset``; raises :class:`Damaged` if it is not whole."""
    path = data / ARCHIVE / Path(warc_file).name
    try:
        with path.open("rb") as file:
            member = member_at(file, offset)
    except (OSError, NotAMember) as fault:
        raise Damaged(Problem(warc_file, offset, Damage.DAMAGED, str(fault))) from fault
    capture = capture_of(member, path.name, bodies=True)
    if capture is None:
        raise Damaged(Problem(warc_file, offset, Damage.FOREIGN, "the record is not a capture"))
    return capture


def capture_of(member: Member, warc_file: str, bodies: bool) -> Capture | None:
    """The capture that a record holds; None for ``warcinfo``. Raises :class:`Damaged`."""
    try:
        record = ArcWarcRecordLoader(verify_http=False).parse_record_stream(
            io.BytesIO(member.content), known_format="warc"
        )
        if record.rec_type == "warcinfo":
            return None
        capture = _described(record, member, warc_file)
        return _with_body(capture, record) if bodies and record.rec_type in HOLDING else capture
    except NotOurs as fault:
        raise Damaged(Problem(warc_file, member.offset, Damage.FOREIGN, str(fault))) from fault
    except (ArchiveLoadFailed, Undecodable, EOFError, KeyError, TypeError, ValueError) as fault:
        kind, reason = Damage.DAMAGED, f"{type(fault).__name__}: {fault}"
        if FACTS_HEADER.encode() not in member.content[:4096]:
            kind, reason = Damage.FOREIGN, f"the record has no {FACTS_HEADER}"
        raise Damaged(Problem(warc_file, member.offset, kind, reason)) from fault


def _described(record: ArcWarcRecord, member: Member, warc_file: str) -> Capture:
    header = record.rec_headers.get_header
    if not header("WARC-Record-ID") or not header("WARC-Target-URI"):
        raise ValueError("the record does not say what it is of")
    facts = facts_of(header(FACTS_HEADER))
    http = record.http_headers
    headers = tuple(http.headers) if http else ()
    if record.rec_type == "resource":
        headers = (("Content-Type", header("Content-Type")),)
    content_type = next((value for name, value in headers if name.lower() == "content-type"), "")
    return Capture(
        capture_id=_uuid(header("WARC-Record-ID")),
        url=header("WARC-Target-URI"),
        site=facts["site"],
        role=facts["role"],
        via=facts["via"],
        link_text=facts["link_text"],
        fetched_at=_moment(header("WARC-Date")),
        http_status=int(http.get_statuscode()) if http else None,
        outcome=facts["outcome"],
        message=facts["message"],
        media_type=content_type.partition(";")[0].strip().lower() or None,
        payload_sha256=facts["payload_sha256"],
        payload_digest=header("WARC-Payload-Digest"),
        refers_to=_uuid(header("WARC-Refers-To")),
        truncated=facts["truncated"],
        warc_file=warc_file,
        warc_offset=member.offset,
        warc_length=member.length,
        adcode=facts["adcode"],
        name=facts["name"],
        province=facts["province"],
        prefecture=facts["prefecture"],
        is_demo=facts["is_demo"],
        tls=facts["tls"],
        site_id_code=facts["site_id_code"],
        sent_at=facts["sent_at"] and _moment(facts["sent_at"]),
        took=facts["took"],
        ip_address=header("WARC-IP-Address"),
        headers=headers,
    )


def _with_body(capture: Capture, record: ArcWarcRecord) -> Capture:
    """The capture with its body; one that was cut in transport, or never decoded, as far as it came."""
    stored = record.raw_stream.read()
    if capture.payload_sha256 is None:
        return replace(capture, body=stored)
    body = decode(stored, capture.header("Content-Encoding"))
    if hashlib.sha256(body).hexdigest() != capture.payload_sha256:
        raise ValueError("the body is not the one that was fetched: its digest differs")
    return replace(capture, body=body)


def _moment(written: str) -> datetime:
    moment = datetime.fromisoformat(written)
    if moment.tzinfo is None:
        raise ValueError(f"the date {written} has no time zone")
    return moment


def _uuid(record_id: str | None) -> str | None:
    return record_id and record_id.strip("<>").removeprefix("urn:uuid:")
