"""Copies: which documents were captured where, what each says it is, and which report it is a copy of.

The same report stands in several columns and formats; each is a copy. A copy belongs to the report of its site,
year and issuer. An attachment that does not say its issuer or year takes them from the page that links to it.
"""

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline import organisations
from pipeline.archive import Capture
from pipeline.readings import Key, Readings
from pipeline.report import Report
from pipeline.states import CellState, DocumentStatus, Outcome

ROLES = ("report", "attachment")
NOT_REPORTS = (DocumentStatus.NOT_A_REPORT, DocumentStatus.UNREADABLE)


@dataclass(frozen=True, slots=True)
class Copy:
    """A document at one URL, as first captured there since it changed. ``report_id`` is None where it is not a report.

    ``cells`` and ``sections`` are digests: equal where two copies say the same, whatever stands around it.
    ``size`` is (cells reported, sections): what the choice among copies goes by.
    """

    key: Key
    capture: Capture
    report_id: str | None
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


def changed_captures(captures: Iterable[Capture]) -> list[Capture]:
    """The captures that brought a body which the URL of a report or attachment did not have the time before."""
    last: dict[tuple[str, str], str] = {}
    changed = []
    for capture in captures:
        page = capture.site, capture.url
        if (
            capture.role in ROLES
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
    first_url: dict[tuple[str, str], str] = {}
    for capture in captures:
        key = (capture.payload_sha256, None)
        report = readings.get(key)
        if report is None:
            continue
        year, issuer = report.year, report.issuer
        if capture.role == "attachment" and capture.via:
            page_year, page_issuer = said.get((capture.site, capture.via), (None, None))
            year, issuer = year or page_year, issuer or page_issuer
        said[capture.site, capture.url] = year, issuer
        at_url, of_body = (capture.site, capture.url), (capture.site, capture.payload_sha256)
        url = first_url.get(at_url) or first_url.get(of_body) or capture.url
        first_url[at_url] = first_url[of_body] = url
        told_by = issuer_name(sites[capture.site], issuer) if issuer else url
        yield _copy(key, capture, report, year, issuer, told_by)


def link_year(capture: Capture) -> int | None:
    """The report year that the text of the link names, None without one or with several."""
    text = unicodedata.normalize("NFKC", capture.link_text or "")
    years = set(re.findall(r"(?<!\d)(20[0-4]\d)(?=\s*年)", text))
    return int(years.pop()) if len(years) == 1 else None


def issuer_name(site: Capture, issuer: str) -> str:
    """The issuer's normalised name on a site, whose facts a capture of it carries."""
    return organisations.normalised(issuer, (site.province, site.prefecture, site.name))


def _copy(
    key: Key, capture: Capture, report: Report, year: int | None, issuer: str | None, told_by: str
) -> Copy:
    report_id = None
    if report.status not in NOT_REPORTS:
        report_id = f"{capture.site}-{year or 'none'}-{organisations.digest(told_by)}"
    cells = sorted((cell.table, cell.row, cell.column, cell.state, cell.value) for cell in report.cells)
    sections = [(section.number, re.sub(r"\s+", "", section.text)) for section in report.sections]
    return Copy(
        key=key,
        capture=capture,
        report_id=report_id,
        status=report.status,
        media_type=report.media_type,
        year=year,
        issuer=issuer,
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
