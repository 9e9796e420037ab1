"""What a night brought, out of the crawl's summary and its build, in the form of ``night.json``."""

import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.datasets.store import load
from pipeline.diff import diff
from pipeline.states import CoverageState, Outcome, described

if TYPE_CHECKING:
    from crawler.conduct import Host
    from crawler.sites import Site
    from crawler.summary import CrawlSummary

SLOW = 10.0
"""Seconds an answer, on average, from which a host is slow; a county page comes in one or two."""
BROKEN = (
    CoverageState.COLUMN_NOT_FOUND,
    CoverageState.COLUMN_EMPTY,
    CoverageState.RENDERED_ONLY,
    CoverageState.GONE,
)
SHOWN = (
    "report_id",
    "site",
    "county",
    "province",
    "issuer",
    "year",
    "title",
    "url",
    "status",
    "checks_failed",
)
"""Columns of ``reports`` that the page names a report by."""


def crawl(crawled: "CrawlSummary") -> dict:
    """How the crawl went: attempts by outcome, hosts that were slow, closed or resting, what was left and why."""
    left: Counter[str] = Counter()
    for site in crawled.sites:
        left.update(site.left)
    hosts = {
        "slow": [
            _slow(host) for host in _slowest_first(crawled.hosts) if host.seconds > SLOW * host.requests
        ],
        "closed": [
            {
                "site": site.site,
                "name": site.name,
                "host": host,
                "why": str(why),
                "action": Outcome(why).action,
            }
            for site in crawled.sites
            for host, why in site.closed_hosts.items()
        ],
        "resting": sorted({rest for site in crawled.sites for rest in site.resting}),
    }
    return {
        "finished": crawled.finished,
        "reason": crawled.reason,
        "errors": list(crawled.errors),
        "problems": list(crawled.problems),
        "sites": len(crawled.sites),
        "not_reached": sum(
            not site.looked_through and not site.closed_hosts and not site.resting for site in crawled.sites
        ),
        "requests": sum(site.requests for site in crawled.sites),
        "from_archive": sum(site.kept for site in crawled.sites),
        "pages_new": crawled.new,
        "outcomes": {str(outcome): count for outcome, count in sorted(crawled.outcomes.items())},
        "hosts": hosts,
        "left": dict(left.most_common()),
        "politeness": crawled.conduct.in_words(),
        "look_alikes": sum(site.look_alikes for site in crawled.sites),
    }


def reports(before: Path | None, after: Path) -> dict:
    """The reports that are new, changed or gone since the build ``before``, each with where it lies in the archive."""
    now = {row["report_id"]: row for row in _shown(after)}
    if before is None or before == after:
        found = {"new": [] if before else list(now), "changed": [], "gone": [], "changes": {}}
    else:
        found = _compared(before, after)
    was = {row["report_id"]: row for row in _shown(before)} if found["gone"] else {}
    places = _places(after, {*found["new"], *found["changed"]}) | (
        _places(before, found["gone"]) if was else {}
    )
    said = {
        part: [
            {
                **(was if part == "gone" else now)[report_id],
                **places[report_id],
                **found["changes"].get(report_id, {}),
            }
            for report_id in found[part]
        ]
        for part in ("new", "changed", "gone")
    }
    return {"since_build": before and before.name, **said}


def coverage(build: Path, sites: Iterable["Site"]) -> dict:
    """Counties with a report of their own, by province and report year. ``sites``: counties never asked count too."""
    counties: dict[str, set[str]] = defaultdict(set)
    for site in sites:
        if site.adcode:
            counties[site.province].add(site.adcode)
    published: dict[str, Counter[int]] = defaultdict(Counter)
    years = set()
    for row in load(build, "county_year", columns=["adcode", "province", "year", "own_report"]).to_pylist():
        province = row["province"] or ""
        counties[province].add(row["adcode"])
        years.add(row["year"])
        published[province][row["year"]] += row["own_report"]
    return {
        "years": sorted(years),
        "provinces": [
            {
                "province": province,
                "counties": len(counties[province]),
                "published": {str(year): published[province][year] for year in sorted(years)},
            }
            for province in sorted(counties, key=lambda name: min(counties[name], default=""))
        ],
    }


