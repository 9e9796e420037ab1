"""A crawl tells from its archive's own times how it treated each host."""

from datetime import UTC, datetime, timedelta

import pytest
from scrapy import Request

from crawler.archive.records import Visit
from crawler.conduct import LEAST_GAP, Conduct
from crawler.fetching import politeness
from crawler.fetching.guards import ADDRESS
from crawler.night import Night
from crawler.schedule import Schedule
from crawler.sites import Site
from pipeline.archive.captures import captures
from pipeline.states import Outcome
from tests.crawler.nights import night, write_sites
from tests.crawler.wire import links, page, serving
from tests.nights import Night as Records

BEGUN = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)


def conduct(tmp_path, *sent: tuple[float, float, str]) -> Conduct:
    """Of requests that were sent at a second, took seconds, and went to a URL."""
    with Records(tmp_path, Site("a", "", "清河县", "http://www.a.gov.cn/")) as records:
        for number, (second, took, url) in enumerate(sent):
            visit = {"sent_at": BEGUN + timedelta(seconds=second), "took": took}
            records.page(f"{url}{number}", **visit)
    return Conduct(captures(tmp_path, bodies=False))


def test_gaps_requests_and_what_was_on_its_way_at_a_time(tmp_path):
    found = conduct(
        tmp_path, (0, 0.5, "http://a.gov.cn/"), (3.2, 4, "http://www.a.gov.cn/"), (8, 0.1, "http://a.gov.cn/")
    )
    host = found.hosts[0]
    assert (host.host, host.requests, host.most_at_once, host.slowest) == ("a.gov.cn", 3, 1, 4)
    assert host.smallest_gap == pytest.approx(3.2)
    assert found.breaches() == [] and "it held: 3 requests to 1 hosts" in found.in_words()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ([(0, 1, "http://a.gov.cn/"), (2.5, 1, "http://a.gov.cn/")], "asked again after 2.50 s"),
        ([(0, 9, "http://a.gov.cn/"), (5, 1, "http://a.gov.cn/")], "asked for 2 things at a time"),
        ([(4 * n, 1, "http://a.gov.cn/") for n in range(61)], "asked 61 times in a night"),
        ([(0, 1, "http://127.0.0.1:1/"), (0.1, 1, "http://127.0.0.1:1/")], "asked for 2 things at a time"),
    ],
)
def test_what_breaks_the_policy_is_said(tmp_path, sent, said):
    found = conduct(tmp_path, *sent)
    assert len(found.breaches()) == 1 and said in found.breaches()[0]
    assert "DID NOT HOLD" in found.in_words() and not found.as_json()["held"]


def test_the_settings_keep_the_least_gap():
    assert LEAST_GAP >= 3


def test_hosts_on_one_address_share_a_queue(tmp_path):
    def slot(url: str, address: str | None) -> str:
        asked = Request(url, meta={ADDRESS: address} if address else {})
        return politeness.PoliteDownloader.get_slot_key(downloader, asked)

    downloader = type("Downloader", (), {"per_slot_settings": {}, "settings": {}})()
    assert slot("http://a.gov.cn/", "101.1.1.1") == slot("https://zwgk.b.gov.cn/", "101.1.1.1")
    assert slot("http://a.gov.cn/", "101.1.1.1") != slot("http://a.gov.cn/", "101.1.1.2")


def test_a_crawl_reports_what_its_archive_says(tmp_path):
    title = "清河县2024年政府信息公开工作年度报告"
    good = {
        "/robots.txt": page("User-agent: *\nDisallow: /secret/"),
        "/": page(links(("/r.html", title), ("/secret/r.html", title))),
        "/r.html": page(title),
    }
    with serving(good) as wire, serving({"/robots.txt": page("", status="503 Busy")}) as closed:
        sites = write_sites(
            tmp_path / "sites.csv", {"homepage": f"{wire.url}/"}, {"homepage": f"{closed.url}/"}
        )
        told = night(sites, tmp_path, settings={"DOWNLOAD_DELAY": "0.3"})["politeness"]
    hosts = {host["host"]: host for host in told["hosts"]}
    first, second = hosts[f"127.0.0.1:{wire.port}"], hosts[f"127.0.0.1:{closed.port}"]
    assert told["held"] and told == Conduct(captures(tmp_path, bodies=False)).as_json()
    assert (first["requests"], first["robots"], first["forbidden"]) == (3, "read", 1)
    assert first["most_at_once"] == 1 and first["smallest_gap"] >= 0.3 * 0.75
    assert second["requests"] == 1 and "nothing else was asked for" in second["robots"]


def test_a_delay_that_robots_txt_asks_for_is_kept(tmp_path):
    title = "清河县2024年政府信息公开工作年度报告"
    good = {
        "/robots.txt": page("User-agent: *\nCrawl-delay: 1.5"),
        "/": page(links(("/r.html", title))),
        "/r.html": page(title),
    }
    with serving(good) as wire:
        sites = write_sites(tmp_path / "sites.csv", {"homepage": f"{wire.url}/"})
        told = night(sites, tmp_path, settings={"DOWNLOAD_DELAY": "0.1"})["politeness"]
    assert told["hosts"][0]["requests"] == 3 and told["hosts"][0]["smallest_gap"] >= 1.5


def test_what_was_not_sent_is_no_request(tmp_path):
    site = Site("a", "", "清河县", "http://a.gov.cn/")
    crawl = Night(tmp_path, Schedule(30, 7))
    crawl.failure("http://a.gov.cn/", Visit(site, "home"), Outcome.OFF_LIST, "x")
    crawl.close()
    assert crawl.conduct.hosts == [] and "no request was sent" in crawl.conduct.in_words()
