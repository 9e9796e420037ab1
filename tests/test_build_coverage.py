"""Coverage: every silence is a state of its own, told from the archive and its times alone."""

from dataclasses import replace
from datetime import UTC, datetime

import pandas as pd
import pytest

from pipeline.archive.captures import captures
from pipeline.build import build
from pipeline.coverage.absence import FAILURES, Absence
from pipeline.coverage.site_years import BEST_FIRST, Published, coverage, years
from pipeline.states import CoverageState, Outcome
from tests.builders.report import make_report
from tests.nights import COLUMN, QINGHUAI, Night, states


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
