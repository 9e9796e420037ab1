"""The figures by which nights are compared; None where the night did not come so far."""

from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from pipeline.datasets.store import load
from pipeline.states import CellState, DocumentStatus, Outcome

if TYPE_CHECKING:
    from crawler.summary import CrawlSummary, SiteSummary

USABLE = frozenset({Outcome.OK, Outcome.UNCHANGED})
REFUSALS = frozenset({Outcome.BLOCKED, Outcome.CHALLENGED})
NOT_READ = frozenset({DocumentStatus.UNREADABLE, DocumentStatus.NO_TABLES})
BY_SITE = ("site_reports", "family_reports")
"""Figures that a site has a part in as soon as it was asked, whether or not it answered."""


def figures(crawled: "CrawlSummary | None", build: Path | None) -> dict:
    """All figures of a night, by the names that the monitors know.

    ``looked_at``: for figures by site, the sites that may be compared; all where it does not say. ``build``: its
    folder.
    """
    return _of_crawl(crawled) | _of_build(build)


def _of_crawl(crawled: "CrawlSummary | None") -> dict:
    if crawled is None:
        return {"looked_at": {}}
    sites = crawled.sites
    asked = [site for site in sites if _was_asked(site)]
    families: dict[str, dict[str, int]] = {}
    for site in sites:
        for family in site.families:
            families.setdefault(family, {})[site.site] = site.reports
    return {
        "sites": len(sites),
        "requests": sum(site.requests for site in sites),
        "pages": sum(site.requests + site.kept for site in sites),
        "listed": sum(site.reports for site in sites),
        "failing_sites": _share(sum(_failed(site) for site in asked), len(asked)),
        "challenged_sites": _share(sum(_refused(site) for site in asked), len(asked)),
        "site_reports": {site.site: {site.site: site.reports} for site in asked},
        "family_reports": families,
        "column_reports": {
            column: {site.site: number} for site in sites for column, number in site.listed.items()
        },
        "looked_at": {name: [site.site for site in asked] for name in BY_SITE}
        | {"column_reports": [site.site for site in sites if site.looked_through and site.reports]},
    }


def _of_build(build: Path | None) -> dict:
    if build is None:
        return {}
    reports = load(build, "reports", filters=pc.field("is_current"))
    statuses = load(build, "documents", columns=["status"])["status"].to_pylist()
    cells = {state: pc.sum(reports[f"cells_{state}"]).as_py() or 0 for state in CellState}
    passed, failed = (pc.sum(reports[f"checks_{outcome}"]).as_py() or 0 for outcome in ("passed", "failed"))
    by_site: dict[str, dict[str, int]] = {}
    for site in reports["site"].to_pylist():
        count = by_site.setdefault(site, {site: 0})
        count[site] += 1
    return {
        "reports": len(reports),
        "dataset_reports": by_site,
        "blank_cells": _share(cells[CellState.BLANK], sum(cells.values())),
        "doubtful_cells": _share(cells[CellState.DOUBTFUL], sum(cells.values())),
        "absent_cells": _share(cells[CellState.ABSENT], sum(cells.values())),
        "failed_checks": _share(failed, passed + failed),
        "unread_documents": _share(sum(status in NOT_READ for status in statuses), len(statuses)),
    }


def _was_asked(site: "SiteSummary") -> bool:
    """Whether the site had its turn: looked through, or left alone since it failed or refused us."""
    return bool(site.looked_through or site.closed_hosts or site.resting)


def _failed(site: "SiteSummary") -> bool:
    answered = site.kept or any(site.outcomes.get(outcome) for outcome in USABLE)
    return bool(site.closed_hosts or site.resting or not answered)


def _refused(site: "SiteSummary") -> bool:
    return bool(site.resting) or any(site.outcomes.get(outcome) for outcome in REFUSALS)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
