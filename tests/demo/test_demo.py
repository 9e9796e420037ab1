"""The demo sites are real sites: links lead on, validators work, faults are faults, the truth is on the pages."""

import csv
import re
import urllib.error
import urllib.request
from urllib.parse import urljoin

import pytest
from lxml import html

from tests.demo import COLUMNS, DemoSites
from tests.demo.sites import all_sites

FURNITURE = re.compile(r"/(wzdt|lxwm|images|was5|resource)/|/xxgk/gk(zn|zd)/|javascript:")
LATER = re.compile(r"_\d\.|page=\d|/\d\.htm$")
PAGED = {"qinghuai", "shihong", "rongshan", "wangxi", "yanyuan"}


def _fetch(url: str, **headers: str) -> tuple[int, bytes, dict]:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as response:
            return response.status, response.read(), dict(response.headers)
    except urllib.error.HTTPError as error:
        return error.code, error.read(), dict(error.headers)


def _text(content: bytes) -> str:
    return content.decode("gb18030" if b"charset=gb2312" in content else "utf-8")


def _links(url: str, page: str) -> set[str]:
    """Where a browser could go from a page, with the pages that ``createPageHTML`` would write links to."""
    links = {urljoin(url, link) for link in html.fromstring(page).xpath("//a/@href")}
    for pages, name, extension in re.findall(r'createPageHTML\((\d+), \d+, "(\w+)", "(\w+)"\)', page):
        links |= {urljoin(url, f"{name}_{number}.{extension}") for number in range(1, int(pages))}
    return {link for link in links if not FURNITURE.search(link)}


def _walk(base: str) -> dict[str, int]:
    """Every address of a site that its home page leads to, with its status."""
    found, waiting = {}, [f"{base}/"]
    while waiting:
        url = waiting.pop()
        if url in found or not url.startswith(base):
            continue
        found[url], content, _ = _fetch(url)
        waiting += _links(url, _text(content))
    return found


@pytest.mark.parametrize("site", [site.site for site in all_sites() if site.columns])
def test_the_home_page_leads_to_every_page(demo, site):
    found = _walk(demo.url(site))
    assert set(found.values()) == {200}
    articles = {report.url for report in demo.expected if report.site == site} | set(demo.decoys)
    assert {url for url in articles if url.startswith(demo.url(site))} <= found.keys()


@pytest.mark.parametrize("site", sorted(PAGED))
def test_some_reports_stand_only_on_the_last_page_of_a_list(demo, site):
    reports = {report.url for report in demo.expected if report.site == site}
    lists = _walk(demo.url(site)).keys() - reports - set(demo.decoys)
    held = {url: reports & _links(url, _text(_fetch(url)[1])) for url in lists}
    later = sorted(url for url in held if LATER.search(url) and held[url])
    assert len(later) >= 2
    for url in later:
        others = set().union(*(held[other] for other in lists - {url}))
        assert held[url] - others


def test_a_page_asked_for_again_is_not_sent_again(demo):
    url = demo.expected[0].url
    for name, value in _validators(url).items():
        assert _fetch(url, **{name: value})[:2] == (304, b"")
    assert _fetch(url, **{"If-None-Match": '"other"'})[0] == 200
    assert _fetch(url, **{"If-Modified-Since": "Mon, 01 Jan 2018 00:00:00 GMT"})[0] == 200


def _validators(url: str) -> dict[str, str]:
    headers = _fetch(url)[2]
    return {"If-None-Match": headers["ETag"], "If-Modified-Since": headers["Last-Modified"]}


def test_the_log_tells_what_was_asked(demo):
    before = len(demo.log)
    _fetch(demo.url("qinghuai") + "/nowhere", **{"User-Agent": "a reader"})
    [request] = demo.log[before:]
    assert (request.site, request.method, request.path, request.status) == (
        "qinghuai",
        "GET",
        "/nowhere",
        404,
    )
    assert request.headers["User-Agent"] == "a reader"


def test_hosts_fail_in_their_ways(demo):
    assert _fetch(demo.url("unavailable") + "/")[0] == 503
    assert _fetch(demo.url("challenges") + "/")[0] == 412
    with pytest.raises(ConnectionResetError):
        _fetch(demo.url("hangsup") + "/")
    with pytest.raises(urllib.error.URLError, match="refused"):
        _fetch(demo.url("refuses") + "/")
    assert b"Disallow: /\n" in _fetch(demo.url("disallows") + "/robots.txt")[1]


def test_what_is_expected_is_printed(demo):
    for expected in demo.expected:
        page = html.fromstring(_text(_fetch(expected.url)[1])).text_content()
        title = re.sub(r"\s", "", expected.report.title)
        assert title in re.sub(r"\s", "", page)
        assert len(expected.cells) in (198, 200, 186)
        for cell in expected.cells.values():
            assert cell.text in page


def test_the_sites_show_both_editions_and_faulty_reports(demo):
    reports = [expected.report for expected in demo.expected]
    assert {report.year for report in reports} == set(range(2019, 2026))
    assert {report.edition for report in reports} == {"2019", "2021"}
    assert any(report.failures for report in reports)
    assert any(report.editions["proactive"] != report.editions["requests"] for report in reports)
    assert any(None in report.figures.values() for report in reports)
    assert {expected.url for expected in demo.expected}.isdisjoint(demo.decoys)


def test_sites_csv_names_every_site(demo, tmp_path):
    demo.write_sites_csv(tmp_path / "sites.csv")
    rows = list(csv.DictReader((tmp_path / "sites.csv").open(encoding="utf-8")))
    assert tuple(rows[0]) == COLUMNS
    assert {row["site"]: row["homepage"] for row in rows} == {
        site.site: demo.url(site.site) + "/" for site in demo.sites
    }
    assert all(re.fullmatch(r"99\d{4}", row["adcode"]) for row in rows)


def test_nothing_but_ports_changes_between_runs():
    with DemoSites() as first, DemoSites() as second:
        assert [report.report for report in first.expected] == [report.report for report in second.expected]


def test_what_is_published_late_comes_late_and_changes_no_other_site():
    with DemoSites() as demo:
        before = {report.url for report in demo.expected}
        column = demo.url("wangxi") + "/zwgk/zfxxgk/nb/list.shtml"
        seen = {url: _validators(url) for url in (column, demo.url("bailu") + "/")}
        demo.publish_late()
        [late] = [report for report in demo.expected if report.url not in before]
        assert (late.issuer, late.year) == ("望汐县人民政府", 2025)
        assert before < {report.url for report in demo.expected}
        assert late.url in _links(column, _text(_fetch(column)[1]))
        answers = [_fetch(url, **{name: value})[0] for url in seen for name, value in seen[url].items()]
        assert answers == [200, 200, 304, 304]
