"""Coverage: every silence is a state of its own, told from the archive and its times alone."""

from dataclasses import replace
from datetime import UTC, datetime

import pandas as pd
import pytest

from pipeline.archive.captures import RENDERED, captures
from pipeline.build import build
from pipeline.coverage.absence import FAILURES, Absence
from pipeline.coverage.listed import SUCCESSES, listed
from pipeline.coverage.site_years import BEST_FIRST, UNITS_ONLY, Published, coverage, years
from pipeline.states import CoverageState, Outcome
from tests.builders.report import make_report
from tests.nights import COLUMN, QINGHUAI, Night

REPORT = make_report(1, year=2024)
THIS_YEAR = datetime.now(UTC).year


def states(data):
    frame = pd.read_parquet(build(data, workers=1).folder / "coverage")
    assert frame.reason.str.len().gt(0).all()
    return dict(zip(frame.year, frame.state, strict=True))


def last_due_year():
    return datetime.now(UTC).year - 2


@pytest.mark.parametrize(
    "outcome", [outcome for outcome in Outcome if outcome not in ("ok", "unchanged", "redirect", "off_list")]
)
def test_a_home_page_that_fails_is_never_not_published(tmp_path, outcome):
    with Night(tmp_path) as night:
        night.failed(QINGHUAI.homepage, outcome, role="home")
    expected = FAILURES.get(outcome, CoverageState.UNREACHABLE)
    if outcome is Outcome.GONE:
        expected = CoverageState.COLUMN_NOT_FOUND
    assert set(states(tmp_path).values()) == {str(expected)}


def test_a_site_without_a_report_column(tmp_path):
    with Night(tmp_path) as night:
        night.page(QINGHUAI.homepage, role="home")
        night.page(f"{QINGHUAI.homepage}zwgk/", role="column")
    assert set(states(tmp_path).values()) == {"column_not_found"}


def test_a_column_without_a_report(tmp_path):
    with Night(tmp_path) as night:
        night.column()
    assert states(tmp_path)[last_due_year() + 1] in ("column_empty", "not_due")


def test_not_published_needs_a_column_read_to_its_end(tmp_path):
    with Night(tmp_path) as night:
        night.column()
        night.report(make_report(1, year=2020))
        night.report(make_report(2, year=2022))
    assert (states(tmp_path)[2020], states(tmp_path)[2021], states(tmp_path)[2022]) == (
        "published",
        "not_published",
        "published",
    )
    with Night(tmp_path) as night:
        night.failed(f"{COLUMN}index_2.html", Outcome.TIMEOUT, role="list")
    assert (states(tmp_path)[2021], states(tmp_path)[2022]) == ("timeout", "published")
    with Night(tmp_path) as night:
        night.page(f"{COLUMN}index_2.html", role="list")
    assert states(tmp_path)[2021] == "not_published"
    with Night(tmp_path) as night:
        night.failed(f"{COLUMN}index_3.html", Outcome.EMPTY, role="list", via=COLUMN)
    assert states(tmp_path)[2021] == "not_published", "sites give nothing behind the last page"


def test_a_report_that_could_not_be_fetched_is_not_unpublished(tmp_path):
    with Night(tmp_path) as night:
        night.column()
        night.report(make_report(1, year=2020))
        night.report(make_report(2, year=2023))
        night.failed(
            f"{COLUMN}2021.html", Outcome.BLOCKED, link_text="青槐县 2021 年政府信息公开工作年度报告"
        )
    assert {year: states(tmp_path)[year] for year in (2020, 2021, 2022, 2023)} == {
        2020: "published",
        2021: "blocked",
        2022: "not_published",
        2023: "published",
    }


def test_a_report_that_could_not_be_read(tmp_path):
    with Night(tmp_path) as night:
        night.column()
        night.report(make_report(1, year=2022))
        night.page(
            f"{COLUMN}2023.pdf", b"%PDF-1.4", role="attachment", link_text="２０２３年度年报（2023年）"
        )
    assert states(tmp_path)[2023] == "published_unread"


