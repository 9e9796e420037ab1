"""From a report or a cell of the datasets back to the archived bytes it was read from."""

from datetime import datetime
from pathlib import Path

import pyarrow.compute as pc

from pipeline import builds
from pipeline.archive.captures import Capture, Damaged, read_capture
from pipeline.datasets.store import load
from pipeline.documents import archives
from pipeline.reading import read

Place = tuple[str, str, str]
"""Table, row and column keys."""

CELL = ("value", "unit", "raw", "state", "identity_used", "locator")


class NotFound(LookupError):
    """The datasets hold no such report, version or cell; the message says what they hold instead."""


def trace(data: Path, report_id: str, version: int | None = None, place: Place | None = None) -> dict:
    """Where a version of a report (the current one by default) and one of its cells come from.

    ``report``: what it is. ``cell``: as the dataset has it, a whole number without a point. ``archive``: URL, time, WARC file, offset, and whether
    the bytes are still those that were captured. ``reread``: the cell as the archived bytes give it now, and
    ``same_as_dataset`` whether that is the same (False where they give none); both None without a cell, or where the
    archive is damaged.
    """
    build = builds.current(data)
    report = _report(build, report_id, version)
    document = _document(build, report)
    capture = _one(build, "captures", capture_id=document["capture_id"])
    cell = _cell(build, report, place) if place else None
    archive, holder = _archived(data, build, capture, document)
    reread = _reread(holder, document["member"], place) if place and holder else None
    return {
        "report": {
            name: report[name]
            for name in ("report_id", "version", "issuer", "year", "title", "status", "build_id")
        },
        "cell": cell,
        "archive": archive,
        "reread": reread,
        "same_as_dataset": reread == {name: cell[name] for name in CELL} if place and holder else None,
    }


def _report(build: Path, report_id: str, version: int | None) -> dict:
    found = _rows(build, "reports", report_id=report_id)
    if not found:
        raise NotFound(f"no report {report_id!r} in {build}; the dataset reports lists what there is")
    for report in found:
        if report["version"] == version or (version is None and report["is_current"]):
            return report
    raise NotFound(f"{report_id} has the versions {', '.join(str(report['version']) for report in found)}")


def _document(build: Path, report: dict) -> dict:
    return _one(build, "documents", report_id=report["report_id"], version=report["version"], chosen=True)


def _cell(build: Path, report: dict, place: Place) -> dict:
    table, row, column = place
    key = {"table": table, "row": row, "column": column}
    found = _rows(build, "cells", report_id=report["report_id"], version=report["version"], **key)
    if not found:
        raise NotFound(
            f"the form of {report['report_id']} has no cell {' '.join(place)}; keys are those of cells"
        )
    cell = key | {name: found[0][name] for name in CELL}
    is_whole = cell["value"] is not None and cell["value"].is_integer()
    return cell | {"value": int(cell["value"]) if is_whole else cell["value"]}


def _archived(data: Path, build: Path, capture: dict, document: dict) -> tuple[dict, Capture | None]:
    """Where the body lies, and the capture with it; that of an unchanged page lies in the record it refers to."""
    holders = _rows(build, "captures", capture_id=capture["refers_to"]) if capture["refers_to"] else [capture]
    holder, found, fault = next(iter(holders), capture), None, None
    try:
        archived = read_capture(data, holder["warc_file"], holder["warc_offset"])
        if not holders:
            fault = (
                f"the record {capture['refers_to']} that holds the body is not in the archive; gongkai verify"
            )
        elif archived.payload_sha256 == document["payload_sha256"]:
            found = archived
        else:
            fault = "the record holds another body than the one that was read"
    except Damaged as damage:
        fault = str(damage)
    fetched_at: datetime = capture["fetched_at"]
    return {
        "url": capture["url"],
        "member": document["member"],
        "fetched_at": fetched_at.isoformat(),
        "warc_file": holder["warc_file"],
        "warc_offset": holder["warc_offset"],
        "payload_sha256": document["payload_sha256"],
        "verified": found is not None,
        "fault": fault,
    }, found


def _reread(holder: Capture, member: str | None, place: Place) -> dict | None:
    content = archives.unpacked(holder.body, member) if member else holder.body
    report = read(content, None if member else holder.header("Content-Type"))
    cells = {(cell.table, cell.row, cell.column): cell for cell in report.cells}
    cell = cells.get(place)
    return cell and {name: getattr(cell, name) for name in CELL}


def _rows(build: Path, dataset: str, **equal: object) -> list[dict]:
    filters = None
    for name, value in equal.items():
        condition = pc.field(name) == value
        filters = condition if filters is None else filters & condition
    return load(build, dataset, filters=filters).to_pylist()


def _one(build: Path, dataset: str, **equal: object) -> dict:
    return _rows(build, dataset, **equal)[0]
