"""``gongkai discover`` on the demo sites: their report columns, and no request for anything behind them."""

import csv
import json

import pytest

from tests.calls import start
from tests.demo import DemoSites
from tests.demo.sites import all_sites

SOME = {"wangxi", "qinghuai", "refuses"}
"""Sites with a column that has pages, one that is named and one that fails."""


@pytest.fixture(scope="module")
def discovered(tmp_path_factory):
    data = tmp_path_factory.mktemp("discover")
    with DemoSites([site for site in all_sites() if site.site in SOME]) as demo:
        demo.write_sites_csv(data / "sites.csv")
        common = ["--sites", data / "sites.csv", "--data", data, "--allow-private-hosts"]
        common += ["-s", "DOWNLOAD_DELAY=0", "--json"]
        done = start("discover", *common)
        asked = {demo.url(request.site) + request.path for request in demo.log}
        reports = {report.url for report in demo.expected}
        once_more = start("discover", *common, "--site", "wangxi")
        crawled = json.loads(start("crawl", *common).stdout)
    return data, done, asked, reports, once_more, crawled


def rows(data):
    with (data / "columns.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_columns_are_found_and_the_site_without_one_is_named(discovered):
    data, done, *_ = discovered
    answer = json.loads(done.stdout)
    assert done.returncode == 1 and answer["without"] == ["refuses"]
    assert {column["site"] for column in answer["columns"]} == SOME - {"refuses"}
    for column in rows(data):
        assert column["url"].startswith("http://127.0.0.1:") and column["outcome"] in ("ok", "unchanged")
        assert (column["found"] == "link") == bool(column["title"] and column["via"])


def test_no_report_was_asked_for(discovered):
    _, _, asked, reports, *_ = discovered
    assert asked and reports
    assert not asked & reports


def test_lines_of_sites_that_were_not_asked_stay(discovered):
    data, done, _, _, once_more, _ = discovered
    assert once_more.returncode == 0
    assert {row["site"] for row in rows(data)} == SOME - {"refuses"}
    assert len(rows(data)) == len(json.loads(done.stdout)["columns"])


def test_a_crawl_after_it_finds_every_report(discovered):
    *_, reports, _, crawled = discovered
    assert sum(site["reports"] for site in crawled["sites"]) == len(reports)