def test_years_that_only_links_and_documents_without_a_reading_name(tmp_path):
    with Night(tmp_path) as night:
        night.column()
        night.page(f"{COLUMN}2019.pdf", b"%PDF-1.4", role="attachment", link_text="青槐县2019年年报")
        night.failed(f"{COLUMN}2020.html", Outcome.TIMEOUT, link_text="青槐县2020年政府信息公开年报")
    found = states(tmp_path)
    assert (found[2019], found[2020]) == ("published_unread", "timeout")


def test_a_scanned_report_is_not_unpublished(tmp_path):
    with Night(tmp_path) as night:
        night.column()
        night.report(make_report(1, year=2020))
        scan = "<h1>青槐县2021年政府信息公开工作年度报告</h1><img src='/1.jpg'>".encode()
        night.page(
            f"{COLUMN}2021.html", scan, role="report", link_text="青槐县2021年政府信息公开工作年度报告"
        )
    assert states(tmp_path)[2021] == "published_unread"


def test_a_report_that_a_list_names_and_that_is_not_there_is_gone(tmp_path):
    with Night(tmp_path) as night:
        night.column()
        night.report(make_report(1, year=2020))
        night.failed(f"{COLUMN}2021.html", Outcome.GONE, link_text="青槐县2021年政府信息公开工作年度报告")
    assert states(tmp_path)[2021] == "gone"


def test_a_column_that_is_gone_stays_known(tmp_path):
    with Night(tmp_path) as night:
        night.column()
        night.report(make_report(1, year=2022))
    with Night(tmp_path) as night:
        night.page(QINGHUAI.homepage, role="home")
        night.failed(COLUMN, Outcome.GONE, role="list")
    assert (states(tmp_path)[2022], states(tmp_path)[2023]) == ("published", "gone")


def test_a_column_that_is_a_report_itself_is_a_column_still(tmp_path):
    with Night(tmp_path) as night:
        attempts = [night.page(COLUMN, role="list"), night.page(COLUMN, link_text="2022年年报")]
    absence = Absence.of(attempts, None, datetime.now(UTC))
    assert absence.of_year(2020)[0] is CoverageState.NOT_PUBLISHED


def test_robots_txt_alone_is_no_attempt(tmp_path):
    with Night(tmp_path) as night:
        night.column()
        night.failed(f"{QINGHUAI.homepage}robots.txt", Outcome.GONE, role="robots")
    frame = pd.read_parquet(build(tmp_path, workers=1).folder / "coverage")
    assert frame.attempts.tolist() == [2] * len(frame)


def test_when_a_report_appeared_is_bracketed(tmp_path):
    with Night(tmp_path) as night:
        night.column()
    with Night(tmp_path) as night:
        night.column()
        night.report(make_report(1, year=2022))
    folder = build(tmp_path, workers=1).folder
    captures = pd.read_parquet(folder / "captures").sort_values("fetched_at", ignore_index=True)
    row = pd.read_parquet(folder / "coverage").set_index("year").loc[2022]
    assert row.last_absent_at == captures.fetched_at[1], (
        "the column of the first night, not that of the second"
    )
    assert row.last_success == captures.fetched_at.max()


def titles(*texts):
    return "".join(f"<li><a href='{n}.html'>{text}</a></li>" for n, text in enumerate(texts)).encode()


def test_a_report_that_is_listed_and_was_not_asked_for_is_not_unpublished(tmp_path):
    with Night(tmp_path) as night:
        night.page(QINGHUAI.homepage, role="home")
        look_alikes = (
            "青槐县2021年政府网站工作年度报表",
            "关于编制2021年政府信息公开年报的通知",
            "2021年年报解读",
        )
        body = titles("青槐县2022年政府信息公开工作年度报告", "2023年政府信息公开年报", *look_alikes)
        night.page(COLUMN, body, role="list")
        night.report(make_report(1, year=2020))
        night.report(make_report(2, year=2023))
    found = states(tmp_path)
    assert [found[year] for year in range(2020, 2024)] == [
        "published",
        "not_published",
        "not_fetched",
        "published",
    ]
    with Night(tmp_path) as night:
        night.failed(f"{COLUMN}2022.html", Outcome.TIMEOUT, link_text="青槐县2022年政府信息公开工作年度报告")
    assert states(tmp_path)[2022] == "timeout"


