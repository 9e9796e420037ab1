"""Copies: which documents were captured where, what each says it is, and which report it is a copy of.

The same report stands in several columns and formats; each is a copy. A copy belongs to the report of its site,
year and issuer. An attachment that does not say its issuer or year takes them from the page that links to it.
"""

import hashlib
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from pipeline.archive.captures import DOCUMENTS, Capture
from pipeline.building import members, organisations
from pipeline.readings import Key, Readings
from pipeline.report import Report
from pipeline.sources import sources_digest
from pipeline.states import CellState, DocumentStatus, Outcome

VERSION = sources_digest(("building/copies.py",), ())
NOT_REPORTS = (DocumentStatus.NOT_A_REPORT, DocumentStatus.UNREADABLE)


@dataclass(frozen=True, slots=True)
class Brief:
    """What was read off a document, as short as the grouping of copies needs it.

    ``cells`` and ``sections`` are digests: equal where two documents say the same, whatever stands around it.
    ``size`` is (cells reported, sections): what the choice among copies goes by.
    """

    status: DocumentStatus
    media_type: str | None
    year: int | None
    issuer: str | None
    title: str | None
    published_on: str | None
    published_on_source: str | None
    cells: str
    sections: str
    size: tuple[int, int]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """A document at one URL, as first captured there since it changed. ``report_id`` is None where it is not a report.

    ``year`` and ``issuer``: those of the document, else of the page that links to it.
    """

    key: Key
    capture: Capture
    report_id: str | None
    year: int | None
    issuer: str | None
    brief: Brief

    @property
    def place(self) -> str:
        """Its URL, and its name where that is of the archive that it is in."""
        return place_of(self.capture, self.key)


def changed_captures(captures: Iterable[Capture]) -> list[Capture]:
    """The captures that brought a body which the URL of a report or attachment did not have the time before."""
    last: dict[tuple[str, str], str] = {}
    changed = []
    for capture in captures:
        page = capture.site, capture.url
        if (
            capture.role in DOCUMENTS
            and capture.outcome in (Outcome.OK, Outcome.UNCHANGED)
            and capture.payload_sha256
            and last.get(page) != capture.payload_sha256
        ):
            last[page] = capture.payload_sha256
            changed.append(capture)
    return changed


def identified(captures: Iterable[Capture], readings: Readings, sites: dict[str, Capture]) -> Iterator[Copy]:
    """A copy for each of the captures, which come in order of time; a body that was not read is left out.

    ``sites``: a capture of each site that carries its facts as they are now.
    """
    said: dict[tuple[str, str], tuple[int | None, str | None]] = {}
    first_url: dict[tuple, str] = {}
    documents = (
        (capture, key) for capture in captures for key in members.keys(capture.payload_sha256, readings)
    )
    for capture, key in documents:
        brief, place = _brief(key, readings), place_of(capture, key)
        if brief is None:
            continue
        year, issuer = brief.year, brief.issuer
        if capture.role == "attachment" and capture.via:
            page_year, page_issuer = said.get((capture.site, capture.via), (None, None))
            year, issuer = year or page_year, issuer or page_issuer
        said[capture.site, place] = year, issuer
        at_url, of_body = (capture.site, place), (capture.site, *key)
        url = first_url.get(at_url) or first_url.get(of_body) or place
        first_url[at_url] = first_url[of_body] = url
        told_by = issuer_name(sites[capture.site], issuer) if issuer else url
        report_id = None
        if brief.status not in NOT_REPORTS:
            report_id = f"{capture.site}-{year or 'none'}-{organisations.digest(told_by)}"
        yield Copy(key, capture, report_id, year, issuer, brief)


def place_of(capture: Capture, key: Key) -> str:
    """Where a document stands: its URL, and its name where that is of the archive that it is in."""
    return f"{capture.url}#{key[1]}" if key[1] else capture.url


def issuer_name(site: Capture, issuer: str) -> str:
    """The issuer's normalised name on a site, whose facts a capture of it carries."""
    return organisations.normalised(issuer, (site.province, site.prefecture, site.name))


def _brief(key: Key, readings: Readings) -> Brief | None:
    """The brief of a document, from the cache where that has it; None for a body that was not read."""
    payload_sha256, member = key
    kept_at = payload_sha256, f"brief {VERSION} {member or ''}"
    content = readings.content(kept_at)
    if content is not None:
        kept = json.loads(content)
        exact = {
            "status": DocumentStatus(kept["status"]),
            "size": tuple(kept["size"]),
            "notes": tuple(kept["notes"]),
        }
        return Brief(**kept | exact)
    report = readings.get(key)
    if report is None:
        return None
    brief = _briefly(report)
    readings.put(kept_at, zlib.compress(json.dumps(asdict(brief)).encode()))
    return brief


def _briefly(report: Report) -> Brief:
    cells = sorted((cell.table, cell.row, cell.column, cell.state, cell.value) for cell in report.cells)
    sections = [(section.number, re.sub(r"\s+", "", section.text)) for section in report.sections]
    return Brief(
        status=report.status,
        media_type=report.media_type,
        year=report.year,
        issuer=report.issuer,
        title=report.title,
        published_on=report.published_on,
        published_on_source=report.published_on_source,
        cells=_digest(cells),
        sections=_digest(sections),
        size=(Counter(cell.state for cell in report.cells)[CellState.REPORTED], len(sections)),
        notes=report.notes,
    )


def _digest(content: list) -> str:
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()
