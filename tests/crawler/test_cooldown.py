"""Hosts that refuse or challenge are left alone, longer the second time; the archive alone says until when."""

from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest

from crawler.archive.ledger import LEDGER, delete
from crawler.archive.records import Answer, Visit
from crawler.night import Night
from crawler.schedule import Schedule
from crawler.sites import Site
from pipeline.archive.captures import captures
from tests.crawler.ageing import age
from tests.crawler.nights import night, write_sites
from tests.crawler.wire import links, page, serving

SITE = Site("qinghe", "130534", "清河县", "http://www.a.gov.cn/")
HOME, LIST, REPORT, ROBOTS = (Visit(SITE, role) for role in ("home", "list", "report", "robots"))
URL = "http://www.a.gov.cn/x"
DAY, WEEK = timedelta(days=1), timedelta(days=7)


def answers(data, *given) -> timedelta | None:
    """How long the host is left alone after it gave these: (visit, status, *headers or a page)."""
    crawl = Night(data, Schedule(30, 7))
    for number, (visit, status, *more) in enumerate(given):
        body = next((part.encode() for part in more if isinstance(part, str)), b"<html>words</html>")
        headers = tuple(part for part in more if isinstance(part, tuple))
        crawl.response(f"{URL}{number}", visit, Answer(status, headers, body))
    now = datetime.now(UTC)
    rest = crawl.rest(URL)
    same = crawl.rest("http://a.gov.cn/another")
    crawl.close()
    assert rest == same
    return rest and rest.until - now


def about(length: timedelta | None, expected: timedelta) -> bool:
    return length is not None and abs(length - expected) < timedelta(minutes=1)


@pytest.mark.parametrize("status", [403, 412, 418, 429, 503, 521])
def test_refusals_rest_a_host_for_a_day(tmp_path, status):
    assert about(answers(tmp_path, (HOME, status)), DAY)


@pytest.mark.parametrize("status", [200, 304, 404, 410, 500, 502])
def test_other_answers_do_not(tmp_path, status):
    assert answers(tmp_path, (HOME, status)) is None


def test_a_single_forbidden_report_is_a_page_two_in_a_row_are_the_host(tmp_path):
    assert answers(tmp_path / "one", (HOME, 200), (REPORT, 403)) is None
    assert answers(tmp_path / "not in a row", (REPORT, 403), (REPORT, 200), (REPORT, 403)) is None
    assert about(answers(tmp_path / "two", (HOME, 200), (REPORT, 403), (REPORT, 403)), DAY)
    assert about(answers(tmp_path / "robots", (REPORT, 403), (ROBOTS, 200), (REPORT, 403)), DAY)


def test_a_method_that_is_not_allowed_is_not_the_host_unless_it_is_all_that_comes(tmp_path):
    refused = [(ROBOTS, 405), (HOME, 405), (REPORT, 405), (LIST, 405), (LIST, 405)]
    assert answers(tmp_path / "some", *refused) is None
    assert answers(tmp_path / "not in a row", *refused, (REPORT, 200), (LIST, 405)) is None
    assert about(answers(tmp_path / "all", *refused, (LIST, 405)), DAY)
    assert about(answers(tmp_path / "firewall", (HOME, 405, "<html>您的访问被阻断</html>")), DAY)


def test_again_within_a_month_is_a_week_and_after_it_a_day(tmp_path):
    answers(tmp_path, (HOME, 403))
    age(tmp_path, 2 * DAY)
    assert answers(tmp_path) is None
    assert about(answers(tmp_path, (HOME, 403)), WEEK)
    age(tmp_path, 2 * DAY)
    assert about(answers(tmp_path), 5 * DAY)
    age(tmp_path, 31 * DAY)
    assert about(answers(tmp_path, (HOME, 403)), DAY)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("7200", timedelta(hours=2)),
        ("0", timedelta(minutes=1)),
        ("99999999999999999", timedelta(days=30)),
        ("soon", DAY),
        ("-5", DAY),
        ("Wed, 01 Jan 2020 00:00:00 GMT", timedelta(minutes=1)),
        ("Wed, 01 Jan 2200 00:00:00 GMT", timedelta(days=30)),
    ],
)
def test_retry_after_is_honoured_within_reason(tmp_path, value, expected):
    assert abs(answers(tmp_path, (HOME, 503, ("Retry-After", value))) - expected) < timedelta(minutes=1.1)


CHALLENGES = {
    "ruishu": page("<meta><script>$_ts=window['$_ts']</script>", status="412 Precondition Failed"),
    "jiasule": page("<script>document.cookie=('_')+('_jsl_clearance')</script>", status="521 Down"),
    "wzws": page("<script>var wzwschallenge='x'</script>"),
    "refuses": page("no", status="403 Forbidden"),
    "busy": page("", "Retry-After: 3600", status="503 Unavailable"),
}


def test_nights_leave_resting_hosts_alone_and_others_not(tmp_path):
    title = "清河县2024年政府信息公开工作年度报告"
    good = {"/": page(links(("/r.html", title))), "/r.html": page(title)}
    with ExitStack() as stack:
        wires = {name: stack.enter_context(serving({"/": answer})) for name, answer in CHALLENGES.items()}
        wires["good"] = stack.enter_context(serving(good))
        rows = [{"site": name, "homepage": f"{wire.url}/"} for name, wire in wires.items()]
        sites_csv = write_sites(tmp_path / "sites.csv", *rows)
        first = night(sites_csv, tmp_path)
        assert {name: wire.log for name, wire in wires.items() if name != "good"} == {
            name: ["/robots.txt", "/"] for name in CHALLENGES
        }
        for ledger_is_lost in (False, True):
            if ledger_is_lost:
                delete(tmp_path / LEDGER)
            asked = {name: len(wire.log) for name, wire in wires.items()}
            recorded = len(list(captures(tmp_path)))
            summary = night(sites_csv, tmp_path)
            assert [name for name, wire in wires.items() if len(wire.log) > asked[name]] == ["good"]
            assert len(list(captures(tmp_path))) - recorded <= 2
            sites = {site["site"]: site for site in summary["sites"]}
            assert all("is left alone until" in str(sites[name]["resting"]) for name in CHALLENGES)
            assert not sites["good"]["resting"] and summary["finished"]
    assert set(first["nothing_found"]) == set(CHALLENGES)
