"""Years of a county: its own report before those of its units, two sites as one county, years that cannot be."""

from dataclasses import replace
from datetime import UTC, datetime

import pandas as pd
import pytest

from pipeline.build import build
from pipeline.coverage.site_years import UNITS_ONLY
from pipeline.states import Outcome
from tests.builders.report import make_report
from tests.nights import QINGHUAI, Night

REPORT = make_report(1, year=2024)
THIS_YEAR = datetime.now(UTC).year


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
