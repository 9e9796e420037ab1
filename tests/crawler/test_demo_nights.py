"""Three nights on the demo sites: everything found, no decoy taken, nothing unchanged fetched twice."""

from collections import Counter

import pytest
from warcio.archiveiterator import ArchiveIterator

from pipeline.archive.captures import archive_files, captures
from tests.crawler.nights import night
from tests.demo import DemoSites
from tests.demo.sites import all_sites

LEFT_OUT = {"bailu", "qinghuai", "rongshan", "yanyuan"}
"""Kept are the sites that fail, one that publishes late and one with folders; the demo's own test has them all."""


@pytest.fixture(scope="module")
def demo():
    """The sites that fail and two that do not."""
    with DemoSites([site for site in all_sites() if site.site not in LEFT_OUT]) as sites:
        yield sites


@pytest.fixture(scope="module")
def nights(demo, tmp_path_factory):
    """(data, [(summary, requests of the night)]): two nights, then one after the sites published more."""
    data = tmp_path_factory.mktemp("nights")
    sites_csv = data / "sites.csv"
    demo.write_sites_csv(sites_csv)
    results = []
    for number in range(3):
        if number == 2:
            demo.publish_late()
        before = len(demo.log)
        results.append((night(sites_csv, data), demo.log[before:]))
    return data, results


def usable(data) -> set[str]:
    return {capture.url for capture in captures(data, bodies=False) if capture.outcome in ("ok", "unchanged")}


def test_every_report_is_found_and_no_decoy_taken(nights, demo):
    data, results = nights
    assert not {report.url for report in demo.expected} - usable(data)
    asked = {capture.url for capture in captures(data, bodies=False)}
    assert not asked & set(demo.decoys)
    assert not asked & set(demo.forbidden)
    for summary, _ in results:
        assert summary["finished"] and not summary["errors"]


def test_failing_sites_are_recorded_and_stop_no_other(nights):
    _, results = nights
    outcomes = {site["site"]: site["outcomes"] for site in results[0][0]["sites"]}
    assert outcomes["refuses"].keys() == {"connection"}
    assert "connection" in outcomes["hangsup"]
    assert outcomes["unavailable"]["server_error"]
    assert outcomes["challenges"]["challenged"] == 1
    assert outcomes["disallows"] == {"ok": 1, "robots": 1}
    assert set(results[0][0]["nothing_found"]) == {
        "refuses",
        "hangsup",
        "unavailable",
        "challenges",
        "disallows",
    }


def test_first_visit_costs_at_most_two_requests_a_report_and_thirty(nights):
    _, results = nights
    for site in results[0][0]["sites"]:
        assert sum(site["outcomes"].values()) <= 2 * site["reports"] + 30


def test_second_night_asks_for_no_body_that_has_not_changed(nights, demo):
    _, results = nights
    requests = results[1][1]
    assert not [request for request in requests if request.status == 200]
    assert (
        max(Counter((request.site, request.path) for request in requests if request.status == 304).values())
        == 1
    )
    reports = {report.url for report in demo.expected}
    assert not [request for request in requests if demo.url(request.site) + request.path in reports]


def test_third_night_brings_what_is_new(nights, demo):
    _, results = nights
    _, requests = results[2]
    fetched = {demo.url(request.site) + request.path for request in requests if request.status == 200}
    late = fetched & {report.url for report in demo.expected}
    assert late
    assert len(fetched) < 10


def test_records_carry_what_the_build_needs(nights, demo):
    data, _ = nights
    reports = {report.url: report for report in demo.expected}
    for capture in captures(data):
        if capture.url in reports and capture.outcome == "ok":
            report = reports[capture.url]
            assert (capture.site, capture.role, capture.is_demo) == (report.site, "report", True)
            assert capture.via and capture.link_text and capture.body


def test_other_tools_read_every_record(nights):
    data, _ = nights
    types = Counter()
    for path in archive_files(data):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests="raise"):
                record.content_stream().read()
                types[record.rec_type] += 1
    assert types["response"] and types["revisit"] and types["metadata"]
    assert types["warcinfo"] == 3


def test_captures_of_an_unchanged_page_point_to_its_body(nights):
    data, _ = nights
    bodies = {
        capture.capture_id: capture for capture in captures(data, bodies=False) if capture.outcome == "ok"
    }
    unchanged = [capture for capture in captures(data, bodies=False) if capture.outcome == "unchanged"]
    assert unchanged
    for capture in unchanged:
        assert bodies[capture.refers_to].payload_sha256 == capture.payload_sha256


def test_the_county_s_own_report_comes_first_then_the_newest_years(nights, demo):
    reports = {report.url: report.report for report in demo.expected}
    names = {site.site: f"{site.name}人民政府" for site in demo.sites}
    order: dict[str, list] = {}
    for request in nights[1][0][1]:
        report = reports.get(demo.url(request.site) + request.path)
        if report:
            order.setdefault(request.site, []).append(report)
    for site, fetched in order.items():
        newest = max(report.year for report in fetched)
        own = [report.issuer == names[site] for report in fetched]
        years = [report.year for report in fetched if report.issuer != names[site]]
        assert own[0] or not any(own), site
        assert [report.year for report in fetched if report.issuer == names[site]][:1] in ([newest], []), site
        assert years == sorted(years, reverse=True), site


def test_deleting_the_ledger_changes_nothing(nights, demo):
    data, _ = nights
    (data / "ledger.sqlite").unlink()
    before = len(demo.log)
    summary = night(data / "sites.csv", data)
    assert not [request for request in demo.log[before:] if request.status == 200]
    assert {site["reports"] for site in summary["sites"]} >= {24}
