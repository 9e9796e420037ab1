"""Rows of the datasets out of versions of reports and what was read off their chosen copies."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from pipeline.archive.captures import Capture
from pipeline.building import belonging, organisations
from pipeline.building.copies import Copy, issuer_name
from pipeline.building.masking import Span, masked, overlaps, spans
from pipeline.building.versions import Version
from pipeline.datasets import datasets
from pipeline.report import Figure, Report
from pipeline.sources import reader_version
from pipeline.states import CellState

LARGEST_INTEGER = 2**63 - 1

VERSION_KEY = ("report_id", "version", "year")

Row = tuple[str, int | None, dict]
"""The dataset that a row is of; the year whose file it goes into, None for that without one; its values by column."""


def report_rows(version: Version, report: Report, site: Capture, build_id: str) -> Iterator[Row]:
    """Every row that a version gives. ``report``: the reading of its chosen copy. ``site``: a capture that carries
    the facts of the site as they are now."""
    about = _about(version, report, site, build_id)
    yield "reports", version.year, about
    if version.is_current:
        yield "panel", version.year, _panel_row(about, report)
    part = {name: about[name] for name in VERSION_KEY}
    for dataset, row in _parts(report):
        yield dataset, version.year, part | row


def document_row(copy: Copy, version: Version | None) -> dict:
    """The row of ``documents``; ``version`` is the version that the copy belongs to, None where it is no report."""
    return {
        "payload_sha256": copy.capture.payload_sha256,
        "member": copy.key[1],
        "capture_id": copy.capture.capture_id,
        "url": copy.capture.url,
        "report_id": version and version.report_id,
        "version": version and version.number,
        "chosen": version is not None and version.chosen is copy,
        "status": copy.brief.status,
        "media_type": copy.brief.media_type,
        "reader_version": reader_version(),
        "notes": "\n".join((*copy.brief.notes, *belonging.notes(copy.capture))) or None,
    }


def capture_row(capture: Capture) -> dict:
    return {name: getattr(capture, name) for name in datasets()["captures"].names}


def issuer_kind(version: Version, site: Capture) -> str | None:
    """The kind of body that issued the report; None where the issuer is unknown."""
    return version.issuer and organisations.kind(issuer_name(site, version.issuer), site.name)


def _about(version: Version, report: Report, site: Capture, build_id: str) -> dict:
    states = Counter(cell.state for cell in report.cells)
    outcomes = Counter(check.outcome for check in report.checks)
    dated = next((copy for copy in version.copies if copy.brief.published_on), version.chosen)
    name = version.issuer and issuer_name(site, version.issuer)
    return {
        "report_id": version.report_id,
        "version": version.number,
        "is_current": version.is_current,
        "org_id": name and f"{site.adcode or site.site}-{organisations.digest(name)}",
        "issuer": version.issuer,
        "issuer_kind": issuer_kind(version, site),
        "site": site.site,
        "adcode": site.adcode or None,
        "province": site.province or None,
        "prefecture": site.prefecture or None,
        "county": site.name or None,
        "year": version.year,
        "edition": report.edition,
        "edition_proactive": report.table_editions.get("proactive"),
        "edition_requests": report.table_editions.get("requests"),
        "edition_remedies": report.table_editions.get("remedies"),
        "report_scope": None,
        "title": next((copy.brief.title for copy in version.copies if copy.brief.title), None),
        "published_on": dated.brief.published_on and date.fromisoformat(dated.brief.published_on),
        "published_on_source": dated.brief.published_on_source,
        "first_seen": version.first.fetched_at,
        "status": report.status,
        "url": version.chosen.capture.url,
        "urls": " ".join(sorted({copy.capture.url for copy in version.copies})),
        "media_type": report.media_type,
        **{f"cells_{state}": states[state] for state in CellState},
        "checks_passed": outcomes["pass"],
        "checks_failed": outcomes["fail"],
        "checks_not_assessable": outcomes["not_assessable"],
        "reader_version": reader_version(),
        "build_id": build_id,
        "is_demo": site.is_demo,
    }


def _panel_row(about: dict, report: Report) -> dict:
    reported = {f"{c.row}__{c.column}": c.value for c in report.cells if c.state is CellState.REPORTED}
    return {
        column.name: about[column.name]
        if column.name in about
        else _number(reported.get(column.name), whole=column.type == "integer")
        for column in datasets()["panel"].columns
    }


def _parts(report: Report) -> Iterator[tuple[str, dict]]:
    for cell in report.cells:
        edition = report.table_editions.get(cell.table)
        yield _part("cells", cell, value=_number(cell.value), edition=edition)
    for check in report.checks:
        missing = " ".join(check.missing) or None
        yield _part("checks", check, left=_number(check.left), right=_number(check.right), missing=missing)
    for section in report.sections:
        found = spans(section.text or "")
        text = masked(section.text, found)
        yield _part("sections", section, heading=masked(section.heading), text=text)
        yield from _figures([f for f in report.figures if f.section == section.number], section.text, found)
    for figure in report.unplaced:
        raw = masked(figure.raw)
        yield _part(
            "unplaced",
            figure,
            raw=raw,
            value=_number(figure.value) if raw == figure.raw else None,
            row_label=masked(figure.row_label),
            column_label=masked(figure.column_label),
        )


def _figures(figures: list[Figure], text: str, found: list[Span]) -> Iterator[tuple[str, dict]]:
    """The figures of a section; what is personal in its text is no figure, and masked in their quotes alike."""
    end = 0
    for figure in figures:
        start = text.index(figure.quote, end)
        end = start + len(figure.quote)
        is_personal = overlaps(found, start, end)
        quote = masked(text, found, start, end)
        yield _part("figures", figure, quote=quote, value=None if is_personal else _number(figure.value))


def _part(dataset: str, item: object, **instead: object) -> tuple[str, dict]:
    """The item's row: its attributes by the names of the columns, but for those given ``instead``."""
    return dataset, {
        name: instead[name] if name in instead else getattr(item, name)
        for name in datasets()[dataset].names
        if name not in VERSION_KEY
    }


def _number(value: int | float | None, whole: bool = False) -> int | float | None:
    """The value as the datasets can hold it: a whole number of 64 bits, or a double; None for what fits neither.

    A count with a fraction is null in the panel; ``cells`` has it as printed.
    """
    if value is None or abs(value) > LARGEST_INTEGER:
        return None
    if not whole:
        return float(value)
    return int(value) if value == int(value) else None