ELSEWHERE = "http://10.1.2.3/2022.html"


def test_a_listed_report_that_leads_where_nothing_may_be_asked_was_asked_for(tmp_path):
    text = "青槐县2022年政府信息公开工作年度报告"
    with Night(tmp_path) as night:
        night.page(COLUMN, titles(text), role="list")
        night.report(make_report(1, year=2020))
        night.redirected(f"{COLUMN}2022.html", ELSEWHERE, link_text=text)
        night.failed(ELSEWHERE, Outcome.OFF_LIST, link_text=text)
    frame = pd.read_parquet(build(tmp_path, workers=1).folder / "coverage").set_index("year")
    assert frame.state[2022] == "unreachable"
    assert f"{COLUMN}2022.html redirects to {ELSEWHERE}, which was not asked for" in frame.reason[2022]


def test_a_list_that_leads_where_nothing_may_be_asked_is_unread(tmp_path):
    with Night(tmp_path) as night:
        night.page(QINGHUAI.homepage, role="home")
        night.redirected(COLUMN, ELSEWHERE, role="list")
        night.failed(ELSEWHERE, Outcome.OFF_LIST, role="list")
    alone = why_not(tmp_path)
    with Night(tmp_path) as night:
        night.page("http://qinghuai.test/another/", role="list")
        night.report(make_report(1, year=2020))
    for state, reason in (alone, why_not(tmp_path)):
        assert state == "unreachable" and f"{COLUMN} redirects to {ELSEWHERE}" in reason
    with Night(tmp_path) as night:
        night.redirected(COLUMN, "http://qinghuai.test/another/", role="list")
        night.redirected(ELSEWHERE, f"{COLUMN}new/", role="list")
        night.page(f"{COLUMN}new/", role="list")
    assert why_not(tmp_path)[0] == "not_published"


def test_a_ring_of_redirects_is_no_answer(tmp_path):
    with Night(tmp_path) as night:
        night.page(QINGHUAI.homepage, role="home")
        night.redirected(COLUMN, ELSEWHERE, role="list")
        night.redirected(ELSEWHERE, COLUMN, role="list")
    state, reason = why_not(tmp_path)
    assert state == "unreachable" and "which led to no page" in reason


@pytest.mark.parametrize(
    "body",
    [
        "<record><![CDATA[<a href='1'>2022年政府信息公开年报</a>]]></record>".encode("gb18030"),
        b'{"title": "2022\\u5e74\\u653f\\u5e9c\\u4fe1\\u606f\\u516c\\u5f00\\u5e74\\u62a5"}',
        "<a title='政府信息公开工作年度报告（2022年）'>政府信息公开工…</a>".encode(),
    ],
)
def test_titles_are_seen_in_links_records_and_json(body):
    assert listed(body, None).years == {2022}


def test_a_column_that_a_script_fills_is_told_from_an_empty_one(tmp_path):
    with Night(tmp_path) as night:
        night.page(QINGHUAI.homepage, role="home")
        night.page(COLUMN, b"<ul id=list></ul><script>$.getJSON('/api/list', fill)</script>", role="list")
        night.failed("http://other.test/", Outcome.DNS, role="home")
    with Night(tmp_path, replace(QINGHUAI, site="other")) as night:
        night.column()
        night.report(make_report(1, year=2020))
    frame = pd.read_parquet(build(tmp_path, workers=1).folder / "coverage").set_index(["site", "year"])
    assert frame.loc[("qinghuai", 2021)].state == "rendered_only"
    assert frame.loc[("other", 2021)].state == "not_published"


