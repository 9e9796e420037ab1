"""What the last build had and a new one has not: an archive that was damaged, or a reader that fails, must not
replace good datasets.

A report is *lost* where bytes of it are not in the archive any more, and what a version of it said is said by none
now; *unread* where its bytes are there and are read as no report now; *thinner* where most of its figures are not
read any more; a page is lost where the archive held it and
does not. Reports that were withdrawn, moved to another issuer or year by a better reading, or fetched again are none.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import pyarrow.compute as pc

from pipeline.datasets.store import load


@dataclass(frozen=True, slots=True)
class Limit:
    """More than ``share`` of what the last build had, and more than ``number``, is too much."""

    share: float
    number: int
    what: str
    action: str

    def is_passed(self, lost: int, of: int) -> bool:
        return lost > max(self.share * of, self.number)


RESTORE = "restore the files named here from a copy; without one, gongkai crawl fetches what is still there"
LIMITS = {
    "lost": Limit(0, 0, "reports are lost: the archive does not hold them any more", RESTORE),
    "pages": Limit(0.01, 5, "pages are lost that the archive held", RESTORE),
    "unread": Limit(
        0.01,
        3,
        "reports are read as none by this reader, though their bytes are there",
        "read the notes in documents; a reader that fails on them is to be mended or put back",
    ),
    "thinner": Limit(
        0.01,
        3,
        "reports have lost more than half of their reported cells",
        "see them in cells; a reader that fails on them is to be mended or put back",
    ),
}
"""What a build may lack of the last one and still be published."""
EXAMPLES = 5
MOST = 0.5
"""Of its reported cells, what a report must keep."""
SAID = {"cells": ("table", "row", "column", "value", "state"), "sections": ("number", "text")}


@dataclass(frozen=True, slots=True)
class Loss:
    """``kind``: a key of :data:`LIMITS`. ``names``: report ids or URLs, sorted. ``of``: how many the last build had."""

    kind: str
    names: tuple[str, ...]
    of: int

    @property
    def action(self) -> str:
        return LIMITS[self.kind].action

    @property
    def is_too_much(self) -> bool:
        return LIMITS[self.kind].is_passed(len(self.names), self.of)

    def __str__(self) -> str:
        examples = ", ".join(self.names[:EXAMPLES])
        more = ", …" if len(self.names) > EXAMPLES else ""
        return f"{len(self.names)} of {self.of} {LIMITS[self.kind].what}: {examples}{more}"


def losses(before: Path, after: Path, withdrawn: Collection[str]) -> list[Loss]:
    """What the build in ``after`` lacks of the one in ``before``.

    ``withdrawn``: ids of reports taken out on request.
    """
    was, now = _documents(before), _documents(after)
    held, read = set().union(*now.values()), set().union(*(now[report_id] for report_id in now if report_id))
    reports = {report_id: was[report_id] for report_id in was if report_id and report_id not in withdrawn}
    incomplete = {report_id for report_id, documents in reports.items() if documents - held}
    unread = {
        report_id
        for report_id, documents in reports.items()
        if report_id not in incomplete and report_id not in now and not documents & read
    }
    said, says = (_said(build, incomplete) for build in (before, after))
    gone = {report_id for report_id in incomplete if said[report_id] - says[report_id]}
    had, has = _reported(before), _reported(after)
    thinner = {
        report_id
        for report_id in reports.keys() & has.keys() - incomplete
        if has[report_id] < MOST * had[report_id]
    }
    pages = _pages(before)
    found = [
        Loss("lost", tuple(sorted(gone)), len(reports)),
        Loss("thinner", tuple(sorted(thinner)), len(reports)),
        Loss("unread", tuple(sorted(unread)), len(reports)),
        Loss("pages", tuple(sorted(pages - _pages(after))), len(pages)),
    ]
    return [loss for loss in found if loss.names]


def _documents(build: Path) -> dict[str | None, set[str]]:
    """Digests of the bodies that were read, by the report that they are of; None: of none."""
    table = load(build, "documents", columns=["report_id", "payload_sha256"])
    found: dict[str | None, set[str]] = defaultdict(set)
    for report_id, payload in zip(*(column.to_pylist() for column in table.columns), strict=True):
        found[report_id].add(payload)
    return found


def _reported(build: Path) -> dict[str, int]:
    """How many cells are reported in the current version of each report."""
    table = load(build, "reports", columns=["report_id", "is_current", "cells_reported"])
    current = table.filter(table["is_current"])
    return dict(zip(current["report_id"].to_pylist(), current["cells_reported"].to_pylist(), strict=True))


def _said(build: Path, report_ids: Collection[str]) -> dict[str, set[frozenset]]:
    """What each version of these reports says: its cells, or its sections where it has no tables."""
    if not report_ids:
        return {}
    versions: dict[tuple[str, int], dict[str, set]] = defaultdict(lambda: {name: set() for name in SAID})
    for name, columns in SAID.items():
        wanted = pc.field("report_id").isin(list(report_ids))
        for row in load(build, name, columns=["report_id", "version", *columns], filters=wanted).to_pylist():
            said = tuple(row[column] for column in columns)
            versions[row["report_id"], row["version"]][name].add(said)
    found: dict[str, set[frozenset]] = defaultdict(set)
    for (report_id, _), parts in versions.items():
        found[report_id].add(frozenset(parts["cells"] or parts["sections"]))
    return found


def _pages(build: Path) -> set[str]:
    captures = load(build, "captures", columns=["url", "payload_sha256"])
    return set(captures.filter(captures["payload_sha256"].is_valid())["url"].unique().to_pylist())
