"""When a stored page is asked for again: by season, by role, and when the night ends."""

from datetime import UTC, datetime, timedelta

import pytest
from scrapy.settings import Settings

from crawler.archive.records import Visit
from crawler.calls import WrongCall, end_of_night
from crawler.night import Night
from crawler.schedule import COUNTRY_TIME, Schedule
from crawler.sites import Site
from pipeline.archive.captures import captures
from pipeline.states import Outcome
from tests.crawler.ageing import age
from tests.crawler.nights import night, write_sites
from tests.crawler.wire import TITLE, links, page, serving

REAL, LOOPBACK = "http://a.gov.cn/nb/", "http://127.0.0.1:8000/nb/"


def schedule(**given: str) -> Schedule:
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.setdict(given, priority="cmdline")
    return Schedule.of(settings)


@pytest.mark.parametrize(
    ("now", "url", "role", "days", "due"),
    [
        ("2027-01-01T00:00+08:00", REAL, "list", 0.9, True),
        ("2027-04-30T23:00+08:00", REAL, "home", 0.9, True),
        ("2027-05-01T00:00+08:00", REAL, "list", 0.9, False),
        ("2026-12-31T15:59+00:00", REAL, "list", 0.9, False),
        ("2026-12-31T16:00+00:00", REAL, "list", 0.9, True),
        ("2026-11-21T22:00+08:00", REAL, "list", 6.6, True),
        ("2026-11-21T22:00+08:00", REAL, "column", 6.4, False),
        ("2026-11-21T22:00+08:00", LOOPBACK, "list", 0.1, True),
        ("2027-02-01T22:00+08:00", REAL, "report", 29, False),
        ("2027-02-01T22:00+08:00", REAL, "attachment", 30, True),
        ("2026-11-21T22:00+08:00", LOOPBACK, "report", 29, False),
    ],
)
def test_lists_follow_the_season_reports_an_interval(now, url, role, days, due):
    moment = datetime.fromisoformat(now)
    assert schedule().is_due(url, role, moment - timedelta(days=days), moment) is due


def test_loopback_has_a_season_where_it_is_set():
    now = datetime.fromisoformat("2026-11-21T22:00+08:00")
    assert not schedule(LIST_RECHECK_DAYS="7").is_due(LOOPBACK, "list", now - timedelta(days=1), now)


@pytest.mark.parametrize(
    ("now", "outcome", "role", "days", "due"),
    [
        ("2027-02-01T22:00+08:00", Outcome.GONE, "report", 6.4, False),
        ("2027-02-01T22:00+08:00", Outcome.GONE, "attachment", 6.6, True),
        ("2027-02-01T22:00+08:00", Outcome.GONE, "list", 0.9, True),
        ("2026-11-21T22:00+08:00", Outcome.GONE, "list", 6.4, False),
        ("2026-11-21T22:00+08:00", Outcome.GONE, "home", 6.6, True),
        ("2026-11-21T22:00+08:00", Outcome.GONE, "rendering", 0.1, True),
        ("2026-11-21T22:00+08:00", Outcome.GONE, "robots", 0.1, True),
        ("2026-11-21T22:00+08:00", Outcome.TOO_LARGE, "report", 29, False),
        ("2026-11-21T22:00+08:00", Outcome.TOO_LARGE, "list", 30, True),
        ("2026-11-21T22:00+08:00", Outcome.TIMEOUT, "report", 0.1, True),
    ],
)
def test_what_is_not_there_or_too_large_waits(now, outcome, role, days, due):
    moment = datetime.fromisoformat(now)
    assert schedule().is_due_after(outcome, REAL, role, moment - timedelta(days=days), moment) is due


