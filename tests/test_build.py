"""The build on real archives: the right rows in every dataset, and nothing that is withdrawn, private or no report."""

import json
from dataclasses import replace

import duckdb
import pandas as pd
import pytest

from pipeline.build import build
from pipeline.building.withdrawn import BadWithdrawn
from pipeline.datasets import datasets
from pipeline.datasets.store import load
from tests.builders.printing import expected_cells
from tests.builders.report import make_report
from tests.nights import COLUMN, Night


def panel(data):
    return pd.read_parquet(data / "datasets" / "panel").set_index(["issuer", "year"])


def test_every_figure_of_every_report_is_in_the_panel(built):
    data, reports, _ = built
    frame = panel(data)
    assert len(frame) == len(reports)
    for report in reports:
        for (_, row, column), printed in expected_cells(report).items():
            value = frame.loc[(report.issuer, report.year), f"{row}__{column}"]
            if printed.state == "reported":
                assert value == printed.value, (report.issuer, row, column)
            else:
                assert value is pd.NA, (report.issuer, row, column)


def test_cells_of_another_edition_are_null_in_the_panel(built):
    frame = panel(built[0])
    assert frame.loc[("白沙镇人民政府", 2022), "rules__issued"] is pd.NA
    assert frame.loc[("青槐县人民政府", 2022), "rules__newly_made"] is pd.NA


def test_reports_say_what_they_are_and_count_their_states(built):
    data, reports, result = built
    frame = pd.read_parquet(data / "datasets" / "reports")
    cells = pd.read_parquet(data / "datasets" / "cells")
    for report in reports:
        row = frame[(frame.issuer == report.issuer) & (frame.year == report.year)].iloc[0]
        assert (row.title, str(row.published_on), row.status) == (
            report.title,
            str(report.published_on),
            "complete",
        )
        assert (row.site, row.adcode, row.county, row.province) == ("qinghuai", "990101", "青槐县", "演示省")
        assert row.edition == report.edition and row.version == 1 and row.is_current
        states = cells[cells.report_id == row.report_id].state.value_counts()
        assert (row.cells_reported, row.cells_blank) == (states["reported"], states["blank"])
        assert row.build_id == result.folder.name
    failing = frame[frame.checks_failed > 0]
    assert failing[["issuer", "year"]].to_numpy().tolist() == [["青槐县人民政府", 2024]]
    kinds = dict(zip(frame.issuer, frame.issuer_kind, strict=True))
    assert kinds == {"青槐县人民政府": "county_government", "白沙镇人民政府": "township"}


def test_duckdb_reads_the_datasets(built):
    data, reports, _ = built
    cells = f"'{data}/datasets/cells/*.parquet'"
    query = f"SELECT count(*), count(DISTINCT report_id) FROM {cells} WHERE state = 'reported'"
    reported = sum(printed.state == "reported" for r in reports for printed in expected_cells(r).values())
    assert duckdb.sql(query).fetchall() == [(reported, len(reports))]


def test_current_json_is_the_truth_and_the_link_leads_to_it(built):
    data, _, result = built
    assert json.loads((data / "builds" / "current.json").read_text()) == {"build_id": result.folder.name}
    assert (data / "datasets").is_symlink() and (data / "datasets").resolve() == result.folder.resolve()


def test_withdrawn_reports_leave_every_dataset(copied):
    build(copied, workers=1)
    township = panel(copied).loc[("白沙镇人民政府", 2022)].report_id
    own = panel(copied).loc[("青槐县人民政府", 2024)].report_id
    (copied / "withdrawn.csv").write_text(f"report_id,reason\n{township},asked to\n{own},asked to\n", "utf-8")
    folder = build(copied, workers=1).folder
    for name, dataset in datasets().items():
        if "report_id" in dataset.names:
            assert not {township, own} & set(load(folder, name)["report_id"].to_pylist()), name
    year = pd.read_parquet(folder / "county_year").set_index("year")
    assert year.loc[2022].reports == 1 and year.loc[2024].reports == 0
    assert year.loc[2024].state == "published" and "withdrawn" in year.loc[2024].reason
    assert year.loc[2024].headline_report_id is None or pd.isna(year.loc[2024].headline_report_id)


def test_a_withdrawn_id_that_no_report_has_is_told(copied):
    (copied / "withdrawn.csv").write_text("report_id,reason\nqinghuai-2024-slip,asked to\n", "utf-8")
    told = [entry for entry in build(copied, workers=1).attention if "qinghuai-2024-slip" in entry.message]
    assert len(told) == 1


@pytest.mark.parametrize("content", [b"id,why\nx,y\n", b"\xff\xfe\x00", b"report_id\n\x00\n\xff\n"])
def test_a_list_of_withdrawn_reports_that_cannot_be_read_stops_the_build(copied, content):
    (copied / "withdrawn.csv").write_bytes(content)
    with pytest.raises(BadWithdrawn, match=r"withdrawn\.csv"):
        build(copied, workers=1)


def test_personal_data_is_masked_in_the_public_text(tmp_path):
    report = make_report(3, year=2024)
    line = "联系人：王小明，电话0517-87654321，邮箱wang@qinghuai.gov.cn，受理12345热线12件。"
    first, *others = report.sections
    report = replace(report, sections=(replace(first, paragraphs=(*first.paragraphs, line)), *others))
    with Night(tmp_path) as night:
        night.column()
        night.report(report)
    folder = build(tmp_path, workers=1).folder
    text = str(load(folder, "sections").to_pylist()) + str(load(folder, "figures").to_pylist())
    assert "联系人：[姓名]，电话[电话]，邮箱[邮箱]，受理12345热线12件" in text
    assert not any(secret in text for secret in ("王小明", "87654321", "wang@"))


def test_documents_that_are_no_report_or_unreadable_are_documents_only(tmp_path):
    with Night(tmp_path) as night:
        night.column()
        night.report(make_report(3, year=2024))
        night.page(f"{COLUMN}news.html", "<p>关于召开会议的通知</p>".encode())
        night.page(
            f"{COLUMN}2023.pdf",
            b"%PDF-1.4\n\xff\x00 cut",
            role="attachment",
            link_text="青槐县2023年政府信息公开年报",
        )
    result = build(tmp_path, workers=1)
    frame = pd.read_parquet(result.folder / "documents").set_index("url")
    assert frame.loc[f"{COLUMN}news.html"].status == "not_a_report"
    assert frame.loc[f"{COLUMN}2023.pdf"].status == "unreadable" and frame.loc[f"{COLUMN}2023.pdf"].notes
    assert frame.report_id.notna().sum() == 1 and result.rows["reports"] == 1
    assert any("2023.pdf" in entry.message for entry in result.new_attention)
    coverage = pd.read_parquet(result.folder / "coverage").set_index("year")
    assert coverage.loc[2024].state == "published"


def test_what_is_known_needs_nobody_twice(copied):
    with Night(copied) as night:
        night.page(f"{COLUMN}x.bin", b"%PDF-1.4\n\xff\x00 cut")
    first = build(copied, workers=1)
    with Night(copied) as night:
        night.column()
    second = build(copied, workers=1)
    assert first.new_attention and second.attention and not second.new_attention