def shown(night, *failures, reports=()):
    """A column that a browser showed; what its scripts asked for in vain, with what came of it."""
    night.page(QINGHUAI.homepage, role="home")
    night.page(COLUMN, b"<ul id=list></ul><script src=/list.js></script>", role="list")
    night.page(f"{COLUMN}list.js", b"fill()", role="rendering", via=COLUMN)
    for url, outcome in failures:
        night.failed(url, outcome, role="rendering", via=COLUMN)
    night.page(f"{RENDERED}{COLUMN}", b"<ul id=list></ul>", role="list", via=QINGHUAI.homepage)
    for report in reports:
        night.report(report)


DATA_OF_LIST = "http://qinghuai.test/api/list"


def why_not(data):
    """State and reason of a year long due, told from the attempts alone."""
    return Absence.of(list(captures(data, bodies=False)), None, datetime(2030, 6, 1, tzinfo=UTC)).of_year(
        2021
    )


@pytest.mark.parametrize(
    "outcome", [outcome for outcome in Outcome if outcome not in (*SUCCESSES, "redirect", "off_list")]
)
def test_a_shown_list_whose_data_did_not_come_is_not_empty(tmp_path, outcome):
    with Night(tmp_path) as night:
        shown(night, (DATA_OF_LIST, outcome))
    state, reason = why_not(tmp_path)
    missing = outcome in (Outcome.GONE, Outcome.EMPTY)
    assert state == ("rendered_only" if missing else FAILURES.get(outcome, CoverageState.UNREACHABLE))
    assert f"{outcome} at {DATA_OF_LIST}" in reason


def test_a_shown_list_that_lacks_a_part_says_nothing_of_other_years(tmp_path):
    reports = [make_report(1, year=2020), make_report(2, year=2022)]
    with Night(tmp_path) as night:
        shown(night, (DATA_OF_LIST, Outcome.TIMEOUT), reports=reports)
    assert [states(tmp_path)[year] for year in (2020, 2021, 2022)] == ["published", "timeout", "published"]
    with Night(tmp_path) as night:
        shown(night, (f"{DATA_OF_LIST}?again", Outcome.GONE), ("http://stat.test/", Outcome.OFF_LIST))
    assert states(tmp_path)[2021] == "not_published", (
        "it was shown again, and what is not there lacks no part"
    )
    with Night(tmp_path) as night:
        night.redirected(DATA_OF_LIST, ELSEWHERE, role="rendering", via=COLUMN)
        shown(night, (ELSEWHERE, Outcome.OFF_LIST))
    state, reason = why_not(tmp_path)
    assert state == "unreachable" and f"{DATA_OF_LIST} redirects to {ELSEWHERE}" in reason


def test_a_list_that_could_not_be_shown(tmp_path):
    with Night(tmp_path) as night:
        night.page(COLUMN, b"<ul id=list></ul>", role="list")
        night.failed(f"{RENDERED}{COLUMN}", Outcome.TIMEOUT, role="rendering", via=QINGHUAI.homepage)
    assert why_not(tmp_path)[0] == "timeout"
    with Night(tmp_path) as night:
        shown(night)
    assert why_not(tmp_path)[0] == "column_empty"


@pytest.mark.parametrize("outcome", [Outcome.REDIRECT, Outcome.OFF_LIST])
def test_a_home_page_that_only_leads_away_was_searched(tmp_path, outcome):
    with Night(tmp_path) as night:
        night.failed(QINGHUAI.homepage, outcome, role="home")
    assert set(states(tmp_path).values()) == {"unreachable"}


def test_every_state_that_coverage_may_have_stands_in_the_order_of_choice():
    assert set(BEST_FIRST) == set(CoverageState) and len(BEST_FIRST) == len(CoverageState)


def attempts(data, on):
    """One night's column, as if it had been read on that day."""
    with Night(data) as night:
        night.column()
        night.report(make_report(1, year=on.year - 2))
    return [replace(capture, fetched_at=on) for capture in captures(data, bodies=False)]


def published(year, first):
    return Published(f"qinghuai-{year}-0", "qinghuai", year, own=True, read=True, cells=1, first=first)