def site_states(build: Path, sites: Iterable["Site"], history: Sequence[dict]) -> dict:
    """Each site by its state for the newest report year that is due, and which states have changed."""
    newest: dict[str, dict] = {}
    for row in load(build, "coverage", columns=["site", "year", "state", "reason"]).to_pylist():
        if row["state"] != CoverageState.NOT_DUE:
            newest[row["site"]] = row
    names = {site.site: site.name for site in sites}
    now = dict.fromkeys(names, str(CoverageState.NOT_SEARCHED)) | {
        site: row["state"] for site, row in newest.items()
    }
    before = next((night["sites"]["by_site"] for night in reversed(history) if night["sites"]), None)
    counts, earlier = Counter(now.values()), Counter(before.values()) if before is not None else None
    return {
        "states": [
            {
                **told,
                "change": None if earlier is None else told["count"] - earlier[told["state"]],
            }
            for told in described(CoverageState, counts, earlier or ())
        ],
        "changed": [
            {"site": site, "name": names.get(site, ""), "before": before.get(site), "after": state}
            for site, state in now.items()
            if before is not None and before.get(site) != state
        ],
        "broken_columns": [
            {
                "site": row["site"],
                "name": names.get(row["site"], ""),
                "year": row["year"],
                "state": row["state"],
                "reason": row["reason"],
                "action": CoverageState(row["state"]).action,
            }
            for row in newest.values()
            if row["state"] in BROKEN
        ],
        "by_site": now,
    }


def checks(build: Path) -> dict:
    """How many identities hold, do not, or could not be checked, over the current reports."""
    columns = ["checks_passed", "checks_failed", "checks_not_assessable"]
    found = load(build, "reports", columns=columns, filters=pc.field("is_current"))
    counts = {column.removeprefix("checks_"): pc.sum(found[column]).as_py() or 0 for column in columns}
    return counts | {"reports_that_do_not_add_up": pc.sum(pc.greater(found["checks_failed"], 0)).as_py() or 0}


def disk(data: Path) -> dict:
    """Bytes on the disk of ``data``."""
    usage = shutil.disk_usage(data)
    return {"free": usage.free, "total": usage.total}


def _slowest_first(hosts: Iterable["Host"]) -> list["Host"]:
    return sorted(hosts, key=lambda host: host.seconds / host.requests, reverse=True)


def _slow(host: "Host") -> dict:
    return {
        "host": host.host,
        "requests": host.requests,
        "mean_seconds": round(host.seconds / host.requests, 1),
        "slowest_seconds": round(host.slowest, 1),
    }


def _compared(before: Path, after: Path) -> dict:
    found = diff(before, after)
    ids = {part: [report["report_id"] for report in found[part]] for part in ("new", "changed", "gone")}
    changes = {
        report["report_id"]: {"facts_changed": sorted(report["facts"]), "cells_changed": len(report["cells"])}
        for report in found["changed"]
    }
    return ids | {"changes": changes}


def _shown(build: Path) -> list[dict]:
    return load(build, "reports", columns=list(SHOWN), filters=pc.field("is_current")).to_pylist()


def _among(column: str, values: Iterable[str]) -> pc.Expression:
    return pc.field(column).isin(pa.array(list(values), pa.string()))


def _places(build: Path, report_ids: Iterable[str]) -> dict[str, dict]:
    """Where the captures lie that the current versions were read from."""
    wanted = _among("report_id", report_ids)
    current = {
        (row["report_id"], row["version"])
        for row in load(
            build, "reports", ["report_id", "version"], wanted & pc.field("is_current")
        ).to_pylist()
    }
    holders = {
        row["capture_id"]: row["report_id"]
        for row in load(
            build, "documents", ["report_id", "version", "capture_id"], wanted & pc.field("chosen")
        ).to_pylist()
        if (row["report_id"], row["version"]) in current
    }
    captures = load(
        build,
        "captures",
        ["capture_id", "warc_file", "warc_offset"],
        _among("capture_id", holders),
    )
    return {holders[row.pop("capture_id")]: row for row in captures.to_pylist()}