def test_a_report_that_is_gone_or_too_large_is_not_asked_for_every_night(tmp_path):
    large = b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n"
    answers = {"/": page(links(("/gone.html", TITLE), ("/large.pdf", TITLE))), "/large.pdf": large}
    again = {"DOWNLOAD_DELAY": "0", "DOWNLOAD_MAXSIZE": "70000000"}
    with serving(answers) as wire:
        sites_csv = write_sites(tmp_path / "sites.csv", {"homepage": f"{wire.url}/"})
        asked = []
        for aged, settings in ((0, None), (1, None), (7, None), (1, again), (30, None)):
            age(tmp_path, timedelta(days=aged))
            before = len(wire.log)
            summary = night(sites_csv, tmp_path, settings=settings)
            asked.append(set(wire.log[before:]) - {"/robots.txt", "/"})
            if aged == 1 and settings is None:
                left = {"asked before: gone": 1, "asked before: too_large": 1}
                assert summary["sites"][0]["left"] == left and summary["finished"]
    both = {"/gone.html", "/large.pdf"}
    assert asked == [both, set(), {"/gone.html"}, {"/large.pdf"}, both]


@pytest.mark.slow
def test_out_of_season_a_known_site_costs_nothing_until_its_week_is_over(tmp_path):
    """Two months of the year are enough: the test knows which season it runs in."""
    in_season = datetime.now(UTC).month in range(1, 5)
    answers = {"/": page(links(("/r.html", TITLE)), 'ETag: "1"'), "/r.html": page(TITLE, 'ETag: "2"')}
    settings = {"DOWNLOAD_DELAY": "0", "LIST_RECHECK_DAYS": "7"}
    with serving(answers) as wire:
        sites_csv = write_sites(tmp_path / "sites.csv", {"homepage": f"{wire.url}/"})
        asked = []
        for aged in (0, 1, 7, 30):
            if aged:
                age(tmp_path, timedelta(days=aged))
            before = len(wire.log)
            summary = night(sites_csv, tmp_path, settings=settings)
            assert summary["sites"][0]["reports"] == 1
            asked.append(wire.log[before:])
    lists = ["/robots.txt", "/"]
    assert asked == [[*lists, "/r.html"], lists if in_season else [], lists, [*lists, "/r.html"]]


@pytest.mark.parametrize(
    ("now", "ends"),
    [
        ("2026-11-21T22:00+08:00", "2026-11-22T06:00+08:00"),
        ("2026-11-21T14:00+00:00", "2026-11-22T06:00+08:00"),
        ("2026-11-22T05:59+08:00", "2026-11-22T06:00+08:00"),
        ("2026-11-22T06:00+08:00", "2026-11-23T06:00+08:00"),
    ],
)
def test_the_hour_is_that_of_the_sites(now, ends):
    assert end_of_night("06:00", datetime.fromisoformat(now)) == datetime.fromisoformat(ends)


@pytest.mark.parametrize("text", ["6", "25:00", "morning", "06:00:00:00"])
def test_an_hour_that_is_none(text):
    with pytest.raises(WrongCall, match="UNTIL"):
        end_of_night(text, datetime.now(UTC))


@pytest.mark.slow
def test_a_night_ends_at_its_hour(tmp_path):
    """A busy machine may begin too late for it: an hour that has passed is tomorrow's."""
    many = {"/": page(links(*[(f"/{n}.html", TITLE) for n in range(3000)]))}
    with serving(many, pause=0.05) as wire:
        ends = datetime.now(COUNTRY_TIME).replace(microsecond=0) + timedelta(seconds=15)
        settings = {"DOWNLOAD_DELAY": "0", "UNTIL": ends.strftime("%H:%M:%S")}
        sites_csv = write_sites(tmp_path / "sites.csv", {"homepage": f"{wire.url}/"})
        summary = night(sites_csv, tmp_path, settings=settings)
    assert summary["reason"].startswith("until ") and not summary["finished"] and not summary["errors"]
    assert 2 < len(wire.log) < 600
    assert max(capture.fetched_at for capture in captures(tmp_path)) < ends + timedelta(seconds=5)


def test_the_next_night_begins_with_who_waited_longest(tmp_path):
    county, other = (Site(name, "", "清河县", f"http://{name}.gov.cn/") for name in ("a", "b"))
    crawl = Night(tmp_path, schedule())
    assert crawl.in_turn([county, other]) == [county, other]
    crawl.failure(county.homepage, Visit(county, "home"), Outcome.TIMEOUT, "60 s")
    assert crawl.in_turn([county, other]) == [other, county]
    crawl.failure(other.homepage, Visit(other, "home"), Outcome.TIMEOUT, "60 s")
    assert crawl.in_turn([other, county]) == [county, other]
    crawl.close()