@pytest.mark.parametrize(("day", "state"), [((2025, 3, 31), "not_due"), ((2025, 4, 1), "not_published")])
def test_before_the_laws_date_a_missing_report_is_not_due(tmp_path, day, state):
    found = attempts(tmp_path, datetime(*day, tzinfo=UTC))
    report = published(2023, found[-1])
    rows = {row.year: row.state for row in coverage(found, [report], unread=set(), listed={})}
    assert rows == {2023: "published", 2024: state}


def test_an_impossible_report_year_does_not_stretch_the_table(tmp_path):
    found = attempts(tmp_path, datetime(2025, 5, 1, tzinfo=UTC))
    reports = [published(year, found[-1]) for year in (202, 2030, 2023, None)]
    assert list(years(found, reports, (), ())) == [2023, 2024]


def test_headline_is_the_county_governments_own_report(tmp_path):
    with Night(tmp_path) as night:
        night.column()
        night.report(make_report(1, year=2022))
        for seed, issuer in enumerate(("青槐县教育局", "演示市人民政府", "青槐县人民政府办公室"), start=2):
            night.report(make_report(seed, year=2022, issuer=issuer))
        night.report(make_report(9, year=2023, issuer="青槐县教育局"))
    folder = build(tmp_path, workers=1).folder
    rows = pd.read_parquet(folder / "county_year").set_index("year")
    reports = pd.read_parquet(folder / "reports").set_index("report_id")
    assert reports.loc[rows.headline_report_id[2022]].issuer == "青槐县人民政府"
    assert rows.reports[2022] == 4 and "own report" in rows.choice_rule[2022]
    assert pd.isna(rows.headline_report_id[2023]) and rows.state[2023] == "published"
    assert "none of the reports" in rows.choice_rule[2023]
    own = pd.read_parquet(folder / "coverage").set_index("year").own_report
    assert (own[2022], own[2023]) == (True, False)
    assert rows.own_report.tolist() == [True, False, *[False] * (len(rows) - 2)]
    assert rows.reason[2023] == UNITS_ONLY != rows.reason[2022]


def test_two_sites_of_one_county_are_one_county(tmp_path):
    with Night(tmp_path) as night:
        night.column()
        night.report(REPORT)
    with Night(tmp_path, replace(QINGHUAI, site="zwgk", homepage="http://zwgk.qinghuai.test/")) as night:
        night.failed("http://zwgk.qinghuai.test/", Outcome.DNS, role="home")
    folder = build(tmp_path, workers=1).folder
    rows = pd.read_parquet(folder / "county_year").set_index("year")
    assert not rows.index.duplicated().any()
    assert rows.state[2024] == "published"
    assert rows.state[2025] == "unreachable", "one of its sites could not be asked"


def test_a_report_on_two_sites_of_the_county_counts_once(tmp_path):
    other = replace(QINGHUAI, site="zwgk", homepage="http://zwgk.qinghuai.test/")
    for site in (QINGHUAI, other):
        with Night(tmp_path, site) as night:
            night.column()
            night.report(REPORT, f"{site.homepage}2024.html")
    folder = build(tmp_path, workers=1).folder
    rows = pd.read_parquet(folder / "county_year").set_index("year")
    assert rows.reports[2024] == 1 and len(pd.read_parquet(folder / "reports")) == 2


@pytest.mark.parametrize("year", [2001, 2099, THIS_YEAR])
def test_a_year_that_cannot_be_is_kept_and_told(tmp_path, year):
    with Night(tmp_path) as night:
        night.column()
        night.report(make_report(1, year=year))
        night.report(make_report(2, year=THIS_YEAR - 1))
    built = build(tmp_path, workers=1)
    (report,) = pd.read_parquet(built.folder / "reports").query("year != @THIS_YEAR - 1").itertuples()
    assert sum(entry.key.startswith("year ") for entry in built.new_attention) == 1
    told = [entry.message for entry in built.new_attention if entry.key == f"year {report.report_id}"]
    assert report.year == year and len(told) == 1 and str(year) in told[0]
