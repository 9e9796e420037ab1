"""Coverage of years that a list names or lacks: not asked for, led elsewhere, filled by a script or shown in part."""

from dataclasses import replace
from datetime import UTC, datetime

import pandas as pd
import pytest

from pipeline.archive.captures import RENDERED, captures
from pipeline.build import build
from pipeline.coverage.absence import FAILURES, Absence
from pipeline.coverage.listed import SUCCESSES, listed
from pipeline.states import CoverageState, Outcome
from tests.builders.report import make_report
from tests.nights import COLUMN, QINGHUAI, Night, states


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
